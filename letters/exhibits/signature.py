"""A signature on white paper, photographed, as ink on white: cropped, its ground evened."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from letters.exhibits import light
from letters.exhibits.corners import corners, straightened
from letters.exhibits.sheets import jpeg
from letters.reading import opening
from letters.reading.ocr import Pixels
from letters.reading.unreadable import Unreadable
from letters.writing.exhibit import Sheet

SEEN_SIDE = 1600
MOST_WIDE, MOST_HIGH = 960, 300  # some 300 dots per inch on the line of a letter
MOST_BYTES = 60_000
INK = 120  # of 255, once the light is even
MOST_ROWS = 3  # of writing: a name in two or three lines; more is a page of text
LEAST_WIDE = 0.06  # of the picture: less is a speck


@dataclass(frozen=True)
class _Stroke:
    """Ink that hangs together or nearly so: its box and how many dots of ink are in it."""

    left: int
    top: int
    right: int
    bottom: int
    ink: int


def signature(content: bytes) -> Sheet:
    """The signature on the first page of a photo or PDF.

    Raises:
        Unreadable: no_signature, where there is no ink or a page of text; as `opening.pictures`.
    """
    pictures = opening.pictures(content, dots_per_inch=200, most=1)
    gray = _even(next(pictures))
    ink = _ink(gray)
    strokes = _strokes(ink)
    if not strokes:
        raise Unreadable("no_signature")
    most = max(stroke.ink for stroke in strokes)
    kept = [stroke for stroke in strokes if stroke.ink >= 0.12 * most]
    box = _around(kept)
    if not _like_a_signature(box, kept, ink):
        raise Unreadable("no_signature")
    return _cropped(gray, ink, box)


def _even(picture: Image.Image) -> Pixels:
    small = picture.convert("RGB")
    small.thumbnail((SEEN_SIDE, SEEN_SIDE))
    seen = np.asarray(cv2.cvtColor(np.asarray(small), cv2.COLOR_RGB2BGR), np.uint8)
    sheet = corners(seen)
    if sheet is not None:
        seen = straightened(seen, sheet)
    gray = np.asarray(cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY), np.uint8)
    if float(np.percentile(gray, 60)) < 60:  # no white paper: a dark picture
        raise Unreadable("no_signature")
    even = light.evened(gray)
    rim = max(2, even.shape[1] // 80)
    even[:rim], even[-rim:], even[:, :rim], even[:, -rim:] = 255, 255, 255, 255
    return even


def _ink(gray: Pixels) -> Pixels:
    """The ink, without specks and without the rule of lined paper, which runs from side to side."""
    ink = np.asarray(cv2.threshold(gray, INK, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    long = np.ones((1, max(3, gray.shape[1] // 3)), np.uint8)
    rule = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, long), np.ones((5, 5), np.uint8))
    ink[np.asarray(rule) > 0] = 0
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    least = max(6, gray.size // 200_000)
    small = np.flatnonzero(boxes[:count, cv2.CC_STAT_AREA] < least)
    ink[np.isin(labels, small)] = 0
    return ink


def _strokes(ink: Pixels) -> list[_Stroke]:
    reach = max(3, ink.shape[1] // 40)
    joined = cv2.dilate(ink, np.ones((max(3, reach // 3), reach), np.uint8))
    count, labels = cv2.connectedComponents(np.asarray(joined, np.uint8))
    labels[ink == 0] = 0
    found = []
    for label in range(1, count):
        y, x = np.nonzero(labels == label)
        if len(x):
            box = (int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
            found.append(_Stroke(*box, len(x)))
    return found


def _around(strokes: list[_Stroke]) -> _Stroke:
    return _Stroke(
        min(each.left for each in strokes),
        min(each.top for each in strokes),
        max(each.right for each in strokes),
        max(each.bottom for each in strokes),
        sum(each.ink for each in strokes),
    )


def _like_a_signature(box: _Stroke, strokes: list[_Stroke], ink: Pixels) -> bool:
    wide, high = box.right - box.left, box.bottom - box.top
    share = box.ink / (wide * high)
    return (
        wide >= LEAST_WIDE * ink.shape[1]
        and wide >= 0.7 * high
        and share < 0.45
        and _rows(strokes) <= MOST_ROWS
    )


def _rows(strokes: list[_Stroke]) -> int:
    """How many rows of writing there are: boxes that overlap in height are one row."""
    rows, bottom = 0, -1
    for each in sorted(strokes, key=lambda each: each.top):
        if each.top >= bottom:
            rows, bottom = rows + 1, each.bottom
        else:
            bottom = max(bottom, each.bottom)
    return rows


def _cropped(gray: Pixels, ink: Pixels, box: _Stroke) -> Sheet:
    edge = max(4, (box.right - box.left) // 25)
    top, left = max(0, box.top - edge), max(0, box.left - edge)
    part = (slice(top, box.bottom + edge), slice(left, box.right + edge))
    near: NDArray[np.bool_] = np.asarray(cv2.dilate(ink[part], np.ones((7, 7), np.uint8))) > 0
    drawn = np.where(near, gray[part], 255).astype(np.uint8)
    height, width = drawn.shape
    factor = min(MOST_WIDE / width, MOST_HIGH / height, 2.0)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(drawn, size, interpolation=way), np.uint8)
    return Sheet(jpeg(scaled, MOST_BYTES), size[0], size[1])
