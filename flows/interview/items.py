"""One message that describes one item of a group: a treatment, a test.

What the words tell is taken, what they do not tell is left to be asked; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from flows.errors import InvalidAnswer
from flows.interview.cleaning import SOCIAL_SECURITY, cleaned
from flows.interview.dates import MONTHS, read_date
from flows.interview.questions import Question
from flows.interview.values import accept
from flows.loading import DATA, load

MOST_ITEMS = 12  # in one message
_MONTH = rf"(?:{MONTHS})\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|º|°)?"
_YEAR = r"(?:19|20)\d\d"
_MOMENT = (
    rf"(?:{_MONTH} {_DAY},? {_YEAR}|{_DAY} (?:de )?{_MONTH},? (?:de )?{_YEAR}"
    rf"|{_MONTH},? (?:de(?:l)? )?{_YEAR}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|{_YEAR}-\d\d(?:-\d\d)?"
    rf"|{_MONTH} {_DAY}|{_DAY} de {_MONTH}|{_MONTH}|{_YEAR})"
)
_TO = r"(?:to|until|till|through|thru|and|-|–|—|al?|hasta)(?: el)?"
_FROM = r"(?:from|since|between|started|starting|de|del|desde|entre)(?: el)?"
_RANGE = re.compile(
    rf"(?:\b{_FROM} )?(?P<start>{_MOMENT}) ?{_TO} ?(?P<end>{_MOMENT}|now|today|ahora|hoy)(?![\w])",
    re.IGNORECASE,
)
# One month said once: "May 1 to 20, 2026", "del 1 al 20 de mayo de 2026". Without a year only
# where nothing follows: "May 1 to 20 visits" is no range of days.
_IN_A_YEAR = rf"(?:,? (?:del? )?(?P<year>{_YEAR})(?![\w])|(?=[,.;:)]|$))"
_ONE_MONTH = (
    re.compile(
        rf"\b(?P<month>{_MONTH}) (?P<first>{_DAY}) ?{_TO} ?(?P<last>{_DAY}){_IN_A_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<first>{_DAY}) ?{_TO} ?(?P<last>{_DAY}) (?:de )?(?P<month>{_MONTH}){_IN_A_YEAR}",
        re.IGNORECASE,
    ),
)
_SINCE = re.compile(rf"\b(?:since|desde)(?: el)? (?P<start>{_MOMENT})(?![\w])", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w])(?:in |on |en |el )?(?P<start>{_MOMENT})(?![\w])", re.IGNORECASE)
_STILL = re.compile(r"\b(?:still|ongoing|now|today|todav[ií]a|sigue|hoy|ahora)\b", re.IGNORECASE)


def read_item(group: Question, text: str, *, today: date) -> dict[str, Any]:
    """The fields that `text` tells of one item, each in the shape of the contract.

    Raises:
        InvalidAnswer: nothing in it, too long, or a social security number.
    """
    words = " ".join(cleaned(text).text.split())
    if SOCIAL_SECURITY.search(words):
        raise InvalidAnswer(group.key, "ssn")
    if not any(character.isalnum() for character in words):
        raise InvalidAnswer(group.key, "empty")
    if group.verbatim:  # copied from a paper: every word stays as it is
        first = group.fields[0]
        return {first.key: accept(first, cleaned(text).text, today=today)}
    item: dict[str, Any] = {}
    rest = words
    dated = [field for field in group.fields if field.kind == "known_date"]
    rest = _take_dates(dated, rest, item, today)
    for field in group.fields:
        if field.kind == "choice":
            found = _told(group.key, field, words)
            if found:
                item[field.key] = found
    return {**item, **_named(group, rest, item, today)}


def lines_of_items(group: Question, text: str, *, today: date) -> list[str]:
    """The items that a text holds, a line each; the whole text where it may be of one alone.

    Each line must tell what kind it is and one thing more, such as its dates: one item may well be
    written over several lines.
    """
    lines = [line for line in text.split("\n") if any(each.isalnum() for each in line)]
    if len(lines) < 2 or group.verbatim:
        return [text]
    told = [read_item(group, line, today=today) for line in lines[:MOST_ITEMS]]
    sure = {field.key for field in group.fields if field.kind in ("choice", "known_date")}
    whole = all("kind" in item and len(sure & set(item)) > 1 for item in told)
    return lines if whole and len(lines) <= MOST_ITEMS else [text]


def ranges_to_choose(group: Question, text: str, *, today: date) -> list[tuple[str, str]]:
    """The ranges of days that a text may mean because it gives no year, latest first.

    Empty where it gives the year, or no range; and for items that have no end.
    """
    dated = [field for field in group.fields if field.kind == "known_date"]
    found = _RANGE.search(_spelled_out(" ".join(cleaned(text).text.split())))
    return _open_ranges(found, today) if found and len(dated) > 1 else []


def _take_dates(fields: list[Question], text: str, item: dict[str, Any], today: date) -> str:
    """Dates out of the text into the item; returns what is left of the text."""
    start_key = fields[0].key if fields else None
    end_key = fields[1].key if len(fields) > 1 else None
    said, text = text, _spelled_out(text) if end_key else text
    if start_key is None:
        return text
    for pattern in (_RANGE, _SINCE, _ONE) if end_key else (_ONE,):
        found = pattern.search(text)
        if not found:
            continue
        start, end = found["start"], found.groupdict().get("end")
        if end and not re.search(_YEAR, start) and re.search(_YEAR, end):
            start = f"{start} {re.search(_YEAR, end)[0]}"  # type: ignore[index]  # just searched
        moments = {start_key: _moment(start, today)}
        if end_key and end:
            moments[end_key] = "ongoing" if _STILL.search(end) else _moment(end, today)
        elif end_key and (pattern is _SINCE or _STILL.search(text)):
            moments[end_key] = "ongoing"
        if moments[start_key] is None and not (end and _open_ranges(found, today)):
            return said
        told = moments if moments[start_key] else {}
        for field in fields:
            value = told.get(field.key)
            if value is not None and _acceptable(field, value, {**item, **told}, today):
                item[field.key] = value
        return f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _spelled_out(text: str) -> str:
    """The text with the month, and the year if there is one, at both ends of a range."""
    for pattern in _ONE_MONTH:
        found = pattern.search(text)
        if found:
            year = f", {found['year']}" if found["year"] else ""
            first, last = (f"{found['month']} {found[end]}{year}" for end in ("first", "last"))
            return f"{text[: found.start()]}{first} to {last}{text[found.end() :]}"
    return text


def _open_ranges(found: re.Match[str], today: date) -> list[tuple[str, str]]:
    """What a range of days without a year may mean, the latest that has passed first."""
    if re.search(_YEAR, found[0]) or _STILL.search(found["end"]):
        return []
    starts = read_date(found["start"], today=today).readings
    ends = sorted(read_date(found["end"], today=today).readings, reverse=True)
    pairs = [
        (max((start for start in starts if start <= end), default=None), end)
        for end in ends
        if end <= today.isoformat()
    ]
    return [(start, end) for start, end in pairs if start]


def _moment(text: str, today: date) -> str | None:
    readings = read_date(text, today=today).readings
    return readings[0] if len(readings) == 1 else None


def _acceptable(field: Question, value: str, item: Mapping[str, Any], today: date) -> bool:
    try:
        accept(field, value, today=today, beside=item)
    except InvalidAnswer:
        return False
    return True


def _told(group: str, field: Question, text: str) -> str | None:
    """The option whose words occur; the first of the lexicon's order."""
    for option, patterns in _lexicon().get(f"{group}.{field.key}", {}).items():
        if any(pattern.search(text) for pattern in patterns):
            return option
    return None


