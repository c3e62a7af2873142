"""Wordings found in a paper, and the reasons that they tell, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from letters.reading.sentences import Sentence

_APART = 0.3  # a reason so much less sure than the first is not told of a letter
CLOSE = 0.12  # one that rests on a better reason's words is told only if so close to the first
_AGAIN = 0.02  # each other wording of the same reason
_SHOWN = 3  # wordings shown for one reason


@dataclass(frozen=True, slots=True)
class Hit:
    reason: str
    weight: float
    start: int
    end: int
    sentence: Sentence | None = None
    states: bool = False

    def moved(self, sentence: Sentence) -> Hit:
        """The hit of a text that is that sentence, in the text that the sentence stands in."""
        begin = sentence.start
        return Hit(self.reason, self.weight, self.start + begin, self.end + begin, sentence)

    def overlaps(self, other: Hit) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Ranked:
    key: str
    score: float
    hits: list[Hit]  # the weightiest first


def of_a_letter(ranked: Sequence[Ranked]) -> list[Ranked]:
    """What stands in a letter: not far less sure, not only the words of a better reason."""
    told: list[Ranked] = []
    for each in ranked:
        if told and each.score < told[0].score - _APART:
            continue
        better = [hit for other in told for hit in other.hits]
        own = [hit for hit in each.hits if not any(hit.overlaps(other) for other in better)]
        if not told or own or each.score >= told[0].score - CLOSE:
            told.append(replace(each, hits=own or each.hits))
    return told


def score(hits: Sequence[Hit]) -> float:
    """The best wording, and a little for each other that says the same elsewhere."""
    others = {each.start for each in hits[1:]} - {hits[0].start}
    return hits[0].weight + _AGAIN * min(len(others), 4)


def because(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    told: list[str] = []
    for hit in hits:
        words = " ".join(text[hit.start : hit.end].split())
        if not any(words in each or each in words for each in told):
            told.append(words)
    return tuple(told[:_SHOWN])
