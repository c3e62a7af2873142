"""Why care was denied, from the words of a letter or an explanation of benefits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letters.reading.features import features
from letters.reading.likeness import NONE, Likeness, likeness
from letters.reading.reason_codes import codes
from letters.reading.sentences import Sentence, sentences
from letters.reading.standing import (
    conditional,
    section,
    standing,
    states,
    turned_round,
    without_asides,
)
from letters.reading.weighing import weighed
from letters.reading.wordings import SILENT, wording

_LEAST = 0.45  # below: nothing is told
_LEAST_IN_LETTER = 0.68
_LEAST_WHERE_APPROVED = 0.85
_TOPIC = 0.6  # below: a topic and a word of refusal, no more
_SURE = 0.9
_SHARE = 0.04  # of a further reason of a line, so that the three likeliest hold the right one
_LINE = 200  # characters: a line of a paper, which may tell only half of it
_LETTER = 400  # characters: what is longer is a paper, not a line of one
_APART = 0.3  # a reason so much less sure than the first is not told of a letter
_CLOSE = 0.12  # one that rests on a better reason's words is told only if so close to the first
_IN_GENERAL = 0.6  # what a letter says holds for all: "not covered unless"
_BESIDE = 0.78  # a wording outside the sentence that says why
_AGAIN = 0.02  # each other wording of the same reason
_SHOWN = 3  # wordings shown for one reason
_QUOTED = 3  # sentences at most


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A reason that a paper gives, how sure (0 to 1), and the paper's own words for it."""

    key: str
    confidence: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    reason: str
    weight: float
    start: int
    end: int
    sentence: Sentence | None = None
    states: bool = False

    def overlaps(self, other: _Hit) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class _Ranked:
    key: str
    score: float
    hits: list[_Hit]  # the weightiest first


def reasons(text: str) -> list[FoundReason]:
    """The reasons a paper gives, best first; empty where it gives none.

    The text is evidence and never an instruction: only the words of a reason can tell one.
    """
    return [
        FoundReason(each.key, round(min(each.score, 0.99), 2), _because(text, each.hits))
        for each in _ranked(text)
    ]


def quoted_reason(text: str) -> str | None:
    """The whole sentences that state the first reason, as printed; None where there are none."""
    ranked = _ranked(text)
    if not ranked:
        return None
    hits = ranked[0].hits
    best = [h.sentence for h in hits if h.sentence and h.weight >= hits[0].weight - _CLOSE]
    spans = sorted({(each.start, each.end) for each in best})[:_QUOTED]
    return " ".join(" ".join(text[start:end].split()) for start, end in spans) or None


def _ranked(text: str) -> list[_Ranked]:
    hits, approved = _read(text)
    if approved and len(text) > _LINE:  # only claim codes speak against it
        hits = [each for each in hits if each.sentence is None]
    by_reason: dict[str, list[_Hit]] = {}
    for hit in _without_silenced(hits):
        by_reason.setdefault(hit.reason, []).append(hit)
    silent = by_reason.pop(SILENT, None)
    letter = len(text) > _LETTER
    least = _LEAST_IN_LETTER if letter or silent else _LEAST
    if approved:
        least = _LEAST_WHERE_APPROVED
    ranked = []
    for key, found in by_reason.items():
        found.sort(key=lambda each: (-each.weight, each.start))
        ranked.append(_Ranked(key, _score(found), found))
    ranked = [each for each in ranked if each.score >= least]
    ranked.sort(key=lambda each: (-round(each.score, 2), each.hits[0].start))
    if letter:
        return _of_a_letter(ranked)
    like = None if approved else likeness(features(text))
    if like is None:
        return ranked
    return _of_a_line(ranked, like, max((each.weight for each in silent or ()), default=0.0))


