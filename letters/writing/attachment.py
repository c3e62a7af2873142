"""What a person told at length, whole, on a page of its own behind the letter: Attachment A.

The letter gives its first sentences, whole too, and says where the rest stands. Nothing is cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.private import narratives
from letters.writing.own_words import OwnWords
from letters.writing.renderings import renderings

STEPS = (900, 450, 225)  # characters of one answer: longer ones go, the next step if words are many
FIRST = 360  # characters that may stay in the letter
WHERE = "The whole text is in Attachment A, behind this letter."
ALL_THERE = "told in Attachment A, behind this letter."

_END = re.compile(r"(?<=[.!?])\s+")
# A period that ends no sentence: "Dr. Reyes", "J. Smith", "9 a.m. on Monday".
_SHORT_FORM = re.compile(r"\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|St|vs|No|Jr|Sr|approx)\.$")


@dataclass(frozen=True, repr=False)
class Attached:
    """One whole text, and what it is about, in English; `quoted` where it is in Spanish."""

    key: str
    about: str
    text: str
    quoted: bool = False


def set_apart(
    answers: Mapping[str, Any], own_words: Sequence[OwnWords], *, longest: int = STEPS[0]
) -> tuple[dict[str, Any], tuple[OwnWords, ...], tuple[Attached, ...]]:
    """The answers and the quotations as the letter has them, and apart from them what is attached.

    Texts of more than `longest` characters are attached.
    """
    kept, attached = dict(answers), list[Attached]()
    for question in narratives():
        value = answers.get(question.key)
        about = labels().get(question.key)
        if about and isinstance(value, str) and len(_plain(value)) > longest:
            attached.append(Attached(question.key, about, value))
            kept[question.key] = first_sentences(value, most=min(FIRST, longest * 2 // 3))
    quoted = list[OwnWords]()
    for each in own_words:
        if len(_plain(each.text)) <= longest:
            quoted.append(each)
        else:
            attached.append(Attached(each.key, each.about, each.text, quoted=True))
    return kept, tuple(quoted), tuple(attached)


def first_sentences(text: str, *, most: int = FIRST) -> str:
    """The sentences that stay in the letter, whole, in `most` characters, and where the rest is."""
    kept = ""
    for sentence in _sentences(_plain(text)):
        if len(kept) + len(sentence) > most:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept} {WHERE}" if kept else ALL_THERE


@cache
def labels() -> Mapping[str, str]:
    """What each text that may be attached is about."""
    return {**renderings()["own_words"], "whats_new": "What is new since the last decision"}


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for part in _END.split(text):
        if found and _SHORT_FORM.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())
