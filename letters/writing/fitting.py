"""A letter set so that its last page is worth a page, in PDF and DOCX alike.

Where the signature would stand on a page with little else, the lines are set closer until they fit
on the page before; where that is not enough, the closing sections come along onto the last page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from letters.writing import blocks as b
from letters.writing import pdf

TOP, BOTTOM = 72.0, 720.0  # of the text on US Letter, in points from the upper edge
LITTLE = 0.25  # of a page: less than that is hardly a page
SAVED = 0.2  # of each page, at most, by setting it closer
FEW = 2  # pages of a letter that nobody minds
CLOSING = 2  # sections before the signature that may come along: next steps, enclosures


@dataclass(frozen=True)
class Fitted:
    """The letter as it is set; `signed` is the page to sign on, from 1."""

    document: b.Document
    drawn: pdf.Drawn
    signed: int

    @property
    def pages(self) -> int:
        """All pages of the letter."""
        return self.drawn.pages


def fitted(letter: b.Document) -> Fitted:
    """The letter as wide as it may be set without a page that holds little more than a signature.

    A letter of three pages or more is set closer, too, where that saves one.
    """
    usual = _set(letter)
    if not usual.bare and (usual.signed <= FEW or usual.filled > SAVED * (usual.signed - 1)):
        return usual.fitted
    found = [usual]
    for each in _closer(letter):
        tried = _set(each)
        if tried.signed < usual.signed and not tried.bare:
            return tried.fitted
        found.append(tried)
    if not usual.bare:
        return usual.fitted
    along = _set(replace(letter, together_from=_closing(letter)))
    return along.fitted if along.signed == usual.signed else min(found, key=_worth).fitted


def one_sheet(page: b.Document) -> b.Document:
    """What the person reads, set closer where that saves a page; large type stays as it is."""
    usual = pdf.pages(page)
    if page.large or usual == 1:
        return page
    closer = replace(page, spacing="close")
    return closer if pdf.pages(closer) < usual else page


@dataclass(frozen=True)
class _Set:
    """A letter, the page of its signature, how full that is, and whether it holds little else."""

    fitted: Fitted
    signed: int
    filled: float
    bare: bool


def _set(letter: b.Document) -> _Set:
    made = pdf.drawn(letter)
    extent = made.extent
    end = extent.signed or pdf.Spot(extent.pages, BOTTOM)
    filled = (end.down - TOP) / (BOTTOM - TOP)
    bare = end.page > 1 and (filled < LITTLE or _is_list_alone(letter, extent, end))
    return _Set(Fitted(letter, made, end.page), end.page, filled, bare)


def _is_list_alone(letter: b.Document, extent: pdf.Extent, end: pdf.Spot) -> bool:
    """Whether the last section, the list of enclosures, begins the page of the signature."""
    before = len(_headings(letter, until=_signature(letter)))
    last = extent.headings[before - 1] if before else None
    return last is not None and last.page == end.page and last.down < TOP + LITTLE * TOP


def _closer(letter: b.Document) -> Iterator[b.Document]:
    for spacing in ("close", "closer"):
        yield replace(letter, spacing=spacing)


def _worth(tried: _Set) -> tuple[int, bool]:
    return tried.signed, tried.bare


def _closing(letter: b.Document) -> int:
    """The number of the block from which the closing sections come along."""
    headings = _headings(letter, until=_signature(letter))
    return headings[-CLOSING:][0] if headings else _signature(letter)


def _headings(letter: b.Document, *, until: int) -> list[int]:
    return [n for n, it in enumerate(letter.blocks[:until]) if isinstance(it, b.Heading)]


def _signature(letter: b.Document) -> int:
    signed = (n for n, it in enumerate(letter.blocks) if isinstance(it, b.Signature))
    return next(signed, len(letter.blocks))
