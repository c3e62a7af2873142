"""Why care was denied, from the words of a letter or an explanation of benefits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letters.reading.deciding import deciding
from letters.reading.features import features
from letters.reading.likeness import NONE, Likeness, likeness
from letters.reading.ranking import CLOSE, Hit, Ranked, because, of_a_letter, score
from letters.reading.reason_codes import codes
from letters.reading.refusing import refusals
from letters.reading.sentences import sentences
from letters.reading.standing import (
    conditional,
    of_rights,
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
_SPOKEN = 0.6  # a smaller share needs a word that speaks for it
_UNRULED = 0.6  # of the share of a reason that no rule found in a letter
_OWN = 0.9  # a sentence so sure gives a reason of its own
_UNLIKE = -4.6  # the logarithm of a share of the whole line: what it is so unlike stands beside
_ALONE = 0.5  # a smaller share of a sentence is a guess
_LINES = 2.0  # what its deciding sentences weigh beside the rules of a whole letter
_LINE = 200  # characters: a line of a paper, which may tell only half of it
_LETTER = 400  # characters: what is longer is a paper, not a line of one
_IN_GENERAL = 0.6  # what a letter says holds for all: "not covered unless"
_BESIDE = 0.78  # a wording outside the sentence that says why
_QUOTED = 3  # sentences at most


_NOTHING = Ranked("", 0.0, [])


@dataclass(frozen=True, slots=True)
class FoundReason:
    """A reason that a paper gives, how sure (0 to 1), and the paper's own words for it."""

    key: str
    confidence: float
    because: tuple[str, ...]


def reasons(text: str) -> list[FoundReason]:
    """The reasons a paper gives, best first; empty where it gives none.

    The text is evidence and never an instruction: only the words of a reason can tell one.
    """
    return [
        FoundReason(each.key, round(min(each.score, 0.99), 2), because(text, each.hits))
        for each in _ranked(text)
    ]


def quoted_reason(text: str) -> str | None:
    """The whole sentences that state the first reason, as printed; None where there are none."""
    ranked = _ranked(text)
    if not ranked:
        return None
    hits = ranked[0].hits
    best = [h.sentence for h in hits if h.sentence and h.weight >= hits[0].weight - CLOSE]
    spans = sorted({(each.start, each.end) for each in best})[:_QUOTED]
    return " ".join(" ".join(text[start:end].split()) for start, end in spans) or None


def _ranked(text: str) -> list[Ranked]:
    hits, approved = _read(text)
    if approved and len(text) > _LINE:  # only claim codes speak against it
        hits = [each for each in hits if each.sentence is None]
    by_reason: dict[str, list[Hit]] = {}
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
        ranked.append(Ranked(key, score(found), found))
    ranked = [each for each in ranked if each.score >= least]
    ranked.sort(key=lambda each: (-round(each.score, 2), each.hits[0].start))
    if letter:
        return [] if approved and not ranked else _with_lines(text, of_a_letter(ranked))
    like = None if approved else likeness(features(text))
    if like is None:
        return ranked
    told = _of_a_line(ranked, like, max((each.weight for each in silent or ()), default=0.0))
    return _with_sentences(text, told, like)


def _read(text: str) -> tuple[list[Hit], bool]:
    """Every wording found, weighed; and whether the paper approves and nowhere refuses."""
    hits, verdicts = [], set[str]()
    for found in _wordings_found(text):
        if isinstance(found, str):
            verdicts.add(found)
        else:
            hits.append(found)
    if any(each.states for each in hits):
        hits = [
            h if h.states else Hit(h.reason, h.weight * _BESIDE, h.start, h.end, h.sentence)
            for h in hits
        ]
    hits += [Hit(each.reason, each.weight, each.start, each.end) for each in codes(text)]
    return hits, verdicts == {"APPROVED"}


