"""How like the words of a text are to those in which papers give each reason.

A linear model over `features`, beside the rules: rules know the order of words, this knows words
that no rule names. Its weights are learned from our own wordings (`tests/reading/training.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from letters.reading.families import DATA
from letters.reading.features import IDLE, Feature

NONE = "none"  # the class of texts that give no reason
LENGTH = 4.0  # of every text's vector: how sharply the model tells
FILE = DATA / "likeness.npz"
_WHOLE = ("w:", "b:")  # features that are words, to be shown
_SHOWN = 3
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """Reasons, the number of each feature, and the weights."""

    reasons: tuple[str, ...]
    numbers: Mapping[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats


@dataclass(frozen=True)
class Likeness:
    """The share of each reason, in logarithms, and where the words stand that told it."""

    logs: Mapping[str, float]
    model: Model
    told: Sequence[Feature]

    def places(self, reason: str) -> list[tuple[int, int]]:
        """Where the words stand that speak most for a reason, the strongest first."""
        column = self.model.reasons.index(reason)
        found = []
        for name, start, end in self.told:
            number = self.model.numbers.get(name)
            if number is None or not name.startswith(_WHOLE):
                continue
            row = self.model.weights[number] * self.model.rarity[number]
            if row[column] > 0 and row[column] >= np.sort(row)[-2]:
                found.append((-float(row[column]), start, end))
        return list(dict.fromkeys((start, end) for _, start, end in sorted(found)))[:_SHOWN]


@cache
def model() -> Model:
    """The weights that come with the program."""
    with np.load(FILE, allow_pickle=False) as held:
        names = held["names"].tobytes().decode().split("\n")
        return Model(
            tuple(held["reasons"].tobytes().decode().split("\n")),
            {name: number for number, name in enumerate(names)},
            held["rarity"].astype(np.float32),
            held["weights"].astype(np.float32) * held["scale"],
            held["bias"],
        )


def likeness(told: Sequence[Feature], known: Model | None = None) -> Likeness | None:
    """How like each reason the features are; None where not one of them is known, or all are of
    words that merely say no."""
    known = known or model()
    counts = Counter(name for name, _, _ in told)
    numbers = [known.numbers[name] for name in counts if name in known.numbers]
    if all(name.startswith(IDLE) for name in counts if name in known.numbers):
        return None
    values = vector([counts[name] for name in counts if name in known.numbers])
    values *= known.rarity[numbers]
    values *= LENGTH / max(float(np.linalg.norm(values)), 1e-6)
    sums = values @ known.weights[numbers] + known.bias
    sums -= sums.max()
    logs = sums - np.log(np.exp(sums).sum())
    return Likeness(dict(zip(known.reasons, map(float, logs), strict=True)), known, told)


def vector(counts: Sequence[int]) -> Floats:
    """Counts, flattened: what is said three times does not tell three times as much."""
    return (1 + np.log(np.asarray(counts, np.float32))).astype(np.float32)
