"""An answers file, checked against the questions: {"answers": {key: value}}."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec

from flows import essential, given, rounds
from flows.errors import BadRequest, InvalidAnswer
from flows.facts import Facts
from flows.interview import record
from flows.interview.afterwards import calls_of
from flows.interview.path import on_path, options, path
from flows.interview.questions import Question, interview
from flows.interview.values import accept
from flows.interview.words import words
from flows.law.coverage import coverages
from flows.loading import DATA, Entry, load
from flows.obstacles import obstacle
from flows.private import narratives


class Accepted(Entry, frozen=True, kw_only=True):
    """What the contract allows and the interview does not ask yet."""

    keys: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class AnswersFile:
    """The facts of a file, and the keys that were read past."""

    facts: Facts
    not_used: tuple[str, ...]


def read_answers(content: object, *, today: date) -> AnswersFile:
    """The facts that an answers file gives.

    Raises:
        BadRequest: a key or value that does not exist, or an essential answer that is missing;
            the sentence names it.
    """
    if not isinstance(content, dict) or not isinstance(content.get("answers"), dict):
        raise BadRequest('The answers file must be {"answers": {key: value}}.')
    given_answers = _as_later_step(content["answers"])
    known = {question.key: question for question in interview().questions}
    strangers = [key for key in given_answers if key not in {*known, *_accepted().keys}]
    if strangers:
        raise BadRequest(f"answers: no key is called {strangers[0]}.")
    answers = _checked(given_answers, known, today)
    counted = on_path(interview().questions, answers, given(today))
    _refuse_if_stopped(counted)
    found = path(interview().questions, answers, given(today))
    missing = [s.address for s in essential(found) if not record.is_answered(answers, s.address)]
    if missing:
        raise BadRequest(f"answers: {missing[0]} is needed for a letter and not given.")
    off_path = [key for key in answers if key not in counted and not key.endswith(".more")]
    not_used = [
        key for key in given_answers if key in _accepted().keys and key not in ("rounds", "calls")
    ]
    earlier = rounds.read(given_answers.get("rounds"))
    calls = _calls(given_answers.get("calls"))
    facts = Facts({**counted, **({"calls": calls} if calls else {})}, earlier)
    return AnswersFile(facts, (*not_used, *off_path))


def _calls(kept: Any) -> list[dict[str, Any]]:
    try:
        return [msgspec.to_builtins(each) for each in calls_of(kept or ())]
    except (msgspec.ValidationError, TypeError):
        raise BadRequest("answers: calls has no such value.") from None


def _as_later_step(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers; a later step or an earlier round says by itself that this is not the first no.

    So does a dismissal, or an appeal without an answer; a first no is a denial too. A file that
    names no outcome means that it was denied again.
    """
    of_an_appeal = answers.get("outcome") in ("dismissed", "no_answer")
    told = of_an_appeal or answers.get("rounds") or _is_later(answers)
    if not told and answers.get("first_denial") != "no":
        return answers
    return {"first_denial": "no", "outcome": "denied", **answers}


def _is_later(answers: Mapping[str, Any]) -> bool:
    coverage = coverages().get(str(answers.get("coverage")))
    later = [level.id for level in coverage.levels if level.n > 1] if coverage else []
    return answers.get("level") in later


def _checked(
    given_answers: Mapping[str, Any], known: Mapping[str, Question], today: date
) -> dict[str, Any]:
    """The answers in the order of the questions, each a value that exists."""
    answers: dict[str, Any] = {}
    for key, question in known.items():
        if key not in given_answers:
            continue
        try:
            answers[key] = accept(
                question,
                given_answers[key],
                today=today,
                options=_options(question, answers, today),
                beside=answers,
            )
        except InvalidAnswer as wrong:
            place = key if wrong.key == key else f"{key}: {wrong.key}"
            code = wrong.code.replace("_", " ")
            raise BadRequest(f"answers: {place} has no such value ({code}).") from None
        except KeyError as wrong:
            raise BadRequest(f"answers: {key} has no field {wrong.args[0]}.") from None
        if question.kind == "group":
            answers[f"{key}.more"] = "done"
    return answers


def _options(question: Question, answers: Mapping[str, Any], today: date) -> tuple[str, ...]:
    if question.kind == "documents" or any(field.options_from for field in question.fields):
        return (*words("en").documents, *_accepted().documents)
    if question.options_from is None:
        return ()
    if question.options_from == "sensitive_answers":
        return _may_stay(answers)
    return options(question, answers, given(today))


def _may_stay(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What a file may keep in the letter, private or not: any answer, or an item of a group."""
    items = [f"{q.key}[{n}]" for q in narratives() for n in range(len(answers.get(q.key) or ()))]
    return (*(question.key for question in interview().questions), *_accepted().keys, *items)


def _refuse_if_stopped(counted: Mapping[str, Any]) -> None:
    met = obstacle(counted)
    if met:
        why = met.page.replace("_", " ")
        raise BadRequest(f"answers: no letter is written here ({why}); see {met.change}.")


@cache
def _accepted() -> Accepted:
    return load(DATA / "interview" / "accepted.yaml", Accepted)
