"""A paper as it is printed: its text on letter paper or a card, in letters of different widths.

What stands behind two or more spaces begins at its own place, as the cells of a table do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from letters.writing.fonts import folders

DOTS_PER_INCH = 200
MARGIN = 130
LETTER_SIZE = 28  # pixels: ten points
SMALLEST = 12
LINE = 41  # from one to the next, at that size
CARD = (1012, 638)  # as wide and high as a bank card, at 300 dots an inch
_CELL = re.compile(r"\S+(?: \S+)*")


def sheet(text: str, *, size: int = LETTER_SIZE) -> Image.Image:
    """The text as one page, as a scanner sees it; long lines are set in smaller letters."""
    lines = text.expandtabs(4).splitlines()
    width, height = round(8.5 * DOTS_PER_INCH), 11 * DOTS_PER_INCH
    size = _fitting(lines, size, width - 2 * MARGIN)
    step = round(LINE * size / LETTER_SIZE)
    shown = Image.new("RGB", (width, max(height, 2 * MARGIN + step * len(lines))), "white")
    _write(shown, lines, size, at=(MARGIN, MARGIN), step=step)
    return shown


def card(text: str) -> Image.Image:
    """The text on an insurance card of plastic, with a band of color behind its head."""
    lines = [line for line in text.expandtabs(4).splitlines() if line.strip()]
    width, height = CARD
    step = min(60, (height - 80) // len(lines))
    size = _fitting(lines, min(LETTER_SIZE, round(0.7 * step)), width - 80)
    shown = Image.new("RGB", CARD, (236, 243, 250))
    ImageDraw.Draw(shown).rectangle((0, 0, width, 40 + round(1.1 * step)), fill=(176, 208, 236))
    _write(shown, lines, size, at=(40, 40), step=step)
    return shown


def _write(
    shown: Image.Image, lines: Sequence[str], size: int, *, at: tuple[int, int], step: int
) -> None:
    draw = ImageDraw.Draw(shown)
    for number, line in enumerate(lines):
        for left, words in _placed(line, size):
            draw.text((at[0] + left, at[1] + step * number), words, "black", _font(size))


def _fitting(lines: Sequence[str], size: int, room: int) -> int:
    while size > SMALLEST and max((_right(line, size) for line in lines), default=0) > room:
        size -= 1
    return size


def _placed(line: str, size: int) -> list[tuple[float, str]]:
    """Each cell of a line with its place: at its column, or behind the cell before it."""
    unit = _font(size).getlength("appeal within 180 days") / 22
    found: list[tuple[float, str]] = []
    free = 0.0
    for cell in _CELL.finditer(line):
        left = max(cell.start() * unit, free)
        found.append((left, cell.group()))
        free = left + _font(size).getlength(cell.group()) + 2 * unit
    return found


def _right(line: str, size: int) -> float:
    placed = _placed(line, size)
    return placed[-1][0] + _font(size).getlength(placed[-1][1]) if placed else 0.0


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    regular = next(
        path for folder in folders() for path in sorted(Path(folder).rglob("Arimo[[]wght].ttf"))
    )
    return ImageFont.truetype(str(regular), size)
