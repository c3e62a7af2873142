"""The call log at the end of the checklist: a few rows where they fit, else a sheet of its own."""

from __future__ import annotations

from dataclasses import replace

from letters.writing import pdf
from letters.writing.blocks import Document, PageBreak, Table

ROWS_OF_A_SHEET = 14  # as many as a page holds in large type


def fitted(document: Document) -> Document:
    """The checklist; its last heading and table fill a page where they would stand alone on one."""
    *rest, heading, log = document.blocks
    if not isinstance(log, Table) or not log.blank_rows:
        return document
    if pdf.pages(document) == pdf.pages(replace(document, blocks=tuple(rest))):
        return document
    sheet = replace(log, blank_rows=ROWS_OF_A_SHEET)
    return replace(document, blocks=(*rest, PageBreak(), heading, sheet))
