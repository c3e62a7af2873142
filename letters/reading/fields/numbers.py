"""Numbers of a claim, a member, a group: verbatim, and only where a label says what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.reading.fields.dates import DATE, day
from letters.reading.found import Found
from letters.reading.layout import Layout, Span
from letters.reading.pairs import Pair
from letters.reading.placeholders import is_placeholder

_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-/._*](?=[^\W_*]))*")
_MORE = re.compile(r" (?=\d)([^\W_]+(?:-[^\W_]+)*)(?![^\s,;)])")
_PHONE = re.compile(r"(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}$")
MEDICARE_NUMBER = re.compile(
    r"\b[1-9][AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y0-9]\d-?[AC-HJ-NP-RT-Y][AC-HJ-NP-RT-Y0-9]\d-?"
    r"[AC-HJ-NP-RT-Y]{2}\d{2}\b"
)
_ADJUSTMENT = re.compile(r"(?:CO|PR|OA|PI|CR)-?\d{1,3}", re.IGNORECASE)


def number(layout: Layout, pairs: Sequence[Pair], field: str) -> Found[str] | None:
    """The number of `field`: of its best label, beside the label before below or in a sentence."""
    best: tuple[tuple[int, int], Found[str]] | None = None
    for pair in pairs:
        if pair.field != field:
            continue
        span = _number_at(layout, pair)
        if span is None:
            continue
        value = layout.words(span)
        order = (_HOW[pair.how], pair.rank)
        if best is None or order < best[0]:
            best = (order, _found(layout, pair, span, value))
    return best[1] if best else None


_HOW = {"beside": 0, "row": 0, "below": 0, "sentence": 1}
_SURE = {"beside": 0.96, "row": 0.93, "below": 0.9, "sentence": 0.82}


def _found(layout: Layout, pair: Pair, span: Span, value: str) -> Found[str]:
    near = pair.how in ("beside", "sentence")
    text = layout.words(Span(pair.label.start, span.end)) if near else value
    sure = _SURE[pair.how] - (0.0 if pair.exact else 0.1)
    return Found(value=value, text=text, confidence=round(sure, 2))


def _number_at(layout: Layout, pair: Pair) -> Span | None:
    """The number that a value begins with, if it is one."""
    start, end = pair.value
    words = layout.text[start:end]
    dated = DATE.match(words)
    if is_placeholder(words[:40]) or (dated and day(dated)) or _PHONE.match(words):
        return None
    token = _TOKEN.match(words)
    if token is None:
        return None
    stop = token.end()
    head = token.group()
    if not any(letter.isdigit() for letter in head):
        follows = _MORE.match(words, stop)
        short = len(head) <= 4 and head.isupper()
        if not (follows and short and sum(map(str.isdigit, follows.group())) >= 3):
            return None
        stop = follows.end()
    while (
        (more := _MORE.match(words, stop)) and more.group(1).isdigit() and len(more.group(1)) <= 4
    ):
        if DATE.match(words, stop + 1) or not words[:stop].replace(" ", "").isalnum():
            break
        stop = more.end()
    value = words[:stop]
    digits = sum(map(str.isdigit, value))
    if digits < 2 or len(value.replace(" ", "")) < _SHORTEST.get(pair.field, 4):
        return None
    if _ADJUSTMENT.fullmatch(value) or re.match(r"\$|%", words[stop:]) or _unlikely(value, pair):
        return None
    return Span(start, start + stop)


_SHORTEST = {"group_number": 3, "member_id": 5, "claim_number": 4, "reference_number": 4}


def _unlikely(value: str, pair: Pair) -> bool:
    """Whether the value is something else: a year, a count of days, an amount."""
    if pair.how == "sentence" and re.fullmatch(r"\d{1,4}", value):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d|\d+\.\d\d|\d+(?:st|nd|rd|th)", value))


def medicare_number(layout: Layout) -> Found[str] | None:
    """A Medicare number, told by its pattern alone."""
    found = MEDICARE_NUMBER.search(layout.text)
    return Found(value=found.group(), text=found.group(), confidence=0.9) if found else None
