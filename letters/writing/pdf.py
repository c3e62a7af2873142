"""A document as PDF: tagged, archival (PDF/A-2a, PDF/UA-1), the same bytes for the same input.

Two Typst compilers are kept for the life of the process; each draws one document at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from queue import LifoQueue
from typing import Any

import typst

from letters.writing import blocks as b
from letters.writing import fonts, inputs
from letters.writing.compose import TEMPLATES
from letters.writing.errors import BadTemplate, Undrawable
from letters.writing.places import places

UNDATED = date(2000, 1, 1)

_COMPILERS = 2  # so that two documents of a case are drawn at once


@dataclass(frozen=True)
class Spot:
    """A place on paper: the page, from 1, and how far down it, in points from its upper edge."""

    page: int
    down: float


@dataclass(frozen=True)
class Extent:
    """How far a document reaches: its pages, the end of its signature, where each heading stands.

    `signed` is None where there is nothing to sign; `parts` are the pages on which parts begin.
    """

    pages: int
    signed: Spot | None
    headings: tuple[Spot, ...]
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A PDF file and how far it reaches."""

    content: bytes
    extent: Extent

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.extent.pages

    def __repr__(self) -> str:
        return f"Drawn({self.pages} pages, {len(self.content)} bytes)"


def drawn(document: b.Document, *, given: dict[str, str] | None = None) -> Drawn:
    """The PDF file and its pages, of one compilation; `given` are its `inputs`, where known.

    Raises:
        Undrawable: a character that no font of ours has.
    """
    with _compiler() as compiler:
        form = {"format": "pdf", "pdf_standards": ["a-2a", "ua-1"]}
        made = _compile(compiler, document, given or inputs.of(document), **form)
        assert isinstance(made, bytes)  # a PDF is one file
        return Drawn(made, _extent(compiler))


def pdf(document: b.Document) -> bytes:
    """The PDF file.

    Raises:
        Undrawable: a character that no font of ours has.
    """
    return drawn(document).content


def preview(document: b.Document, *, page: int = 1, dots_per_inch: float = 110) -> bytes:
    """One page as a PNG picture."""
    with _compiler() as compiler:
        made = _compile(compiler, document, inputs.of(document), format="png", ppi=dots_per_inch)
    return made[page - 1] if isinstance(made, list) else made


def pages(document: b.Document) -> int:
    """How many pages the document has, at two thirds of the cost of drawing it.

    Raises:
        Undrawable: a character that no font of ours has.
    """
    fonts.check(document)
    try:
        # What is asked where things stand is laid out, and no file is written.
        return _extent(_new_compiler(sys_inputs=inputs.of(document))).pages
    except typst.TypstError as fault:
        raise _explained(fault, document) from None


def _extent(compiler: typst.Compiler) -> Extent:
    # What was compiled last is still laid out: asking where things stand costs nothing.
    found = json.loads(compiler.query("<pages>", field="value", one=True))
    signed = [Spot(*each) for each in found["signed"]]
    headings = tuple(Spot(*each) for each in found["headings"])
    return Extent(
        int(found["pages"]), signed[0] if signed else None, headings, tuple(found["parts"])
    )


def _compile(
    compiler: typst.Compiler, document: b.Document, given: dict[str, str], **form: Any
) -> bytes | list[bytes]:
    fonts.check(document)
    moment = datetime.combine(document.dated or UNDATED, time(12), UTC)
    try:
        made = compiler.compile(
            sys_inputs=given,
            timestamp=moment,
            **form,
        )
    except typst.TypstError as fault:
        raise _explained(fault, document) from None
    assert made is not None  # without an output path the bytes come back
    return made


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    """A compiler that nobody else uses meanwhile; waits for one where all are busy."""
    free = _free()
    compiler = free.get()
    try:
        yield compiler
    finally:
        free.put(compiler)


@cache
def _free() -> LifoQueue[typst.Compiler]:
    made = LifoQueue[typst.Compiler]()
    for _ in range(_COMPILERS):
        made.put(_new_compiler(sys_inputs={}))
    return made


def _new_compiler(*, sys_inputs: dict[str, str]) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / "looks.typ",
        root=TEMPLATES,
        font_paths=_font_files(),
        ignore_system_fonts=True,
        sys_inputs=sys_inputs,
    )


@cache
def _font_files() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=list(fonts.folders()),
    )


def _explained(fault: typst.TypstError, document: b.Document) -> Exception:
    # The compiler quotes the text it cannot draw, so its message goes no further. A character
    # whose font exists but cannot shape it with its neighbours comes here, past fonts.check.
    if "could not be displayed" not in fault.message:
        return BadTemplate("looks.typ: " + fault.message.split(":")[0])
    shown = fault.message.split('`"')[1].split('"`')[0] if '`"' in fault.message else ""
    for place in places(document):
        for run in place.runs:
            if shown and shown in run.text:
                return Undrawable(shown[0], run.owner)
    return Undrawable(shown[:1] or "\ufffd", None)
