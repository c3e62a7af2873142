"""What a likeness is told by: words, pairs of words, parts of words and families."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from letters.reading.families import Places
from letters.reading.refusing import Refusal, refusals
from letters.reading.sentences import Sentence, Word
from letters.reading.standing import standing, turned_round, without_asides
from letters.reading.wordings import wording

_PARTS = (4, 5)  # letters of a part of a word
_STANDS = 0.5  # below: the sentence tells of rights, terms or fields
_IF = frozenset({"if", "si", "whether"})  # what follows is not said to be so
_BUT = frozenset({"but", "however", "pero"})
_BECAUSE = frozenset({"because", "porque"})
IDLE = "i:"  # before a feature of words that merely say no: others than those words elsewhere
_SAID = 2  # words at least after what is granted
Feature = tuple[str, int, int]


def features(text: str) -> list[Feature]:
    """Every feature of a text, each time it stands, with its place in the text."""
    return [each for sentence, no in refusals(text) for each in features_of(sentence, no)]


def features_of(sentence: Sentence, no: Refusal) -> Iterator[Feature]:
    """The features of one sentence; none where it tells of rights, terms or fields.

    Numbers are one feature. What a word before turns round, as in "is not experimental", and
    what is granted are left out: bare words would tell the opposite. The words that merely say no
    are features of their own: the more of them, the less the others weigh.
    """
    if no.verdict:
        return
    said = takewhile(lambda word: word.plain not in _IF, sentence.words)
    words, places = without_asides(wording().finder.kept(said))
    if standing(sentence, places) < _STANDS:
        return
    turned = _turned(words, places) | frozenset(range(_conceded(words, places)))
    idle = no.idle if no.said or no.bare else frozenset()
    for family, spans in places.items():
        if family.isupper():
            start, end = spans[0]
            if start not in turned and words[start].start not in idle:
                yield f"f:{family}", words[start].start, words[end - 1].end
    kept = [word for at, word in enumerate(words) if at not in turned]
    for word in kept:
        plain = _plain(word)
        of = IDLE if word.start in idle else ""
        yield f"{of}w:{plain}", word.start, word.end
        for part in _parts(plain):
            yield of + part, word.start, word.end
    for before, after in pairwise(kept):
        if before.start not in idle or after.start not in idle:
            yield f"b:{_plain(before)} {_plain(after)}", before.start, after.end


def _plain(word: Word) -> str:
    return "#" if word.plain.isdigit() else word.plain


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(
        f"c:{edged[start : start + length]}"
        for length in _PARTS
        for start in range(len(edged) - length + 1)
    )


def _conceded(words: Sequence[Word], places: Places) -> int:
    """How many words are granted before what tells: "was needed, but", "is denied because"."""
    after = next((at for at, word in enumerate(words) if word.plain in _BUT), 0)
    if after and any(start < after for start, _ in places.get("NEG", ())):
        after = 0
    denied = min((start for start, _ in places.get("DENIED", ())), default=len(words))
    because = [at for at, word in enumerate(words) if word.plain in _BECAUSE and at > denied]
    after = max([after, *because[:1]])
    return after if after < len(words) - _SAID else 0


def _turned(words: Sequence[Word], places: Places) -> frozenset[int]:
    spans = (
        span
        for rule in wording().holding(places)
        if (span := rule.found(places)) and turned_round(rule, span, words, places)
    )
    return frozenset(at for start, end in spans for at in range(start, end))
