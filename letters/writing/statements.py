"""Answers as sentences of the letter, by data: a question of its own needs no template.

The shape of `flows/data/interview/statements.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from msgspec.structs import replace

from flows.errors import DataError
from flows.interview.questions import Question, interview
from flows.interview.words import words
from flows.loading import DATA, Entry, load
from letters.writing.filters import lower_first, on_known_date, sentence
from letters.writing.owned import Owned
from letters.writing.renderings import renderings

Part = Literal[
    "condition",
    "daily_life",
    "setting",  # why in this place
    "instead",  # why no other test or treatment should come first
    "care",
    "risk",
    "frequency",
    "authorization",
    "network",
    "emergency",
    "exclusion",
    "coding",
    "filing",
    "other_plan",
    "duplicate",
    "eligibility",
]
PARTS: tuple[Part, ...] = Part.__args__  # type: ignore[attr-defined]  # of a Literal, by design


class Statement(Entry, frozen=True, kw_only=True):
    """What one question's answer says, and in which part of the letter.

    `as_written`: the answer begins with a name, whose capital stays. `by_clinician`: the text where
    the clinician is the one who speaks.
    `as_written`: the answer begins with a name, whose capital stays. `told_in` is an answer in the
    person's own words: where `told_as` stands in it, nothing is said twice.
    """

    question: str
    part: Part
    text: str = ""
    says: Mapping[str, str] = {}
    as_written: bool = False
    by_clinician: str = ""
    told_in: str = ""
    told_as: str = ""


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement, in the order they are printed."""
    return load(DATA / "interview" / "statements.yaml", tuple[Statement, ...])


def stated(answers: Mapping[str, Any]) -> dict[str, tuple[Owned, ...]]:
    """The sentences of each part that these answers give."""
    return _stated(statements(), answers)


def stated_by_clinician(answers: Mapping[str, Any]) -> dict[str, tuple[Owned, ...]]:
    """The same where the clinician speaks: what the patient told freely is quoted."""
    return _stated(_in_clinicians_voice(), answers)


@cache
def _in_clinicians_voice() -> tuple[Statement, ...]:
    return tuple(
        replace(each, text=each.by_clinician, as_written="“" in each.by_clinician)
        if each.by_clinician
        else each
        for each in statements()
    )


def _stated(known: Sequence[Statement], answers: Mapping[str, Any]) -> dict[str, tuple[Owned, ...]]:
    found: dict[str, tuple[Owned, ...]] = dict.fromkeys(PARTS, ())
    for each in known:
        said = _said(each, answers.get(each.question))
        if said and not _told_already(each, answers):
            found[each.part] += (Owned(said, f"answer:{each.question}"),)
    return found


def _told_already(statement: Statement, answers: Mapping[str, Any]) -> bool:
    told = str(answers.get(statement.told_in) or "")
    phrase = statement.told_as.replace("{value}", str(answers[statement.question]))
    return bool(statement.told_in) and phrase.casefold() in told.casefold()


def _said(statement: Statement, value: Any) -> str | None:
    if value is None or value == []:
        return None
    if not isinstance(value, list) and str(value) in statement.says:
        return statement.says[str(value)]
    if not statement.text:
        return None
    shown = _shown(statement, interview().question(statement.question), value)
    if not shown:
        return None
    text = statement.text.replace("{value}", shown)
    return str(sentence(Owned(text, ""), "en").value)


def _shown(statement: Statement, question: Question, value: Any) -> str:
    """The answer as the letter's English says it; empty where it says nothing."""
    match question.kind:
        case "multi_choice":
            known = renderings()[question.key]
            return words("en").listed([known[each] for each in value if each in known])
        case "choice":
            return renderings().get(question.key, {}).get(value, "")
        case "known_date":
            return str(on_known_date(Owned(value, ""), "en").value)
        case "codes":
            return words("en").listed(list(value))
        case "number":
            return f"{value:g}"
        case "text" | "long_text":
            plain = Owned(" ".join(str(value).split()), "")
            return str(
                (
                    plain if statement.as_written or question.verbatim else lower_first(plain, "en")
                ).value
            )
    raise DataError(f"statements: {question.key} is of a kind that no sentence can say")
