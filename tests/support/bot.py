"""The bot as tests run it: a child process that can be killed, or in this process for speed.

Both talk with a `Sandbox` over HTTP as they would with Telegram, on the day `TODAY`.

    async with Sandbox() as sandbox, local_bot(sandbox, tmp_path) as bot:
        patient = await bot.guest()
        await patient.says("/start")
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.app import ALLOWED, Bot
from bot.limits import RATES, Limits, Rate
from bot.preparing import Preparing
from bot.settings import settings
from storage import Keys, Store, load_or_make
from tests.support.quick import Quick
from tests.support.sandbox import TOKEN, Event, Person, Sandbox

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 7, 10)
QUICK = 10.0  # seconds that a guest waits for an answer; most take some milliseconds

# What a test may run in the child before the bot does: our own loggers at DEBUG, which no setting
# does, and a word in the log for every address that the process connects to.
AT_DEBUG = """\
import logging
for name in ("bot", "flows", "letters", "storage"):
    logging.getLogger(name).setLevel(logging.DEBUG)
"""
TELLING_CONNECTIONS = """\
import os, socket, sys, threading, time
def tell(*address):
    print("connects to", address, file=sys.stderr, flush=True)
# What Python opens says so itself; what a library opens by other means is seen while it is open.
sys.addaudithook(lambda event, given: event == "socket.connect" and tell(*given[1]))
def open_lines():
    mine = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            mine.add(os.readlink("/proc/self/fd/" + number))
        except OSError:
            pass
    for kind in ("tcp", "tcp6"):
        for row in open("/proc/self/net/" + kind).read().splitlines()[1:]:
            _, _, remote, state, *more = row.split()
            if state != "0A" and f"socket:[{more[5]}]" in mine:
                yield remote
def watch():
    told = set()
    while True:
        for remote in set(open_lines()) - told:
            told.add(remote)
            host, _, port = remote.partition(":")
            known = socket.inet_ntoa(bytes.fromhex(host)[::-1]) if len(host) == 8 else host
            tell(known, int(port, 16))
        time.sleep(0.005)
threading.Thread(target=watch, daemon=True).start()
"""
_MAIN = """\
import sys
from bot.__main__ import main
sys.exit(main([]))
"""


def environment(sandbox: Sandbox, folder: Path, **more: str) -> dict[str, str]:
    """The settings of a bot that keeps everything under `folder`: data/ and home/ apart."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "DATA_DIR": str(folder / "data"),
        "APPEAL_TODAY": TODAY.isoformat(),
        **sandbox.environment,
        **more,
    }


