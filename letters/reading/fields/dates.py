"""Dates as papers print them, and the date of the notice among them.

No general date parser: it is slow, and it finds dates in what is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from letters.reading.found import Found, squeezed
from letters.reading.layout import Layout, Span
from letters.reading.pairs import Pair, line_of

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
# The spaces of a date may be missing: a camera reads "October9,2026".
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?<![\w/-])(?:(?P<m1>{_MONTH})\.?\s{{0,3}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{0,3}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|º|"
    rf"°)?[ -]?(?:de[ ]?)?(?P<m2>{_MONTH})\.?,?[ -]?(?:del?[ ]?)?(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?:(?=T\d))?"
    r"|(?P<m4>\d{1,2})(?P<s4>[-/.])(?P<d4>\d{1,2})(?P=s4)(?P<y4>\d{4}|\d{2})"
    r")(?![\w/-](?!T)|\.\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)")


def day(found: re.Match[str]) -> date | None:
    """The day of a match of DATE; months before days where numbers leave it open."""
    parts = found.groupdict()
    number = next(n for n in "1234" if parts[f"y{n}"])
    year, month, of_month = (parts[f"{part}{number}"] for part in "ymd")
    if len(year) == 2 and parts["s4"] == "-":  # as likely a piece of a number
        return None
    at = _MONTHS.get(month.casefold()) or int(month)
    in_year = int(year) + (2000 if len(year) == 2 else 0)
    return _day(in_year, at, int(of_month)) or (
        _day(in_year, int(of_month), at) if number == "4" else None
    )


def _day(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def days(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Every date in a text."""
    for found in DATE.finditer(text):
        if (whole := day(found)) is not None:
            yield found, whole


def notice_date(layout: Layout, pairs: Sequence[Pair]) -> Found[date] | None:
    """The day of the notice: beside its label, alone at the top, or in a sentence about the letter.

    Never a date of care, of birth, of receipt or of a deadline.
    """
    labelled = [pair for pair in pairs if pair.field == "notice_date" and pair.how != "sentence"]
    plain = [pair for pair in pairs if pair.field == "notice_date" and pair.how == "sentence"]
    for pair in sorted(labelled, key=lambda each: each.rank):
        if (found := _labelled(layout, pair)) is not None:
            return found
    return (
        _alone(layout)
        or next((found for pair in plain if (found := _labelled(layout, pair))), None)
        or _told(layout)
    )


def _labelled(layout: Layout, pair: Pair) -> Found[date] | None:
    words = layout.words(pair.value)
    found = DATE.match(_WEEKDAY.sub("", words))
    whole = day(found) if found else None
    if found is None or whole is None:
        compact = _COMPACT.fullmatch(words)
        whole = _day(*map(int, compact.groups())) if compact else None
    if whole is None:
        return None
    if found and re.match(
        r"\s*(?:-|–|to\b|through\b|al?\b)\s*\d", _WEEKDAY.sub("", words)[found.end() :]
    ):
        return None  # a span of days is no day of a notice
    weak = pair.rank >= _WEAK_FROM
    return Found(
        value=whole,
        text=found.group() if found else words,
        confidence=0.8 if weak or pair.how == "sentence" else 0.97,
    )


_WEAK_FROM = 34  # check, print and message dates: see labels.yaml
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo)[a-z]*\.?,?\s+",
    re.IGNORECASE,
)


def _alone(layout: Layout) -> Found[date] | None:
    """A date that fills a cell near the top, with no label beside or above it."""
    for cells in layout.top:
        for number, cell in enumerate(cells):
            words = _WEEKDAY.sub("", layout.words(cell)).rstrip(".,")
            place = re.match(r"[A-Z][\w. ]{2,25},\s+(?:[A-Z]{2}\s+)?(?:el\s+)?", words)
            found = DATE.fullmatch(words) or (DATE.fullmatch(words, place.end()) if place else None)
            whole = day(found) if found else None
            if found is None or whole is None:
                continue
            if _has_label(layout, cells, number) or len(cells) > 3:
                continue
            return Found(value=whole, text=found.group(), confidence=0.85)
    return None


def _has_label(layout: Layout, cells: Sequence[Span], number: int) -> bool:
    """Whether words stand before the date on its line, or a label right above it."""
    if number and layout.words(cells[number - 1]).endswith((":", "#")):
        return True
    if number and re.search(
        r"(?i)date|birth|dob|service|fecha|from|to$", layout.words(cells[number - 1])
    ):
        return True
    line = line_of(layout, cells[number].start)
    above = next(
        (layout.cells[n] for n in range(line - 1, max(-1, line - 3), -1) if layout.cells[n]), []
    )
    left = cells[number].start - layout.lines[line].start
    for cell in above:
        words = layout.words(cell)
        start = cell.start - layout.lines[line_of(layout, cell.start)].start
        if abs(start - left) < _NEAR and (words.endswith(":") or _OTHER.search(words)):
            return True
    return False


_NEAR = 12  # letters between the beginnings of a label and of what stands below it
_OTHER = re.compile(r"\b(?:dates?|fechas?|dob|dos|born|birth|nacimiento|received)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:(?:this|our|the|esta|nuestra)\s+(?:letter|notice|decision|determination|denial|carta|notificación|"
    r"decisión)[^.]{0,20}?\s(?:dated|of|issued on|sent on|mailed on|made on|is dated|con fecha|"
    r"del?)"
    r"|(?:letter|notice)\s+(?:was\s+)?(?:dated|sent|mailed|issued)(?:\s+on)?"
    r"|(?:we|was|were|been)\s+(?:have\s+)?(?:denied|decided|not approved|declined)[^.]{0,40}?\son"
    r"|(?:denied|decided|determined|notified|mailed|issued)\s+on|^(?:on|el)"
    r"|(?:denial|determination|decision)[^.]{0,30}?\s(?:issued|made|dated)(?:\s+on)?"
    r"|fechad[ao](?:\s+el)?|carta\s+del)\s*:?\s*$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:we|plan|determin|decid|denied|deny|declin|not approve|letter|notice|carta|neg[óo]|"
    r"deneg)",
    re.IGNORECASE,
)


def _told(layout: Layout) -> Found[date] | None:
    """A date that a sentence gives to the letter or the decision: "On May 3, 2026 we denied"."""
    for sentence in layout.sentences:
        for found, whole in days(sentence):
            at = found.start()
            if not _ABOUT.search(sentence, max(0, at - _BEFORE), at):
                continue
            before = sentence[max(0, at - _BEFORE) : at]
            if _CARE.search(before):
                continue
            if re.search(r"(?i)^(?:on|el)\s*$", before) and not _DENIES.search(
                sentence[found.end() :][:60]
            ):
                continue
            return Found(value=whole, text=squeezed(found.group()), confidence=0.7)
    return None


_BEFORE = 140  # this many letters before a date may say what it is
_CARE = re.compile(
    r"service|received|performed|rendered|admitted|surgery|visit|born|birth|treat|request(?:ed)? "
    r"(?:on|dated)|"
    r"claim for|servicio|recib",
    re.IGNORECASE,
)
