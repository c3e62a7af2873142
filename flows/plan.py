"""What follows from the facts on a day: the step taken, by when, what is asked, what to do.

Letter, checklist and calendar are renderings of an `AppealPlan`. Every element knows its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flows.documents import Needed
from flows.facts import Facts
from flows.law.days import working_day_before
from flows.law.deadlines import DueDate
from flows.law.levels import Level
from flows.law.reasons import Reason
from flows.mapped import Mapped
from flows.moves import FirstMove
from flows.private import letter_answers

SOON = 7  # days to send by where the date of the notice, and so the last day, is not known


@dataclass(frozen=True)
class Right:
    """A request that this coverage gives a right to, as a letter says it.

    `papers`: it asks for the papers behind the decision.
    """

    id: str
    text: str
    citation: str | None
    papers: bool = False


@dataclass(frozen=True)
class AnswerTime:
    """How long the decider has once it holds the request."""

    amount: int
    unit: str
    citation: str | None


@dataclass(frozen=True)
class ToDo:
    """A step of the checklist: a text of `words/<language>/checklist.yaml`, its day, its values."""

    key: str
    how: str
    by: date | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class AppealPlan:
    """What follows from the facts on a day."""

    facts: Facts
    today: date
    due: DueDate | None
    level: Level | None
    next_level: Level | None
    reasons: tuple[Reason, ...]
    rights: tuple[Right, ...]
    urgent_request: Right | None
    answer: AnswerTime | None
    needed: tuple[Needed, ...]
    mapped: tuple[Mapped, ...]
    gaps: tuple[str, ...]
    moves: tuple[FirstMove, ...]
    steps: tuple[ToDo, ...]

    @cached_property
    def letter_answers(self) -> Mapping[str, Any]:
        """The answers that a letter may see: each of its papers asks."""
        return letter_answers(self.facts.answers)

    @property
    def aim_by(self) -> date:
        """The day to send the letter by; soon where the date of the notice is not known.

        Where care is to go on, in time for that: on a working day before it, by fax or by hand.
        """
        if self.due is None:
            return self.today + timedelta(days=0 if self.facts.pace == "urgent" else SOON)
        kept = self.keep_benefits_by
        if kept is None or kept < self.today:
            return self.due.aim_by
        return max(min(self.due.aim_by, working_day_before(kept)), self.today)

    @property
    def keep_benefits_by(self) -> date | None:
        """The last day to ask that the care goes on, where the person wants that."""
        wants = self.facts.answers.get("keep_benefits") == "yes"
        return self.due.keep_benefits_by if self.due and wants else None

    @property
    def late(self) -> bool:
        """Whether the law's last day has passed: a printed one that was shorter does not count."""
        return bool(self.due and self.due.late_by_law)

    @property
    def in_hand(self) -> tuple[Needed, ...]:
        """The papers that go with the letter, in the order they are listed."""
        return tuple(each for each in self.needed if each.state == "have")

    @property
    def not_in_hand(self) -> tuple[Needed, ...]:
        """The papers that are asked for or missing."""
        return tuple(each for each in self.needed if each.state in ("asked", "missing"))

    @property
    def answer_expected(self) -> date | None:
        """About when an answer may be expected if the letter goes on the day to aim for."""
        return expected_after(self.aim_by, self.answer)


def expected_after(sent_on: date, answer: AnswerTime | None) -> date | None:
    """About when an answer to a letter sent that day may be expected."""
    if answer is None or answer.unit == "working_days":
        return None
    days = -(-answer.amount // 24) if answer.unit == "hours" else answer.amount
    return sent_on + timedelta(days=days)
