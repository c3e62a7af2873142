"""Pieces of text with their places on a page, put in the order in which a person reads them.

Columns of a table stay side by side, by spaces; columns of running text follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LEAST_RUN = 6  # lines that a column of running text has
PROSE = 24  # characters of a line of it, in the middle
LONGEST_INDENT = 160  # columns of spaces: a page is not wider


@dataclass(frozen=True)
class Piece:
    """What stands between two wide gaps of a line. y grows downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


Row = list[Piece]


def page_text(pieces: Iterable[Piece]) -> str:
    """The page as lines of text, its gaps kept as spaces and empty lines."""
    kept = [piece for piece in pieces if piece.text.strip()]
    if not kept:
        return ""
    unit = _unit(kept)
    blocks = _blocks(_rows(kept), unit)
    return "\n\n".join(_written(block, unit) for block in blocks if block)


def _unit(pieces: Sequence[Piece]) -> float:
    """The usual width of a character."""
    widths = [(p.right - p.left) / len(p.text) for p in pieces if len(p.text) > 7]
    widths = widths or [(p.right - p.left) / len(p.text) for p in pieces]
    return max(median(widths), 1e-3)


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """The lines of the page, top to bottom, each left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda each: each.middle):
        fitting = [row for row in rows[-4:] if _fits(piece, row)]
        if fitting:
            min(fitting, key=lambda row: abs(_height(row) - piece.middle)).append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return sorted(rows, key=_height)


def _height(row: Row) -> float:
    return median(piece.middle for piece in row)


def _fits(piece: Piece, row: Row) -> bool:
    near = abs(_height(row) - piece.middle) < 0.55 * min(
        piece.height, median(each.height for each in row)
    )
    # Two pieces one above the other are two lines, however close a bent page brings them.
    over = any(
        min(piece.right, each.right) - max(piece.left, each.left)
        > 0.3 * min(piece.right - piece.left, each.right - each.left)
        for each in row
    )
    return near and not over


def _blocks(rows: list[Row], unit: float) -> list[list[Row]]:
    """The rows, cut where running text stands in columns: above, left, right, below."""
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(rows, unit):
        for begin, end in _runs(rows, gutter):
            if (best is None or end - begin > best[1] - best[0]) and _is_prose(
                rows[begin:end], gutter
            ):
                best = begin, end, gutter
    if best is None:
        return [rows]
    begin, end, gutter = best
    left = [side for row in rows[begin:end] if (side := [p for p in row if p.right <= gutter])]
    right = [side for row in rows[begin:end] if (side := [p for p in row if p.left >= gutter])]
    return [
        *_blocks(rows[:begin], unit),
        *_blocks(left, unit),
        *_blocks(right, unit),
        *_blocks(rows[end:], unit),
    ]


def _gutters(rows: Sequence[Row], unit: float) -> list[float]:
    found = {
        round((one.right + other.left) / 2 / unit)
        for row in rows
        for one, other in pairwise(row)
        if other.left - one.right > 1.5 * unit
    }
    return [each * unit for each in sorted(found)]


def _runs(rows: Sequence[Row], gutter: float) -> list[tuple[int, int]]:
    """From where to where no piece crosses the gutter."""
    runs = []
    begin = 0
    for number, row in enumerate([*rows, None]):
        if row is None or any(p.left < gutter < p.right for p in row):
            first, last = begin, number
            while first < last and not _has_both(rows[first : first + 2], gutter):
                first += 1
            if last - first >= LEAST_RUN:
                runs.append((first, last))
            begin = number + 1
    return runs


def _has_both(rows: Sequence[Row], gutter: float) -> bool:
    pieces = [piece for row in rows for piece in row]
    return any(p.right <= gutter for p in pieces) and any(p.left >= gutter for p in pieces)


def _is_prose(rows: Sequence[Row], gutter: float) -> bool:
    left = [[p for p in row if p.right <= gutter] for row in rows]
    right = [[p for p in row if p.left >= gutter] for row in rows]
    return _runs_on(left) and _runs_on(right)


def _runs_on(side: Sequence[Row]) -> bool:
    """Whether one side is running text: long lines in one piece, most of them full."""
    lines = [row for row in side if row]
    if len(lines) < LEAST_RUN - 1:
        return False
    widths = [row[-1].right - row[0].left for row in lines]
    return (
        median(sum(len(piece.text) for piece in row) for row in lines) >= PROSE
        and median(len(row) for row in lines) == 1
        and median(widths) > 0.75 * max(widths)
    )


def _written(rows: Sequence[Row], unit: float) -> str:
    margin = min(row[0].left for row in rows)
    steps = [_height(low) - _height(high) for high, low in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    # A card or a form may have all its lines far apart: no gap stands out there.
    least = sorted(steps)[len(steps) // 10] if steps else 0.0
    lines = [_line(rows[0], margin, unit)]
    for step, row in zip(steps, rows[1:], strict=True):
        wide = step > 2.2 * median(piece.height for piece in row) and step > 1.4 * least
        if step > 1.4 * usual or wide:
            lines.append("")
        lines.append(_line(row, margin, unit))
    return "\n".join(lines)


def _line(row: Row, margin: float, unit: float) -> str:
    line = ""
    before: Piece | None = None
    for piece in row:
        column = min(round((piece.left - margin) / unit), LONGEST_INDENT)
        if before is None:
            line = " " * column
        elif piece.left - before.right < 1.3 * unit:
            line += " "
        else:
            line += " " * max(column - len(line), 3)
        line += piece.text.strip()
        before = piece
    return line
