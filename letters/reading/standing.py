"""How a sentence stands to a denial: whether it decides, or tells of rights, terms and fields."""

from __future__ import annotations

from collections.abc import Sequence

from letters.reading.families import Places
from letters.reading.sentences import Sentence, Word
from letters.reading.wordings import ASIDE, Rule, wording

_LITTLE = 0.4  # what is left of a wording that stands in such a sentence
_DEFINED_BY = 2  # a definition says its word first
_UNDER_RIGHTS = 0.35
_WHOLE_SENTENCE = 6  # words
_GREETINGS = ("dear", "estimado", "estimada", "estimados", "hello", "hola")
Span = tuple[int, int]


def without_asides(words: list[Word]) -> tuple[list[Word], Places]:
    """The words and what stands where, less what is beside the reason: "your health plan"."""
    finder = wording().finder
    places = finder.places(words)
    beside = places.get(ASIDE)
    if not beside:
        return words, places
    gone = {at for start, end in beside for at in range(start, end)}
    words = [word for at, word in enumerate(words) if at not in gone]
    return words, finder.places(words)


def section(sentence: Sentence, places: Places, before: float) -> float:
    """What the words under a sentence may tell, 0 to 1: headings say it, and a greeting ends what
    a letterhead said ("Appeals Unit, 40 Pine Street")."""
    if sentence.words[0].plain in _GREETINGS:
        return 1.0
    if not sentence.heading or any(word.plain.isdecimal() for word in sentence.words):
        return before
    if "RIGHTS" in places or "DEFINES" in places:
        return _UNDER_RIGHTS
    if "CUE" in places or "DENY" in places:
        return 1.0
    return before


def of_rights(sentence: Sentence, places: Places, before: bool) -> bool:
    """Whether a sentence stands in a paragraph that has begun to tell of rights: what follows
    there are the terms of all ("claims must be filed within a year"), unless it refuses."""
    if "RIGHTS" in places and len(sentence.words) >= _WHOLE_SENTENCE:
        return True
    return before and not (sentence.opens or sentence.heading)


def standing(sentence: Sentence, places: Places) -> float:
    """How much a sentence may tell of the reason, 0 to 1.

    Words for software tell nothing: a paper is evidence, never an instruction.
    """
    if "MACHINE" in places:
        return 0.0
    factor = 1.0
    if sentence.labelled and _names_field(places):
        factor *= _LITTLE
    if "RIGHTS" in places:
        factor *= _LITTLE
    if any(start <= _DEFINED_BY for start, _ in places.get("DEFINES", ())):
        factor *= _LITTLE
    if "BLANK" in places:
        factor *= _LITTLE
    if "ASKS" in places:
        factor *= 2 * _LITTLE
    return factor


def conditional(span: Span, places: Places) -> float:
    """What is left of a wording after "if"."""
    return _LITTLE if any(end <= span[0] for _, end in places.get("IF", ())) else 1.0


def states(span: Span, places: Places) -> bool:
    """Whether the words follow "denied ... because": the sentence says that they are why."""
    denied = [start for start, _ in places.get("DENIED", ())]
    return bool(denied) and any(denied[0] < end <= span[1] for _, end in places.get("CUE", ()))


def turned_round(rule: Rule, span: Span, words: Sequence[Word], places: Places) -> bool:
    """Whether a word before turns the wording round: "is not experimental"."""
    if rule.negates:
        return False
    deemed = {start for start, _ in places.get("DEEMED", ())}
    at = span[0] - 1
    while at >= 0 and at in deemed:
        at -= 1
    return at >= 0 and words[at].plain in ("not", "never", "nunca")


def _names_field(places: Places) -> bool:
    """Whether a labelled line tells what was asked for, not what was decided."""
    return any(start == 0 for start, _ in places.get("FIELD", ())) and "DENIED" not in places
