"""Short forms of words, as lines of claims print them, in full."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flows.loading import Entry, load

_FILE = Path(__file__).parents[1] / "data" / "reading" / "short_words.yaml"


class ShortWords(Entry, frozen=True):
    """The file of short forms: those in any letters, and those only as printed."""

    capitals: dict[str, str]
    any: dict[str, str]


def in_full(word: str) -> tuple[str, ...]:
    """The words that a short form stands for; empty where it is none."""
    return _printed().get(word) or _small().get(word.lower(), ())


def small_in_full(word: str) -> tuple[str, ...]:
    """The same for a word of a data file, which is in small letters."""
    return _small().get(word, (word,))


@cache
def _printed() -> Mapping[str, tuple[str, ...]]:
    return {short: tuple(full.split()) for short, full in _data().capitals.items()}


@cache
def _small() -> Mapping[str, tuple[str, ...]]:
    return {short: tuple(full.split()) for short, full in _data().any.items()}


@cache
def _data() -> ShortWords:
    return load(_FILE, ShortWords)
