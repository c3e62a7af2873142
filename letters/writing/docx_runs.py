"""Runs in a Word paragraph: line breaks, looks, and the direction of their script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

from letters.writing import blocks as b
from letters.writing import stationery


def put(paragraph: Paragraph, runs: b.Runs) -> None:
    """Adds the runs to the paragraph; one wholly in Arabic or Hebrew runs from the right."""
    for run in runs:
        if run.text == "\n":
            paragraph.add_run().add_break()
            continue
        for rightward, text in _directed(run.text):
            drawn = paragraph.add_run()
            drawn._r.add_t(text).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            drawn.bold = run.bold or None
            drawn.italic = run.italic or None
            if run.marked:
                drawn.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if rightward:
                drawn.font.rtl = True
                drawn.font.cs_bold = run.bold or None
    if runs and all(rightward for run in runs for rightward, _ in _directed(run.text)):
        stationery.put_in_order(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"))


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
