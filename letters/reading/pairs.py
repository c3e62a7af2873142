"""Labels and the values that stand beside or below them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from letters.reading.labels import Mark, marks
from letters.reading.layout import Layout, Span


@dataclass(frozen=True, repr=False)
class Pair:
    """A value at a label of `field`. `how`: beside, row (the next cell), below or sentence."""

    field: str
    rank: int
    label: Span
    value: Span
    how: str
    exact: bool


def pairs(layout: Layout) -> list[Pair]:
    """Every pair of the paper, in reading order; a label of two fields gives two pairs."""
    found = list(marks(layout.text))
    heads = _heads(layout, found)
    labels = {mark.start: mark.end for mark in found}
    return [
        Pair(field, rank, Span(mark.start, mark.end), value, how, mark.exact)
        for number, mark in enumerate(found)
        for value, how in _values(layout, found, number, heads)
        if labels.get(value.start, -1) < value.end  # a label alone is no value of another
        for field, rank in mark.fields
    ]


def _values(
    layout: Layout, found: list[Mark], number: int, heads: dict[int, int]
) -> Iterator[tuple[Span, str]]:
    mark = found[number]
    line = line_of(layout, mark.end - 1)
    end = layout.lines[line].end
    if number in heads:  # a line of labels, the values stand below them
        yield from ((span, "below") for span in _below(layout, mark, heads[number]))
        return
    if mark.parted and mark.begins:
        stop = _stop(layout, found, number, end)
        value = _trimmed(layout.text, Span(mark.value_at, stop))
        if value.end > value.start:
            yield value, "beside"
            return
        if stop < end:  # another label stands behind it: this one is empty
            below = _below(layout, mark, line + 1, strict=True)
        else:
            below = _below(layout, mark, line + 1)
        yield from ((span, "below") for span in below)
        return
    beside = _row(layout, mark, line)
    if beside is not None:
        yield _trimmed(layout.text, beside), "row"
    elif mark.begins or any(field in _IN_SENTENCES for field, _ in mark.fields):
        at = _IS.match(layout.text, mark.value_at)
        start = at.end() if at else mark.value_at
        stop = _stop(layout, found, number, end)
        if start >= end and line + 1 < len(layout.lines):  # a sentence goes on in the next line
            start, stop = layout.lines[line + 1]
        value = _trimmed(layout.text, Span(start, max(start, stop)))
        if value.end > value.start:
            yield value, "sentence"


def _row(layout: Layout, mark: Mark, line: int) -> Span | None:
    """The next cell, where the label fills one."""
    cells = layout.cells[line]
    for cell, following in pairwise(cells):
        if _fills(layout, mark, cell):
            return following
    return None


_IN_SENTENCES = ("claim_number", "reference_number", "member_id", "group_number", "cpt", "icd10")
_IS = re.compile(r"(?:is|was|are|es|:|#)[ ]*:?[ ]*", re.IGNORECASE)


def line_of(layout: Layout, at: int) -> int:
    """The number of the line that a place is in."""
    return bisect.bisect_right(layout.line_starts, at) - 1


def _stop(layout: Layout, found: list[Mark], number: int, end: int) -> int:
    """Where the value ends: at the next label of the line, at a bar, or at a wide gap."""
    start = found[number].value_at
    for later in found[number + 1 :]:
        if later.start >= end:
            break
        if later.start < start or not later.begins:
            continue
        if later.parted or layout.text[later.start - 2 : later.start] in (". ", "; "):
            return later.start
    gap = _GAP.search(layout.text, start, end)
    return gap.start() if gap else end


_GAP = re.compile(r"(?<=\S) {3,}(?=\S)|[ ]*[|¦]")
_EDGES = " \t|¦•;,*"


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES + ":":
        start += 1
    while end > start and text[end - 1] in _EDGES + "-–—(":
        end -= 1
    if end > start and text[end - 1] == "." and text[start:end].count(".") == 1:
        end -= 1
    return Span(start, end)


def _heads(layout: Layout, found: list[Mark]) -> dict[int, int]:
    """The labels that fill a whole cell of a line of such cells, and the line with their values."""
    by_line: dict[int, list[int]] = {}
    for number, mark in enumerate(found):
        by_line.setdefault(line_of(layout, mark.start), []).append(number)
    heads: dict[int, int] = {}
    for line, numbers in by_line.items():
        cells = layout.cells[line]
        filled = [n for n in numbers if any(_fills(layout, found[n], cell) for cell in cells)]
        if len(filled) * 2 > len(cells):
            below = _next_line(layout, line, most=4)  # an empty line may part the two
            if (below is not None and below not in by_line) or (
                below is not None and not _is_head(layout, below, by_line[below], found)
            ):
                heads.update(dict.fromkeys(filled, below))
    return heads


def _is_head(layout: Layout, line: int, numbers: list[int], found: list[Mark]) -> bool:
    """Whether a line is one of labels itself: a form, or a list of labels with their values."""
    return any(
        (found[n].parted and found[n].begins)
        or any(_fills(layout, found[n], cell) for cell in layout.cells[line])
        for n in numbers
    )


def _fills(layout: Layout, mark: Mark, cell: Span) -> bool:
    rest = layout.text[mark.end : cell.end].strip(" :#.")
    return mark.start <= cell.start + 1 and mark.start >= cell.start and not rest


def _next_line(layout: Layout, line: int, *, most: int = 3) -> int | None:
    return next(
        (n for n in range(line + 1, min(line + most, len(layout.cells))) if layout.cells[n]), None
    )


def _below(layout: Layout, mark: Mark, line: int, *, strict: bool = False) -> Iterator[Span]:
    """The cell below a label: the one that lies under it, or the only one."""
    line = (
        line
        if line < len(layout.cells) and layout.cells[line]
        else (_next_line(layout, line) or -1)
    )
    if line < 0:
        return
    label_line = layout.lines[line_of(layout, mark.start)]
    left, right = mark.start - label_line.start, mark.value_at - label_line.start
    start = layout.lines[line].start
    cells = layout.cells[line]
    heads = layout.cells[line_of(layout, mark.start)]
    if len(cells) == len(heads) > 1 and not strict:  # as many values as labels: one for each
        for head, cell in zip(heads, cells, strict=True):
            if head.start <= mark.start < head.end:
                yield _trimmed(layout.text, cell)
        return
    if len(cells) == 1 and not strict and len(layout.cells[line_of(layout, mark.start)]) == 1:
        yield _trimmed(layout.text, cells[0])
        return
    for cell in cells:
        if cell.start - start < right and cell.end - start > left:
            yield _trimmed(layout.text, cell)
            return
