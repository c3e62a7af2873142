"""In which language a short text is written, as far as its words tell.

A letter must be in English. What a person wrote in another language is quoted there, never
translated by a program; this says which texts those are.
"""

from __future__ import annotations

import re
from functools import cache

from flows.loading import DATA, load

_SPANISH_LETTERS = re.compile("[ñ¿¡]")
_SPANISH_ENDINGS = re.compile(r"(?:ción|ciones|miento|mente|idad|ísimo|ísima|ía)$")


def is_spanish(text: str) -> bool:
    """Whether more of the words are Spanish than English; False where nothing tells."""
    small = text.casefold()
    found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", small)
    lists = _lists()
    spanish = sum(word in lists["es"] or bool(_SPANISH_ENDINGS.search(word)) for word in found)
    english = sum(word in lists["en"] for word in found)
    if _SPANISH_LETTERS.search(small):
        spanish += 2
    return spanish > english


@cache
def _lists() -> dict[str, frozenset[str]]:
    return load(DATA / "interview" / "tongues.yaml", dict[str, frozenset[str]])
