"""The lines of a photographed page, read by RapidOCR, whose models are inside its wheel.

One engine is kept for the life of the process. It takes 600-800 MB: call it in a worker.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray
from PIL import Image

from letters.reading.line import Box, Line
from letters.reading.unreadable import Unreadable

Pixels = NDArray[np.uint8]

DETECT_SIDE = 1280  # where lines are is seen on a small picture, better than on a blurred big one
READ_SIDE = 2200  # what they say on a larger one
SMALLEST_SIDE = 1200
LEAST_SIDE = 16
LEAST_CONFIDENCE = 0.5
JUDGES = 24  # pieces of lines asked whether the page stands on its head
PIECE = 6  # times as wide as high

__all__ = ["Line", "lines", "quarter_turns"]

_MODELS = Path(rapidocr.__file__).parent / "models"


def lines(picture: Image.Image) -> list[Line]:
    """The lines of a page, top to bottom as found. A page on its side or head is turned first.

    Raises:
        Unreadable: no_text.
    """
    pixels = _sized(_pixels(picture))
    boxes = _detected(pixels)
    if _sideways(boxes):
        pixels, boxes = _turned(pixels, boxes)
    crops = _crops(pixels, boxes)
    if _upside_down(crops):
        pixels, boxes = _turned(*_turned(pixels, boxes))
        crops = _crops(pixels, boxes)
    read = _engine().recognize_txt(crops)
    found = [
        Line(text.strip(), float(score), _box(box))
        for box, text, score in zip(boxes, read.txts, read.scores, strict=True)
        if score >= LEAST_CONFIDENCE and text.strip()
    ]
    if not found:
        raise Unreadable("no_text")
    return sorted(found, key=lambda line: (line.box[0][1], line.box[0][0]))


def quarter_turns(picture: Image.Image) -> int:
    """How often the picture is to be turned by 90 degrees, counterclockwise, to stand upright.

    0 where there are no lines to tell it.
    """
    pixels = _sized(_pixels(picture), most=DETECT_SIDE)
    try:
        boxes = _detected(pixels)
    except Unreadable:
        return 0
    turns = 0
    if _sideways(boxes):
        pixels, boxes = _turned(pixels, boxes)
        turns = 1
    return turns + (2 if _upside_down(_crops(pixels, boxes)) else 0)


def boxes_of(picture: Image.Image) -> list[Box]:
    """Where the lines of a page that stands upright are; none where there is no text."""
    try:
        return [_box(box) for box in _detected(_pixels(picture))]
    except Unreadable:
        return []


def read_at(picture: Image.Image, boxes: Sequence[Box]) -> list[Line]:
    """What stands in those boxes, one line each, however little of it is certain."""
    if not boxes:
        return []
    crops = _crops(_pixels(picture), np.asarray(boxes, dtype=np.float32))
    read = _engine().recognize_txt(crops)
    return [
        Line(text.strip(), float(score), box)
        for box, text, score in zip(boxes, read.txts, read.scores, strict=True)
    ]


@cache
def _engine() -> Any:
    # Without a path to each model the library looks whether to download one.
    threads = int(os.environ.get("READING_THREADS", "0")) or (os.cpu_count() or 1)
    cv2.setNumThreads(threads)
    logging.getLogger("RapidOCR").disabled = True
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.score_mode": "slow",  # sees the bent lines of a folded page; "fast" drops them
            "Rec.rec_batch_num": 2,  # not 6: a quarter less work on padding, 200 MB less
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
            "Cls.model_path": str(_MODELS / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
        }
    )


def _pixels(picture: Image.Image) -> Pixels:
    gray = np.asarray(picture.convert("L"))
    return np.ascontiguousarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _sized(pixels: Pixels, most: int = READ_SIDE) -> Pixels:
    side = max(pixels.shape[:2])
    wanted = min(max(side, SMALLEST_SIDE), most)
    return _scaled(pixels, wanted / side)


def _scaled(pixels: Pixels, factor: float) -> Pixels:
    if factor == 1:
        return pixels
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (
        max(1, round(pixels.shape[1] * factor)),
        max(1, round(pixels.shape[0] * factor)),
    )
    return np.asarray(cv2.resize(pixels, size, interpolation=way), dtype=np.uint8)


def _detected(pixels: Pixels) -> NDArray[np.float32]:
    factor = min(1.0, DETECT_SIDE / max(pixels.shape[:2]))
    if factor * min(pixels.shape[:2]) < LEAST_SIDE:
        raise Unreadable("no_text")  # a thread: the engine fails on it
    found = _engine()._load_det_model()(_scaled(pixels, factor))
    if found.boxes is None:
        raise Unreadable("no_text")
    return np.asarray(found.boxes, dtype=np.float32) / np.float32(factor)


def _sizes(boxes: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    widths = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    heights = np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
    return widths, heights


def _sideways(boxes: NDArray[np.float32]) -> bool:
    # Measured by length, not by number: single digits and stamps say nothing of the page.
    widths, heights = _sizes(boxes)
    tall = heights > 1.5 * widths
    wide = widths > 1.5 * heights
    return float(heights[tall].sum()) > float(widths[wide].sum())


def _turned(pixels: Pixels, boxes: NDArray[np.float32]) -> tuple[Pixels, NDArray[np.float32]]:
    """Counterclockwise by 90 degrees; the corners begin at the upper left again."""
    width = pixels.shape[1]
    moved = np.stack([boxes[..., 1], width - boxes[..., 0]], axis=-1)
    return np.ascontiguousarray(np.rot90(pixels)), np.roll(moved, -1, axis=1)


def _crops(pixels: Pixels, boxes: NDArray[np.float32]) -> list[Pixels]:
    crops: list[Pixels] = _engine().crop_text_regions(pixels, boxes)
    return crops


def _upside_down(crops: list[Pixels]) -> bool:
    # The model squeezes what it is given to four times its height: a whole line becomes a smear
    # on which it guesses, a piece of one it tells for certain.
    pieces = [piece for crop in crops for piece in _pieces(crop)]
    chosen = np.linspace(0, len(pieces) - 1, min(JUDGES, len(pieces))).astype(int)
    votes = _engine()._load_cls_model()([pieces[place] for place in chosen]).cls_res
    signed = [score if "180" in label else -score for label, score in votes]
    return float(sum(signed)) > 0


def _pieces(crop: Pixels) -> list[Pixels]:
    height, width = crop.shape[:2]
    count = max(1, round(width / height / PIECE))
    return [np.ascontiguousarray(piece) for piece in np.array_split(crop, count, axis=1)]


def _box(corners: NDArray[np.float32]) -> Box:
    return tuple((float(x), float(y)) for x, y in corners)
