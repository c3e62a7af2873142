"""How a value may be printed: the closed list of filters. Each keeps the owner."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from letters.writing.errors import BadTemplate
from letters.writing.owned import Owned, OwnedList

# The only words filters know, by the document's language.
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio"
    " julio agosto septiembre octubre noviembre diciembre",
}
AND = {"en": "and", "es": "y"}
FIGURES = {"en": "zero one two three four five six seven eight nine"}


class Pieces(tuple["Owned | str", ...]):
    """Owned values with fixed text between them, still to be printed. "\\n" breaks the line."""


Filter = Callable[..., "Owned | Pieces"]


def day(value: Owned, language: str) -> Owned:
    """A date or an ISO day: "July 6, 2026"."""
    moment = value.value
    if isinstance(moment, str):
        try:
            moment = date.fromisoformat(moment)
        except ValueError:
            raise BadTemplate(f"{value.owner} is not a whole date") from None
    if not isinstance(moment, date):
        raise BadTemplate(f"{value.owner} is not a date")
    return replace(value, value=_date((moment.year, moment.month, moment.day), language))


def known_date(value: Owned, language: str) -> Owned:
    """As much of a date as is known: "2026", "May 2026" or "May 14, 2026"."""
    return replace(value, value=_date(_parts(value), language))


def on_known_date(value: Owned, language: str) -> Owned:
    """The same with its preposition: "in 2026", "in May 2026", "on May 14, 2026"."""
    parts = _parts(value)
    before = {"en": ("in ", "on "), "es": ("en ", "el ")}[language][len(parts) == 3]
    return replace(value, value=before + _date(parts, language))


def money(value: Owned, language: str) -> Owned:
    """Dollars: "$1,234.50"."""
    try:
        amount = Decimal(str(value.value))
    except InvalidOperation:
        raise BadTemplate(f"{value.owner} is not an amount") from None
    return replace(value, value=f"${amount:,.2f}")


def sentence(value: Owned, language: str) -> Owned:
    """The words with an end mark, if they have none."""
    words = _text(value).rstrip(" ,;:")
    ended = re.search(r"[.!?…][\"”\u2019')]*$", words)
    return replace(value, value=words if ended or not words else f"{words}.")


def quoted(value: Owned, language: str) -> Owned:
    """Verbatim words on one line, without quotation marks around them: the template has those."""
    words = " ".join(_text(value).split())
    bare = re.fullmatch(r"[\"“](.*)[\"”]", words)
    if bare and not re.search(r"[\"“”]", bare[1]):
        words = bare[1]
    return replace(value, value=words)


def upper_first(value: Owned, language: str) -> Owned:
    words = _text(value)
    return replace(value, value=words[:1].upper() + words[1:])


def lower_first(value: Owned, language: str) -> Owned:
    """The first letter small, except of "I" and of words like MRI, X-ray or McArthur."""
    words = _text(value)
    first = re.split(r"[\s,.;:]", words, maxsplit=1)[0]
    plain = first != "I" and not first.startswith(("I'", "I\u2019")) and first[1:].isalpha()
    if first == "A" or (plain and first[1:].islower()):
        words = words[:1].lower() + words[1:]
    return replace(value, value=words)


def count(value: Owned | OwnedList, language: str) -> Owned:
    """A number, or how many a list has: "one" to "nine" in words (English), figures beyond."""
    number = len(value) if isinstance(value, OwnedList) else value.value
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadTemplate(f"{value.owner} is not a number")
    words = FIGURES.get(language, "").split()
    return Owned(words[number] if 0 < number < len(words) else str(number), value.owner)


def joined(values: Sequence[Owned], language: str, last: str | None = None) -> Pieces:
    """ "a, b and c": each item keeps its owner. `last` stands for "and"."""
    word = AND[language] if last is None else last
    pieces: list[Owned | str] = []
    for place, value in enumerate(values):
        if place:
            pieces.append(f" {word} " if place == len(values) - 1 else ", ")
        pieces.append(value)
    return Pieces(pieces)


def lined(value: Owned, language: str) -> Pieces:
    """The words with the person's own line breaks; elsewhere a break becomes a space."""
    lines = [line for line in _text(value).splitlines() if line.strip()]
    pieces: list[Owned | str] = []
    for place, line in enumerate(lines):
        pieces.extend(["\n", replace(value, value=line)] if place else [replace(value, value=line)])
    return Pieces(pieces)


ALLOWED: dict[str, Filter] = {
    each.__name__: each
    for each in (
        day,
        known_date,
        on_known_date,
        money,
        sentence,
        quoted,
        upper_first,
        lower_first,
        count,
        joined,
        lined,
    )
}


def _text(value: Owned) -> str:
    if not isinstance(value.value, str):
        raise BadTemplate(f"{value.owner} is not text")
    return value.value.strip()


def _parts(value: Owned) -> tuple[int, ...]:
    known: Any = value.value
    if isinstance(known, date):
        return (known.year, known.month, known.day)
    if not isinstance(known, str) or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", known):
        raise BadTemplate(f"{value.owner} is not a date or part of one")
    return tuple(int(part) for part in known.split("-"))


def _date(parts: Sequence[int], language: str) -> str:
    if len(parts) == 1:
        return str(parts[0])
    year, month, *rest = parts
    name = MONTHS[language].split()[month - 1]
    if language == "es":
        return f"{rest[0]} de {name} de {year}" if rest else f"{name} de {year}"
    return f"{name} {rest[0]}, {year}" if rest else f"{name} {year}"
