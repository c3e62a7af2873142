"""Dates as people write them, in English and Spanish, never guessed in silence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from dateparser.date import DateDataParser


@dataclass(frozen=True)
class Reading:
    """What a text may mean: no reading, one, or several to choose from.

    Each is ISO, as precise as written: "2026", "2026-05" or "2026-05-14". `no_year` says that the
    text named a day or month and no year.
    """

    readings: tuple[str, ...] = ()
    no_year: bool = False


def read_date(text: str, *, today: date) -> Reading:
    """The date that `text` names.

    Numbers alone that can be read month first or day first give both, the American one first. A
    day without a year gives this year's, last year's and next year's.
    """
    plain = _plain(text)
    numeric = _NUMERIC.fullmatch(plain)
    if numeric:
        return _numeric(*(int(part) for part in numeric.groups()))
    ordered = _YEAR_FIRST.fullmatch(plain)
    if ordered:
        whole = _iso(*(int(part) for part in ordered.groups()))
        return Reading((whole,)) if whole else Reading()
    if not _LIKELY.search(plain):
        return Reading()
    found = _parser(today).get_date_data(plain)
    if found is None or found.date_obj is None:
        return Reading()
    day = found.date_obj.date()
    if _AGO.search(plain):
        return Reading((_as_precise(day, found.period),))
    if not _YEAR.search(plain):
        if found.period != "day":
            return Reading(no_year=found.period in ("month", "year"))
        named = any(character.isdigit() for character in plain)
        return _any_year(day, today) if named else Reading((day.isoformat(),))
    if found.period == "day" and not _names(day, plain):
        return Reading()
    return Reading((_as_precise(day, found.period),))


def _as_precise(day: date, period: str | None) -> str:
    if period == "day":
        return day.isoformat()
    return f"{day:%Y}" if period == "year" else f"{day:%Y-%m}"


def _names(day: date, plain: str) -> bool:
    """Whether the text itself names that day and month: what it lacks the parser makes up."""
    numbers = {int(number) for number in re.findall(r"\d+", plain)}
    return day.day in numbers and (day.month in numbers or bool(_MONTH_NAME.search(plain)))


def _numeric(first: int, second: int, year: int) -> Reading:
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    both = (_iso(year, first, second), _iso(year, second, first))
    return Reading(tuple(dict.fromkeys(day for day in both if day)))


def _any_year(day: date, today: date) -> Reading:
    years = (today.year, today.year - 1, today.year + 1)
    found = [_iso(year, day.month, day.day) for year in years]
    return Reading(tuple(each for each in found if each), no_year=True)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=4)
def _parser(today: date) -> DateDataParser:
    return DateDataParser(
        languages=["en", "es"],
        settings={
            "DATE_ORDER": "MDY",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "PARSERS": ["relative-time", "absolute-time"],
        },
    )


def _plain(text: str) -> str:
    """Lower case, without the words that only soften a date."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip(" .,;!")
    for spanish, english in _SAID_OTHERWISE.items():
        plain = plain.replace(spanish, english)
    return re.sub(r"\s+", " ", _SOFTENERS.sub(" ", plain)).strip(" ,.")


_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_AGO = re.compile(r"\bago\b|\bhace\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|set|dic|"
    "january|february|march|april|june|july|august|september|october|november|december|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|"
    "diciembre|sept"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|hoy|ayer"
# The parser finds a date in almost anything ("a", "12"); it is only asked where one is likely.
_MONTH_NAME = re.compile(rf"(?<![a-z])(?:{MONTHS})(?![a-z])")
_LIKELY = re.compile(rf"{_MONTH_NAME.pattern}|{_YEAR.pattern}|\b(?:{_DAYS})\b|{_AGO.pattern}")
_SOFTENERS = re.compile(
    r"\b(?:around|about|approximately|approx|roughly|maybe|circa|since|in|on|early|late|mid|it was|"
    r"alrededor de|aproximadamente|más o menos|mas o menos|hacia|desde|en|a principios de|"
    r"a mediados de|a finales de|a fines de|el|it is|dated)\b"
)
_SAID_OTHERWISE = {
    "lunes pasado": "last monday",
    "martes pasado": "last tuesday",
    "miércoles pasado": "last wednesday",
    "miercoles pasado": "last wednesday",
    "jueves pasado": "last thursday",
    "viernes pasado": "last friday",
    "sábado pasado": "last saturday",
    "sabado pasado": "last saturday",
    "domingo pasado": "last sunday",
    "antier": "2 days ago",
    "anteayer": "2 days ago",
}