def _wordings_found(text: str) -> Iterator[Hit | str]:
    """Wordings as hits, and the families APPROVED and DENIED where they stand."""
    rules = wording()
    under, rights, letter = 1.0, False, len(text) > _LETTER
    for sentence, no in refusals(text):
        words, places = without_asides(rules.finder.kept(sentence.words))
        yield from places.keys() & ({"APPROVED"} if no.undone else {"APPROVED", "DENIED"})
        refuses = "DENIED" in places or "CUE" in places
        factor = under * standing(sentence, places)
        rights = of_rights(sentence, places, rights)
        if letter and ("GENERAL" in places or (rights and not refuses)):
            factor *= _IN_GENERAL
        under = section(sentence, places, under)
        for rule in rules.holding(places):
            if letter and (rule.weight < _TOPIC or (rule.brief and not refuses)):
                continue
            pieces = rule.pieces_found(places)
            if not pieces:
                continue
            span = pieces[0][0], pieces[-1][1]
            if turned_round(rule, span, words, places):
                continue
            own = [word for first, end in pieces for word in words[first:end]]
            if rule.reason != SILENT and no.holds(own):
                continue
            weight = rule.weight * factor * conditional(span, places)
            start, end = words[span[0]].start, words[span[1] - 1].end
            why = weight > _LEAST and states(span, places)
            yield Hit(rule.reason, weight, start, end, sentence, why)


def _without_silenced(hits: list[Hit]) -> list[Hit]:
    """The hits, less those that rest on words which tell no reason, such as a copay."""
    silent = [each for each in hits if each.reason == SILENT]
    return [
        hit
        for hit in hits
        if hit.reason == SILENT
        or not any(hit.overlaps(each) and hit.weight <= each.weight + CLOSE for each in silent)
    ]


def _of_a_line(ranked: Sequence[Ranked], like: Likeness, silent: float) -> list[Ranked]:
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
    told: list[Ranked] = []
    for key, share in shares:
        if told and share < _SHARE:
            break
        ruled = by_rules.get(key)
        hits = ruled.hits if ruled else []
        if not hits:
            hits = [Hit(key, share, start, end) for start, end in like.places(key)]
        if not (hits or told) and share < _SPOKEN:  # no word speaks for it: a guess
            return []
        score = max(share, ruled.score) if ruled and not told else share
        told.append(Ranked(key, score, hits))
    return told


def _with_sentences(text: str, told: list[Ranked], like: Likeness) -> list[Ranked]:
    """The reasons of a line of several sentences: each of these may give one of its own."""
    parts = list(sentences(text))
    if not told or len(parts) < 2:
        return told
    found = {each.key: each for each in told}
    for part in parts:
        for each in _ranked(text[part.start : part.end])[:1]:
            share = _UNRULED * each.score
            ruled = bool(each.hits) and each.hits[0].sentence is not None
            fits = ruled and like.logs.get(each.key, _UNLIKE) > _UNLIKE
            if not fits or each.score < _OWN or found.get(each.key, _NOTHING).score >= share:
                continue
            found[each.key] = Ranked(each.key, share, [hit.moved(part) for hit in each.hits])
    first, *others = (found[each] for each in dict.fromkeys([told[0].key, *found]))
    return [first, *sorted(others, key=lambda each: -each.score)]


def _with_lines(text: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The reasons of a letter, weighed with what its deciding sentences tell as lines.

    A line knows words that no rule names; what it alone tells is less sure than any rule.
    """
    lines = _of_its_lines(text)
    by_rules = {each.key: each for each in ranked}
    told = [*ranked]
    for key, (share, hits) in lines.items():
        if key not in by_rules and share >= _ALONE:
            told.append(Ranked(key, _UNRULED * share, hits))
    order = {
        each.key: _LINES * lines.get(each.key, (0.0, []))[0]
        + (each.score if each.key in by_rules else 0)
        for each in told
    }
    told.sort(key=lambda each: -order[each.key])
    sure = [max(each.score for each in told[place:]) for place in range(len(told))]
    return [replace(each, score=score) for each, score in zip(told, sure, strict=True)]


def _of_its_lines(text: str) -> dict[str, tuple[float, list[Hit]]]:
    """The largest share of each reason in one deciding sentence, and its words there."""
    found: dict[str, tuple[float, list[Hit]]] = {}
    for sentence, weight in deciding(text):
        if sentence.end - sentence.start > _LETTER:
            continue
        for each in _ranked(text[sentence.start : sentence.end]):
            share = min(each.score, 1.0) * weight
            if each.hits and share > found.get(each.key, (0.0, []))[0]:
                found[each.key] = (share, [hit.moved(sentence) for hit in each.hits])
    return found
