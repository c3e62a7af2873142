"""Which questions matter, and which one to ask now: a fold of the answers through the list.

Nothing is stored of where a person stands; it all follows from the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.interview.gates import (
    Answers,
    Choices,
    Condition,
    Given,
    Step,
    choices,
    condition,
    is_one_of,
)
from flows.interview.questions import Clause, Question, more

__all__ = ["Answers", "Choices", "Condition", "Given", "Path", "Step", "path"]


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
    for gate in given.gates(questions):
        if not gate.opens(counted):
            continue
        question, standing = gate.question, answers
        if question.stands_for:
            standing = _still_offered(question, answers, counted, given)
        if question.kind != "group":
            steps.append(gate.step)
            if now is None and question.key not in standing:
                now = gate.step
        else:
            for step, answered in _expand(question, standing, counted, given):
                steps.append(step)
                if now is None and not answered:
                    now = step
        if question.key in standing:
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
    return given.gate(question).opens(counted)


def options(question: Question, counted: Answers, given: Given) -> tuple[str, ...]:
    """The option keys that may be an answer, given the answers so far."""
    if question.options_from is None:
        return question.all_options
    return tuple(choices(question.options_from, given).of(counted))


def first(question: Question, counted: Answers, given: Given) -> tuple[str, ...]:
    """The option keys that the answers so far put on the first screen; none means all of them."""
    if question.first_from is None:
        return ()
    return tuple(choices(question.first_from, given).of(counted))


def reads(question: Question, given: Given) -> set[str]:
    """The keys of earlier answers that decide whether and how this question is asked."""
    found: set[str] = set()
    for clause in question.asked_when:
        for key, wanted in clause.items():
            if key == "is":
                found.update(condition(str(wanted), given).reads)
            else:
                found.add(key)
    if question.suggest_from:
        found.add(question.suggest_from)
    for name in (question.options_from, question.first_from):
        if name:
            found.update(choices(name, given).reads)
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
    """The step of a group and whether it is answered, then those of its items' fields."""
    yield Step(question), question.key in answers
    items = answers.get(question.key)
    if not items:
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
    return not field.asked_when or any(_holds(c, item) for c in field.asked_when)


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


def _holds(clause: Clause, item: Answers) -> bool:
    return all(is_one_of(item.get(key), frozenset(wanted)) for key, wanted in clause.items())
