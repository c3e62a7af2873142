"""The language of a paper: English or Spanish, told by the most of its sentences."""

from __future__ import annotations

from typing import Literal

from flows.interview.tongue import is_spanish
from letters.reading.layout import Layout

_MOSTLY = 0.6  # a card in both languages is an English one
_ENOUGH = 80  # sentences tell the language of a long paper


def language(layout: Layout) -> Literal["en", "es"]:
    """The language of most words. A Spanish tagline under an English letter changes nothing."""
    spanish = total = 0
    for sentence in layout.sentences[:_ENOUGH]:
        total += len(sentence)
        spanish += len(sentence) if is_spanish(sentence) else 0
    return "es" if spanish > total * _MOSTLY else "en"
