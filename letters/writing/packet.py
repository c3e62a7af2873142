"""Every document of a case, written: the letter as PDF and DOCX, the checklist as PDF."""

from __future__ import annotations

from dataclasses import dataclass

from flows.errors import DataError
from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.blocks import Document
from letters.writing.call_log import fitted
from letters.writing.checklist import checklist
from letters.writing.compose import TEMPLATES
from letters.writing.docx import docx
from letters.writing.letter import appeal_letter
from letters.writing.own_words import quoted_keys
from letters.writing.timeline import has_timeline, timeline
from letters.writing.trail import Entry, complaints, form_sentences, trail

CHECKLIST_NAMES = {"en": "Checklist.pdf", "es": "Lista_de_pasos.pdf"}


@dataclass(frozen=True)
class Paper:
    """A written document. The name says nothing of health: it shows in notifications."""

    kind: str
    format: str
    name: str
    content: bytes
    pages: int | None = None

    def __repr__(self) -> str:
        return f"Paper({self.kind}.{self.format}, {len(self.content)} bytes)"


@dataclass(frozen=True, repr=False)
class Packet:
    """All papers of a case, and the trail of the letter."""

    papers: tuple[Paper, ...]
    sign_page: int
    trail: tuple[Entry, ...]
    own_words: tuple[str, ...] = ()  # the questions whose answers stand in Spanish, quoted


def packet(plan: AppealPlan, language: str) -> Packet:
    """The papers of this plan, the letter in English, the checklist in `language`.

    Raises:
        DataError: a linter refuses the letter: a sentence nobody owns is never sent.
        Undrawable: a character that no letter can carry, named with its question.
    """
    letter = appeal_letter(plan)
    _refuse_unless_clean(letter, plan)
    pages = pdf.pages(letter)
    steps = fitted(checklist(plan, language, sign_page=pages))
    papers: tuple[Paper, ...] = (
        Paper("appeal_letter", "pdf", "Appeal_Letter.pdf", pdf.pdf(letter), pages),
        Paper("appeal_letter", "docx", "Appeal_Letter.docx", docx(letter), pages),
        Paper("checklist", "pdf", CHECKLIST_NAMES[language], pdf.pdf(steps), pdf.pages(steps)),
    )
    if has_timeline(plan):
        page = timeline(plan)
        _refuse_unless_clean(page, plan)
        written = Paper("symptom_timeline", "pdf", "Timeline.pdf", pdf.pdf(page), pdf.pages(page))
        papers = (*papers, written)
    return Packet(papers, pages, tuple(trail(letter)), quoted_keys(plan))


def _refuse_unless_clean(letter: Document, plan: AppealPlan) -> None:
    found = [
        complaint
        for complaint in complaints(letter, form_sentences=_form(), answers=plan.facts.answers)
        if "in an owned value" not in complaint  # a person may have written braces: printed as is
    ]
    if found:
        raise DataError(f"the letter breaks {len(found)} rules: {found[0]}")


def _form() -> frozenset[str]:
    return form_sentences(TEMPLATES / "form_sentences.txt")
