"""Page one of the letter as a picture, to be looked at before the papers are made."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.clean import refuse_unless_clean
from letters.writing.letter import appeal_letter
from letters.writing.paper import Paper

NAME, DOTS_PER_INCH = "Page_1.png", 110


def picture_of(letter: Paper) -> Paper:
    """Page one of a letter that is drawn already, as it is set and signed."""
    opened = pypdfium2.PdfDocument(letter.content)
    try:
        kept = BytesIO()
        opened[0].render(scale=DOTS_PER_INCH / 72).to_pil().save(kept, "PNG")
    finally:
        opened.close()
    return Paper("preview", "png", NAME, kept.getvalue(), 1)


def first_page(plan: AppealPlan) -> Paper:
    """The picture.

    Raises:
        DataError: a linter refuses the letter.
        Undrawable: a character that no letter can carry.
    """
    letter = appeal_letter(plan)
    refuse_unless_clean(letter, plan)
    return Paper("preview", "png", NAME, pdf.preview(letter), 1)
