"""How far the lines of a page are off the level, and the page turned by that."""

from __future__ import annotations

import cv2
import numpy as np

from letters.reading.ocr import Pixels

MOST = 12.0  # degrees to either side
SURE = 1.10  # how much sharper the lines must be for the turn to be trusted
SEEN_SIDE = 900


def level(gray: Pixels) -> Pixels:
    """The page with level lines; nothing of it is cut off."""
    angle = skew(gray)
    if abs(angle) < 0.15:
        return gray
    height, width = gray.shape
    lens = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turn = abs(np.radians(angle))
    wide = round(width * np.cos(turn) + height * np.sin(turn))
    tall = round(height * np.cos(turn) + width * np.sin(turn))
    lens[:, 2] += ((wide - width) / 2, (tall - height) / 2)
    drawn = cv2.warpAffine(
        gray,
        lens,
        (wide, tall),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255.0,
    )
    return np.asarray(drawn, dtype=np.uint8)


def skew(gray: Pixels) -> float:
    """Degrees to turn the page counterclockwise; 0 where no angle is clearly better."""
    ink = _ink(gray)
    coarse = max(np.arange(-MOST, MOST + 0.1, 1.0), key=lambda angle: _sharpness(ink, angle))
    fine = max(np.arange(coarse - 1, coarse + 1.01, 0.1), key=lambda angle: _sharpness(ink, angle))
    best = float(fine)
    # An angle at the rim is no peak: it may be a picture or a table of dots.
    if abs(best) > MOST or _sharpness(ink, best) < SURE * _sharpness(ink, 0.0):
        return 0.0
    return best


def sideways(gray: Pixels) -> bool:
    """Whether the lines seem to run from top to bottom. Quick; ask the reader if it says so."""
    ink = _ink(gray)
    return _sharpness(np.ascontiguousarray(np.rot90(ink)), 0) > 1.5 * _sharpness(ink, 0)


def _ink(gray: Pixels) -> Pixels:
    factor = min(1.0, SEEN_SIDE / max(gray.shape))
    size = (max(1, round(gray.shape[1] * factor)), max(1, round(gray.shape[0] * factor)))
    seen = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        seen, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    )
    return np.asarray(ink, dtype=np.uint8)


def _sharpness(ink: Pixels, angle: float) -> float:
    """How sharply rows of ink and rows of white alternate when turned by `angle`."""
    height, width = ink.shape
    lens = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    rows = cv2.warpAffine(ink, lens, (width, height), flags=cv2.INTER_NEAREST).sum(
        axis=1, dtype=np.float64
    )
    return float(np.square(np.diff(rows)).sum()) + 1.0
