"""A DOCX put together: what no document changes is packed once for each look, the rest is added.

Opening and saving the whole package with python-docx takes ten times as long.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from docx.document import Document as Paper
from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml

from letters.writing.undated import undated

BODY, NUMBERING = "word/document.xml", "word/numbering.xml"
HEADER, FOOTER, PROPERTIES = "word/header1.xml", "word/footer1.xml", "docProps/core.xml"
# Before what a document's own text goes into each of its parts.
_BEFORE = {
    BODY: "<w:sectPr",
    NUMBERING: "</w:numbering>",
    HEADER: "</w:hdr>",
    FOOTER: "</w:ftr>",
}


@dataclass(frozen=True)
class Package:
    """`kept` is a package without the parts that a document changes; `parts` are those, empty."""

    kept: bytes
    parts: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Package({len(self.kept)} bytes)"


def package(paper: Paper) -> Package:
    """The package of an empty document."""
    file = io.BytesIO()
    paper.save(file)
    kept, parts = io.BytesIO(), {}
    changed = {*_BEFORE, PROPERTIES}
    with (
        zipfile.ZipFile(file) as read,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in read.namelist():
            if name in changed:
                parts[name] = read.read(name).decode()
            else:
                written.writestr(name, read.read(name))
    return Package(kept.getvalue(), parts)


def filled(
    empty: Package, texts: Mapping[str, str], *, title: str, language: str, moment: datetime
) -> bytes:
    """The file, with `texts` as XML in the parts they are for."""
    file = io.BytesIO(empty.kept)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as written:
        for name, part in empty.parts.items():
            if name == PROPERTIES:
                written.writestr(name, _properties(part, title, language, moment))
            else:
                before, mark, after = part.rpartition(_BEFORE[name])
                written.writestr(name, f"{before}{texts.get(name, '')}{mark}{after}")
    return undated(file.getvalue())


def _properties(part: str, title: str, language: str, moment: datetime) -> bytes:
    element = parse_xml(part.encode())
    properties = CoreProperties(element)
    properties.title, properties.language = title, language
    properties.created = properties.modified = moment
    properties.revision = 1
    return serialize_part_xml(element)
