"""A request for the papers behind the decision, ready to sign, where that is a right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from flows.companions import makes_sense
from flows.documents import papers
from flows.plan import AppealPlan
from letters.writing import letter
from letters.writing.blocks import Document
from letters.writing.clean import refuse_unless_clean
from letters.writing.compose import compose
from letters.writing.desk import Order
from letters.writing.law_told import right_told
from letters.writing.owned import own
from letters.writing.paper import Paper

SOONEST = 3  # days: for less time no day is named


def records_request_papers(order: Order) -> Iterable[Paper]:
    """The request, where a right with a citation that may be printed stands behind it."""
    if makes_sense("records_request", order.plan):
        page = records_request(order.plan)
        refuse_unless_clean(page, order.plan)
        made = order.shelf.pdf("records_request", "Records_Request.pdf", page)
        yield made
        name = "Records_Request.docx"
        yield order.shelf.docx("records_request", name, page, pages=made.pages)


def records_request(plan: AppealPlan) -> Document:
    """One page to the decider, in English. It encloses nothing and is not the appeal."""
    wanted = [right for right in plan.rights if right.papers]
    return compose(
        "records_request.xhtml",
        {
            **letter.context(plan),
            "wanted": [right_told(right, plan) for right in wanted],
            "by": own(_by(plan), "plan:claim_file"),
        },
        kind="page",
        title="Request for the papers behind a denial",
        dated=plan.today,
    )


def _by(plan: AppealPlan) -> date | None:
    """The day to have them by; none where the time is too short to name one."""
    usual = plan.today + timedelta(days=papers().days_to_get["claim_file"])
    day = min(usual, plan.aim_by - timedelta(days=2))
    return day if day >= plan.today + timedelta(days=SOONEST) else None
