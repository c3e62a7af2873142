"""Fuzzed updates and two thousand damaged files: no fault, bounded memory.

UPDATES=100000 sends so many; by default fewer, to stay within three minutes.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
from pathlib import Path

import pytest

from letters.reading import pages
from letters.reading.unreadable import CODES, Unreadable
from letters.reading.workers import MEMORY, Workers
from tests.reading import files
from tests.support.bot import local_bot
from tests.support.fuzz import Strangers, fuzzed
from tests.support.sandbox import Sandbox

pytestmark = pytest.mark.soak

UPDATES = int(os.environ.get("UPDATES") or 30_000)
FILES = int(os.environ.get("FILES") or 2_000)
AT_ONCE, PEOPLE = 64, 500
GROWTH = 150.0  # megabytes


def megabytes() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


async def test_fuzzed_updates(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with Sandbox() as sandbox, local_bot(sandbox, tmp_path) as bot:
        strangers, before = Strangers(bot), 0.0
        await strangers.come(PEOPLE)
        every = fuzzed(UPDATES, seed=20260706, people=PEOPLE)
        for start in range(0, UPDATES, AT_ONCE):
            some = [update for _, update in zip(range(AT_ONCE), every, strict=False)]
            await asyncio.gather(*(strangers.sends(update) for update in some))
            if start <= UPDATES // 5:
                before = megabytes()
        grown = megabytes() - before

    ours = ("bot.app", "bot.own_fault")
    faults = [record.getMessage() for record in caplog.records if record.name in ours]
    print(f"\n{strangers.handled} updates handled, {strangers.unread} of them of another shape, "
          f"{len(faults)} faults, {grown:.0f} MB more than after a fifth of them")  # fmt: skip
    assert faults == []
    assert grown < GROWTH


async def test_damaged_files() -> None:
    chance = random.Random(20260706)
    picture = files.page(("Denied", "July 6, 2026"), size=(320, 240))
    whole = [
        files.pdf(files.LETTER),
        files.stamped(picture, "Received"),
        *(files.saved(picture, form) for form in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")),
        files.heic(picture),
        b"PK\x03\x04" + bytes(300),
    ]
    told: dict[str, int] = {}
    workers, largest = Workers(2), 0

    async def reads(content: bytes) -> None:
        try:
            read = await workers.run(pages.leaves, content, seconds=60.0)
            code = "read" if read else "nothing"
        except Unreadable as unreadable:
            assert unreadable.code in CODES
            code = unreadable.code
        told[code] = told.get(code, 0) + 1

    try:
        for start in range(0, FILES, 8):
            await asyncio.gather(
                *(reads(_damaged(whole, n, chance)) for n in range(start, start + 8))
            )
            largest = max(largest, await workers.run(files.held))
        assert await workers.run(pages.page_count, whole[0]) == 1
    finally:
        workers.close()
    print(f"\n{sum(told.values())} files: {told}; the largest worker held {largest / 1e6:.0f} MB")
    assert "nothing" not in told
    assert 0 < largest < MEMORY


def _damaged(whole: list[bytes], number: int, chance: random.Random) -> bytes:
    damaged = bytearray(whole[number % len(whole)])
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    if chance.random() < 0.3:
        del damaged[chance.randrange(1, len(damaged)) :]
    return bytes(damaged)
