"""A document as PDF: tagged, archival (PDF/A-2a, PDF/UA-1), the same bytes for the same input.

One Typst compiler is kept for the life of the process, behind a lock.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal

import typst

from letters.writing import blocks as b
from letters.writing import fonts
from letters.writing.compose import TEMPLATES
from letters.writing.errors import BadTemplate, Undrawable
from letters.writing.places import places

UNDATED = date(2000, 1, 1)

_LOCK = threading.Lock()


def pdf(document: b.Document) -> bytes:
    """The PDF file.

    Raises:
        Undrawable: a character that no font of ours has.
    """
    return _compiled(document, "pdf")[0]


def preview(document: b.Document, *, page: int = 1, dots_per_inch: float = 110) -> bytes:
    """One page as a PNG picture."""
    return _compiled(document, "png", dots_per_inch)[page - 1]


def pages(document: b.Document) -> int:
    """How many pages the document has."""
    with _LOCK:
        _compile(document, "pdf", None)
        return int(json.loads(_compiler().query("<pages>", field="value", one=True)))


def _compiled(
    document: b.Document, form: Literal["pdf", "png"], dots_per_inch: float | None = None
) -> list[bytes]:
    with _LOCK:
        made = _compile(document, form, dots_per_inch)
    return made if isinstance(made, list) else [made]


def _compile(
    document: b.Document, form: Literal["pdf", "png"], dots_per_inch: float | None
) -> bytes | list[bytes]:
    fonts.check(document)
    moment = datetime.combine(document.dated or UNDATED, time(12), UTC)
    try:
        made = _compiler().compile(
            format=form,
            ppi=dots_per_inch,
            sys_inputs={"document": json.dumps(_given(document), ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=moment,
        )
    except typst.TypstError as fault:
        raise _explained(fault, document) from None
    assert made is not None  # without an output path the bytes come back
    return made


@cache
def _compiler() -> typst.Compiler:
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=list(fonts.folders()),
    )
    looks = TEMPLATES / "looks.typ"
    return typst.Compiler(looks, root=TEMPLATES, font_paths=found, ignore_system_fonts=True)


def _given(document: b.Document) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": document.kind,
        "large": document.large,
        "title": document.title,
        "language": document.language,
        "labels": asdict(document.labels),
        "footer": [asdict(run) for run in document.footer],
        "fonts": fonts.FAMILIES,
        "blocks": [_block(block) for block in document.blocks],
    }
    _find_long_words(given)
    return given


def _block(block: b.Block) -> dict[str, Any]:
    fields = asdict(block) | {"is": type(block).__name__.lower()}
    if isinstance(block, b.Bullets | b.Numbered | b.Steps):
        for item, drawn in zip(block.items, fields["items"], strict=True):
            drawn["more"] = [_block(more) for more in item.more]
    return fields


def _find_long_words(part: Any, letters: int = 14) -> None:
    """Tells the looks which runs may hold a word wider than its line; a column is narrower."""
    if isinstance(part, dict):
        if "owner" in part:
            del part["owner"]  # nothing to draw
            part["wordy"] = any(len(word) >= letters for word in part["text"].split())
        for inner in part.values():
            _find_long_words(inner, 8 if part.get("is") == "table" else letters)
    elif isinstance(part, list | tuple):
        for inner in part:
            _find_long_words(inner, letters)


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
