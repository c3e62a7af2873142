"""Until when the paper says one may appeal, from the sentences about an appeal alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from flows.loading import Entry, load
from letters.reading.fields.dates import DATE, day, days
from letters.reading.found import Found, StatedDeadline
from letters.reading.labels import DATA
from letters.reading.layout import Layout
from letters.reading.pairs import Pair
from letters.reading.patterns import compiled, small


class _Rules(Entry, frozen=True, kw_only=True):
    appeal: str
    files: str
    later: str
    never: str


class _Time(NamedTuple):
    days: int | None
    months: int | None
    date: date | None
    sentence: str
    later: bool

    @property
    def length(self) -> int:
        return self.days or (self.months or 0) * 30


def stated_deadline(
    layout: Layout, pairs: Sequence[Pair], *, notice: date | None
) -> Found[StatedDeadline] | None:
    """The time for the next step, the shortest where several are told; None where none is.

    A number of days and a day are both given where both stand in such sentences. Times to decide,
    to pay, to keep benefits or to speak with the reviewer are not times to appeal.
    """
    times = [*_labelled(layout, pairs), *_told(layout)]
    times = [time for time in times if not (time.date and notice and time.date <= notice)]
    first = [time for time in times if not time.later] or times
    if not first:
        return None
    counted = min(
        (time for time in first if time.length), key=lambda time: time.length, default=None
    )
    dated = min((time for time in first if time.date), key=_on, default=None)
    chosen = counted or dated
    assert chosen is not None
    return Found(
        value=StatedDeadline(
            days=counted.days if counted else None,
            months=counted.months if counted else None,
            date=dated.date if dated else None,
        ),
        text=chosen.sentence,
        confidence=0.75 if chosen.later else 0.93,
    )


def _on(time: _Time) -> date:
    assert time.date is not None
    return time.date


def _labelled(layout: Layout, pairs: Sequence[Pair]) -> Iterator[_Time]:
    for pair in pairs:
        if pair.field != "appeal_deadline":
            continue
        words = layout.words(pair.value)
        told = (
            f"{layout.words(pair.label)}: {words}"
            if pair.how != "beside"
            else layout.words(pair.label)
        )
        text = words if pair.how != "beside" else told and words
        if found := DATE.search(words):
            yield _Time(None, None, day(found), text, later=False)
        elif lasts := _LASTS.search(words):
            yield _Time(*_length(lasts), None, text, later=False)


_LISTED = {
    word: number
    for number, words in {
        3: "three tres", 4: "four cuatro", 6: "six seis", 10: "ten diez", 14: "fourteen catorce",
        15: "fifteen quince", 20: "twenty veinte", 30: "thirty treinta", 45: "forty-five",
        60: "sixty sesenta", 65: "sixty-five", 90: "ninety noventa", 120: "one hundred twenty",
        180: "one hundred eighty|one hundred and eighty|ciento ochenta|one-hundred-eighty",
    }.items()
    for word in (words.split("|") if "|" in words or number == 120 else words.split())
}  # fmt: skip
_LASTS = re.compile(
    r"(?:\(\s*(?P<inside>\d{1,3})\s*\)|(?P<plain>(?<![\w.$/-])\d{1,3})(?:st|nd|rd|th)?|(?P<word>"
    + "|".join(sorted(map(re.escape, _LISTED), key=len, reverse=True))
    + r"))[ -](?:\w+ )?(?P<unit>(?:calendar |business |working |consecutive )?days?\b|months?\b|"
    r"días?\b|dias?\b|meses\b|mes\b)",
    re.IGNORECASE,
)


def _length(found: re.Match[str]) -> tuple[int | None, int | None]:
    """Days or months. Working days are no days of the calendar: neither."""
    number = int(found["inside"] or found["plain"] or _LISTED[found["word"].casefold()])
    unit = found["unit"].casefold()
    if unit.startswith("m"):
        return None, number
    if re.match(r"business|working", unit) or re.search(
        r"(?i)hábiles|laborables|working|business", found.group()
    ):
        return None, None
    return number, None


def _told(layout: Layout) -> Iterator[_Time]:
    appeal, files, later, never = _patterns()
    speaks_before = False
    before_later = False
    for sentence in layout.sentences:
        words = small(sentence)
        speaks = bool(appeal.search(words))
        is_later = bool(later.search(words))
        if (speaks or speaks_before or is_later) and len(sentence) < _LONGEST:
            for clause in _clauses(sentence):
                low = small(clause)
                if not (_LASTS.search(low) or DATE.search(low)):
                    continue
                if never.search(low) or not files.search(low):
                    continue
                if not (speaks or is_later or _POINTS.search(clause)):
                    continue
                is_later_here = bool(later.search(low)) or (
                    is_later and not appeal.search(_FIRST.sub("", low))
                )
                if not (speaks or is_later):
                    is_later_here = before_later
                yield from _times(clause, sentence, later=is_later_here)
        if speaks or is_later:
            before_later = is_later
        speaks_before = speaks or is_later or (speaks_before and not _LASTS.search(sentence))


_LONGEST = 900
_FIRST = re.compile(r"(?i)denied appeal|appeal decision|after (?:the|your) appeal")
# A sentence that goes on from the one before: "You must do so within 60 days."
_POINTS = re.compile(
    r"\b(?:do so|do this|must|you have|your (?:request|letter)|it|request|submit|send|write|mail|"
    r"fax|file|tiene|debe|hacerlo|solicitud)\b",
    re.IGNORECASE,
)


def _clauses(sentence: str) -> list[str]:
    return re.split(
        r";|(?<=\w), (?:and|but|or|y|o|pero) (?=(?:we|you|the plan|if|our|nosotros|usted)\b)",
        sentence,
    )


def _times(clause: str, sentence: str, *, later: bool) -> Iterator[_Time]:
    for lasts in _LASTS.finditer(clause):
        before = clause[: lasts.start()]
        if not _LIMIT.search(before) or _BACK.match(clause[lasts.end() :]):
            continue
        count, months = _length(lasts)
        if re.match(r"\s+(?:hábiles|laborables)", clause[lasts.end() :]):
            continue
        if count or months:
            yield _Time(count, months, None, sentence, later)
    for found, whole in days(clause):
        if _BY.search(clause[: found.start()]):
            yield _Time(None, None, whole, sentence, later)


_LIMIT = re.compile(
    r"(?:within(?: the)?(?: \w+)?|have(?: up to| only| until)?|up to|no later than|not later "
    r"than|before|"
    r"dentro de(?: los| un plazo de)?|tiene(?: hasta| un plazo de)?|plazo de|hasta|en un plazo "
    r"de|antes de|"
    r"(?:limit|deadline|time frame|timeframe|period)(?: \w+){0,5}?(?: is|:| of)?|a más tardar|in|"
    r"are|allowed|"
    r"after|than|by the|expires|ends|a|the)"
    r"[ (]*(?:one hundred (?:and )?\w+ ?|\w+-?\w* ?\(?)?[ (]*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\s*(?:of therapy|of treatment|of care|supply|trial|stay|prior to the request|old|ago)", re.I
)
_BY = re.compile(
    r"(?:\bby|before|until|no later than|not later than|deadline(?: \w+){0,6}?(?: is|:)?|due|"
    r"through|is|"
    r"antes del?|hasta|a más tardar|más tardar|para|last day(?: \w+){0,5}(?: is|:)?|límite(?: "
    r"\w+){0,4}:?)"
    r"(?: (?:5:00|midnight|close of business|end of day|the close of business)[^,]{0,20})?"
    r"(?: (?:on|el|día|the|mon|tues|wednes|thurs|fri|satur|sun)\w*,?){0,3}:? *(?:el )?$",
    re.IGNORECASE,
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rules = load(DATA / "deadlines.yaml", _Rules)
    return tuple(map(compiled, (rules.appeal, rules.files, rules.later, rules.never)))
