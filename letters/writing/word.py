"""Paragraphs and tables of a Word file, written straight as XML.

Their names are python-docx's, which looks each style up and searches each property's place: ten
times the time for a letter. Packages, styles and numbering stay python-docx's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from docx.enum.text import WD_TAB_LEADER
from docx.shared import Length

_PRESERVED = '<w:t xml:space="preserve">'
_LOOK = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0"'
    ' w:noHBand="0" w:noVBand="1" w:val="04A0"/>'
)


@dataclass(slots=True)
class TabStops:
    """Where tabs end, from the left margin."""

    found: list[str] = field(default_factory=list)

    def add_tab_stop(
        self, position: Length, *, leader: WD_TAB_LEADER = WD_TAB_LEADER.SPACES
    ) -> None:
        """Adds a stop to the right of those there are."""
        led = "" if leader is WD_TAB_LEADER.SPACES else f' w:leader="{leader.name.lower()}"'
        self.found.append(f'<w:tab w:val="left"{led} w:pos="{position.twips}"/>')


@dataclass(slots=True)
class Format:
    """What a paragraph has beside its style; None leaves it to the style."""

    keep_with_next: bool | None = None
    keep_together: bool | None = None
    page_break_before: bool | None = None
    space_before: Length | None = None
    space_after: Length | None = None
    line_spacing: Length | None = None  # exactly that much
    left_indent: Length | None = None
    tab_stops: TabStops = field(default_factory=TabStops)


@dataclass(slots=True)
class Run:
    """A stretch of one look. `marked` is highlighted, `rtl` runs from the right."""

    inner: list[str]
    bold: bool = False
    italic: bool = False
    marked: bool = False
    rtl: bool = False

    def xml(self) -> str:
        """The run as XML, its properties in the order of the schema."""
        looks = "<w:b/>" if self.bold else ""
        looks += "<w:bCs/>" if self.bold and self.rtl else ""
        looks += "<w:i/>" if self.italic else ""
        looks += '<w:highlight w:val="yellow"/>' if self.marked else ""
        looks += "<w:rtl/>" if self.rtl else ""
        properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
        return f"<w:r>{properties}{''.join(self.inner)}</w:r>"


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a named style."""

    style: str
    paragraph_format: Format = field(default_factory=Format)
    centered: bool = False
    bidi: bool = False
    number: tuple[int, int] | None = None  # the depth in a list, and the list's w:num
    runs: list[Run | str] = field(default_factory=list)

    def add_text(self, text: str) -> Run:
        """Adds words as they are."""
        run = Run([f"{_PRESERVED}{escape(text)}</w:t>"])
        self.runs.append(run)
        return run

    def add_run(self, text: str) -> Run:
        """Adds words of ours, "\\t" a tab and "\\n" the end of a line."""
        marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
        pieces = text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0")
        inner = [
            marks.get(piece) or f"{_PRESERVED}{escape(piece)}</w:t>" for piece in pieces if piece
        ]
        run = Run(inner)
        self.runs.append(run)
        return run

    def add_field(self, name: str) -> None:
        """Adds a number that Word fills in."""
        self.runs.append(f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')

    def add_picture(self, drawing: str) -> None:
        """Adds a picture that stands in the line, as python-docx's XML of it."""
        self.runs.append(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>")

    def add_page_break(self) -> None:
        self.runs.append('<w:r><w:br w:type="page"/></w:r>')

    def xml(self) -> str:
        """The paragraph as XML."""
        drawn = "".join(run if isinstance(run, str) else run.xml() for run in self.runs)
        return f"<w:p>{self._properties()}{drawn}</w:p>"

    def _properties(self) -> str:
        # In the order of the schema (stationery.PARAGRAPH_ORDER): Word reads no other.
        set_to, made = self.paragraph_format, ""
        if self.style != "Normal":
            made += f'<w:pStyle w:val="{style_id(self.style)}"/>'
        made += _switch("keepNext", set_to.keep_with_next)
        made += _switch("keepLines", set_to.keep_together)
        made += _switch("pageBreakBefore", set_to.page_break_before)
        if self.number:
            depth, number = self.number
            made += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        if set_to.tab_stops.found:
            made += f"<w:tabs>{''.join(set_to.tab_stops.found)}</w:tabs>"
        made += "<w:bidi/>" if self.bidi else ""
        made += _spacing(set_to)
        if set_to.left_indent is not None:
            made += f'<w:ind w:left="{set_to.left_indent.twips}"/>'
        made += '<w:jc w:val="center"/>' if self.centered else ""
        return f"<w:pPr>{made}</w:pPr>" if made else ""


@dataclass(slots=True)
class Table:
    """A table with lines between its cells, its columns as wide as told."""

    widths: Sequence[Length]
    rows: list[str] = field(default_factory=list)

    def add_row(self, cells: Iterable[Paragraph], *, header: bool) -> None:
        """Adds a row that stays on one page; a header is repeated on each page."""
        self._add(cells, "<w:cantSplit/>" + ("<w:tblHeader/>" if header else ""))

    def add_blank_row(self, height: Length) -> None:
        """Adds a row to write in by hand."""
        blank = [Paragraph("Normal")] * len(self.widths)
        self._add(blank, f'<w:trHeight w:val="{height.twips}" w:hRule="atLeast"/>')

    def xml(self) -> str:
        """The table as XML."""
        columns = "".join(f'<w:gridCol w:w="{width.twips}"/>' for width in self.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id("Table Grid")}"/>'
            f'<w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/>{_LOOK}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(self.rows)}</w:tbl>"
        )

    def _add(self, cells: Iterable[Paragraph], properties: str) -> None:
        drawn = "".join(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width.twips}"/></w:tcPr>{cell.xml()}</w:tc>'
            for cell, width in zip(cells, self.widths, strict=True)
        )
        self.rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>")


def style_id(name: str) -> str:
    """How the package knows the style."""
    return name.replace(" ", "")


def _switch(tag: str, on: bool | None) -> str:
    return "" if on is None else f"<w:{tag}/>" if on else f'<w:{tag} w:val="0"/>'


def _spacing(set_to: Format) -> str:
    told = ""
    if set_to.space_before is not None:
        told += f' w:before="{set_to.space_before.twips}"'
    if set_to.space_after is not None:
        told += f' w:after="{set_to.space_after.twips}"'
    if set_to.line_spacing is not None:
        told += f' w:line="{set_to.line_spacing.twips}" w:lineRule="exact"'
    return f"<w:spacing{told}/>" if told else ""
