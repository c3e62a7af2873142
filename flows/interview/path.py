"""Which questions matter, and which one to ask now: a fold of the answers through the list.

Nothing is stored of where a person stands; it all follows from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.errors import DataError
from flows.interview.questions import Clause, Question, more

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


@dataclass(frozen=True)
class Step:
    """One question at its place: `index` is the item of a group, `group` its key."""

    question: Question
    group: str | None = None
    index: int | None = None

    @property
    def address(self) -> str:
        """Such as `notice_date`, `treatments[0].kind`, `treatments.more`."""
        if self.group is None or self.index is None:
            return self.question.key
        return f"{self.group}[{self.index}].{self.question.key}"


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
        return next((step for step in self.steps if step.address == address), None)

    def before(self, address: str) -> Step | None:
        """The step that was asked before the one at `address`."""
        known = [step.address for step in self.steps]
        place = known.index(address) if address in known else len(known)
        return self.steps[place - 1] if place else None


def path(questions: Sequence[Question], answers: Answers, given: Given) -> Path:
    """Fold `answers` through `questions`.

    A question whose conditions read only answers that are off the path is itself off the path:
    conditions see the answers that came before, and only those that still count. An answer that
    stands for an earlier one counts as that one too, for all that comes behind it.
    """
    counted: dict[str, Any] = {}
    steps: list[Step] = []
    now: Step | None = None
    for question in questions:
        if not relevant(question, counted, given):
            continue
        standing = _still_offered(question, answers, counted, given)
        for step, answered in _expand(question, standing, counted, given):
            steps.append(step)
            if now is None and not answered:
                now = step
        _count(question, standing, counted, given)
    return Path(tuple(steps), now, counted)


def on_path(questions: Sequence[Question], answers: Answers, given: Given) -> dict[str, Any]:
    """The answers that still count, in order: what a letter may see."""
    counted: dict[str, Any] = {}
    for question in questions:
        if question.key in answers and relevant(question, counted, given):
            _count(question, _still_offered(question, answers, counted, given), counted, given)
    return counted


def relevant(question: Question, counted: Answers, given: Given) -> bool:
    """Whether the answers so far open this question."""
    clauses = question.asked_when
    if clauses and not any(_holds(clause, counted, given) for clause in clauses):
        return False
    drawn = question.options_from is not None and question.kind != "named"
    return not drawn or bool(options(question, counted, given))


def options(question: Question, counted: Answers, given: Given) -> tuple[str, ...]:
    """The option keys that may be an answer, given the answers so far."""
    if question.options_from is None:
        return question.all_options
    return tuple(_choices(question.options_from, given).of(counted))


def first(question: Question, counted: Answers, given: Given) -> tuple[str, ...]:
    """The option keys that the answers so far put on the first screen; none means all of them."""
    if question.first_from is None:
        return ()
    return tuple(_choices(question.first_from, given).of(counted))


def reads(question: Question, given: Given) -> set[str]:
    """The keys of earlier answers that decide whether and how this question is asked."""
    found: set[str] = set()
    for clause in question.asked_when:
        for key, wanted in clause.items():
            if key == "is":
                found.update(_condition(str(wanted), given).reads)
            else:
                found.add(key)
    if question.suggest_from:
        found.add(question.suggest_from)
    for name in (question.options_from, question.first_from):
        if name:
            found.update(_choices(name, given).reads)
    return found


def _still_offered(question: Question, answers: Answers, counted: Answers, given: Given) -> Answers:
    """The answers; without one that stands for another and that nothing points to any more."""
    key = question.key
    if not question.stands_for or key not in answers:
        return answers
    if answers[key] in options(question, counted, given):
        return answers
    return {other: each for other, each in answers.items() if other != key}


def _count(question: Question, answers: Answers, counted: dict[str, Any], given: Given) -> None:
    """Lets an answer count, and where it stands for another, as that one too from here on."""
    if question.key not in answers:
        return
    answer = _counted(question, answers[question.key], counted, given)
    counted[question.key] = answer
    if question.stands_for and answer not in (None, "none"):
        counted[question.stands_for] = answer


def _expand(
    question: Question, answers: Answers, counted: Answers, given: Given
) -> Iterator[tuple[Step, bool]]:
    """The step of a question and whether it is answered; a group brings its items' fields."""
    answered = question.key in answers
    yield Step(question), answered
    items = answers.get(question.key)
    if question.kind != "group" or not items:
        return
    for index, item in enumerate(items):
        for each in question.fields:
            if _opens(each, item, counted, given):
                yield Step(each, question.key, index), each.key in item
    closing = more(question)
    yield Step(closing), answers.get(closing.key) == "done"


def _opens(field: Question, item: Answers, counted: Answers, given: Given) -> bool:
    """Whether the item's other answers open this field of it, and it has something to offer."""
    if field.options_from and not options(field, counted, given):
        return False
    return not field.asked_when or any(_holds(c, item, Given()) for c in field.asked_when)


def _counted(question: Question, answer: Any, counted: Answers, given: Given) -> Any:
    """An answer as it counts: of an item, only the fields that its other answers open."""
    if question.kind != "group" or not answer:
        return answer
    shut = [
        {field.key for field in question.fields if not _opens(field, item, counted, given)}
        for item in answer
    ]
    return [
        {key: each for key, each in item.items() if key not in off}
        for item, off in zip(answer, shut, strict=True)
    ]


def _holds(clause: Clause, counted: Answers, given: Given) -> bool:
    for key, wanted in clause.items():
        if key == "is":
            if not _condition(str(wanted), given).holds(counted):
                return False
            continue
        value = counted.get(key)
        values = value if isinstance(value, list) else [value]
        if not set(values) & set(wanted):
            return False
    return True


def _condition(name: str, given: Given) -> Condition:
    try:
        return given.conditions[name]
    except KeyError:
        raise DataError(f"no condition is called {name}") from None


def _choices(name: str, given: Given) -> Choices:
    try:
        return given.choices[name]
    except KeyError:
        raise DataError(f"no choices are called {name}") from None
