"""What an open gate lets onto the path: its steps, and what its answer counts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.interview.gates import Answers, Gate, Given, Step, choices, is_one_of
from flows.interview.questions import Clause, Question, more


@dataclass(frozen=True)
class Passed:
    """What a gate lets through: its steps, the first of them that is not
    answered, and the answers that count for it."""

    steps: tuple[Step, ...]
    now: Step | None
    counts: Mapping[str, Any] = field(repr=False)


def passed(gate: Gate, answers: Answers, counted: Answers, given: Given) -> Passed:
    """What an open gate lets through after those answers that count so far."""
    question = gate.question
    standing = still_offered(question, answers, counted, given)
    if question.kind == "group":
        asked = list(_expand(question, standing, counted, given))
    else:
        asked = [(gate.step, question.key in standing)]
    now = next((step for step, answered in asked if not answered), None)
    counts = counting(question, standing, counted, given)
    return Passed(tuple(step for step, _ in asked), now, counts)


def options(question: Question, counted: Answers, given: Given) -> tuple[str, ...]:
    """The option keys that may be an answer, given the answers so far."""
    if question.options_from is None:
        return question.all_options
    return tuple(choices(question.options_from, given).of(counted))


def still_offered(question: Question, answers: Answers, counted: Answers, given: Given) -> Answers:
    """The answers; without one that stands for another and that nothing points to any more."""
    key = question.key
    if not question.stands_for or key not in answers:
        return answers
    if answers[key] in options(question, counted, given):
        return answers
    return {other: each for other, each in answers.items() if other != key}


def counting(
    question: Question, answers: Answers, counted: Answers, given: Given
) -> dict[str, Any]:
    """What its answer counts for: itself and, where it stands for another, that one too."""
    if question.key not in answers:
        return {}
    answer = _counted(question, answers[question.key], counted, given)
    if question.stands_for and answer not in (None, "none"):
        return {question.key: answer, question.stands_for: answer}
    return {question.key: answer}


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
