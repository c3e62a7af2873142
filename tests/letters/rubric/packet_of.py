"""All papers of a case, as files, for the points that only files can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from letters.writing import blocks as b
from letters.writing.checklist import checklist
from letters.writing.letter import appeal_letter
from letters.writing.papers import Papers, all_papers
from letters.writing.text import text
from tests.letters.rubric.case import Case


@dataclass(frozen=True)
class Packet:
    """A case, its letter as blocks, and all its papers."""

    case: Case
    letter: b.Document
    papers: Papers

    @classmethod
    def of(cls, case: Case) -> Packet:
        return cls(case, appeal_letter(case.plan), all_papers(case.plan, "en"))

    @property
    def body(self) -> Sequence[b.Block]:
        """What stands before the signature."""
        signed = next(n for n, it in enumerate(self.letter.blocks) if isinstance(it, b.Signature))
        return self.letter.blocks[:signed]

    @property
    def pdf(self) -> bytes:
        return self._file("pdf")

    @property
    def docx(self) -> bytes:
        return self._file("docx")

    @cached_property
    def checklist(self) -> str:
        page = checklist(self.case.plan, "en", sign_page=self.papers.sign_page)
        return " ".join(text(page).split())

    def _file(self, ending: str) -> bytes:
        found = (p for p in self.papers.papers if (p.kind, p.format) == ("appeal_letter", ending))
        return next(found).content
