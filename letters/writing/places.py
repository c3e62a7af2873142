"""A document's text in reading order, stretch by stretch: for linters, trail, fonts and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import groupby

from letters.writing import blocks as b


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of text, or a sentence of it that has a `because`. `name` is for people: "p 3".

    `leads` says that a list, a table or a quotation follows, as a colon promises.
    """

    tag: str
    runs: b.Runs
    because: str | None = None
    label: str = ""
    leads: bool = False
    name: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def places(document: b.Document) -> Iterator[Place]:
    """Every stretch of text of the document in reading order, the margins of the page last."""
    counts: dict[str, int] = {}
    for place in (each for found in _all(document.blocks) for each in _sentences(found)):
        tag, number = place.tag, counts.get(place.tag, 0) + 1
        counts[tag] = number
        name = f"{tag} {number}"  # dataclasses.replace would take three times as long
        yield Place(tag, place.runs, place.because, place.label, place.leads, name)
    for name, runs in (("banner", document.banner), ("footer", document.footer)):
        if runs:
            yield Place(name, runs, name=name)


def _all(blocks: Iterable[b.Block]) -> Iterator[Place]:
    listed = list(blocks)
    for place, block in enumerate(listed):
        after = listed[place + 1] if place + 1 < len(listed) else None
        leads = isinstance(after, _LED) or (
            isinstance(after, b.Paragraph) and after.style != "plain"
        )
        for found in _places(block):
            # dataclasses.replace is slow, and few paragraphs lead to anything
            yield replace(found, leads=True) if leads and isinstance(block, b.Paragraph) else found


def _sentences(place: Place) -> Iterator[Place]:
    """The stretch itself, or its parts where sentences of it have a `because` of their own."""
    if not any(run.because for run in place.runs):
        yield place
        return
    parts = [(because, tuple(runs)) for because, runs in groupby(place.runs, key=_because)]
    kept = [each for each in parts if any(run.owner or run.text.strip() for run in each[1])]
    for number, (because, runs) in enumerate(kept, 1):
        leads = place.leads and number == len(kept)
        yield replace(place, runs=runs, because=because or place.because, leads=leads)


def _because(run: b.Run) -> str | None:
    return run.because


_LED = b.Bullets | b.Numbered | b.Steps | b.Table | b.Timeline | b.Address


@singledispatch
def _places(block: b.Block) -> Iterator[Place]:
    return iter(())  # spacers and page breaks have no text


@_places.register
def _(block: b.Paragraph) -> Iterator[Place]:
    yield Place("p" if block.style == "plain" else block.style, block.runs, block.because)


@_places.register
def _(block: b.Heading) -> Iterator[Place]:
    yield Place(f"h{block.level}", block.runs)


@_places.register(b.Bullets)
@_places.register(b.Numbered)
@_places.register(b.Steps)
def _(block: b.Bullets | b.Numbered | b.Steps) -> Iterator[Place]:
    for item in block.items:
        if item.by:
            yield Place("by", item.by)
        if item.runs:
            tag = "step" if isinstance(block, b.Steps) else "li"
            yield Place(tag, item.runs, item.because, leads=bool(item.more))
        yield from _all(item.more)


@_places.register
def _(block: b.Table) -> Iterator[Place]:
    for row in (*block.header, *block.rows):
        for cell in row:
            yield Place("th" if cell.heading else "td", cell.runs, cell.because)


@_places.register
def _(block: b.Timeline) -> Iterator[Place]:
    for moment in block.moments:
        yield Place("moment", moment.label)
        yield Place("day", moment.day)


@_places.register
def _(block: b.Address) -> Iterator[Place]:
    for line in block.lines:
        yield Place("address", line)


@_places.register
def _(block: b.Re) -> Iterator[Place]:
    for line in block.lines:
        yield Place("line", line.runs, line.because, line.label)


@_places.register
def _(block: b.Picture) -> Iterator[Place]:
    yield Place("sheet", block.label)


@_places.register
def _(block: b.Signature) -> Iterator[Place]:
    for tag, runs in (("closing", block.closing), ("name", block.name), ("role", block.role)):
        if runs:
            yield Place(tag, runs)
