"""A document as DOCX: real styles, so that any line can be changed in Word.

The same words as the PDF, and the same bytes for the same input.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import singledispatchmethod

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_BREAK, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from letters.writing import blocks as b
from letters.writing import fonts, stationery
from letters.writing.docx_runs import put
from letters.writing.pdf import UNDATED

_PAPER = 6.5  # inches between the margins


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
        self.paper = stationery.paper(
            checklist=document.kind == "checklist",
            large=document.large,
            language=document.language,
        )

    def written(self) -> bytes:
        self.blocks(self.document.blocks)
        self.footer()
        properties = self.paper.core_properties
        properties.title = self.document.title
        properties.language = self.document.language
        moment = datetime.combine(self.document.dated or UNDATED, time(12))
        properties.created = properties.modified = moment
        properties.revision = 1
        file = io.BytesIO()
        self.paper.save(file)
        return _undated(file.getvalue())

    def blocks(self, blocks: Sequence[b.Block], depth: int = 0) -> None:
        for place, block in enumerate(blocks):
            self.write(block, depth)
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(after, b.Signature):
                self.last.paragraph_format.keep_with_next = True

    def line(self, runs: b.Runs, style: str) -> Paragraph:
        self.last = self.paper.add_paragraph(style=style)
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
            paragraph.paragraph_format.space_before = Pt(12)
            paragraph.paragraph_format.space_after = Pt(12)

    @write.register
    def _(self, block: b.Heading, depth: int) -> None:
        self.line(block.runs, f"Heading {block.level}")

    @write.register
    def _(self, block: b.Bullets, depth: int) -> None:
        self.items(block.items, "List Bullet", stationery.BULLETS, depth)

    @write.register
    def _(self, block: b.Steps, depth: int) -> None:
        self.items(block.items, "Check Box", stationery.BOXES, depth)

    @write.register
    def _(self, block: b.Numbered, depth: int) -> None:
        # Each list counts from one: a w:num of its own, with the same look.
        numbering = self.paper.part.numbering_part.element
        own = numbering.add_num(stationery.NUMBERS)
        own.add_lvlOverride(ilvl=depth).add_startOverride(1)
        self.items(block.items, "List Number", own.numId, depth)

    def items(self, items: Sequence[b.Item], style: str, number: int, depth: int) -> None:
        for item in items:
            by = tuple(replace(run, bold=True) for run in item.by)
            gap = (b.Run("\n"),) if by and item.runs else ()
            paragraph = self.line((*by, *gap, *item.runs), style)
            marks = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            marks.get_or_add_ilvl().val = depth
            marks.get_or_add_numId().val = number
            paragraph.paragraph_format.keep_together = True
            self.blocks(item.more, depth + 1)
        if depth == 0:
            self.last.paragraph_format.space_after = Pt(8)

    @write.register
    def _(self, block: b.Table, depth: int) -> None:
        columns = len(block.widths)
        table = self.paper.add_table(0, columns, style="Table Grid")
        table.autofit = False
        shares = [Inches(_PAPER * share / sum(block.widths)) for share in block.widths]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        for cells in (*block.header, *block.rows):
            row = table.add_row()
            for cell, drawn, share in zip(cells, row.cells, shares, strict=True):
                drawn.width = share
                _fill(drawn, cell)
            _mark(row, "w:cantSplit")
            if cells in block.header:
                _mark(row, "w:tblHeader")
        for _ in range(block.blank_rows):
            row = table.add_row()
            row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Inches(0.38)
            for drawn, share in zip(row.cells, shares, strict=True):
                drawn.width = share
        # Word needs a paragraph after a table; this one is only the space below it.
        after = self.line((), "Table Text").paragraph_format
        after.space_before = after.space_after = Pt(0)
        after.line_spacing = Pt(6)

    @write.register
    def _(self, block: b.Address, depth: int) -> None:
        for line in block.lines:
            self.line(line, "Address").paragraph_format.keep_with_next = True
        if block.lines:
            self.last.paragraph_format.keep_with_next = False
            self.last.paragraph_format.space_after = Pt(12)

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
            self.last.paragraph_format.space_after = Pt(12)

    @write.register
    def _(self, block: b.Signature, depth: int) -> None:
        if block.closing:
            self.line(block.closing, "Normal").paragraph_format.keep_with_next = True
        signature = self.line((), "Signature Line")
        signature.add_run("\t\t\t")
        signing = signature.paragraph_format
        signing.tab_stops.add_tab_stop(Inches(3.4), leader=WD_TAB_LEADER.HEAVY)
        signing.tab_stops.add_tab_stop(Inches(3.8))
        signing.tab_stops.add_tab_stop(Inches(5.4), leader=WD_TAB_LEADER.HEAVY)
        signing.keep_with_next = True
        name = self.line(block.name, "Signature")
        name.add_run(f"\t{self.document.labels.date}")
        name.paragraph_format.tab_stops.add_tab_stop(Inches(3.8))
        name.paragraph_format.keep_with_next = bool(block.role)
        last = self.line(block.role, "Signature") if block.role else name
        last.paragraph_format.space_after = Pt(14)

    @write.register
    def _(self, block: b.Spacer, depth: int) -> None:
        for _ in range(block.lines):
            self.line((), "Address")

    @write.register
    def _(self, block: b.PageBreak, depth: int) -> None:
        self.line((), "Address").add_run().add_break(WD_BREAK.PAGE)

    def footer(self) -> None:
        paragraph = self.paper.sections[0].footer.paragraphs[0]
        put(paragraph, self.document.footer)
        paragraph.add_run(f"\t{self.document.labels.page} ")
        _field(paragraph, "PAGE")
        paragraph.add_run(f" {self.document.labels.of} ")
        _field(paragraph, "NUMPAGES")


def _fill(drawn: _Cell, cell: b.Cell) -> None:
    paragraph = drawn.paragraphs[0]
    paragraph.style = "Table Text"
    bold = tuple(replace(run, bold=True) for run in cell.runs) if cell.heading else cell.runs
    put(paragraph, bold)


def _mark(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _field(paragraph: Paragraph, name: str) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _undated(packed: bytes) -> bytes:
    """The same package with no time of day in it."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return file.getvalue()
