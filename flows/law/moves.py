"""First moves: what may be quicker or better than an appeal, when it fits and by when.

The shape of `data/law/moves.yaml`; the words stand in `words/<language>/moves.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from flows.law.sources import Sourced
from flows.loading import DATA, Entry, load

Who = Literal["you", "office", "plan", "both"]


class TimeLimit(Sourced, frozen=True, kw_only=True):
    """By when a move must be made under these coverages, and the text that was read for it."""

    amount: int
    unit: Literal["days", "years"]
    start: Literal["service", "decision", "event"]
    coverage: tuple[str, ...]
    read_at: str
    quality: str


class Move(Entry, frozen=True, kw_only=True):
    """One first move. That the time to appeal runs on is said of every one of them.

    `phrases`, where there are any: one must stand in the wording of the denial too. `not_after`:
    what the office may have done already, so that it need not be done again.
    """

    id: str
    when: tuple[Mapping[str, tuple[str, ...]], ...]
    phrases: tuple[str, ...] = ()
    not_after: str | None = None
    instead_of_appeal: bool = False
    wrong_tool: bool = False
    who: Who
    by: Literal["today", "soon"]
    time_limits: tuple[TimeLimit, ...] = ()
    note: str | None = None

    def time_limit(self, coverage: str) -> TimeLimit | None:
        """The limit under that coverage; None where no text was read: ask by when."""
        mine = (each for each in self.time_limits if coverage in each.coverage)
        return next((each for each in mine if each.may_be_printed), None)

    def is_worded(self, wording: str) -> bool:
        """Whether the wording of a denial has one of the phrases, where any is asked for."""
        text = " ".join(wording.split())
        return not self.phrases or any(each.search(text) for each in _patterns()[self.id])


@cache
def moves() -> tuple[Move, ...]:
    """Every first move, in the order it is named."""
    return load(DATA / "law" / "moves.yaml", tuple[Move, ...])


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        move.id: tuple(re.compile(phrase, re.IGNORECASE) for phrase in move.phrases)
        for move in moves()
    }
