"""The pages of a paper that a person sent, as sheets: straight, evenly lit, upright, US Letter."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from letters.exhibits import light, skew
from letters.exhibits.corners import corners, straightened
from letters.reading import ocr, opening
from letters.reading.ocr import Pixels
from letters.writing.exhibit import Sheet

WIDTH, HEIGHT = 1700, 2200  # US Letter at 200 dots per inch
MOST_OF_AN_ALBUM, MOST_OF_A_PDF = 12, 30
MOST_BYTES = 250_000  # a page
QUALITIES = (72, 60, 50, 40, 30)  # of the JPEG: the first that is small enough
RIM = 0.007  # of the width: where the table shows past the edge; no printer prints there


def sheets(content: bytes) -> tuple[Sheet, ...]:
    """The pages, in order. About two seconds and 800 MB: call it in a worker.

    Raises:
        Unreadable: it is no photo and no PDF, or has too many pages; see `opening.pictures`.
    """
    if opening.sort(content) == "pdf":
        pages = opening.pictures(content, dots_per_inch=200, most=MOST_OF_A_PDF)
        return tuple(_packed(_of_a_pdf(page)) for page in pages)
    pages = opening.pictures(content, most=MOST_OF_AN_ALBUM)
    return tuple(_packed(_of_a_photo(page)) for page in pages)


def _of_a_photo(picture: Image.Image) -> Pixels:
    seen = np.asarray(cv2.cvtColor(np.asarray(picture.convert("RGB")), cv2.COLOR_RGB2BGR), np.uint8)
    sheet = corners(seen)
    if sheet is not None:
        seen = straightened(seen, sheet)
    gray = light.evened(_gray(seen))
    if sheet is not None:
        gray = _rimmed(gray)
    return skew.level(_upright(gray))


def _of_a_pdf(picture: Image.Image) -> Pixels:
    gray = np.asarray(picture.convert("L"), dtype=np.uint8)
    if light.clean(gray):
        return skew.level(_upright(gray)) if skew.sideways(gray) else gray
    return skew.level(_upright(light.evened(gray)))


def _gray(seen: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _rimmed(gray: Pixels) -> Pixels:
    framed = np.full_like(gray, 255)
    rim = max(1, round(RIM * gray.shape[1]))
    inside = (slice(rim, -rim), slice(rim, -rim))
    framed[inside] = gray[inside]
    return framed


def _upright(gray: Pixels) -> Pixels:
    turns = ocr.quarter_turns(Image.fromarray(gray))
    return np.ascontiguousarray(np.rot90(gray, turns))


def _packed(gray: Pixels) -> Sheet:
    """On white paper of the size of a letter, as a small JPEG."""
    height, width = gray.shape
    factor = min(WIDTH / width, HEIGHT / height)
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (min(WIDTH, max(1, round(width * factor))), min(HEIGHT, max(1, round(height * factor))))
    scaled = np.asarray(cv2.resize(gray, size, interpolation=way), dtype=np.uint8)
    paper = np.full((HEIGHT, WIDTH), 255, np.uint8)
    left, top = (WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2
    paper[top : top + size[1], left : left + size[0]] = scaled
    return Sheet(jpeg(paper, MOST_BYTES), WIDTH, HEIGHT)


def jpeg(gray: Pixels, most: int) -> bytes:
    """The picture in the best quality that takes at most `most` bytes; the grain goes first."""
    for grain in (1, 3, 5):
        plain = gray if grain == 1 else cv2.medianBlur(gray, grain)
        for quality in QUALITIES:
            content = BytesIO()
            drawn = Image.fromarray(np.asarray(plain, dtype=np.uint8))
            drawn.save(content, "JPEG", quality=quality, optimize=True, dpi=(200, 200))
            if content.tell() <= most:
                return content.getvalue()
    return content.getvalue()
