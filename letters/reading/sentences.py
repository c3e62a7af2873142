"""A paper's text as sentences of plain words that keep their place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from letters.reading.short_words import in_full

# A word; one that is broken over two lines is one word.
_WORD = re.compile(r"[^\W_]+(?:-[ \t]*\n\s*[^\W\d_]+)?(?:['’\u2018`\u00b4][^\W_]+)?")
_HYPHEN = re.compile(r"-\s+")
_BREAK = re.compile(
    r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“(¿¡]?[A-Z0-9ÁÉÍÓÚÑ¿¡•])"  # the end of a sentence
    r"|;\s+|\s*\n\s*\n\s*|\s*[•·▪◦☐☒]\s*|\s*\n\s*(?:[-*–]|\d{1,2}[.)]|[oO])\s+|(?<=[^\s:])[ \t]{4,}"
)
_ABBREVIATED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|No|St|Inc|vs|Sec|Sr|Jr|Ref|Art)|\b[A-Z])\.$")
_LABEL = re.compile(r"[A-Z][\w/#.' -]{1,34}:(?:\s|$)")
_SHORT_LINE = 48  # a line this short did not wrap
_HEADING = 9  # words at most


@dataclass(frozen=True, slots=True)
class Word:
    """One word: small letters without accents, and where it stands in the text."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands between two breaks; `heading` is a short line of its own, `opens` begins a
    paragraph."""

    start: int
    end: int
    words: tuple[Word, ...]
    heading: bool
    labelled: bool
    opens: bool


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences, list items, table cells and headings of a paper, in order."""
    behind = 0
    for start, end in _spans(text):
        words = tuple(_words(text, start, end))
        if words:
            tail = text[end - 1 : end]
            heading = len(words) <= _HEADING and tail not in ".;,"
            labelled = bool(_LABEL.match(text, start, end))
            opens = text.count("\n", behind, start) > 1
            yield Sentence(start, end, words, heading, labelled, opens)
            behind = end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        if _ABBREVIATED.search(text, max(start, found.start() - 6), found.start()):
            continue
        yield from _lines(text, start, found.start())
        start = found.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span, cut after lines too short to have wrapped, before labels, around capitals."""
    at = start
    line = start
    while (stop := text.find("\n", line, end)) != -1:
        above, below = text[line:stop].strip(), text[stop + 1 : end].lstrip()
        short = len(above) < _SHORT_LINE and below[:1].isupper()
        if short or above.isupper() or _LABEL.match(below):
            yield from _trimmed(text, at, stop)
            at = stop + 1
        line = stop + 1
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield start, end


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        for plain in _plain(found.group()):
            yield Word(plain, found.start(), found.end())


@lru_cache(maxsize=16384)
def _plain(word: str) -> tuple[str, ...]:
    """A word in small letters without accents, in full; "doesn't" is two words."""
    straight = re.sub("[’\u2018`\u00b4]", "'", word)
    if full := in_full(straight):
        return full
    small = _HYPHEN.sub("", straight.lower())
    if not small.isascii():
        parts = unicodedata.normalize("NFKD", small)
        small = "".join(each for each in parts if not unicodedata.combining(each))
    if small.endswith("n't"):
        return ("not",) if small in ("can't", "won't") else (small[:-3], "not")
    return tuple(each for each in small.split("'") if each)
