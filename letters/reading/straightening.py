"""The lines of a photographed page, as if the page had lain straight before the camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

import numpy as np
from numpy.typing import NDArray

from letters.reading.line import Line
from letters.reading.reading_order import Piece

BOX_TO_LINE = 0.75  # the engine draws its boxes that much too high
STEEPEST_CHANGE = 0.12  # how much more the lowest line of a page may fall than the highest
LEVEL = 4.0  # a long line that lies level weighs as much as that many pieces in their rows
MOST_COMPARED = 120  # pieces; each is compared with each

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Tilt:
    """How far a line falls, a pixel of its length, and how that grows down the page: a photo
    taken from one side shows the upper lines at another tilt than the lower ones."""

    base: float
    growth: float = 0.0


def straightened(lines: Sequence[Line]) -> list[Piece]:
    """The lines with their places on the page laid straight."""
    if not lines:
        return []
    corners = np.array([line.box for line in lines], dtype=np.float64)
    middles = corners.mean(axis=1)
    heights = BOX_TO_LINE * (_length(corners, 0, 3) + _length(corners, 1, 2)) / 2
    x = middles[:, 0] - np.median(middles[:, 0])
    y = middles[:, 1] - np.median(middles[:, 1])
    laid = _laid(x, y, _tilt(corners, x, y, float(np.median(heights))))
    return [
        Piece(
            line.text,
            float(corners[number, :, 0].min()),
            float(laid[number] - heights[number] / 2),
            float(corners[number, :, 0].max()),
            float(laid[number] + heights[number] / 2),
        )
        for number, line in enumerate(lines)
    ]


def _laid(x: Numbers, y: Numbers, tilt: Tilt) -> Numbers:
    return y - (tilt.base + tilt.growth * y) * x


def _tilt(corners: Numbers, x: Numbers, y: Numbers, height: float) -> Tilt:
    """First by how the long lines fall, then by what brings pieces side by side into rows.

    A tilt that brings two lines of running text into one row lets them fall: they count against it.
    """
    shapes = _length(corners, 0, 1) / np.maximum(_length(corners, 0, 3), 1e-6)
    long = shapes > max(2.0, min(5.0, float(np.median(shapes))))
    run = corners[:, 1] - corners[:, 0] + corners[:, 2] - corners[:, 3]
    falls = run[long, 1] / np.maximum(run[long, 0], 1e-6)
    tilt = Tilt(median(falls.tolist()) if len(falls) else 0.0)
    middles_of_long, runs = y[long], run[long, 0] / 2
    every = max(1, len(x) // MOST_COMPARED)
    x, y = x[::every], y[::every]
    steepest = STEEPEST_CHANGE / max(float(np.ptp(y)), height)
    for reach, steps in ((0.04, 9), (0.008, 7)):
        bases = tilt.base + reach * np.linspace(-1, 1, steps)
        growths = tilt.growth + steepest * reach / 0.04 * np.linspace(-1, 1, steps)
        tilts = [tilt, *(Tilt(float(b), float(g)) for b, g in product(bases, growths))]
        tilt = max(
            tilts,
            key=lambda each: (
                _in_rows(_laid(x, y, each), 0.2 * height)
                + LEVEL * _level(falls - each.base - each.growth * middles_of_long, runs, height)
            ),
        )
    return tilt


def _level(falls: Numbers, runs: Numbers, height: float) -> float:
    """How many lines lie level, more or less: they fall less than half of their height."""
    return float(np.exp(-((falls * runs / (0.5 * height)) ** 2)).sum())


def _in_rows(y: Numbers, near: float) -> float:
    """How many pairs stand at one height, more or less."""
    apart = np.subtract.outer(y, y) / near
    return float(np.exp(-(apart**2)).sum())


def _length(corners: Numbers, one: int, other: int) -> Numbers:
    return np.asarray(np.linalg.norm(corners[:, other] - corners[:, one], axis=1))
