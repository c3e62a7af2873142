"""What a person wrote, read as an answer: one reader for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flows.errors import InvalidAnswer
from flows.interview.cleaning import SOCIAL_SECURITY, cleaned
from flows.interview.dates import read_date
from flows.interview.questions import Question
from flows.interview.values import NOTHING, accept

Names = Mapping[str, Callable[[str], str | None]]
NO_NAMES: Names = {}


class Ambiguous(InvalidAnswer):
    """The text can be read in more than one way; `readings` holds each as ISO."""

    def __init__(self, key: str, readings: Sequence[str]) -> None:
        super().__init__(key, "ambiguous")
        self.readings = list(readings)


def parse(
    question: Question,
    text: str,
    *,
    today: date,
    names: Names = NO_NAMES,
    beside: Mapping[str, Any] = NOTHING,
) -> Any:
    """The value that `text` gives to `question`, JSON-able, in the shape of the contract.

    `names` finds the key of what a text names, for questions of kind `named`.

    Raises:
        InvalidAnswer: with the key and a code, never the text. Ambiguous: several readings.
    """
    words = cleaned(text).text
    if not words:
        raise InvalidAnswer(question.key, "empty")
    if SOCIAL_SECURITY.search(words):
        raise InvalidAnswer(question.key, "ssn")
    if question.kind == "named":
        return _read_name(question, words, names)
    reader = _READERS.get(question.kind)
    if reader is None:
        raise InvalidAnswer(question.key, "choose_button")
    try:
        value = reader(question, words, today)
    except Ambiguous as unclear:
        value = _only_possible(question, unclear, today=today, beside=beside)
    return accept(question, value, today=today, beside=beside)


def _only_possible(
    question: Question, unclear: Ambiguous, *, today: date, beside: Mapping[str, Any]
) -> Any:
    """The one reading that may be an answer; a day still to come is no reading of a past one.

    Raises:
        Ambiguous: more than one may be. InvalidAnswer: none, with the code of the likeliest.
    """
    refused: list[InvalidAnswer] = []
    possible: list[str] = []
    for reading in unclear.readings:
        try:
            accept(question, _shaped(question, reading), today=today, beside=beside)
            possible.append(reading)
        except InvalidAnswer as wrong:
            refused.append(wrong)
    if not possible:
        raise refused[0]
    if len(possible) > 1:
        raise Ambiguous(question.key, possible)
    return _shaped(question, possible[0])


def _shaped(question: Question, reading: str) -> Any:
    return [reading] if question.kind == "days" else reading


# ------------------------------------------------------------------ from text


def _read_name(question: Question, text: str, names: Names) -> str:
    found = names[question.read_by or question.key](text)
    if found is None:
        raise InvalidAnswer(question.key, "not_named")
    return found


def _read_text(question: Question, text: str, today: date) -> str:
    return " ".join(text.split())


def _read_lines(question: Question, text: str, today: date) -> str:
    return text


def _read_day(question: Question, text: str, today: date) -> str:
    found = read_date(text, today=today)
    days = [each for each in found.readings if len(each) == 10]
    if len(days) > 1:
        raise Ambiguous(question.key, days)
    if days:
        return days[0]
    raise InvalidAnswer(question.key, "date_no_year" if found.no_year else "date_unreadable")


def _read_known_date(question: Question, text: str, today: date) -> str:
    found = read_date(text, today=today)
    if len(found.readings) > 1:
        raise Ambiguous(question.key, found.readings)
    if found.readings:
        return found.readings[0]
    raise InvalidAnswer(question.key, "date_no_year" if found.no_year else "known_date_unreadable")


def _read_days(question: Question, text: str, today: date) -> list[str]:
    parts = [part for part in re.split(r"\n|;| and | y (?=\d)", text) if part.strip()]
    if len(parts) == 1:
        return [_read_day(question, parts[0], today)]
    try:
        return [_read_day(question, part, today) for part in parts]
    except Ambiguous:  # which of several was meant takes more than two buttons
        raise InvalidAnswer(question.key, "date_unreadable") from None


def _read_codes(question: Question, text: str, today: date) -> list[str]:
    return [part for part in re.split(r"[\s,;/]+", text.upper()) if part]


def _read_number(question: Question, text: str, today: date) -> int | float:
    found = {each.replace(",", ".") for each in re.findall(r"\d+(?:[.,]\d+)?", text)}
    if len(found) != 1:
        raise InvalidAnswer(question.key, "number")
    value = float(found.pop())
    return int(value) if value.is_integer() else value


_READERS: Mapping[str, Callable[[Question, str, date], Any]] = {
    "text": _read_text,
    "long_text": _read_lines,
    "day": _read_day,
    "known_date": _read_known_date,
    "days": _read_days,
    "codes": _read_codes,
    "number": _read_number,
    "phone": _read_text,
    "email": _read_text,
}
