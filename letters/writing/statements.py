"""Answers as sentences of the letter, by data: a question of its own needs no template.

The shape of `flows/data/interview/statements.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

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

    `as_written`: the answer begins with a name, whose capital stays.
    """

    question: str
    part: Part
    text: str = ""
    says: Mapping[str, str] = {}
    as_written: bool = False


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement, in the order they are printed."""
    return load(DATA / "interview" / "statements.yaml", tuple[Statement, ...])


def stated(answers: Mapping[str, Any]) -> dict[str, tuple[Owned, ...]]:
    """The sentences of each part that these answers give."""
    found: dict[str, tuple[Owned, ...]] = dict.fromkeys(PARTS, ())
    for each in statements():
        said = _said(each, answers.get(each.question))
        if said:
            found[each.part] += (Owned(said, f"answer:{each.question}"),)
    return found


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
