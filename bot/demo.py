"""make demo: one sample patient plays her case over HTTP; her papers stay in out/."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bot import sample
from bot.child import SandboxChild
from bot.sample_photo import sample_photo
from bot.sandbox.client import Sandbox
from storage import new_key

OUT = Path("out")


async def play(url: str) -> None:
    """Plays the sample against a bot that listens there, and prints and keeps what comes."""
    steps = sample.steps()
    async with Sandbox(url) as sandbox:
        rosa = await sandbox.person(name="Rosa", language_code="en", timeout=30)
        for step in steps:
            if "say" in step:
                await rosa.says(step["say"])
            elif "photo" in step:
                await rosa.sends_photo(sample_photo(step["photo"]))
            else:
                await rosa.taps(step["tap"])
        print(rosa.transcript())
        OUT.mkdir(exist_ok=True)
        for name, content in rosa.files.items():
            (OUT / name).write_bytes(content)
    said, taps = (sum(deed in step for step in steps) for deed in ("say", "tap"))
    photos = len(steps) - said - taps
    print(f"\n{said} messages, {taps} taps, {photos} photo. The papers are in {OUT}/:")
    for path in sorted(OUT.iterdir()):
        print(f"  {path}  {path.stat().st_size // 1024} KB")


def main() -> int:
    """Starts a sandbox and a bot of its own, plays, and ends both."""
    with tempfile.TemporaryDirectory() as home, SandboxChild(0) as sandbox:
        environment = {
            **{
                k: v
                for k, v in os.environ.items()
                if k not in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL")
            },
            "TELEGRAM_API_URL": sandbox.url,
            "APPEAL_TODAY": sample.DAY.isoformat(),
            "DATA_DIR": f"{home}/data",
            "CASE_KEYS": new_key(),
        }
        bot = subprocess.Popen([sys.executable, "-m", "bot"], env=environment)
        try:
            asyncio.run(play(sandbox.url))
        finally:
            bot.terminate()
            bot.wait(timeout=20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
