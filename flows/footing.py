"""What follows from the answers of a case, each worked out once for as long as they stay the same.

A turn asks the same of a case some ten times, and the next turn asks it of the case that this one
left. Answers are values: the same object holds the same ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from flows import conditions, contradictions, documents, moves, obstacles, private, rounds
from flows.contradictions import Contradiction
from flows.facts import Facts
from flows.interview.case import Case
from flows.interview.fold import Fold, folded, same
from flows.interview.path import Answers, Given, Path
from flows.interview.questions import interview
from flows.obstacles import Page

_CASES = 1024  # as many as the store keeps at hand; some 25 kB each
_OF_A_CASE = 3  # a turn goes from one set of answers to the next, at times by one between


class Footing:
    """A case on a day, and what follows from it. It is shared: nobody may change what it gives.

    What hangs on answers that are as they were in `last` is taken from there.
    """

    def __init__(self, case: Case, today: date, *, last: Footing | None) -> None:
        self.answers, self.today = case.answers, today
        self.beside = (case.sheets, case.calls, case.rounds)
        known = last.fold if last else None
        self.fold: Fold = folded(interview().questions, case.answers, given(today), last=known)
        if last and self.fold.moved is not None:
            self._take_over(last, self.fold.moved)

    def __repr__(self) -> str:
        return "Footing(...)"

    def is_of(self, case: Case, today: date) -> bool:
        """Whether it is the footing of that case on that day, to be known at a glance."""
        if self.answers is not case.answers or self.today != today:
            return False
        sheets, calls, before = self.beside
        if sheets is case.sheets and calls is case.calls and before is case.rounds:
            return True
        return all(map(_is_as, self.beside, (case.sheets, case.calls, case.rounds)))

    @property
    def path(self) -> Path:
        """Every question that matters, whatever pace was chosen."""
        return self.fold.path

    @cached_property
    def counted(self) -> Answers:
        """The answers on the path. A paper of which pages are kept is in hand."""
        return documents.in_hand(self.path.counted, self.beside[0])

    @cached_property
    def facts(self) -> Facts:
        """The facts, with the calls that were written down and the rounds before."""
        _, calls, before = self.beside
        answers = self.counted
        if calls:
            answers = {**answers, "calls": [dict(each) for each in calls]}
        return Facts(answers, rounds.of_case(before))

    @cached_property
    def obstacle(self) -> Page | None:
        """The page that the answers lead to instead of a letter."""
        return obstacles.obstacle(self._seen("obstacle"))

    @cached_property
    def best_move(self) -> str | None:
        """The key of the best first move that can be told now; of a reason, where none fits."""
        return moves.best(Facts(self._seen("best_move")))

    @cached_property
    def private_lines(self) -> Mapping[str, str]:
        """The very private answers, as they are shown."""
        return private.private_lines(self._seen("private_lines"))

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The dates that cannot both be right."""
        return tuple(contradictions.contradictions(self._seen("contradictions")))

    def _seen(self, what: str) -> Answers:
        """The answers that `what` hangs on and no other, so that it can be taken over."""
        counted = self.counted
        return {key: counted[key] for key in _hangs_on()[what] if key in counted}

    def _take_over(self, last: Footing, moved: frozenset[str]) -> None:
        """What `last` has worked out already and what no answer that moved has a part in."""
        if self.path is last.path and all(map(_is_as, self.beside, last.beside)):
            self.__dict__ = {**last.__dict__, **self.__dict__}
            return
        if not _is_as(self.beside[0], last.beside[0]):
            moved |= {"documents"}
        for what, keys in _hangs_on().items():
            if what in last.__dict__ and moved.isdisjoint(keys):
                self.__dict__[what] = last.__dict__[what]


def footing(case: Case, *, today: date) -> Footing:
    """What follows from a case on that day."""
    recent = _recent(case.reference)
    known = tuple(recent)  # papers are made in a thread beside
    for each in reversed(known):
        if each.answers is case.answers and each.is_of(case, today):
            return each
    found = Footing(case, today, last=known[-1] if known else None)
    recent.append(found)
    return found


def forget() -> None:
    """Drops what is known of every case: after some were erased, nothing of them stays."""
    _recent.cache_clear()
    private.forget()


@lru_cache(maxsize=4)
def given(today: date) -> Given:
    """What the wing that asks may not know by itself, handed in."""
    return Given(
        conditions=conditions.conditions(today),
        choices={**conditions.choices(), **documents.choices()},
    )


@lru_cache(maxsize=1)
def _hangs_on() -> dict[str, frozenset[str]]:
    """The answers that each of the things taken over hangs on."""
    return {
        "obstacle": frozenset(obstacles.READS),
        "best_move": frozenset(moves.READS),
        "private_lines": frozenset(private.sensitive_reads()),
        "contradictions": frozenset(contradictions.reads()),
    }


@lru_cache(maxsize=_CASES)
def _recent(reference: str) -> deque[Footing]:
    """What was asked last of a case, the newest behind."""
    return deque(maxlen=_OF_A_CASE)


def _is_as(one: Any, other: Any) -> bool:
    return one is other or (not one and not other) or same(one, other)