class ChildBot:
    """`python -m bot` as a child: `async with ChildBot(sandbox, folder)`; may be started again.

    `first` is Python that the child runs before it, such as `AT_DEBUG`.
    """

    def __init__(self, sandbox: Sandbox, folder: Path, *, first: str = "", **settings: str) -> None:
        self.folder = folder
        self._sandbox = sandbox
        self._environment = environment(sandbox, folder, **settings)
        self._command = ["-c", first + _MAIN] if first else ["-m", "bot"]
        self._process: asyncio.subprocess.Process | None = None
        (folder / "home").mkdir(parents=True, exist_ok=True)

    @property
    def log_path(self) -> Path:
        """Where standard error and standard output go, over all starts."""
        return self.folder / "bot.log"

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    async def __aenter__(self) -> ChildBot:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Starts it; what people do meanwhile waits at the sandbox."""
        with self.log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=ROOT, env=self._environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    async def stop(self) -> int:
        """Asks it to end, as a supervisor does; its exit status."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """kill -9: it can save nothing more."""
        await self._end(signal.SIGKILL)

    async def caller(self, *, number: int | None = None, name: str = "Sam") -> Caller:
        """Someone new; with `number`, someone of that number."""
        person = await self._sandbox.person(number=number, name=name)
        return Caller(self._sandbox, person.id)

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:
            process.send_signal(how)
        try:
            return await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise AssertionError(f"the bot did not stop\n{self.log[-3000:]}") from None


MACHINES = Limits(dict.fromkeys(RATES, Rate(1e9, 1.0)))


class Caller(Person):
    """A person at a `ChildBot`: quick to go on once buttons stand there, patient until then."""

    def __init__(self, sandbox: Sandbox, number: int) -> None:
        super().__init__(sandbox, number, settle=0.03, timeout=QUICK)

    def _patience(self, heard: Sequence[Event], timeout: float) -> float:
        if not heard:
            return timeout
        return self.settle if heard[-1].rows else 1.0


class Guest(Person):
    """A person at a `LocalBot`: waits just until the bot has nothing left to do."""

    def __init__(self, bot: LocalBot, number: int) -> None:
        super().__init__(bot.sandbox, number, settle=0.0, timeout=QUICK)
        self._bot = bot

    def moves_to(self, bot: LocalBot) -> None:
        """The bot was started anew; the chat is the same."""
        self._bot = bot

    async def _listen(self, timeout: float) -> list[Event]:
        heard: list[Event] = []
        async with asyncio.timeout(timeout):
            at_work = True
            while at_work:  # an answer may bring an update of its own, such as our leaving a group
                fresh, at_work = await self._log(0.005)
                heard += fresh
                if not at_work:
                    await self._bot.idle()
                    fresh, at_work = await self._log(0)
                    heard += fresh
        return [event for event in heard if event.by == "bot"]


@dataclass
class LocalBot:
    """A bot in this process, with its store at hand."""

    bot: Bot
    store: Store
    sandbox: Sandbox
    folder: Path

    async def guest(self, *, language_code: str | None = "en") -> Guest:
        """Someone new."""
        person = await self.sandbox.person(language_code=language_code)
        return Guest(self, person.id)

    async def idle(self) -> None:
        """Returns when every update that came in is dealt with."""
        await self.bot.application.update_queue.join()


@asynccontextmanager
async def local_bot(
    sandbox: Sandbox,
    folder: Path,
    *,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    today: Callable[[], date] = lambda: TODAY,
    preparing: Preparing | None = None,
    limits: Limits | None = None,
    **more: str,
) -> AsyncIterator[LocalBot]:
    """A bot that polls the sandbox until the block ends. Entered again with the same folder, it
    finds what it kept. Files are made ready by `preparing`, if it is given, without workers.
    Without `limits` it has none: tests are quicker than a hand."""
    found = settings(environment(sandbox, folder, **more))
    found.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = await Store.open(found.database_url, keys_of(folder))
    bot = Bot(
        TOKEN,
        sandbox.url,
        found,
        store,
        today,
        pause=pause,
        preparing=preparing or Quick(),
        limits=limits or MACHINES,
    )
    app = bot.application
    updater = app.updater
    assert updater and app.post_init and app.post_stop
    # What Application.run_polling does, but for the signals and a loop of its own.
    await app.initialize()
    await app.post_init(app)
    await updater.start_polling(allowed_updates=ALLOWED, drop_pending_updates=False)
    await app.start()
    try:
        yield LocalBot(bot, store, sandbox, folder)
    finally:
        await updater.stop()
        await app.stop()
        await app.post_stop(app)
        await app.shutdown()


async def waits_until(person: Person, seen: Callable[[], bool]) -> None:
    """Listens until the person has seen that; fails when the bot falls silent before."""
    while not seen():
        if not await person.replies():
            raise AssertionError(f"the bot fell silent\n{person.transcript(last=8)}")


def kept_bytes(folder: Path) -> bytes:
    """Every byte in the bot's DATA_DIR. By another process: when we close a file, SQLite's locks
    on it in this one are gone."""
    files = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    return subprocess.run(["cat", *files], check=True, capture_output=True).stdout


def keys_of(folder: Path) -> Keys:
    """The keys of the bot that keeps everything under `folder`."""
    return load_or_make(
        folder / "home" / ".config" / "appeal-bot" / "keys", data_dir=folder / "data"
    )


async def comes_true(check: Callable[[], Awaitable[bool]]) -> None:
    """Asks again and again, for a state of the sandbox that no event tells of."""
    async with asyncio.timeout(QUICK):
        while not await check():
            await asyncio.sleep(0.005)


async def confirmed(person: Person) -> bool:
    """Whether the bot has taken every update of this person from the sandbox for good."""
    told = await person.sandbox.get(f"/page/{person.id}/log?after=0&wait=0")
    return int(told["pending"]) == 0
