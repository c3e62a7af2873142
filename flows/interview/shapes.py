"""What the shape of a line tells by itself: a phone number, an email address, a date, a code."""

from __future__ import annotations

import re
from datetime import date

from flows.errors import InvalidAnswer
from flows.interview.answers import Ambiguous, Names, parse
from flows.interview.dates import MONTHS
from flows.interview.labels import MEASURED, folded, is_like
from flows.interview.questions import Question

_PHONE = re.compile(
    r"(?:\+?1[ .-]?)?(?:\(\d{3}\)|\d{3}[ .-])[ .-]?\d{3}[ .-]\d{4}(?:,? ?(?:x|ext).{0,12})?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\+?(?:[().\s-]*\d){7,15}[)]?")
_MONTH = re.compile(rf"(?<![a-z])(?:{MONTHS})(?![a-z])", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/.\- ]\d{1,2}[/.\- ]\d{1,4}")


def is_sure(question: Question, text: str, *, today: date, names: Names) -> bool:
    """Whether a text can hardly be anything else than an answer of that kind."""
    if len(text) > MEASURED:
        return False
    match question.kind:
        case "phone":
            return bool(_PHONE.fullmatch(text))
        case "email":
            return "@" in text
        case "day":
            has_month = bool(_MONTH.search(folded(text)))
            return _has_figure(text) and (has_month or _parses(question, text, today=today))
        case "codes":
            parts = [part for part in re.split(r"[\s,;/]+", text) if part]
            return bool(parts) and all(is_like(question.key, part) for part in parts)
        case "named":
            found = names[question.read_by or question.key](text)
            return found is not None and is_like(question.key, text) is not False
    return False


def may_be(question: Question, text: str) -> bool:
    """Whether a text may be meant as an answer of that kind, or be a number of another."""
    if question.kind == "phone":
        return bool(_FIGURES.fullmatch(text))
    return question.kind == "day" and bool(_DATE.fullmatch(text))


def _has_figure(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _parses(question: Question, text: str, *, today: date) -> bool:
    try:
        parse(question, text, today=today)
    except Ambiguous:
        return True
    except InvalidAnswer:
        return False
    return True
