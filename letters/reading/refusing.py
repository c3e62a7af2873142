"""Words that merely say no: a sentence made of them alone tells no reason, however it is put."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.errors import DataError
from flows.loading import Entry, load
from letters.reading.families import DATA
from letters.reading.sentences import Sentence, Word, sentences
from letters.reading.wordings import wording

_FILE = "reading/refusals.yaml"
_PIECE = re.compile(r"\{([A-Z]+)\}")
_NUMBER = re.compile(r"\d")
_BECAUSE = frozenset({"because", "due", "porque", "debido"})  # what follows says why
_UNDONE = frozenset({"overturned", "reversed", "revocada", "revocado"})  # a no that no longer holds
_VERDICT = 3  # words at most: "Denied."
_TELLS_NOTHING = 6  # words at least: fewer may be a line of a claim, such as "bill Medicare"
_MOST = 120  # words: what is longer is no sentence of a decision


class Refusals(Entry, frozen=True):
    """The file of refusals."""

    pieces: dict[str, str]
    refusals: list[str]
    asked: list[str]
    beside: list[str]
    neutral: list[str]
    why_behind_a_verdict: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What of a sentence merely says no: places in the text, and whether nothing else is said."""

    said: frozenset[int]  # where a word of a refusal begins
    idle: frozenset[int]  # where a word begins that tells no reason, these among them
    bare: bool
    verdict: bool = False  # bare, and no more than "Denied."
    undone: bool = False  # an earlier no was overturned

    def holds(self, words: Sequence[Word]) -> bool:
        """Whether these words say no and nothing else."""
        said = self.bare or any(word.start in self.said for word in words)
        return said and all(word.start in self.idle for word in words)


NOTHING = Refusal(frozenset(), frozenset(), False)
_UNDOES = Refusal(frozenset(), frozenset(), False, undone=True)


@dataclass(frozen=True)
class _Ready:
    refusals: re.Pattern[str]
    asked: re.Pattern[str]
    beside: re.Pattern[str]
    why_behind: re.Pattern[str]
    neutral: frozenset[str]


def refusals(text: str) -> Iterator[tuple[Sentence, Refusal]]:
    """Each sentence of a text, in order, and what of it says no and no more."""
    denied = False
    for sentence in sentences(text):
        found = _refusal(sentence, _names(text, sentence), denied=denied)
        denied = found.verdict
        yield sentence, found


def _names(text: str, sentence: Sentence) -> frozenset[str]:
    """Names of people, places and drugs: capitals inside a line that is not all of capitals."""
    words = sentence.words[1:]
    capital = [word for word in words if text[word.start].isupper()]
    if 2 * len(capital) > len(words):
        return frozenset()
    knows = wording().finder.knows
    mixed = (w for w in capital if not text[w.start : w.end].isupper())
    return frozenset(word.plain for word in mixed if not knows(word.plain))


def _refusal(sentence: Sentence, names: frozenset[str], *, denied: bool) -> Refusal:
    """`denied`: behind a verdict alone, "not authorized" says why and not once more no."""
    words = sentence.words
    if len(words) > _MOST:
        return NOTHING
    ready = _ready()
    line = " ".join(word.plain for word in words)
    begins = [0]
    for word in words[:-1]:
        begins.append(begins[-1] + len(word.plain) + 1)
    said = _within(ready.refusals, line, begins, but=ready.why_behind if denied else None)
    if any(word.plain in _UNDONE and at not in said for at, word in enumerate(words)):
        return _UNDOES
    beside = _within(ready.beside, line, begins)
    if said:
        beside |= _within(ready.asked, line, begins)
    cue = next(
        (at for at, w in enumerate(words) if w.plain in _BECAUSE and at not in beside), len(words)
    )
    said, beside = ({at for at in found if at < cue} for found in (said, beside))
    idle = {
        at
        for at, word in enumerate(words)
        if at < cue
        and (
            at in said
            or at in beside
            or word.plain in ready.neutral
            or word.plain in names
            or _NUMBER.search(word.plain)
        )
    }
    whole = len(idle) == len(words)
    return Refusal(
        frozenset(words[at].start for at in said),
        frozenset(words[at].start for at in idle),
        whole and bool(said or beside or len(words) >= _TELLS_NOTHING),
        whole and bool(said) and len(words) <= _VERDICT,
    )


def _within(
    pattern: re.Pattern[str], line: str, begins: list[int], *, but: re.Pattern[str] | None = None
) -> set[int]:
    found: set[int] = set()
    at = 0
    while match := pattern.search(line, at):
        first = bisect_right(begins, match.start()) - 1
        if not (but and but.search(match.group())):
            found.update(range(first, bisect_right(begins, match.end() - 1)))
        if first + 1 == len(begins):
            break
        at = begins[first + 1]  # a phrase may begin inside another
    return found


@cache
def _ready() -> _Ready:
    return ready(load(DATA / "refusals.yaml", Refusals))


def ready(told: Refusals) -> _Ready:
    """The patterns of the file, compiled.

    Raises:
        DataError: a pattern names a piece that does not exist, or is none.
    """
    pieces: dict[str, str] = {}
    for name, pattern in told.pieces.items():
        pieces[name] = _filled(pattern, pieces)
    return _Ready(
        _one_of(told.refusals, pieces),
        _one_of(told.asked, pieces),
        _one_of(told.beside, pieces),
        re.compile(told.why_behind_a_verdict),
        frozenset(told.neutral),
    )


def _one_of(lines: list[str], pieces: Mapping[str, str]) -> re.Pattern[str]:
    each = "|".join(f"(?:{_filled(line, pieces)})" for line in lines)
    try:
        return re.compile(rf"\b(?:{each})\b")
    except re.error as wrong:
        raise DataError(f"{_FILE}: {wrong}") from None


def _filled(pattern: str, pieces: Mapping[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        if found[1] not in pieces:
            raise DataError(f"{_FILE}: {pattern!r} names no piece {found[1]}")
        return pieces[found[1]]

    return _PIECE.sub(put, pattern)
