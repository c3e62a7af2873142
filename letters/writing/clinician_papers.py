"""For the clinician: a page that asks for a letter of medical necessity, and a draft of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flows.companions import makes_sense
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.clean import refuse_unless_clean
from letters.writing.compose import compose
from letters.writing.desk import Order
from letters.writing.medical_points import medical_points
from letters.writing.one_page import OnePage, one_page
from letters.writing.paper import Paper
from letters.writing.shelf import Shelf, listed

SPARE = ("objections", "records", "map", "must_say")  # what the page goes without where it is full


def clinician_papers(order: Order) -> Iterable[Paper]:
    """The request and the draft, where a clinician can answer this denial."""
    known = medical_points(order.plan)
    name = "Clinician_Request.docx"
    asks = makes_sense("clinician_request", order.plan)
    if asks and not order.shelf.wants("clinician_request"):
        yield listed("clinician_request", "docx", name)
    elif asks:
        asked = _request(order.plan, known, order.shelf)
        refuse_unless_clean(asked.document, order.plan)
        yield order.shelf.docx("clinician_request", name, asked.document, pages=asked.pages)
    if makes_sense("clinician_letter_draft", order.plan):
        draft = _draft(order.plan, known)
        refuse_unless_clean(draft, order.plan)
        # Nobody knows its pages: the clinician fills it in.
        yield order.shelf.docx("clinician_letter_draft", "DRAFT_Clinician_Letter.docx", draft)


def clinician_request(plan: AppealPlan) -> Document:
    """One page to hand or fax to the doctor's office, in English."""
    return _request(plan, medical_points(plan)).document


def _request(plan: AppealPlan, known: Mapping[str, Any], shelf: Shelf | None = None) -> OnePage:
    return one_page(
        "clinician_request.xhtml",
        {**known, "call": makes_sense("peer_to_peer", plan)},
        spare=SPARE,
        shelf=shelf,
        title="Request for a letter of medical necessity",
        dated=plan.today,
    )


def clinician_letter_draft(plan: AppealPlan) -> Document:
    """A draft in the clinician's voice; what only a clinician can state is marked, not written."""
    return _draft(plan, medical_points(plan))


def _draft(plan: AppealPlan, known: Mapping[str, Any]) -> Document:
    return compose(
        "clinician_letter_draft.xhtml",
        {**known, "writer": _writer(known)},
        title="Draft of a letter of medical necessity",
        dated=plan.today,
        kind="draft",
    )


def _writer(known: Mapping[str, Any]) -> Any:
    a, signer = known["a"], known["signer"]
    return signer["name"] if a.asker == "clinician" else a.ordering_clinician
