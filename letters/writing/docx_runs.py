"""Runs in a Word paragraph: line breaks, looks, and the direction of their script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from letters.writing import blocks as b
from letters.writing.joined import joined
from letters.writing.pieces import HELD
from letters.writing.word import Paragraph


def put(paragraph: Paragraph, runs: b.Runs) -> None:
    """Adds the runs to the paragraph; one wholly in Arabic or Hebrew runs from the right."""
    rightward_only = bool(runs)
    for run in joined(runs):
        stretches = [(False, run.text)] if run.text.isascii() else list(_directed(run.text))
        rightward_only &= all(rightward for rightward, _ in stretches)
        if run.text == "\n":
            paragraph.add_run("\n")
            continue
        for rightward, text in stretches:
            drawn = paragraph.add_text(_held(text))
            drawn.bold, drawn.italic, drawn.marked = run.bold, run.italic, run.marked
            drawn.rtl = rightward
    paragraph.bidi = rightward_only


def _held(text: str) -> str:
    """The text with a no-break space where a line may not end."""
    return HELD.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _directed(text: str) -> Iterator[tuple[bool, str]]:
    """The text in stretches, each with whether it is written from right to left.

    Marks and spaces belong to a stretch only between two of its letters: the comma after an
    Arabic name in an English sentence is the sentence's.
    """
    sides = [_SIDES.get(unicodedata.bidirectional(character)) for character in text]
    rightward, waiting, found = False, 0, []
    for side in sides:
        if side is None:
            waiting += 1
            continue
        found += [rightward and side] * waiting + [side]
        rightward, waiting = side, 0
    found += [False] * waiting
    paired = groupby(zip(found, text, strict=True), key=lambda pair: pair[0])
    for rightward, pairs in paired:
        yield rightward, "".join(character for _, character in pairs)


# Figures read from left to right in every script.
_SIDES = {"R": True, "AL": True, "L": False, "EN": False}
