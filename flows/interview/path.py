"""Which questions matter, and which one to ask now: a fold of the answers through the list.

Nothing is stored of where a person stands; it all follows from the answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flows.interview.fold import Path, folded
from flows.interview.gates import Answers, Choices, Condition, Given, Step, choices, condition
from flows.interview.passing import counting, options, still_offered
from flows.interview.questions import Question

__all__ = ["Answers", "Choices", "Condition", "Given", "Path", "Step", "options", "path"]


def path(questions: Sequence[Question], answers: Answers, given: Given) -> Path:
    """Fold `answers` through `questions`.

    A question whose conditions read only answers that are off the path is itself off the path:
    conditions see the answers that came before, and only those that still count. An answer that
    stands for an earlier one counts as that one too, for all that comes behind it.
    """
    return folded(questions, answers, given).path


def on_path(questions: Sequence[Question], answers: Answers, given: Given) -> dict[str, Any]:
    """The answers that still count, in order: what a letter may see."""
    counted: dict[str, Any] = {}
    for question in questions:
        if question.key in answers and relevant(question, counted, given):
            standing = still_offered(question, answers, counted, given)
            counted.update(counting(question, standing, counted, given))
    return counted


def relevant(question: Question, counted: Answers, given: Given) -> bool:
    """Whether the answers so far open this question."""
    return given.gate(question).opens(counted)


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
