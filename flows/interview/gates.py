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
    _rows: dict[int, Row] = field(default_factory=dict, init=False, repr=False, compare=False)

    def row(self, questions: Sequence[Question]) -> Row:
        """The gates of an interview, in its order, made ready at the first use."""
        found = self._rows.get(id(questions))
        if found is None:
            found = self._rows[id(questions)] = Row.of(questions, self)
        return found

    def gate(self, question: Question) -> Gate:
        """What opens that question, made ready at its first use."""
        found = self._gates.get(id(question))
        if found is None:
            found = self._gates[id(question)] = Gate.of(question, self)
        return found


@dataclass(frozen=True)
class Gate:
    """The clauses of a question as tests: named conditions, and the values wanted of a key.

    Thousands of clauses are looked at in a turn, so their names are looked up only once. `looks`
    are the keys of earlier answers that it sees; a `plain` one lets its own step and answer through
    as they are, which a group, and an answer that stands for another, do not.
    """

    question: Question  # held, so that its id stays its own
    key: str
    step: Step
    plain: bool
    looks: frozenset[str]
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
        lists = (question.options_from, *(each.options_from for each in question.fields))
        looks = {key for _, wanted in clauses for key, _ in wanted}
        looks |= {key for named, _ in clauses for each in named for key in each.reads}
        looks |= {key for name in lists if name for key in choices(name, given).reads}
        return cls(
            question,
            question.key,
            Step(question),
            question.kind != "group" and not question.stands_for,
            frozenset(looks),
            tuple(clauses),
            offered,
        )

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
class Row:
    """The gates of an interview, in its order, and the places of those that hang on a key.

    `asking` have it as their own answer, `looking` see it among the earlier ones.
    """

    questions: Sequence[Question]  # held, so that their id stays their own
    gates: tuple[Gate, ...]
    asking: Mapping[str, Sequence[int]]
    looking: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, questions: Sequence[Question], given: Given) -> Row:
        gates = tuple(given.gate(each) for each in questions)
        asking: dict[str, list[int]] = {}
        looking: dict[str, list[int]] = {}
        for place, gate in enumerate(gates):
            asking.setdefault(gate.key, []).append(place)
            if gate.question.kind == "group":
                asking.setdefault(f"{gate.key}.more", []).append(place)
            for key in gate.looks:
                looking.setdefault(key, []).append(place)
        return cls(questions, gates, asking, looking)


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
