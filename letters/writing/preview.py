"""Page one of the letter as a picture, to be looked at before the papers are made."""

from __future__ import annotations

from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.clean import refuse_unless_clean
from letters.writing.letter import appeal_letter
from letters.writing.paper import Paper


def first_page(plan: AppealPlan) -> Paper:
    """The picture.

    Raises:
        DataError: a linter refuses the letter.
        Undrawable: a character that no letter can carry.
    """
    letter = appeal_letter(plan)
    refuse_unless_clean(letter, plan)
    return Paper("preview", "png", "Page_1.png", pdf.preview(letter), 1)
