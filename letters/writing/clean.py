"""A document that breaks a rule of the trail is never sent."""

from __future__ import annotations

from flows.errors import DataError
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.compose import TEMPLATES
from letters.writing.trail import complaints, form_sentences


def refuse_unless_clean(document: Document, plan: AppealPlan) -> None:
    """Nothing, where every sentence has an owner and no number stands outside one.

    Raises:
        DataError: a linter refuses the document: our fault, never the person's.
    """
    form = form_sentences(TEMPLATES / "form_sentences.txt")
    found = [
        complaint
        for complaint in complaints(document, form_sentences=form, answers=plan.facts.answers)
        if "in an owned value" not in complaint  # a person may have written braces: printed as is
    ]
    if found:
        raise DataError(f"the {document.kind} breaks {len(found)} rules: {found[0]}")
