"""Where a sheet of paper lies in a photo of a table.

Only corners that are certain are told: a picture that is not warped can still be read, one that
is warped wrongly has lost its margin.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from letters.reading.ocr import Pixels

Corners = NDArray[np.float32]
"""Four points (x, y), clockwise from the upper left."""

SEEN_SIDE = 800  # a sheet's edge is seen on a small picture, without the letters on it
LEAST_SHARE = 0.25  # of the picture: a smaller sheet is a stamp, a window, a table in the text
LEAST_STEP = 14.0  # between paper and table, in the units of CIE L*a*b*
LEAST_SUPPORT = 0.8  # of each edge must show that step


def corners(picture: Pixels) -> Corners | None:
    """The corners of the sheet in a color picture, or None where they are not certain."""
    factor = min(1.0, SEEN_SIDE / max(picture.shape[:2]))
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    seen = np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.uint8)
    found = [quad for quad in _quads(seen) if _certain(quad, seen)]
    if not found:
        return None
    return max(found, key=_area) / np.float32(factor)


def straightened(picture: Pixels, sheet: Corners) -> Pixels:
    """The sheet alone, seen from above, in the proportions of its edges."""
    top, right, bottom, left = (
        float(np.linalg.norm(sheet[(side + 1) % 4] - sheet[side])) for side in range(4)
    )
    width, height = max(top, bottom), max(left, right)
    if 1.12 < height / width < 1.58:  # perspective shortens one side: Letter, A4 and Legal
        height = width * 11 / 8.5
    elif 1.12 < width / height < 1.58:
        width = height * 11 / 8.5
    box = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    lens = cv2.getPerspectiveTransform(sheet.astype(np.float32), box)
    size = (round(width), round(height))
    flat = cv2.warpPerspective(picture, lens, size, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8)


def _quads(seen: Pixels) -> Iterator[Corners]:
    """Outlines of four corners: of what is brighter than the rest, and of what edges enclose."""
    lab = cv2.cvtColor(seen, cv2.COLOR_BGR2LAB)
    bright, plain = lab[..., 0], cv2.absdiff(lab[..., 1:], np.full_like(lab[..., 1:], 128))
    gray_paper = np.asarray(bright.astype(np.int16) - plain.max(axis=-1), np.int16)
    scored = np.clip(gray_paper, 0, 255).astype(np.uint8)
    kernel = np.ones((9, 9), np.uint8)
    for layer in (bright, scored):
        _, mask = cv2.threshold(layer, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        yield from _outlines(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel))
    for low in (30, 60):
        edges = cv2.Canny(bright, low, low * 3)
        yield from _outlines(cv2.dilate(edges, np.ones((5, 5), np.uint8)))


def _outlines(mask: cv2.typing.MatLike) -> Iterator[Corners]:
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(found, key=cv2.contourArea, reverse=True)[:3]:
        hull = cv2.convexHull(outline)
        around = cv2.arcLength(hull, True)
        for slack in (0.015, 0.03, 0.05):
            quad = cv2.approxPolyDP(hull, slack * around, True)
            if len(quad) == 4:
                yield _clockwise(quad.reshape(4, 2).astype(np.float32))
                break


def _clockwise(quad: Corners) -> Corners:
    middle = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    around = quad[np.argsort(angles)]
    return np.asarray(np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0), np.float32)


def _area(quad: Corners) -> float:
    return float(cv2.contourArea(quad))


def _certain(quad: Corners, seen: Pixels) -> bool:
    height, width = seen.shape[:2]
    if _area(quad) < LEAST_SHARE * width * height or not _near_square(quad):
        return False
    lab = cv2.cvtColor(seen, cv2.COLOR_BGR2LAB).astype(np.float32)
    # Paper on paper (a box printed on the page, a white table) shows no step: not certain.
    return all(_steps(quad[side], quad[(side + 1) % 4], quad, lab) for side in range(4))


def _near_square(quad: Corners) -> bool:
    edges = np.roll(quad, -1, axis=0) - quad
    lengths = np.linalg.norm(edges, axis=1)
    if lengths.min() < 0.2 * lengths.max():
        return False
    before = -np.roll(edges, 1, axis=0)
    turns = (edges * before).sum(axis=1) / (lengths * np.roll(lengths, 1))
    return bool(np.all(np.abs(turns) < 0.5))  # between 60 and 120 degrees


def _steps(start: Corners, end: Corners, quad: Corners, lab: NDArray[np.float32]) -> bool:
    """Whether the color changes across this edge, most of its way, from bright to less bright."""
    height, width = lab.shape[:2]
    along = np.linspace(0.05, 0.95, 40)[:, None]
    edge = start + (end - start) * along
    inward = quad.mean(axis=0) - edge
    inward /= np.linalg.norm(inward, axis=1, keepdims=True)
    reach = 0.012 * max(height, width)
    inner = _colors(lab, edge + inward * reach)
    outer = _colors(lab, edge - inward * reach)
    if inner is None or outer is None:
        return False  # it runs along the picture's own edge: what lies beyond is not known
    step = np.linalg.norm(inner - outer, axis=1)
    brighter = inner[:, 0] > outer[:, 0]
    return bool(np.mean((step > LEAST_STEP) & brighter) >= LEAST_SUPPORT)


def _colors(lab: NDArray[np.float32], points: NDArray[np.floating]) -> NDArray[np.float32] | None:
    x, y = np.rint(points).astype(int).T
    height, width = lab.shape[:2]
    if x.min() < 0 or y.min() < 0 or x.max() >= width or y.max() >= height:
        return None
    return np.asarray(lab[y, x], np.float32)
