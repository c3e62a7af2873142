"""Learns the weights of `letters.reading.likeness` from the wordings beside this file.

`python -m tests.reading.training` writes them into the data of the reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from letters.reading.features import features
from letters.reading.likeness import FILE, LENGTH, NONE, Floats, Model, vector

WORDINGS = Path(__file__).parent / "wordings"
ASKED = WORDINGS / "unsaid" / "asked.yaml"
_LEAST = 2  # texts that a feature must stand in
_ROUNDS = 90
_PULL = 0.3  # toward zero
_STEP = 0.05
_SPANISH = re.compile(r"[áéíóúñ]|\b(?:el|la|los|por|su|del|para)\b", re.IGNORECASE)
_DRESSED = 3  # each so many-th wording is learned in the dress of a letter, too
_DRESSES = (
    "Your request was denied because {}",
    "This service is not covered because {}",
    "We cannot approve this. {} You may appeal.",
    "After review, we have decided not to pay for this service. Reason: {}",
    "The plan upheld its denial for the following reason: {}",
    "{} For this reason the claim is denied.",
)
_SPANISH_DRESSES = (
    "Negamos su solicitud porque {}",
    "No podemos aprobar este servicio. {} Usted puede apelar.",
    "Motivo de la negación: {}",
)
Told = tuple[str, str, str]  # batch, reason, text


def told() -> list[Told]:
    """Every wording of the tests: the batch it is of, its reason, its text."""
    found: list[Told] = []
    for path in sorted(WORDINGS.glob("*.yaml")):
        styles = msgspec.yaml.decode(path.read_bytes(), type=dict[str, list[str]])
        found += [(s, path.stem, text) for s, texts in styles.items() for text in texts]
    for path in sorted((WORDINGS / "rounds").glob("*.yaml")):
        reasons = msgspec.yaml.decode(path.read_bytes(), type=dict[str, list[str]])
        found += [(path.stem, reason, t) for reason, texts in reasons.items() for t in texts]
    return found


def unsaid() -> list[str]:
    """Texts that tell what was asked for or refused and not why: every thing in turn, each put
    two ways, so that no name of a treatment or an illness is a reason of its own."""
    held = msgspec.yaml.decode(ASKED.read_bytes(), type=dict[str, list[str]])
    ways, found = [*held["refused"], *held["asked"]], list[str]()
    for number, thing in enumerate(held["things"]):
        condition = held["conditions"][number % len(held["conditions"])]
        for way in (ways[number % len(ways)], ways[(number * 5 + 7) % len(ways)]):
            found.append(_sentence(way.format(thing=thing, condition=condition)))
    ways = held["refused_in_spanish"]
    for number, thing in enumerate(held["things_in_spanish"]):
        found.append(_sentence(ways[number % len(ways)].format(thing=thing)))
    return list(dict.fromkeys(found))


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def dressed(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts, some also as a letter says them: what is said of all reasons tells none."""
    found = [*texts, *((NONE, text) for text in unsaid())]
    for number, (reason, text) in enumerate(texts[::_DRESSED]):
        if reason != NONE:
            dresses = _SPANISH_DRESSES if _SPANISH.search(text) else _DRESSES
            found.append((reason, dresses[number % len(dresses)].format(text)))
    return found


def learned(texts: Iterable[tuple[str, str]]) -> Model:
    """The weights that tell the reason of each text best: softmax regression, by Adam."""
    pairs = [(reason, Counter(name for name, _, _ in features(text))) for reason, text in texts]
    pairs = [(reason, counts) for reason, counts in pairs if counts]
    reasons = tuple(sorted({reason for reason, _ in pairs}))
    standing = Counter(name for _, counts in pairs for name in counts)
    names = sorted(name for name, texts in standing.items() if texts >= _LEAST)
    numbers = {name: number for number, name in enumerate(names)}
    rarity = np.log(len(pairs) / np.array([standing[n] for n in names])).astype(np.float32)
    rows = np.stack([_row(counts, numbers, rarity) for _, counts in pairs])
    right = np.array([reasons.index(reason) for reason, _ in pairs])
    weights, bias = _fitted(rows, right, len(reasons))
    return Model(reasons, numbers, rarity, weights, bias)


def _row(counts: Counter[str], numbers: dict[str, int], rarity: Floats) -> Floats:
    row = np.zeros(len(numbers), np.float32)
    known = [name for name in counts if name in numbers]
    at = [numbers[name] for name in known]
    row[at] = vector([counts[name] for name in known]) * rarity[at]
    return np.asarray(row * LENGTH / max(float(np.linalg.norm(row)), 1e-6), np.float32)


def _fitted(rows: Floats, right: np.ndarray, many: int) -> tuple[Floats, Floats]:
    count = np.bincount(right, minlength=many)
    worth = np.sqrt(count.mean() / np.maximum(count, 1))[right].astype(np.float32)
    goal = np.eye(many, dtype=np.float32)[right]
    shape = (rows.shape[1] + 1, many)
    rows = np.hstack([rows, np.ones((len(rows), 1), np.float32)])
    weights, mean, spread = (np.zeros(shape, np.float32) for _ in range(3))
    for turn in range(1, _ROUNDS + 1):
        sums = rows @ weights
        shares = np.exp(sums - sums.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = rows.T @ ((shares - goal) * worth[:, None]) / len(rows)
        slope[:-1] += _PULL * weights[:-1] / len(rows)
        mean += 0.1 * (slope - mean)
        spread += 0.01 * (slope * slope - spread)
        size = _STEP * 0.985**turn
        step = (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.99**turn)) + 1e-6)
        weights -= np.asarray(size * step, np.float32)
    return weights[:-1], weights[-1]


def write(model: Model, path: Path = FILE) -> None:
    """The weights, each as one byte."""
    scale = (np.abs(model.weights).max(0) / 127).astype(np.float32)
    np.savez_compressed(
        path,
        names=_bytes(list(model.numbers)),
        reasons=_bytes(model.reasons),
        rarity=model.rarity.astype(np.float16),
        weights=np.round(model.weights / scale).astype(np.int8),
        scale=scale,
        bias=model.bias,
    )


def _bytes(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


if __name__ == "__main__":
    write(learned(dressed([(reason, text) for _, reason, text in told()])))
