"""Invented papers as a person's telephone sees them: askew on a table, shaded, blurred, noisy."""

from __future__ import annotations

import io
from functools import cache

import cv2
import fontpkg  # type: ignore[import-untyped]  # no stubs are published
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from letters.reading.ocr import Pixels

WIDTH, HEIGHT = 1700, 2200
TITLE = "LAKESIDE SPINE CLINIC"
LINES = (
    "Visit note of June 2, 2026. Patient: Rosa Vega. Member ID NBT 4410 2286.",
    "The patient is seen again for pain in the lower back with numb toes on the left.",
    "She finished 16 visits of physical therapy between April 6 and May 31, 2026.",
    "Naproxen 500 mg twice a day was stopped on May 4 because of stomach pain.",
    "Gabapentin 300 mg at night since May 8 gives some relief of the burning.",
    "On examination the straight leg raise is positive at 40 degrees on the left.",
    "Ankle reflex is absent on the left. Strength of the great toe is 3 of 5.",
    "X-ray of April 2, 2026 shows a narrow disc space between L5 and S1.",
    "Assessment: lumbar radiculopathy, left, with progressive weakness.",
    "Plan: MRI of the lumbar spine without contrast before a nerve block is planned.",
    "The weakness has grown since the last visit and may become permanent.",
    "Work: she has missed nine days. She cannot sit for more than fifteen minutes.",
)


@cache
def page(size: int = 30, seed: int = 0) -> Pixels:
    """A typed page in gray, 200 dots per inch; `size` of the letters in dots."""
    sheet = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(sheet)
    pen.text((170, 150), TITLE, fill=0, font=_font(52))
    rows = np.random.default_rng(seed).permutation(len(LINES))
    y = 280
    while y < HEIGHT - 260:
        for row in rows:
            if y < HEIGHT - 260:
                pen.text((170, y), LINES[row], fill=15, font=_font(size))
                y += round(size * 1.75)
        y += size
    pen.text((170, HEIGHT - 190), "LAST LINE OF THE PAGE 7731", fill=0, font=_font(size))
    return np.asarray(sheet, dtype=np.uint8)


def on_a_table(
    sheet: Pixels, *, tilt: float = 0.06, seed: int = 1, margin: float = 0.09, height: int = 4000
) -> Pixels:
    """The sheet seen askew from above, on brown wood, in color; 12 million dots by default."""
    rng = np.random.default_rng(seed)
    width = height * 3 // 4
    grain = cv2.resize(rng.normal(0, 12, (400, 30)), (width, height)).astype(np.float32)
    table = np.clip(np.array([40, 70, 105], np.float32) + grain[..., None], 0, 255)
    near = np.array(
        [
            (margin, margin),
            (1 - margin, margin),
            (1 - margin, 1 - margin),
            (margin, 1 - margin),
        ]
    )
    corners = (near + rng.uniform(-tilt, tilt, (4, 2))) * (width, height)
    box = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float32)
    lens = cv2.getPerspectiveTransform(box, corners.astype(np.float32))
    paper = cv2.cvtColor(sheet, cv2.COLOR_GRAY2BGR)
    seen = cv2.warpPerspective(paper, lens, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(sheet, 255), lens, (width, height))[..., None] / 255
    return _dots(seen * mask * 0.93 + table * (1 - mask))


def shaded(picture: Pixels, depth: float = 0.6, *, seed: int = 2) -> Pixels:
    """Darker to one corner, as under a lamp with a hand in front of it."""
    y, x = np.mgrid[0:400, 0:300].astype(np.float32) / np.array([[[400]], [[300]]], np.float32)
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    far = np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5) + 0.7
    light = 1 - depth * np.clip(far / 1.4, 0, 1)
    light *= 1 - depth / 2 * (np.hypot(x - 0.8, y - 0.9) < 0.35)
    light = cv2.GaussianBlur(light.astype(np.float32), (0, 0), 5)
    light = cv2.resize(light, (picture.shape[1], picture.shape[0]))
    return _dots(picture * (light[..., None] if picture.ndim == 3 else light))


def blurred(picture: Pixels, dots: float) -> Pixels:
    return _dots(cv2.GaussianBlur(picture, (0, 0), dots))


def noisy(picture: Pixels, deviation: float, *, seed: int = 3) -> Pixels:
    noise = np.random.default_rng(seed).normal(0, deviation, picture.shape)
    return _dots(picture + noise)


def turned(picture: Pixels, degrees: float) -> Pixels:
    height, width = picture.shape[:2]
    lens = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return _dots(cv2.warpAffine(picture, lens, (width, height), borderValue=(255, 255, 255)))


def small(picture: Pixels, longest: int) -> Pixels:
    factor = longest / max(picture.shape[:2])
    return _dots(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))


def file(picture: Pixels, form: str = "JPEG", quality: int = 88) -> bytes:
    """As a file; colors are in the order of OpenCV."""
    dots = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB) if picture.ndim == 3 else picture
    content = io.BytesIO()
    Image.fromarray(dots).save(content, form, quality=quality)
    return content.getvalue()


def _dots(values: NDArray[np.floating] | NDArray[np.integer] | cv2.typing.MatLike) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fontpkg.path("Arimo")), size)


def scrawl(*, lined: bool = False, seed: int = 11) -> Pixels:
    """A signature in blue ink on a white page, in color."""
    rng = np.random.default_rng(seed)
    sheet = np.full((1200, 1600, 3), 240, np.uint8)
    if lined:
        for y in range(100, 1200, 120):
            cv2.line(sheet, (0, y), (1599, y + 4), (205, 190, 175), 3)
    x = np.linspace(400, 1200, 60)
    y = 600 + 110 * np.sin(x / 38) * np.cos(x / 170) + rng.normal(0, 9, 60)
    strokes = np.stack([x + 40 * np.sin(x / 21), y], axis=1).astype(np.int32)
    cv2.polylines(sheet, [strokes], False, (120, 40, 20), 7, cv2.LINE_AA)
    cv2.line(sheet, (520, 730), (1240, 690), (120, 40, 20), 6, cv2.LINE_AA)
    return _dots(cv2.GaussianBlur(sheet, (0, 0), 1.2))
