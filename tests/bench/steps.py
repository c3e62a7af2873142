"""Steps a second, HTTP to HTTP, beside a ConversationHandler that PicklePersistence keeps.

A step is an update in, the state kept, the reply out. Closed loop: a thousand people, each of whom
goes on as soon as the bot has asked. Open loop: so many steps a second are offered, whatever comes.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from statistics import quantiles

import msgspec
import uvloop
from sqlalchemy import Connection, text

import flows
from flows.interview.case import new_case
from storage import Store
from tests.bench.crowd import TAPS, TEXTS, Crowd
from tests.bench.measures import show
from tests.bench.server import listening
from tests.bench.talk import TODAY
from tests.support.bot import ROOT, keys_of

PEOPLE = 1000
FLUSH = 75.0  # seconds: one flush of the baseline, each minute, lies in it
OURS = 20.0  # seconds: nothing of ours is put off
WARM = 3.0  # seconds before the count: tables are read at their first use
OFFERED, OPEN = 200.0, 25.0
MANY = 1_000_000
CASE = Path(__file__).parent.parent / "cases" / "mri_all_given.json"
KINDS = {"text steps": (TEXTS, "symptoms"), "taps": (TAPS, "surgery_considered")}
GOALS = {"text steps": 2.5, "taps": 1.7}


def measure() -> None:
    """Prints the steps a second, theirs and ours, and how long a step takes."""
    uvloop.install()
    flush = float(os.environ.get("FLUSH") or FLUSH)
    for name, (deeds, key) in KINDS.items():
        theirs, their_cost = asyncio.run(closed(deeds, None, seconds=flush))
        mine, my_cost = asyncio.run(closed(deeds, key, seconds=OURS))
        show(f"{name}, {PEOPLE} people", mine, "/s", f"{my_cost:.2f} ms of the processor each")
        show("  the baseline", theirs, "/s", f"{their_cost:.2f} ms")
        show("  times the baseline", mine / theirs, "", f"goal {GOALS[name]}")
    asyncio.run(stored(int(os.environ.get("MANY") or MANY)))


async def closed(deeds: Sequence[str], key: str | None, *, seconds: float) -> tuple[float, float]:
    """Steps a second, and the milliseconds of the processor that the bot took for each.

    `key` is the question where our people are; None: the baseline.
    """
    with tempfile.TemporaryDirectory() as home:
        crowd = Crowd(PEOPLE)
        async with bot(crowd, Path(home), key) as child:
            await crowd.goes_round(deeds, seconds=WARM)
            before = child.spent()
            rate = await crowd.goes_round(deeds, seconds=seconds)
            return rate, (child.spent() - before) / len(crowd.took) * 1000


async def stored(many: int) -> None:
    """What a step takes with `many` cases in the database, beside none."""
    found = []
    for count in (0, many):
        crowd = Crowd(PEOPLE)
        with tempfile.TemporaryDirectory() as home:  # one of its own: updates are known by number
            async with bot(crowd, Path(home), "symptoms", idle=count) as child:
                await crowd.goes_round(TEXTS, seconds=WARM)
                took = await crowd.comes_by(TEXTS, rate=OFFERED, seconds=OPEN)
                found.append((1000 * quantiles(took, n=100)[98], child.memory()))
        half = 1000 * quantiles(took, n=2)[0]
        note = f"{count} other cases, {OFFERED:.0f} steps a second offered, half in {half:.1f}"
        show("99 of 100 steps within", found[-1][0], "ms", note)
        show("  memory of the bot", found[-1][1], "MB")
    (few, small), (lots, large) = found
    show("  times without them", lots / few, "", "goal under 1.2")
    show("  bytes in memory for each idle case", (large - small) * 1e6 / max(many, 1), "B")


@dataclass
class Child:
    """A bot that runs as a process of its own."""

    pid: int

    def spent(self) -> float:
        """The seconds that it had of the processor so far."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            numbers = file.read().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The megabytes that it holds."""
        with open(f"/proc/{self.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@asynccontextmanager
async def bot(
    crowd: Crowd, folder: Path, key: str | None, *, idle: int = 0
) -> AsyncIterator[Child]:
    """A bot that the crowd has greeted: ours with everybody at that question, or the baseline."""
    server, url = await listening(crowd.api)
    if key is not None:
        await seeded(crowd, folder, key, idle=idle)
        command = ["-m", "bot"]
    else:
        command = ["-m", "tests.bench.rival", str(folder / "kept.pickle")]
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "DATA_DIR": str(folder / "data"),
        "APPEAL_TODAY": TODAY.isoformat(),
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": "1:bench",
    }
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, stderr=subprocess.DEVNULL
    )
    try:
        await crowd.comes_in("/start")
        yield Child(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait, 60)
        server.close()


async def seeded(crowd: Crowd, folder: Path, key: str, *, idle: int) -> None:
    """Puts everybody's case where that question is asked, and `idle` cases of nobody."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "home").mkdir(exist_ok=True)
    answers = json.loads(CASE.read_text("utf-8"))["answers"]
    given = dict(takewhile(lambda item: item[0] != key, answers.items()))
    store = await Store.open(f"sqlite:///{folder / 'data' / 'appeal.db'}", keys_of(folder))

    async def put(number: int) -> None:
        if (await store.load(number)).case:
            return
        case = msgspec.structs.replace(
            new_case("en", today=TODAY), answers=given, phase="denial", revision=1
        )
        await store.save(
            number, update_id=None, case=flows.settled(case, today=TODAY), seen_revision=None,
            outgoing=[], today=TODAY,
        )  # fmt: skip

    await asyncio.gather(*(put(number) for number in crowd.members))
    if idle:
        await store.writer.run(lambda connection: _fill(connection, idle))
    await store.close()


def _fill(connection: Connection, count: int) -> None:
    """Rows as those of people, with bytes that nobody can open."""
    connection.execute(
        text(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
            "INSERT INTO chats (id, chat_key, sealed_chat_id, last_word_on) "
            "SELECT printf('idle%d', i), randomblob(32), randomblob(40), :today FROM n"
        ),
        {"count": count, "today": TODAY.isoformat()},
    )
    connection.execute(
        text(
            "INSERT INTO cases (id, chat, reference, active, phase, revision, sealed_body, "
            "created_on, changed_on) SELECT 'c' || id, id, 'IDLE22', 1, 'history', 9, "
            "randomblob(1500), :today, :today FROM chats WHERE id LIKE 'idle%'"
        ),
        {"today": TODAY.isoformat()},
    )
