"""A case as a file that its owner may keep, or hand to another person: an answers file and more.

`python -m letters draft` takes it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from flows import rounds
from flows.errors import BadRequest, InvalidAnswer
from flows.footing import given
from flows.interview.afterwards import calls_of
from flows.interview.case import Case, new_case
from flows.interview.path import options
from flows.interview.questions import Question, interview
from flows.interview.values import accept
from flows.interview.words import languages, words
from flows.standing import moved, settled


@dataclass(frozen=True, repr=False)
class TakenOver:
    """The case of a file, and how many of its answers could be no answer here."""

    case: Case
    left_out: int


def content(case: Case) -> dict[str, Any]:
    """What is known of the case, to be written as JSON. What was half chosen is not in it."""
    answers = {key: each for key, each in case.answers.items() if not key.endswith(".more")}
    if case.rounds:
        kept = rounds.of_case(case.rounds)
        answers["rounds"] = [
            {key: each for key, each in msgspec.to_builtins(one).items() if each is not None}
            for one in kept
        ]
    if case.calls:
        answers["calls"] = [dict(each) for each in case.calls]
    return {
        "answers": answers,
        "language": case.language,
        "sent_on": case.sent_on.isoformat() if case.sent_on else None,
        "sent_by": case.sent_by,
        "got_on": case.got_on.isoformat() if case.got_on else None,
    }


def taken_over(file: object, *, language: str, today: date) -> TakenOver:
    """A new case with the answers of a file; what could be no answer is left out and counted.

    The file comes from a stranger: each value is checked like one that is typed.

    Raises:
        BadRequest: it is no file of a case.
    """
    if not isinstance(file, dict) or not isinstance(file.get("answers"), dict):
        raise BadRequest("This is no file of a case.")
    told: dict[str, Any] = dict(file["answers"])
    earlier = rounds.read(told.pop("rounds", None))
    calls = _calls(told.pop("calls", None))
    answers: dict[str, Any] = {}
    for question in interview().questions:
        if question.key in told:
            _take(question, told.pop(question.key), answers, today)
    left_out = len(file["answers"]) - len(answers_of(answers)) - bool(earlier) - bool(calls)
    spoken = file.get("language")
    case = new_case(spoken if spoken in languages() else language, today=today)
    case = moved(case, "agree", today=today)
    case = msgspec.structs.replace(
        case,
        answers=answers,
        rounds=tuple(msgspec.to_builtins(one) for one in earlier),
        calls=calls,
    )
    return TakenOver(settled(case, today=today), left_out)


def answers_of(answers: Mapping[str, Any]) -> list[str]:
    """The keys of questions, without those that close a group."""
    return [key for key in answers if not key.endswith(".more")]


def _calls(kept: object) -> tuple[dict[str, Any], ...]:
    """The calls of a stranger's file; none where they are anything else."""
    try:
        found = calls_of(kept if isinstance(kept, list) else ())
    except msgspec.ValidationError:
        return ()
    return tuple(msgspec.to_builtins(each) for each in found)


def _take(question: Question, value: Any, answers: dict[str, Any], today: date) -> None:
    """Puts the value among the answers, where it may be one."""
    try:
        offered = _offered(question, answers, today)
        answers[question.key] = accept(
            question, value, today=today, options=offered, beside=answers
        )
    except (InvalidAnswer, KeyError, TypeError, ValueError, AttributeError):
        return  # a stranger's value of any shape: asked again
    if question.kind == "group":
        answers[f"{question.key}.more"] = "done"


def _offered(question: Question, answers: Mapping[str, Any], today: date) -> tuple[str, ...]:
    if question.kind == "documents" or any(field.options_from for field in question.fields):
        return tuple(words("en").documents)
    return options(question, answers, given(today))
