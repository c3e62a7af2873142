"""A short letter that sends later papers after an appeal, with the papers behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.plan import AppealPlan
from letters.writing import letter
from letters.writing.blocks import Block, Document, PageBreak
from letters.writing.clean import refuse_unless_clean
from letters.writing.compose import compose
from letters.writing.desk import Order
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.owned import Owned, own
from letters.writing.packet_pages import exhibit_pages
from letters.writing.paper import Paper
from letters.writing.renderings import paper_names
from letters.writing.signed import signed


@dataclass(frozen=True, repr=False)
class Later:
    """What came after the appeal was sent, and the day it was sent."""

    sent_on: date
    exhibits: tuple[Exhibit, ...]
    signature: Sheet | None = None


def supplement_papers(order: Order, later: Later) -> Iterable[Paper]:
    """The letter with its papers as one PDF, to be signed and sent; the letter alone as DOCX."""
    page = supplement(order.plan, later)
    whole = order.shelf.pdf("supplement", "More_Papers.pdf", _whole(page, order.plan, later))
    yield whole
    yield order.shelf.docx("supplement", "More_Papers.docx", page, pages=1)


def supplement(plan: AppealPlan, later: Later) -> Document:
    """One page to the decider, in English: what it belongs to, what is enclosed now.

    Raises:
        DataError: a linter refuses the page.
    """
    made = compose(
        "supplement.xhtml",
        {
            **letter.context(plan),
            "sent_on": own(later.sent_on, "case:sent_on"),
            "papers": _listed(later.exhibits),
        },
        kind="page",
        title="More papers for an appeal",
        dated=plan.today,
    )
    refuse_unless_clean(made, plan)
    return signed(made, later.signature)


def _listed(exhibits: Sequence[Exhibit]) -> list[dict[str, Owned]]:
    names = paper_names([each.document for each in exhibits])
    return [
        {"name": name, "pages": Owned(_pages(len(each.sheets)), "case:sheets")}
        for name, each in zip(names, exhibits, strict=True)
    ]


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _whole(page: Document, plan: AppealPlan, later: Later) -> Document:
    """The letter, then each paper behind a page with its number."""
    blocks: list[Block] = list(page.blocks)
    for number, each in enumerate(later.exhibits, 1):
        blocks += [PageBreak(), *exhibit_pages(plan, number, each)]
    return replace(page, blocks=tuple(blocks))
