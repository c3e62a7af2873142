"""The fold of the answers through the list, and the next one after an answer has changed.

A whole fold looks at every gate. Between two folds of a talk one answer is new, so only the gates
that hang on it are looked at again; what the others let through is what they let through before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from flows.interview.gates import Answers, Gate, Given, Row, Step
from flows.interview.passing import Passed, passed
from flows.interview.questions import Question


@dataclass(frozen=True)
class Path:
    """Every step that the answers make relevant, in order, and the one to ask now (None: done).

    `counted` are the answers of those steps: what a letter may see.
    """

    steps: tuple[Step, ...]
    now: Step | None
    counted: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def position(self) -> int:
        """The number of the step to ask now, from 1; of the last one when none is left."""
        return self.steps.index(self.now) + 1 if self.now else len(self.steps)

    def step(self, address: str) -> Step | None:
        """The step at that address, None when it is off the path."""
        for step in self.steps:
            if step.address == address:
                return step
        return None

    def before(self, address: str) -> Step | None:
        """The step that was asked before the one at `address`."""
        before: Step | None = None
        for step in self.steps:
            if step.address == address:
                break
            before = step
        return before


# Of a plain gate, whether it is open: then its own step and answer pass.
Mark = bool | Passed
_NONE = object()  # where there is no answer, which is not the answer None


@dataclass(frozen=True, repr=False)
class Fold:
    """A path, and how each gate stood on the way.

    `moved` are the keys that count otherwise than in the fold that it began from, perhaps some that
    do not; None where it began from none.
    """

    row: Row
    given: Given
    answers: Answers
    path: Path
    marks: Sequence[Mark]
    moved: frozenset[str] | None


def folded(
    questions: Sequence[Question], answers: Answers, given: Given, *, last: Fold | None = None
) -> Fold:
    """The fold of `answers` through `questions`; `last` is an earlier one, of whatever answers.

    What comes out is the same with and without `last`: answers are values, which nobody changes.
    """
    row = given.row(questions)
    if last is None or last.row is not row:
        return _whole(row, answers, given)
    changed = differing(last.answers, answers)
    if not changed:
        return Fold(row, given, answers, last.path, last.marks, frozenset())
    return _next(row, answers, given, last, changed)


def differing(before: Answers, after: Answers) -> set[str]:
    """The keys whose answers are not the very same, in all that JSON tells apart too."""
    found = before.keys() - after.keys()
    for key, value in after.items():
        was = before.get(key, _NONE)
        if was is not value and not same(was, value):
            found.add(key)
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two values are alike down to their types: 1 is not 1.0, and a list is no tuple."""
    if one is other:
        return True
    if type(one) is not type(other) or one != other:
        return False
    # == calls 1, 1.0 and True the same, and does not look at the order of a table
    return isinstance(one, str) or msgspec.json.encode(one) == msgspec.json.encode(other)


def _whole(row: Row, answers: Answers, given: Given) -> Fold:
    counted: dict[str, Any] = {}
    marks: list[Mark] = []
    steps: list[Step] = []
    now: Step | None = None
    for gate in row.gates:
        if not gate.opens(counted):
            marks.append(False)
        elif gate.plain:
            marks.append(True)
            steps.append(gate.step)
            if gate.key in answers:
                counted[gate.key] = answers[gate.key]
            elif now is None:
                now = gate.step
        else:
            through = passed(gate, answers, counted, given)
            marks.append(through)
            steps += through.steps
            counted.update(through.counts)
            now = now or through.now
    return Fold(row, given, answers, Path(tuple(steps), now, counted), marks, None)


def _next(row: Row, answers: Answers, given: Given, last: Fold, changed: set[str]) -> Fold:
    """The fold of answers that differ from the last ones in the keys `changed`."""
    again = {place for key in changed for place in row.asking.get(key, ())}
    moved: set[str] = set()
    counted: dict[str, Any] = {}
    marks = list(last.marks)
    steps: list[Step] = []
    now: Step | None = None
    for place, gate in enumerate(row.gates):
        mark = marks[place]
        if place in again:
            was, mark = mark, gate.opens(counted)
            if mark and not gate.plain:
                mark = passed(gate, answers, counted, given)
            marks[place] = mark
            for key in _moved(gate, was, mark, changed):
                moved.add(key)
                again.update(row.looking.get(key, ()))
        if mark is False:
            continue
        if mark is True:
            steps.append(gate.step)
            key = gate.key
            if key in answers:
                counted[key] = answers[key]
            elif now is None:
                now = gate.step
        else:
            steps += mark.steps
            counted.update(mark.counts)
            now = now or mark.now
    path = Path(tuple(steps), now, counted)
    return Fold(row, given, answers, path, marks, frozenset(moved))


def _moved(gate: Gate, was: Mark, mark: Mark, changed: set[str]) -> Iterator[str]:
    """The keys that may count otherwise behind a gate that was looked at again."""
    if isinstance(was, bool) and isinstance(mark, bool):
        if was is not mark or (mark and gate.key in changed):
            yield gate.key
        return
    for each in (was, mark):
        if isinstance(each, Passed):
            yield from each.counts
