"""The sandbox as demo and tests use it: a server in its own process, and people who talk.

    async with Sandbox() as sandbox:
        patient = await sandbox.person(language_code="en")
        await patient.says("/start")
        await patient.taps("Yes")
        assert "Thank you" in patient.last
        print(patient.transcript())

Every deed of a person waits until the bot has answered and is quiet, and returns what it did.
`timeout=0` does not wait. A bot that says nothing within the timeout is a `Silence`.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.sandbox.person import SETTLE, TIMEOUT, Person

ROOT = Path(__file__).parents[2]
TOKEN = "1234567890:SANDBOX_token_of_no_bot"


@contextmanager
def running() -> Iterator[str]:
    """A sandbox in a child process, as its address. For fixtures that outlive one test."""
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line.startswith("sandbox on "):
                raise RuntimeError(f"the sandbox did not start: {line!r}")
            yield line.split()[-1]
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


class Sandbox:
    """A sandbox to talk to: a new child process, or the one at `url`."""

    def __init__(self, url: str | None = None) -> None:
        self.url = url or ""
        self._stack = ExitStack()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        if not self.url:
            self.url = await asyncio.to_thread(self._stack.enter_context, running())
        self._session = aiohttp.ClientSession(self.url)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session:
            await self._session.close()
        await asyncio.to_thread(self._stack.close)

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's `base_url`."""
        return self.url + "/bot"

    @property
    def base_file_url(self) -> str:
        """For python-telegram-bot's `base_file_url`."""
        return self.url + "/file/bot"

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which `python -m bot` uses this sandbox as if it were Telegram."""
        return {"TELEGRAM_API_URL": self.url, "TELEGRAM_BOT_TOKEN": TOKEN}

    @property
    def http(self) -> aiohttp.ClientSession:
        assert self._session is not None, "use it as `async with Sandbox() as sandbox`"
        return self._session

    async def person(
        self,
        *,
        number: int | None = None,
        name: str = "Sam",
        language_code: str | None = "en",
        settle: float = SETTLE,
        timeout: float = TIMEOUT,
    ) -> Person:
        """Someone new; with `number`, the person who has that number here, or will."""
        body = {"person": number, "name": name, "language_code": language_code}
        opened = await self.post("/page/open", body)
        return Person(self, int(opened["person"]), settle=settle, timeout=timeout)

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """A Bot API call, as a bot would make it: the whole answer, refusals too."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def fault(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int = 1,
        chat_id: int | None = None,
        hold: float = 3.0,
    ) -> None:
        """The next `times` calls of `method` ("*": any) go wrong; see bot/sandbox/faults.py."""
        fault = {"method": method, "kind": kind, "times": times, "retry_after": retry_after}
        await self.post("/control/fault", {**fault, "chat_id": chat_id, "hold": hold})

    async def clear_faults(self) -> None:
        await self.post("/control/clear", {})

    async def faults_left(self) -> int:
        return int((await self.get("/control/calls"))["faults_left"])

    async def replay(self, count: int = 1) -> int:
        """Sends the bot the last `count` updates that it confirmed once more."""
        return int((await self.post("/control/replay", {"count": count}))["replayed"])

    async def expire_taps(self) -> None:
        """From now on the taps so far are too old to be answered."""
        await self.post("/control/expire", {})

    async def calls(self, method: str | None = None, *, after: int = 0) -> list[dict[str, Any]]:
        """What the bot called (but getUpdates): method, parameters, files, outcome, at, seq."""
        calls = (await self.get(f"/control/calls?after={after}"))["calls"]
        wanted = method.lower() if method else None
        return [call for call in calls if wanted in (None, call["method"])]

    async def refused(self, *, after: int = 0) -> list[dict[str, Any]]:
        """The calls that Telegram would have refused. A good bot has none."""
        return [c for c in await self.calls(after=after) if c["outcome"].startswith("Bad Request")]

    async def post(self, path: str, body: object) -> dict[str, Any]:
        form = body if isinstance(body, aiohttp.FormData) else None
        async with self.http.post(path, data=form, json=None if form else body) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.ok, f"{path}: {told}"
            return told

    async def get(self, path: str) -> dict[str, Any]:
        async with self.http.get(path) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.ok, f"{path}: {told}"
            return told
