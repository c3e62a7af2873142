"""Talking points for the call between the doctors: one page, from the patient's own facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.companions import makes_sense
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.clean import refuse_unless_clean
from letters.writing.desk import Order
from letters.writing.filters import lower_first, sentence
from letters.writing.medical_points import medical_points
from letters.writing.one_page import OnePage, one_page
from letters.writing.owned import own
from letters.writing.paper import Paper
from letters.writing.shelf import Shelf, listed

SPARE = ("facts", "tests", "objections", "all_treatments", "map")
# Answers, and parts of the letter, in the order a doctor wants to hear them; the last go first.
FACTS = (
    *("diagnosis", "symptoms", "condition", "why_this_service", "why_not_alternative", "instead"),
    *("setting", "emergency", "frequency", "risk_of_delay", "risk", "care", "daily_life"),
)


def peer_to_peer_papers(order: Order) -> Iterable[Paper]:
    """The talking points, where the no is a medical one and a doctor of the plan takes calls."""
    name = "Peer_to_Peer.docx"
    calls = makes_sense("peer_to_peer", order.plan)
    if calls and not order.shelf.wants("peer_to_peer"):
        yield listed("peer_to_peer", "docx", name)
    elif calls:
        page = _points(order.plan, order.shelf)
        refuse_unless_clean(page.document, order.plan)
        yield order.shelf.docx("peer_to_peer", name, page.document, pages=page.pages)


def peer_to_peer(plan: AppealPlan) -> Document:
    """The page, in English."""
    return _points(plan).document


def _points(plan: AppealPlan, shelf: Shelf | None = None) -> OnePage:
    known = medical_points(plan)
    return one_page(
        "peer_to_peer.xhtml",
        {
            **known,
            "facts": tuple(_facts(known)),
            "member_label": own(known["member_number"], "table:coverage"),
        },
        spare=SPARE,
        shelf=shelf,
        title="Talking points for a peer-to-peer call",
        dated=plan.today,
    )


def _facts(known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The facts a line each, `about` the answer it is or nothing."""
    for each in FACTS:
        if each in known["stated"]:
            yield from ({"about": "", "text": line} for line in known["stated"][each])
        elif known["a"][each]:
            told = sentence(lower_first(known["a"][each], "en"), "en")
            yield {"about": each, "text": told}
