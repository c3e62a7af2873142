"""What `python -m bot stats` prints: counts of cases, and at which question people leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.conversation.now import Now, stands
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER, REVIEW, phases

STILL_AFTER = 3  # days without a word: who came yesterday may be at it


@dataclass
class Counts:
    """Numbers only: of cases, by phase, and of those that stand still, by question."""

    begun: int = 0
    answered: int = 0  # every question that a letter hangs on
    made: int = 0
    sent: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    still: Counter[str] = field(default_factory=Counter)


def counted(kept: Iterable[tuple[Case, date]], *, today: date) -> Counts:
    """The counts of cases, each with the day of its last change."""
    found = Counts()
    for case, changed_on in kept:
        after = case.phase in AFTER or bool(case.rounds)
        found.begun += 1
        found.answered += after or case.phase == REVIEW
        found.made += after
        found.sent += case.sent_on is not None or bool(case.rounds)
        found.phases[case.phase] += 1
        if case.phase not in AFTER and (today - changed_on).days >= STILL_AFTER:
            found.still[_place(stands(case, today=changed_on))] += 1  # what was asked that day
    return found


def lines(found: Counts) -> list[str]:
    """The counts as they are printed. Of cases that were erased nothing is known."""
    told = [("begun", found.begun), ("all questions answered", found.answered)]
    told += [("letter made", found.made), ("letter sent", found.sent)]
    shown = ["Cases that are held now", *_columns(told)]
    order = {phase: place for place, phase in enumerate(phases())}
    by_phase = sorted(found.phases.items(), key=lambda each: order.get(each[0], 99))
    shown += ["", "By phase", *_columns(by_phase)]
    shown += ["", f"Not finished, and no word for {STILL_AFTER} days or more, by question"]
    return [*shown, *_columns(sorted(found.still.items(), key=lambda each: (-each[1], each[0])))]


def _place(at: Now) -> str:
    """The key of the question on the screen, never an answer; of no question the phase."""
    if at.step is None:
        return at.case.phase
    key = at.step.question.key
    return f"{at.step.group}.{key}" if at.step.group else key


def _columns(told: Iterable[tuple[str, int]]) -> list[str]:
    return [f"  {name:30} {count}" for name, count in told] or ["  none"]
