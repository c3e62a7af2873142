"""What a person asks at the wrong time: a short set of answers, beside the present question.

The shape of `data/interview/words/<language>/asides.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from flows.interview.words import WORDS
from flows.loading import Entry, load

LONGEST = 90  # letters: what is longer is told, not asked


class Aside(Entry, frozen=True, kw_only=True):
    """An answer, and what brings it: whole questions, or words somebody asks the meaning of."""

    says: str
    asks: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Asides(Entry, frozen=True, kw_only=True):
    """The answers of a language. A frame is a way to ask what a term means."""

    frames: tuple[str, ...]
    articles: tuple[str, ...]
    answers: tuple[Aside, ...]


def aside(text: str, language: str) -> str | None:
    """The answer to a text that is a question of the set as a whole; None for any other.

    Only the whole text counts: words of an answer that also stand in a question are no question.
    """
    if len(text) > LONGEST:
        return None
    return _known(language).get(_plain(text))


@cache
def asides(language: str) -> Asides:
    """The set of a language."""
    return load(WORDS / language / "asides.yaml", Asides)


@cache
def _known(language: str) -> Mapping[str, str]:
    """Every question there is an answer to, as `_plain` writes it."""
    it = asides(language)
    found: dict[str, str] = {}
    for answer in it.answers:
        found |= dict.fromkeys(answer.asks, answer.says)
        for term in answer.terms:
            for frame in it.frames:
                for article in ("", *(f"{article} " for article in it.articles)):
                    found[frame.format(term=article + term)] = answer.says
    return found


def _plain(text: str) -> str:
    """Small letters and figures without accents or signs, one space between words."""
    letters = text.casefold().replace("'", "").replace("’", "")
    if not letters.isascii():
        bare = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())
