"""The papers of a case as they were last made: what has not changed is not made again.

A shelf lives as long as one making of the papers. It is filled from where they are kept, so that
nothing of a person stays in memory, and who erases the papers has erased this with them.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from letters.writing import blocks as b
from letters.writing import fonts, inputs, pdf
from letters.writing.compose import TEMPLATES
from letters.writing.docx import docx
from letters.writing.paper import Paper


class Shelf:
    """Papers made before, found by what they are made of.

    `wanted` are the kinds that are asked for, where not all are: the others are only listed.
    """

    def __init__(
        self, papers: Iterable[Paper] = (), *, wanted: Container[str] | None = None
    ) -> None:
        self._wanted = wanted
        self._papers = {each.made_of: each for each in papers if each.made_of}

    def __repr__(self) -> str:
        return f"Shelf({len(self._papers)} papers)"

    def wants(self, kind: str) -> bool:
        """Whether papers of this kind are asked for."""
        return self._wanted is None or kind in self._wanted

    def pdf(self, kind: str, name: str, document: b.Document) -> Paper:
        """The document as a PDF, drawn only where it lies not here yet.

        Raises:
            Undrawable: a character that no font of ours has.
        """
        if not self.wants(kind):
            return listed(kind, "pdf", name)
        given = inputs.of(document)
        made_of = _digest(document, "pdf", given)
        if (known := self._known(made_of, kind, name)) is not None:
            return known
        made = pdf.drawn(document, given=given)
        return Paper(kind, "pdf", name, made.content, made.pages, made_of)

    def docx(
        self, kind: str, name: str, document: b.Document, *, pages: int | None = None
    ) -> Paper:
        """The same as a DOCX, of as many pages."""
        if not self.wants(kind):
            return listed(kind, "docx", name)
        made_of = digest(document, "docx")
        if (known := self._known(made_of, kind, name)) is not None:
            return known
        return Paper(kind, "docx", name, docx(document), pages, made_of)

    def pages(self, document: b.Document, form: str) -> int | None:
        """How many pages the document has, where it lies here."""
        found = self._papers.get(digest(document, form)) if self._papers else None
        return found.pages if found else None

    def _known(self, made_of: str, kind: str, name: str) -> Paper | None:
        found = self._papers.get(made_of)
        return found if found and (found.kind, found.name) == (kind, name) else None


def listed(kind: str, form: str, name: str) -> Paper:
    """A paper that there would be, without its content: nobody asked for it."""
    return Paper(kind, form, name, b"")


def digest(document: b.Document, form: str) -> str:
    """What a paper is made of: every word and look of the document, and the program's edition."""
    return _digest(document, form, inputs.of(document))


def _digest(document: b.Document, form: str, given: dict[str, str]) -> str:
    told = json.dumps([_edition(), form, str(document.dated), given])
    return blake2b(told.encode(), digest_size=16).hexdigest()


@cache
def _edition() -> str:
    return edition_of(Path(__file__).parent, TEMPLATES)


def edition_of(program: Path, templates: Path) -> str:
    """Changes with whatever of ours, or of what we draw with, draws a document in another way."""
    ours = sorted([*program.glob("*.py"), *templates.glob("*.typ")])
    texts = b"\0".join(path.read_bytes() for path in ours)
    theirs = [version(name) for name in ("typst", *fonts.PACKAGES)]
    return f"{' '.join(theirs)} {blake2b(texts, digest_size=16).hexdigest()}"
