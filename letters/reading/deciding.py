"""The sentences of a letter that decide: those that say no, and those right behind them."""

from __future__ import annotations

from collections.abc import Iterator

from letters.reading.sentences import Sentence, sentences
from letters.reading.standing import of_rights, section, standing, without_asides
from letters.reading.wordings import wording

_WHOLE = 0.9  # of a sentence that stands under no heading of rights and is no label
_WORDS = 5  # a shorter one is a heading or a line of a form
_AFTER = 0.8  # of the sentence before: behind the one that says no it mostly is said why
_LEAST = 0.6


def deciding(text: str) -> Iterator[tuple[Sentence, float]]:
    """Each such sentence, in order, with how much it tells (0 to 1)."""
    finder, under, behind, rights = wording().finder, 1.0, 0.0, False
    for sentence in sentences(text):
        words, places = without_asides(finder.kept(sentence.words))
        stands = under * standing(sentence, places)
        under = section(sentence, places, under)
        refuses = "DENIED" in places or "CUE" in places
        rights = of_rights(sentence, places, rights)
        weight = 1.0 if refuses else 0.0 if rights else behind
        of_this_case = not {"GENERAL", "IF"} & places.keys()
        if stands >= _WHOLE and len(words) >= _WORDS and weight >= _LEAST and of_this_case:
            yield sentence, weight
        behind = _AFTER * weight
