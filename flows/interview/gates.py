"""What opens a question: conditions and choices by name, and the values that a key must have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flows.errors import DataError
from flows.interview.questions import Question

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """A named pure test of earlier answers, and the keys it reads."""

    reads: tuple[str, ...]
    holds: Callable[[Answers], bool]


@dataclass(frozen=True)
class Choices:
    """A named pure list of option keys drawn from earlier answers, and the keys it reads."""

    reads: tuple[str, ...]
    of: Callable[[Answers], Sequence[str]]


@dataclass(frozen=True)
class Given:
    """What the interview may not know by itself: conditions and choices handed in by name."""

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    _gates: dict[int, Gate] = field(default_factory=dict, init=False, repr=False, compare=False)
    _rows: dict[int, tuple[Sequence[Question], tuple[Gate, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def gates(self, questions: Sequence[Question]) -> tuple[Gate, ...]:
        """The gates of an interview, in its order, made ready at the first use."""
        found = self._rows.get(id(questions))
        if found is None:
            found = (questions, tuple(self.gate(each) for each in questions))
            self._rows[id(questions)] = found
        return found[1]

    def gate(self, question: Question) -> Gate:
        """What opens that question, made ready at its first use."""
        found = self._gates.get(id(question))
        if found is None:
            found = self._gates[id(question)] = Gate.of(question, self)
        return found


@dataclass(frozen=True)
class Gate:
    """The clauses of a question as tests: named conditions, and the values wanted of a key.

    Thousands of clauses are looked at in a turn, so their names are looked up only once.
    """

    question: Question  # held, so that its id stays its own
    step: Step
    clauses: tuple[tuple[tuple[Condition, ...], tuple[tuple[str, frozenset[Any]], ...]], ...]
    drawn: Choices | None

    @classmethod
    def of(cls, question: Question, given: Given) -> Gate:
        clauses = []
        for clause in question.asked_when:
            named = tuple(condition(str(w), given) for key, w in clause.items() if key == "is")
            wanted = tuple((key, frozenset(w)) for key, w in clause.items() if key != "is")
            clauses.append((named, wanted))
        drawn = question.options_from if question.kind != "named" else None
        offered = None if drawn is None else choices(drawn, given)
        return cls(question, Step(question), tuple(clauses), offered)

    def opens(self, counted: Answers) -> bool:
        """Whether the answers so far open the question."""
        if self.clauses and not self._one_holds(counted):
            return False
        return self.drawn is None or bool(self.drawn.of(counted))

    def _one_holds(self, counted: Answers) -> bool:
        # Plain loops: with any() and all() the fold of a case takes twice as long.
        for named, values in self.clauses:
            for key, wanted in values:
                value = counted.get(key)
                if isinstance(value, list):
                    if wanted.isdisjoint(value):
                        break
                elif value not in wanted:
                    break
            else:
                if all(each.holds(counted) for each in named):
                    return True
        return False


@dataclass(frozen=True)
class Step:
    """One question at its place: `index` is the item of a group, `group` its key."""

    question: Question
    group: str | None = None
    index: int | None = None

    @cached_property
    def address(self) -> str:
        """Such as `notice_date`, `treatments[0].kind`, `treatments.more`."""
        if self.group is None or self.index is None:
            return self.question.key
        return f"{self.group}[{self.index}].{self.question.key}"


def is_one_of(value: Any, wanted: frozenset[Any]) -> bool:
    """Whether a value, or one of several, is wanted."""
    return not wanted.isdisjoint(value) if isinstance(value, list) else value in wanted


def condition(name: str, given: Given) -> Condition:
    """The condition of that name. Raises DataError."""
    try:
        return given.conditions[name]
    except KeyError:
        raise DataError(f"no condition is called {name}") from None


def choices(name: str, given: Given) -> Choices:
    """The list of that name. Raises DataError."""
    try:
        return given.choices[name]
    except KeyError:
        raise DataError(f"no choices are called {name}") from None
