"""Which kind of coverage a paper tells, and by which words; None where it is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flows.loading import Entry, load
from letters.reading.found import LEAST, Private
from letters.reading.kinds import Kind
from letters.reading.labels import DATA
from letters.reading.layout import Layout
from letters.reading.patterns import compiled, small


class FoundCoverage(Private, frozen=True, kw_only=True):
    """A kind of coverage and the words that tell it. `also`: what the same words may mean, too."""

    key: str
    confidence: float
    because: tuple[str, ...]
    also: tuple[str, ...] = ()


class _Sign(Entry, frozen=True, kw_only=True):
    coverage: str
    words: str
    confidence: float
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    supposed: bool = False
    also: tuple[str, ...] = ()
    kind: Kind | None = None


class _Signs(Entry, frozen=True, kw_only=True):
    signs: list[_Sign]
    beats: dict[str, list[str]]
    supposes: str


class _Hit(NamedTuple):
    sign: _Sign
    words: str


_TOO_CLOSE = 0.08  # two kinds of coverage less apart than this: the paper does not tell


def coverage(layout: Layout, kind: Kind) -> FoundCoverage | None:
    """The kind of coverage that the paper's own words tell; never guessed from a name."""
    hits: dict[str, list[_Hit]] = {}
    for hit in _hits(layout, kind):
        hits.setdefault(hit.sign.coverage, []).append(hit)
    rules = _signs()
    standing = {
        key: found
        for key, found in hits.items()
        if not any(key in rules.beats[other] for other in hits if other != key)
    }
    ranked = sorted(standing, key=lambda key: -_sure(standing[key]))
    if not ranked or _sure(standing[ranked[0]]) < LEAST:
        return None
    if len(ranked) > 1 and _sure(standing[ranked[0]]) - _sure(standing[ranked[1]]) < _TOO_CLOSE:
        return None
    best = standing[ranked[0]]
    surest = max(best, key=lambda hit: hit.sign.confidence)
    return FoundCoverage(
        key=ranked[0],
        confidence=round(_sure(best), 2),
        because=tuple(dict.fromkeys(hit.words for hit in best)),
        also=surest.sign.also,
    )


def _sure(hits: list[_Hit]) -> float:
    """The surest sign, and a little for each further one."""
    return min(0.97, max(hit.sign.confidence for hit in hits) + 0.02 * (len(hits) - 1))


def _hits(layout: Layout, kind: Kind) -> Iterator[_Hit]:
    whole = layout.small_prose
    told = " ".join(each for each in layout.sentences if not _supposes().search(small(each)))
    sure = small(told)
    for sign, words, needs, unless in _compiled():
        if sign.kind not in (None, kind):
            continue
        found = words.search(whole if sign.supposed else sure)
        if found is None or any(each.search(whole) for each in unless):
            continue
        if all(each.search(whole) for each in needs):
            printed = layout.prose if sign.supposed else told
            yield _Hit(sign, printed[found.start() : found.end()])


@cache
def _signs() -> _Signs:
    return load(DATA / "coverage.yaml", _Signs)


@cache
def _supposes() -> re.Pattern[str]:
    return compiled(_signs().supposes)


@cache
def _compiled() -> list[
    tuple[_Sign, re.Pattern[str], list[re.Pattern[str]], list[re.Pattern[str]]]
]:
    return [
        (
            sign,
            compiled(sign.words),
            [compiled(each) for each in sign.needs],
            [compiled(each) for each in sign.unless],
        )
        for sign in _signs().signs
    ]
