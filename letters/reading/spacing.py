"""The spaces that a camera loses: "dateof notice", "within180 days", "given.See page 4".

Spaces are put in, nothing else: every letter and number stays as it was read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from flows.loading import Entry, load
from letters.reading.labels import DATA

LEAST = 5  # letters of what may be two words


class _Words(Entry, frozen=True, kw_only=True):
    """spacing.yaml."""

    en: str
    es: str
    starts: str


def spaced(line: str) -> str:
    """The line with a space between the words that it runs together."""
    for pattern, put in _PLAIN:
        line = pattern.sub(put, line)
    return _RUN.sub(_apart, line)


# After a stop, around a bracket, between a number and its unit, before the code of a care.
_PLAIN = (
    (re.compile(r"(?<=[^\W\d_]{2}[.!?])(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+(?: |$))"), " "),
    (re.compile(r"(?<=[^\W\d_])([,;])(?=[^\W\d_]{2})"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_]{2})(?=\([^\W\d_]{3})|(?<=[^\W_]{3}\))(?=[^\W_]{2})"), " "),
    (
        re.compile(
            r"(?<![\w/.-])(?=\d{1,3}(?:calendar|business|working|days?|months?|hours?|años?|días?|"
            r"dias?|meses|horas?)(?![^\W\d_]{6}))(\d+)"
        ),
        r"\1 ",
    ),
    (
        re.compile(
            r"(?<![^\W_])(within|until|hasta|than|have|tiene|the|de)(?=\d{1,3} ?[a-zA-Zíñ])"
        ),
        r"\1 ",
    ),
    # A label at its number, a number at the words behind it: "Member ID900417", "41877has".
    (
        re.compile(
            r"(?<![^\W_])((?:(?:[Mm]ember|[Ss]ubscriber|[Ee]nrollee|[Pp]articipant|[Pp]atient|"
            r"[Yy]our|[Ii]nsured) (?:ID|id)|[Cc]laim|[Gg]roup|[Cc]ase|[Nn]umber|[Nn]úmero))(?=\d)"
        ),
        r"\1 ",
    ),
    (re.compile(r"(?<=\d\d)(?=(?:has|was|is|and|for|from|are|will|para|fue)(?![\w-]))"), " "),
    (
        re.compile(
            r"(?<=[a-z]{3})(?=(?:Health|Insurance|Benefits?|Plan|Company|Mutual|Community)(?![^\W_]))"
        ),
        " ",
    ),
    (re.compile(r"(?<![^\W_])(CPT|HCPCS|CDT|CPT/HCPCS)(?=(?:\d{5}|[A-V]\d{4})(?!\w))"), r"\1 "),
)
# A run of letters: no piece of a number, of an address of the web, of a word with a hyphen.
_RUN = re.compile(rf"(?<![\w@/.-])[^\W\d_]{{{LEAST},}}(?![\w@/-]|\.\w)")


def _apart(run: re.Match[str]) -> str:
    word = run.group()
    low = word.casefold()
    if len(low) != len(word) or any(low in each for each in _lists()):
        return word
    found = min((cut for words in _lists()[:2] if (cut := _cut(low, words))), key=len, default=None)
    if found is None or not _may_begin(word, found):
        return word
    pieces, at = [], 0
    for piece in found:
        pieces.append(word[at : at + len(piece)])
        at += len(piece)
    return " ".join(pieces)


def _may_begin(word: str, pieces: tuple[str, ...]) -> bool:
    """Whether a word with a capital is a label or a beginning: "Mayfield" is a name."""
    if word.islower():
        return True
    starts = _lists().starts
    capitals = [at for at, letter in enumerate(word) if letter.isupper()]
    if capitals == [0]:
        return pieces[0] in starts
    if word.isupper():
        return all(piece in starts or len(piece) > LEAST for piece in pieces)
    begins = {0, *(sum(map(len, pieces[:n])) for n in range(1, len(pieces)))}
    return pieces[0] in starts and begins.issuperset(capitals)


def _cut(word: str, words: frozenset[str]) -> tuple[str, ...] | None:
    """The fewest known words that the run is; of as many, those with the longest first."""
    best: dict[int, tuple[str, ...]] = {len(word): ()}
    for start in range(len(word) - 2, -1, -1):
        for end in range(len(word), start + 1, -1):
            rest = best.get(end)
            if rest is None or word[start:end] not in words:
                continue
            if start not in best or len(rest) + 1 < len(best[start]):
                best[start] = (word[start:end], *rest)
    return best.get(0)


class _Lists(NamedTuple):
    en: frozenset[str]
    es: frozenset[str]
    starts: frozenset[str]


@cache
def _lists() -> _Lists:
    read = load(DATA / "spacing.yaml", _Words)
    return _Lists(*(frozenset(words.split()) for words in (read.en, read.es, read.starts)))
