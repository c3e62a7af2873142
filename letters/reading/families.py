"""Families of words: which of them stand where in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flows.loading import Entry, load
from letters.reading.sentences import Word
from letters.reading.short_words import small_in_full

DATA = Path(__file__).parents[1] / "data" / "reading"
NUMBER = "NUMBER"
_NUMBERS = frozenset(
    word
    for words in (
        "one two three four five six seven eight nine ten twelve fifteen twenty thirty sixty",
        "ninety dos tres cuatro cinco seis siete ocho nueve diez",
    )
    for word in words.split()
)
# What a scanner takes one letter for. Both sides are folded, so that "authonzation" is not
# mended by guess: only a word that folds to a known one is.
_FOLDS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("1", "i"), ("l", "i"), ("0", "o"), ("5", "s"))
_RUN_TOGETHER = range(9, 31)  # letters of two words without a space
_BEGINNINGS = frozenset({"in", "un", "de", "es"})  # "independent", "unpaid": one word, not two
_REMEMBERED = 20_000
_MENDED = 5  # letters at least: shorter words fold into one another


class Lexicon(Entry, frozen=True):
    """The file of families."""

    fillers: frozenset[str]
    asides: list[str]
    families: dict[str, list[str]]


@cache
def lexicon() -> Lexicon:
    """The families as they stand in the data."""
    return load(DATA / "families.yaml", Lexicon)


Places = dict[str, list[tuple[int, int]]]


@dataclass
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    families: list[str] = field(default_factory=list)


class Finder:
    """Finds where the phrases of many families stand, all in one pass.

    A phrase is words, each exact or `beginning*`; fillers are left out of phrase and paper.
    """

    def __init__(self, families: Mapping[str, Iterable[str]], fillers: frozenset[str]) -> None:
        self._fillers = fillers
        self._root = _Node()
        self._beginnings: set[str] = set()
        self._whole: set[str] = set()
        for name, phrases in families.items():
            for phrase in phrases:
                self._add(name, phrase)
        self._lengths = tuple(sorted({len(each) for each in self._beginnings}))
        self._folded = {_fold(each): each for each in self._whole if len(each) >= _MENDED}
        self._folded_beginnings = {_fold(e): e for e in self._beginnings if len(e) >= _MENDED}
        self._known: dict[str, tuple[str, ...]] = {}
        self._halves: dict[str, tuple[str, str] | None] = {}

    def _add(self, name: str, phrase: str) -> None:
        node = self._root
        words = [full for word in phrase.split() for full in small_in_full(word)]
        for piece in self._kept(words):
            (self._beginnings if piece[-1] == "*" else self._whole).add(piece.rstrip("*"))
            node = node.after.setdefault(piece, _Node())
        if node is not self._root:
            node.families.append(name)

    def _kept(self, words: Sequence[str]) -> list[str]:
        return [each for each in words if each not in self._fillers]

    def kept(self, words: Iterable[Word]) -> list[Word]:
        """The words that are not fillers, words run together taken apart."""
        found: list[Word] = []
        for word in words:
            if word.plain in self._fillers:
                continue
            halves = self._apart(word.plain) if len(word.plain) in _RUN_TOGETHER else None
            if halves:
                found += [Word(h, word.start, word.end) for h in halves if h not in self._fillers]
            else:
                found.append(word)
        return found

    def knows(self, word: str) -> bool:
        """Whether a plain word stands in any phrase, or is a filler."""
        return word in self._fillers or word in self._whole or len(self._pieces(word)) > 1

    def places(self, words: Sequence[Word]) -> Places:
        """Family -> where its phrases stand, as (first word, word after the last)."""
        found: Places = {}
        pieces = [self._pieces(each.plain) for each in words]
        for start in range(len(words)):
            nodes = [self._root]
            for end in range(start, len(words)):
                nodes = [n.after[p] for n in nodes for p in pieces[end] if p in n.after]
                if not nodes:
                    break
                for node in nodes:
                    for name in node.families:
                        found.setdefault(name, []).append((start, end + 1))
            if words[start].plain.isdigit() or words[start].plain in _NUMBERS:
                found.setdefault(NUMBER, []).append((start, start + 1))
        return found

    def _pieces(self, word: str) -> tuple[str, ...]:
        """What a phrase may call a word: itself, its beginnings, what a scanner misread."""
        known = self._known.get(word)
        if known is None:
            known = self._named(word)
            if len(known) == 1 and word not in self._whole and len(word) >= _MENDED:
                mended = self._folded.get(_fold(word))
                known = self._named(mended) if mended else known
                folded = _fold(word)
                known += tuple(
                    whole + "*"
                    for b, whole in self._folded_beginnings.items()
                    if folded.startswith(b)
                )
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[word] = known
        return known

    def _named(self, word: str) -> tuple[str, ...]:
        begun = (word[:n] for n in self._lengths if n <= len(word))
        return (word, *(each + "*" for each in begun if each in self._beginnings))

    def _apart(self, word: str) -> tuple[str, str] | None:
        """Two known words that lost the space between them, such as `notmedically`."""
        if word not in self._halves:
            if len(self._halves) > _REMEMBERED:
                self._halves.clear()
            self._halves[word] = self._cut(word)
        return self._halves[word]

    def _cut(self, word: str) -> tuple[str, str] | None:
        if len(self._pieces(word)) > 1 or word in self._whole:
            return None
        for cut in range(2, len(word) - 1):
            first, second = word[:cut], word[cut:]
            if first in _BEGINNINGS:
                continue
            if (first in self._whole or first in self._fillers) and (
                second in self._whole or (len(second) > 4 and len(self._named(second)) > 1)
            ):
                return first, second
        return None


def _fold(word: str) -> str:
    for misread, letter in _FOLDS:
        word = word.replace(misread, letter)
    return word
