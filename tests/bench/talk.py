"""One step of the talk beside one commit of SQLite with full sync."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.conversation.events import Said
from bot.conversation.replies import House
from bot.conversation.talk import turn
from flows import moved
from flows.interview.case import new_case
from tests.bench.measures import milliseconds, show

TODAY = date(2026, 7, 10)


def measure() -> None:
    """Prints what a step costs."""
    with tempfile.TemporaryDirectory() as home:
        one = milliseconds(step, times=300)
        sync = milliseconds(commit(Path(home)), times=300)
    show("one commit with full sync", sync, "ms")
    show("one step of the talk", one, "ms", f"ratio {one / sync:.1f}")


def step(number: int) -> object:
    """One answer of somebody who has just agreed."""
    case = moved(new_case("en", today=TODAY), "agree", today=TODAY)
    return turn(case, Said("For me"), today=TODAY, house=House(), language="en")


def commit(folder: Path) -> Callable[[int], object]:
    """A row kept on disk before it returns."""
    base = sqlite3.connect(folder / "baseline.db", isolation_level=None)
    base.executescript("pragma journal_mode=wal; pragma synchronous=full; create table t (n, x);")
    return lambda number: base.execute("insert into t values (?, ?)", (number, "x" * 2000))
