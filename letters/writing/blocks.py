"""A document as blocks of runs: what every writer draws and every linter reads.

Nothing here shows a run's text in its `repr`: letters are health data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Kind = Literal["letter", "checklist", "draft", "cover"]
Style = Literal["plain", "date", "quote", "note"]


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Text of one owner and one look. A line break is a run of "\\n"."""

    text: str
    owner: str | None = None
    bold: bool = False
    italic: bool = False
    marked: bool = False

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
    """`level` counts from 1 and never skips one."""

    level: int
    runs: Runs


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
    """`widths` are shares, one a column; `blank_rows` are empty rows to fill in by hand."""

    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    blank_rows: int = 0


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
    """A line to sign on and a line for the date, above the printed name and the role."""

    closing: Runs
    name: Runs
    role: Runs


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
    | Address
    | Re
    | Signature
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


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """`title` goes into the file's properties; `dated` makes the bytes the same every time."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    footer: Runs = ()
    kind: Kind = "letter"
    large: bool = False
    dated: date | None = None
    labels: Labels = Labels()

    def __repr__(self) -> str:
        return f"Document({self.kind}, {self.language}, {len(self.blocks)} blocks)"
