"""A document as DOCX: real styles, so that any line can be changed in Word.

The same words as the PDF, and the same bytes for the same input.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import singledispatchmethod

from docx.document import Document as Paper
from docx.enum.text import WD_TAB_LEADER
from docx.shared import Emu, Inches, Pt

from letters.writing import blocks as b
from letters.writing import fonts, package, stationery, word
from letters.writing import numbering as lists
from letters.writing.docx_runs import put
from letters.writing.exhibit import Sheet
from letters.writing.pdf import UNDATED
from letters.writing.word import Paragraph

_PAPER = 6.5  # inches between the margins
_APART = {"usual": 10.5, "close": 8.5, "closer": 6.5}  # points between the parts of a letter's head


def docx(document: b.Document) -> bytes:
    """The DOCX file.

    Raises:
        Undrawable: a character that the PDF could not show either.
    """
    fonts.check(document)
    return _Writer(document).written()


class _Writer:
    """Writes one document, block by block, down the page."""

    def __init__(self, document: b.Document) -> None:
        self.document = document
        self.apart = Pt(_APART[document.spacing])
        self.down: list[Paragraph | word.Table] = []  # what the page has so far
        self.inked: Paper | None = None  # where there is a picture to go with the words
        self.lists: list[str] = []  # of numbers, each counted from one
        self.on_new_page = self.keeping = False

    def written(self) -> bytes:
        self.blocks(self.document.blocks)
        texts = {
            package.BODY: "".join(part.xml() for part in self.down),
            package.NUMBERING: "".join(self.lists),
            package.HEADER: self.banner(),
            package.FOOTER: self.footer(),
        }
        return package.filled(
            package.package(self.inked) if self.inked else stationery.empty(**self.look()),
            texts,
            title=self.document.title,
            language=self.document.language,
            moment=datetime.combine(self.document.dated or UNDATED, time(12)),
        )

    def look(self) -> stationery.Look:
        return {
            "kind": self.document.kind,
            "large": self.document.large,
            "language": self.document.language,
            "spacing": self.document.spacing,
            "banner": bool(self.document.banner),
        }

    def blocks(self, blocks: Sequence[b.Block], depth: int = 0) -> None:
        for place, block in enumerate(blocks):
            if not depth:
                self.keeping = place in self.document.together
            self.write(block, depth)
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(after, b.Signature):
                self.last.paragraph_format.keep_with_next = True

    def line(self, runs: b.Runs, style: str) -> Paragraph:
        self.last = Paragraph(style)
        self.down.append(self.last)
        if self.on_new_page:
            self.last.paragraph_format.page_break_before = True
            self.on_new_page = False
        if self.keeping:
            self.last.paragraph_format.keep_with_next = True
        put(self.last, runs)
        return self.last

    @singledispatchmethod
    def write(self, block: b.Block, depth: int) -> None:
        raise TypeError(type(block).__name__)

    @write.register
    def _(self, block: b.Paragraph, depth: int) -> None:
        style = {"quote": "Quote", "note": "Note"}.get(block.style, "Normal")
        paragraph = self.line(block.runs, style)
        if depth:
            paragraph.paragraph_format.left_indent = Pt(21 * depth)
        if block.style == "date":
            paragraph.paragraph_format.space_before = self.apart
            paragraph.paragraph_format.space_after = self.apart

    @write.register
    def _(self, block: b.Heading, depth: int) -> None:
        self.line(block.runs, f"Heading {block.level}")

    @write.register
    def _(self, block: b.Bullets, depth: int) -> None:
        self.items(block.items, "List Bullet", lists.BULLETS, depth)

    @write.register
    def _(self, block: b.Steps, depth: int) -> None:
        self.items(block.items, "Check Box", lists.BOXES, depth)

    @write.register
    def _(self, block: b.Numbered, depth: int) -> None:
        number = lists.BOXES + 1 + len(self.lists)
        self.lists.append(lists.counted_anew(number, depth))
        self.items(block.items, "List Number", number, depth)

    def items(self, items: Sequence[b.Item], style: str, number: int, depth: int) -> None:
        for item in items:
            by = tuple(replace(run, bold=True) for run in item.by)
            gap = (b.Run("\n"),) if by and item.runs else ()
            paragraph = self.line((*by, *gap, *item.runs), style)
            paragraph.number = (depth, number)
            paragraph.paragraph_format.keep_together = True
            self.blocks(item.more, depth + 1)
        if depth == 0:
            self.last.paragraph_format.space_after = Pt(8)

    @write.register
    def _(self, block: b.Table, depth: int) -> None:
        shares = [Inches(_PAPER * share / sum(block.widths)) for share in block.widths]
        table = word.Table(shares)
        for cells in (*block.header, *block.rows):
            table.add_row(map(_filled, cells), header=cells in block.header)
        for _ in range(block.blank_rows):
            table.add_blank_row(Inches(0.38))
        self.down.append(table)
        # Word needs a paragraph after a table; this one is only the space below it.
        after = self.line((), "Table Text").paragraph_format
        after.space_before = after.space_after = Pt(0)
        after.line_spacing = Pt(6)

    @write.register
    def _(self, block: b.Timeline, depth: int) -> None:
        rows = tuple((b.Cell(each.label), b.Cell(each.day)) for each in block.moments)
        self.write(b.Table((), rows, (5, 5)), depth)

    @write.register
    def _(self, block: b.Address, depth: int) -> None:
        for line in block.lines:
            self.line(line, "Address").paragraph_format.keep_with_next = True
        if block.lines:
            self.last.paragraph_format.keep_with_next = False
            self.last.paragraph_format.space_after = self.apart

    @write.register
    def _(self, block: b.Re, depth: int) -> None:
        for place, line in enumerate(block.lines):
            paragraph = self.line((), "Reference" if line.label else "Subject")
            label = self.document.labels.re if place == 0 else ""
            paragraph.add_run(f"{label}\t").bold = True
            if line.label:
                paragraph.add_run(f"{line.label}:\t")
            put(paragraph, line.runs)
            paragraph.paragraph_format.keep_with_next = place + 1 < len(block.lines)
        if block.lines:
            self.last.paragraph_format.space_after = self.apart

    @write.register
    def _(self, block: b.Signature, depth: int) -> None:
        if block.closing:
            self.line(block.closing, "Normal").paragraph_format.keep_with_next = True
        if block.ink:
            self.ink(block.ink)
        signature = self.line((), "Signature Line")
        signature.add_run("\t" if block.ink else "\t\t\t")
        signing = signature.paragraph_format
        signing.tab_stops.add_tab_stop(Inches(3.4), leader=WD_TAB_LEADER.HEAVY)
        signing.tab_stops.add_tab_stop(Inches(3.8))
        signing.tab_stops.add_tab_stop(Inches(5.4), leader=WD_TAB_LEADER.HEAVY)
        signing.keep_with_next = True
        name = self.line(block.name, "Signature")
        if block.ink:
            signing.space_before = Pt(0)
        else:
            name.add_run(f"\t{self.document.labels.date}")
        name.paragraph_format.tab_stops.add_tab_stop(Inches(3.8))
        name.paragraph_format.keep_with_next = bool(block.role)
        last = self.line(block.role, "Signature") if block.role else name
        last.paragraph_format.space_after = Pt(14)

    def ink(self, sheet: Sheet) -> None:
        """The photo of a signature, as tall as the room that a pen gets."""
        self.line((), "Signature").paragraph_format.keep_with_next = True
        width = Emu(min(Inches(3.2), int(Inches(0.5) * sheet.width / sheet.height)))
        self.inked = stationery.paper(**self.look())
        drawn = self.inked.part.new_pic_inline(io.BytesIO(sheet.jpeg), width, None)
        drawn.docPr.set("descr", self.document.labels.signature)
        self.last.add_picture(drawn.xml)

    @write.register
    def _(self, block: b.Spacer, depth: int) -> None:
        for _ in range(block.lines):
            self.line((), "Address")

    @write.register
    def _(self, block: b.PageBreak, depth: int) -> None:
        self.on_new_page = True

    def banner(self) -> str:
        paragraph = Paragraph("Header", centered=True)
        put(paragraph, self.document.banner)
        return paragraph.xml()

    def footer(self) -> str:
        paragraph = Paragraph("Footer")
        put(paragraph, self.document.footer)
        paragraph.add_run(f"\t{self.document.labels.page} ")
        paragraph.add_field("PAGE")
        paragraph.add_run(f" {self.document.labels.of} ")
        paragraph.add_field("NUMPAGES")
        return paragraph.xml()


def _filled(cell: b.Cell) -> Paragraph:
    paragraph = Paragraph("Table Text")
    bold = tuple(replace(run, bold=True) for run in cell.runs) if cell.heading else cell.runs
    put(paragraph, bold)
    return paragraph
