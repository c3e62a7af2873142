"""Every document of a case, written. Which there are: `WRITERS`, in the order they are sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.call_log import fitted
from letters.writing.checklist import checklist
from letters.writing.clean import refuse_unless_clean
from letters.writing.desk import Desk
from letters.writing.docx import docx
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.letter import appeal_letter
from letters.writing.own_words import quoted_keys
from letters.writing.paper import Paper
from letters.writing.timeline import has_timeline, timeline
from letters.writing.trail import Entry, trail

CHECKLIST_NAMES = {"en": "Checklist.pdf", "es": "Lista_de_pasos.pdf"}


@dataclass(frozen=True, repr=False)
class Papers:
    """All papers of a case, and the trail of the letter."""

    papers: tuple[Paper, ...]
    sign_page: int
    trail: tuple[Entry, ...]
    own_words: tuple[str, ...] = ()  # the questions whose answers stand in Spanish, quoted


def all_papers(
    plan: AppealPlan,
    language: str,
    *,
    large: bool = False,
    exhibits: Sequence[Exhibit] = (),
    signature: Sheet | None = None,
) -> Papers:
    """The papers of this plan, the letter in English, what the person reads in `language`.

    Raises:
        DataError: a linter refuses the letter: a sentence nobody owns is never sent.
        Undrawable: a character that no letter can carry, named with its question.
    """
    letter = appeal_letter(plan)
    refuse_unless_clean(letter, plan)
    desk = Desk(plan, language, letter, pdf.pages(letter), large, tuple(exhibits), signature)
    made = tuple(paper for writer in WRITERS for paper in writer(desk))
    return Papers(made, desk.sign_page, tuple(trail(letter)), quoted_keys(plan))


def _letter(desk: Desk) -> Iterable[Paper]:
    pages, letter = desk.sign_page, desk.letter
    yield Paper("appeal_letter", "pdf", "Appeal_Letter.pdf", pdf.pdf(letter), pages)
    yield Paper("appeal_letter", "docx", "Appeal_Letter.docx", docx(letter), pages)


def _checklist(desk: Desk) -> Iterable[Paper]:
    page = fitted(checklist(desk.plan, desk.language, sign_page=desk.sign_page, large=desk.large))
    name = CHECKLIST_NAMES[desk.language]
    yield Paper("checklist", "pdf", name, pdf.pdf(page), pdf.pages(page))


def _timeline(desk: Desk) -> Iterable[Paper]:
    if has_timeline(desk.plan):
        page = timeline(desk.plan)
        refuse_unless_clean(page, desk.plan)
        yield Paper("symptom_timeline", "pdf", "Timeline.pdf", pdf.pdf(page), pdf.pages(page))


WRITERS: tuple[Callable[[Desk], Iterable[Paper]], ...] = (
    _letter,
    _checklist,
    _timeline,
)