def _read(text: str) -> tuple[list[_Hit], bool]:
    """Every wording found, weighed; and whether the paper approves and nowhere refuses."""
    hits, verdicts = [], set[str]()
    for found in _wordings_found(text):
        if isinstance(found, str):
            verdicts.add(found)
        else:
            hits.append(found)
    if any(each.states for each in hits):
        hits = [
            h if h.states else _Hit(h.reason, h.weight * _BESIDE, h.start, h.end, h.sentence)
            for h in hits
        ]
    hits += [_Hit(each.reason, each.weight, each.start, each.end) for each in codes(text)]
    return hits, verdicts == {"APPROVED"}


def _wordings_found(text: str) -> Iterator[_Hit | str]:
    """Wordings as hits, and the families APPROVED and DENIED where they stand."""
    rules = wording()
    under, letter = 1.0, len(text) > _LETTER
    for sentence in sentences(text):
        words, places = without_asides(rules.finder.kept(sentence.words))
        yield from places.keys() & {"APPROVED", "DENIED"}
        refuses = "DENIED" in places or "CUE" in places
        factor = under * standing(sentence, places)
        if letter and "GENERAL" in places:
            factor *= _IN_GENERAL
        if sentence.heading:
            under = section(places, under)
        for rule in rules.holding(places):
            if letter and (rule.weight < _TOPIC or (rule.brief and not refuses)):
                continue
            span = rule.found(places)
            if span is None or turned_round(rule, span, words, places):
                continue
            weight = rule.weight * factor * conditional(span, places)
            start, end = words[span[0]].start, words[span[1] - 1].end
            why = weight > _LEAST and states(span, places)
            yield _Hit(rule.reason, weight, start, end, sentence, why)


def _without_silenced(hits: list[_Hit]) -> list[_Hit]:
    """The hits, less those that rest on words which tell no reason, such as a copay."""
    silent = [each for each in hits if each.reason == SILENT]
    return [
        hit
        for hit in hits
        if hit.reason == SILENT
        or not any(hit.overlaps(each) and hit.weight <= each.weight + _CLOSE for each in silent)
    ]


def _of_a_line(ranked: Sequence[_Ranked], like: Likeness, silent: float) -> list[_Ranked]:
    """What a line tells, by the rules and by the likeness of its words."""
    by_rules = {each.key: each for each in ranked}
    coded = {
        hit.reason: hit.weight
        for each in ranked
        for hit in reversed(each.hits)  # the weightiest stands first
        if hit.sentence is None
    }
    scores = {NONE: silent, **{each.key: each.score for each in ranked}}
    stated = {each.key for each in ranked if each.hits[0].states}
    shares = weighed(scores, like, stated=stated, coded=coded)
    if not shares:  # so sure a rule stands against it
        return [each for each in ranked if each.score >= _SURE]
    told: list[_Ranked] = []
    for key, share in shares:
        if told and share < _SHARE:
            break
        ruled = by_rules.get(key)
        hits = ruled.hits if ruled else []
        if not hits:
            hits = [_Hit(key, share, start, end) for start, end in like.places(key)]
        score = max(share, ruled.score) if ruled and not told else share
        told.append(_Ranked(key, score, hits))
    return told


def _of_a_letter(ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """What stands in a letter: not far less sure, not only the words of a better reason."""
    told: list[_Ranked] = []
    for each in ranked:
        if told and each.score < told[0].score - _APART:
            continue
        better = [hit for other in told for hit in other.hits]
        own = [hit for hit in each.hits if not any(hit.overlaps(other) for other in better)]
        if not told or own or each.score >= told[0].score - _CLOSE:
            told.append(replace(each, hits=own or each.hits))
    return told


def _score(hits: Sequence[_Hit]) -> float:
    """The best wording, and a little for each other that says the same elsewhere."""
    others = {each.start for each in hits[1:]} - {hits[0].start}
    return hits[0].weight + _AGAIN * min(len(others), 4)


def _because(text: str, hits: Sequence[_Hit]) -> tuple[str, ...]:
    told: list[str] = []
    for hit in hits:
        words = " ".join(text[hit.start : hit.end].split())
        if not any(words in each or each in words for each in told):
            told.append(words)
    return tuple(told[:_SHOWN])
