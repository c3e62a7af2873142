"""The light on a photographed page, evened: paper white, ink dark, shade gone."""

from __future__ import annotations

import cv2
import numpy as np

from letters.reading.ocr import Pixels

WHITE = 0.90  # of the paper's own brightness: above it is paper
BLACK = 0.25  # below it is ink
DARKEST_PAPER = 0.30  # of the brightest paper: darker is a printed picture, left dark


def evened(gray: Pixels) -> Pixels:
    """The page as if the light were the same everywhere."""
    paper = _paper(gray)
    share = gray.astype(np.float32) / paper
    stretched = (share - BLACK) / (WHITE - BLACK)
    return np.asarray(np.clip(stretched, 0, 1) * 255, dtype=np.uint8)


def clean(gray: Pixels) -> bool:
    """Whether most of the page is white already, as a page that no camera saw."""
    return bool(np.median(gray) >= 250)


def _paper(gray: Pixels) -> cv2.typing.MatLike:
    """How bright the paper is at each dot: letters are covered by their ground."""
    height, width = gray.shape
    factor = min(1.0, 600 / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    seen = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    covered = cv2.morphologyEx(
        seen, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (21, 21))
    )
    smooth = cv2.GaussianBlur(cv2.medianBlur(covered, 21), (0, 0), 6)
    least = max(1.0, DARKEST_PAPER * float(np.percentile(smooth, 95)))
    bright = np.maximum(smooth.astype(np.float32), least)
    return cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)
