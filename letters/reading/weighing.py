"""What a line tells: the rules and the likeness of its words, weighed together."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from types import MappingProxyType

from letters.reading.likeness import NONE, Likeness

_RULE = 3.0  # what a rule that is sure adds to the logarithm of a share
_STATED = 2.5  # what "denied because" before the words of a rule adds
_CODE = 12.0  # what a claim code adds: it stands for one reason
_NO_REASON = 0.5  # the share at which a line is held to give none
_GUESS = 0.25  # a likeliest reason with a smaller share is a guess
_NO_CODES: Mapping[str, float] = MappingProxyType({})
_UNKNOWN = -8.0  # the logarithm of a share of a reason that the likeness does not know


def weighed(
    scores: Mapping[str, float],
    like: Likeness,
    *,
    stated: Collection[str] = (),
    coded: Mapping[str, float] = _NO_CODES,
) -> list[tuple[str, float]]:
    """Each reason with its share of 1, the likeliest first; empty where none is given.

    `scores`: how sure the rules are; `stated`: the reasons that a sentence says are why;
    `coded`: how sure the claim codes on the line are.
    """
    sums = {
        reason: like.logs.get(reason, _UNKNOWN)
        + _RULE * scores.get(reason, 0)
        + _STATED * (reason in stated)
        + _CODE * coded.get(reason, 0)
        for reason in {*like.logs, *scores}
    }
    if coded:
        sums[NONE] = _UNKNOWN  # a code that stands for a reason is one
    top = max(sums.values())
    parts = {reason: math.exp(each - top) for reason, each in sums.items()}
    whole = sum(parts.values())
    shares = sorted(((r, part / whole) for r, part in parts.items()), key=lambda each: -each[1])
    told = [(reason, share) for reason, share in shares if reason != NONE]
    return told if told[0][1] >= _GUESS and parts[NONE] / whole < _NO_REASON else []
