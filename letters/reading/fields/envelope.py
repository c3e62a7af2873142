"""The blocks of addresses at the head of a letter: whom it is sent to, and who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from letters.reading.layout import Layout, Span

_LAST_LINE = re.compile(
    r"[A-Z][\w .’'-]{1,30},?\s+(?:[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?,?\s{1,3}"
    r"\d{5}(?:-\d{4})?"
)
_STREET = re.compile(
    r"\d+[A-Z]?(?:-\d+)? \S.*|(?:P\.? ?O\.?|Apartado)[ ]?(?:Box|Postal)\b.*|"
    r"(?:Apt|Unit|Suite|Ste|Apto|Floor)\b.*|.*\b(?:Apt|Unit|Suite|Ste|Apto)\.? ?#?\w{1,6}",
    re.IGNORECASE,
)
_HEAD = 30  # lines of the first page that may hold its addresses
_MOST = 5  # lines of one address above its last
_ASKEW = 2  # letters that lines of one address may begin apart


@dataclass(frozen=True, repr=False)
class Block:
    """The lines of one address, first that of the name; `first`: nothing is printed before it."""

    lines: tuple[str, ...]
    first: bool

    @property
    def name(self) -> str:
        """The first line."""
        return self.lines[0]

    @property
    def words(self) -> str:
        """The address on one line."""
        return ", ".join(self.lines)


def blocks(layout: Layout) -> list[Block]:
    """The addresses at the head of a paper, in reading order, each with its name and street."""
    return list(_blocks(layout))


def _blocks(layout: Layout) -> Iterator[Block]:
    rows = list(islice(_rows(layout), _HEAD))
    for line, row in enumerate(rows):
        for cell in row.cells:
            if not _LAST_LINE.fullmatch(layout.words(cell).rstrip(".")):
                continue
            above = list(_above(layout, rows[max(0, line - _MOST) : line], cell.start - row.start))
            told = [layout.words(each) for each in reversed(above)]
            streets = [each for each in told[1:] if _STREET.fullmatch(each)]
            if streets and not _STREET.fullmatch(told[0]):
                yield Block((*told, layout.words(cell)), above[-1] == rows[0].cells[0])


@dataclass(frozen=True)
class _Row:
    start: int
    cells: list[Span]


def _rows(layout: Layout) -> Iterator[_Row]:
    """The printed lines from the first that holds words; `Layout.lines` has an end after each."""
    begun, last = False, -1
    for line, cells in zip(layout.lines, layout.cells, strict=True):
        begun = begun or bool(cells)
        if begun and line.start > last:
            yield _Row(line.start, cells)
        last = line.end


def _above(layout: Layout, rows: Sequence[_Row], left: int) -> Iterator[Span]:
    """The cells right above one another, the nearest first; an empty line ends them."""
    for row in reversed(rows):
        same = [each for each in row.cells if abs(each.start - row.start - left) <= _ASKEW]
        if not same or layout.words(same[0]).endswith(":"):
            return
        yield same[0]
