"""A document as blocks of runs: what every writer draws and every linter reads.

Nothing here shows a run's text in its `repr`: letters are health data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from letters.writing.exhibit import Sheet

Kind = Literal["letter", "checklist", "draft", "cover", "packet", "page", "sources"]
Style = Literal["plain", "date", "quote", "note"]
Spacing = Literal["usual", "close", "closer"]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Text of one owner and one look. A line break is a run of "\\n".

    `because` says why a sentence among others may stand, as that of a paragraph does.
    """

    text: str
    owner: str | None = None
    bold: bool = False
    italic: bool = False
    marked: bool = False
    because: str | None = None

    def saying(self, text: str) -> Run:
        """The same with other words. A letter asks it a thousand times: `replace` takes longer."""
        return Run(text, self.owner, self.bold, self.italic, self.marked, self.because)

    def __repr__(self) -> str:
        return f"Run({len(self.text)} characters, owner={self.owner})"


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`because` says why the sentence may stand when no value in it has an owner."""

    runs: Runs
    because: str | None = None
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1 and never skips one. `part`: it begins a part of a packet."""

    level: int
    runs: Runs
    part: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. `by` is the date a step is due, `more` what stands below its text."""

    runs: Runs
    because: str | None = None
    by: Runs = ()
    more: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A checklist: each item gets a box to tick."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    runs: Runs
    because: str | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares, one a column; `blank_rows` are empty rows to fill in by hand.

    `write` leaves room for a line of handwriting in the last column.
    """

    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    blank_rows: int = 0
    write: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on a line of time and what it is; the one that counts most is `strong`."""

    label: Runs
    day: Runs
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days along a line, the first one left."""

    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Address:
    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of the Re: block: a fixed label and its value. Without a label it is the subject."""

    label: str
    runs: Runs
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Re:
    """What the letter is about."""

    lines: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on and a line for the date, above the printed name and the role.

    `ink` is a photo of a signature: it stands on the line, and no date is left to fill in.
    """

    closing: Runs
    name: Runs
    role: Runs
    ink: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet on a page of its own. The label stands above it and is read to who cannot see it."""

    label: Runs
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Spacer:
    lines: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block: TypeAlias = (
    Paragraph
    | Heading
    | Bullets
    | Numbered
    | Steps
    | Table
    | Timeline
    | Address
    | Re
    | Signature
    | Picture
    | Spacer
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words the writers print themselves, in the document's language."""

    page: str = "Page"
    of: str = "of"
    date: str = "Date"
    re: str = "Re:"
    signature: str = "Signature"


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """`title` goes into the file's properties; `dated` makes the bytes the same every time.

    `banner` stands at the head of every page.
    The blocks from number `together_from` to the signature stand on one page.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    footer: Runs = ()
    banner: Runs = ()
    kind: Kind = "letter"
    large: bool = False
    dated: date | None = None
    labels: Labels = Labels()
    spacing: Spacing = "usual"
    together_from: int | None = None

    @property
    def together(self) -> range:
        """The numbers of the blocks that stay on the page of the signature."""
        signed = (n for n, each in enumerate(self.blocks) if isinstance(each, Signature))
        last = next(signed, 0)
        return range(last if self.together_from is None else self.together_from, last)

    def __repr__(self) -> str:
        return f"Document({self.kind}, {self.language}, {len(self.blocks)} blocks)"
