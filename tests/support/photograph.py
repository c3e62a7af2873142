"""A photograph of a page, as people take it: askew, shaded, folded, blurred, dark. By seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.float32]
Change = Callable[[Numbers, np.random.Generator], Numbers]


@dataclass(frozen=True)
class Manner:
    """How a photo is taken; 0 is flawless, 1 as bad as a person would still send."""

    perspective: float = 0.0
    tilt: float = 0.0
    fold: float = 0.0
    shade: float = 0.0
    dark: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    jpeg: int = 90
    longest: int = 4000  # Telegram makes a photo 1280 pixels long, unless it is sent as a file


MANNERS = {
    "small": Manner(jpeg=80, longest=1280),
    "tilted": Manner(tilt=1.0),
    "perspective": Manner(perspective=1.0, tilt=0.3),
    "shaded": Manner(shade=1.0, perspective=0.3),
    "dark": Manner(dark=1.0, noise=0.5),
    "blurred": Manner(blur=1.0, noise=0.2),
    "folded": Manner(fold=1.0, shade=0.3),
    "noisy": Manner(noise=1.0, jpeg=40),
    "hurried": Manner(
        perspective=0.6, tilt=0.5, fold=0.5, shade=0.6, dark=0.4, blur=0.5, noise=0.5, jpeg=60
    ),
    "hurried and small": Manner(
        perspective=0.6, tilt=0.5, fold=0.5, shade=0.6, dark=0.4, noise=0.5, longest=1280
    ),
}


def photograph(page: Image.Image, manner: Manner, *, seed: int) -> Image.Image:
    """The page on a table, photographed in that manner; the same for the same seed."""
    chance = np.random.default_rng(seed)
    shown = np.asarray(page.convert("RGB"), dtype=np.float32)
    shown = _on_table(shown, chance)
    shown = _bent(shown, manner, chance)
    shown = _lit(shown, manner, chance)
    if manner.blur:
        shown = np.asarray(cv2.GaussianBlur(shown, (0, 0), 0.4 + 1.2 * manner.blur))
    if manner.noise:
        shown = shown + chance.normal(0, 14 * manner.noise, shown.shape).astype(np.float32)
    taken = Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))
    taken.thumbnail((manner.longest, manner.longest), reducing_gap=3.0)
    return _compressed(taken, manner.jpeg)


def faxed(page: Image.Image, *, seed: int = 0, dots_per_inch: int = 200) -> Image.Image:
    """The page as a fax machine delivers it: black and white in fine mode, with specks."""
    chance = np.random.default_rng(seed)
    gray = np.asarray(page.convert("L"), dtype=np.float32)
    factor = 8.5 * dots_per_inch / gray.shape[1]
    size = (round(gray.shape[1] * factor), round(gray.shape[0] * factor))
    small = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA))
    black = small + chance.normal(0, 25, small.shape) < 150
    specks = chance.random(small.shape) < 0.0006
    return Image.fromarray(np.where(black | specks, 0, 255).astype(np.uint8))


def _on_table(page: Numbers, chance: np.random.Generator) -> Numbers:
    height, width = page.shape[:2]
    edge = round(0.05 * width)
    table = np.empty((height + 2 * edge, width + 2 * edge, 3), dtype=np.float32)
    table[:] = chance.uniform(60, 130, 3)
    table += chance.normal(0, 6, (*table.shape[:2], 1))
    table[edge:-edge, edge:-edge] = page
    return table


def _bent(shown: Numbers, manner: Manner, chance: np.random.Generator) -> Numbers:
    height, width = shown.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = corners + np.float32(0.07 * manner.perspective) * width * chance.uniform(
        -1, 1, (4, 2)
    ).astype(np.float32)
    angle = np.deg2rad(7.0 * manner.tilt * chance.choice([-1, 1]))
    turn = np.array(
        [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], dtype=np.float32
    )
    centre = np.array([width / 2, height / 2], dtype=np.float32)
    moved = (moved - centre) @ turn.T + centre
    moved = moved - moved.min(axis=0)
    size = [int(side) for side in np.ceil(moved.max(axis=0))]
    bent: Any = cv2.warpPerspective(
        shown,
        cv2.getPerspectiveTransform(corners, moved.astype(np.float32)),
        size,
        flags=cv2.INTER_AREA,
        borderValue=(90, 80, 70),
    )
    if manner.fold:
        bent = _folded(np.asarray(bent), manner.fold)
    return np.asarray(bent, dtype=np.float32)


def _folded(shown: Numbers, much: float) -> Numbers:
    """Two creases across, as a letter comes out of its envelope: a wave, and light on it."""
    height, width = shown.shape[:2]
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    wave = np.abs(np.sin(3 * np.pi * down / height))
    lift = 0.006 * much * height * wave * np.sin(np.pi * across / width)
    bent = cv2.remap(
        shown,
        across.astype(np.float32),
        (down + lift).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    light = 1 - 0.25 * much * np.exp(-((wave / 0.08) ** 2))
    return np.asarray(bent * light[..., None], dtype=np.float32)


def _lit(shown: Numbers, manner: Manner, chance: np.random.Generator) -> Numbers:
    height, width = shown.shape[:2]
    light = np.ones((height, width), dtype=np.float32)
    if manner.shade:
        across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        way = chance.uniform(0, 2 * np.pi)
        # The shadow of the hand and the telephone: a soft edge over the page.
        edge = 1 / (1 + np.exp(-9 * (across * np.cos(way) + down * np.sin(way))))
        light *= (1 - 0.6 * manner.shade * edge).astype(np.float32)
    shown = shown * light[..., None]
    if manner.dark:
        shown = shown * np.float32(1 - 0.7 * manner.dark)
        shown = shown * np.array([1.0, 0.92, 0.78], dtype=np.float32)  # a lamp in the evening
    return shown


def _compressed(picture: Image.Image, quality: int) -> Image.Image:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(BytesIO(kept.getvalue())).convert("RGB")
