"""Whether a sheet can still be read once a fax machine has sent it.

A sample of its lines is read twice, from the sheet and from what a fax makes of it. Reading every
line of both would take five times as long and say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from letters.reading import ocr
from letters.reading.line import Box, Line
from letters.writing.exhibit import Sheet

FAX = (1728, 2156)  # Group 3 in fine mode: 204 x 196 dots per inch
SHRUNK = 0.88  # a sheet stands on its page of the packet within margins
INKED = 170  # of 255: a fax has one bit a dot
SAMPLE = 10  # lines: half of them the smallest print, half spread over the page
LEAST_WORDS = 3  # on all of the sample: less is no paper, or nothing to be read on it
LEAST_KEPT = 0.85  # of the words
LEAST_CONFIDENCE = 0.88  # of the fax, by letters

_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True)
class Legibility:
    """How many words were read, the share of them that a fax keeps, how sure the reader was."""

    words: int
    kept: float
    confidence: float

    @property
    def enough(self) -> bool:
        return (
            self.words >= LEAST_WORDS
            and self.kept >= LEAST_KEPT
            and self.confidence >= LEAST_CONFIDENCE
        )


def legible(sheet: Sheet) -> bool:
    """Whether a fax of the sheet can be read. Two seconds, 800 MB: call it in a worker."""
    return legibility(sheet).enough


def legibility(sheet: Sheet) -> Legibility:
    """The measures behind `legible`."""
    picture = Image.open(BytesIO(sheet.jpeg))
    boxes = _sample(ocr.boxes_of(picture))
    before = ocr.read_at(picture, boxes)
    after = ocr.read_at(faxed(picture), boxes)
    read, kept = _words(before), _words(after)
    count = sum(read.values())
    return Legibility(count, sum((read & kept).values()) / max(1, count), _confidence(after))


def faxed(picture: Image.Image) -> Image.Image:
    """The sheet as the other side gets it, scaled back to the size it was sent in."""
    gray = np.asarray(picture.convert("L"), dtype=np.uint8)
    width, height = (round(side * SHRUNK) for side in FAX)
    small = cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA)
    _, bits = cv2.threshold(small, INKED, 255, cv2.THRESH_BINARY)
    size = (gray.shape[1], gray.shape[0])
    return Image.fromarray(np.asarray(cv2.resize(bits, size, interpolation=cv2.INTER_LINEAR)))


def _sample(boxes: Sequence[Box]) -> list[Box]:
    if len(boxes) <= SAMPLE:
        return list(boxes)
    long = sorted(boxes, key=_length, reverse=True)[: max(SAMPLE, len(boxes) * 2 // 3)]
    small = sorted(long, key=_height)[: SAMPLE // 2]
    rest = sorted((box for box in long if box not in small), key=lambda box: box[0][1])
    step = max(1, len(rest) // (SAMPLE // 2))
    return [*small, *rest[::step][: SAMPLE // 2]]


def _length(box: Box) -> float:
    return float(np.hypot(box[1][0] - box[0][0], box[1][1] - box[0][1]))


def _height(box: Box) -> float:
    return float(np.hypot(box[3][0] - box[0][0], box[3][1] - box[0][1]))


def _words(lines: Sequence[Line]) -> Counter[str]:
    return Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))


def _confidence(lines: Sequence[Line]) -> float:
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / max(1, letters)