def _named(group: Question, rest: str, item: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The name, and where the group has one the finding: what is left when dates are taken out."""
    texts = [field for field in group.fields if field.kind in ("text", "long_text")]
    parts = [part.strip(" .;:-–") for part in re.split(r",(?!\d{3}\b)|;|\n|\. ", rest)]
    parts = [part for part in parts if any(c.isalnum() for c in part)]
    name, *others = texts
    if others and others[0].kind == "long_text" and len(parts) > 1:
        behind = rest[rest.index(parts[0]) + len(parts[0]) :]  # their sentences as they stand
        finding = re.sub(r"(?:[,;]\s*){2,}", ", ", behind).strip(" .,;:-–\n")
        named = {name.key: parts[0], others[0].key: finding}
    else:
        kept = [part for part in parts if not _only_result(group.key, part)] or parts
        named = {name.key: ", ".join(kept)}
        told = [part for part in parts if part not in kept]
        if others and told and item.get("result") == "side_effects":
            named[others[0].key] = ", ".join(told)  # what the side effect was, in their words
    return {
        key: accept(group.field(key), value, today=today) for key, value in named.items() if value
    }


def _only_result(group: str, part: str) -> bool:
    """Whether a part says no more than the result, which has a column of its own."""
    results = _lexicon().get(f"{group}.result", {})
    told = any(p.search(part) for patterns in results.values() for p in patterns)
    return told and len(part.split()) <= 4


@cache
def _lexicon() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    data = load(DATA / "interview" / "lexicon.yaml", dict[str, dict[str, tuple[str, ...]]])
    return {
        question: {
            option: tuple(re.compile(each, re.IGNORECASE) for each in patterns)
            for option, patterns in options.items()
        }
        for question, options in data.items()
    }
