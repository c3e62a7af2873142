"""The pages of a packet that are no letter: its cover, its index, and those of each exhibit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flows.plan import AppealPlan
from letters.writing.blocks import Block, Document, Picture
from letters.writing.clean import refuse_unless_clean
from letters.writing.compose import compose
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.letter import context
from letters.writing.owned import own
from letters.writing.renderings import paper_names


@dataclass(frozen=True)
class Part:
    """One enclosure: its number in the letter's list, and what is behind its page, if anything."""

    number: int
    document: str
    sheets: tuple[Sheet, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def inside(self) -> bool:
        return bool(self.sheets or self.blocks)


def cover(plan: AppealPlan, total: int, *, more: bool) -> Document:
    """Who sends how many pages to whom. Nothing of the care or of the illness."""
    told = context(plan)
    a: Any = told["a"]
    sender = a.signer_name if a.asker != "patient" and a.signer_name else a.patient_name
    return _composed(
        "packet_cover.xhtml",
        {
            "recipient": told["recipient"],
            "fax": a.appeals_fax,
            "sender": sender,
            "phone": a.phone,
            "today": told["today"],
            "pages": own(total, "packet:pages"),
            "more": more,
            "patient": a.patient_name,
            "claim": a.claim_number,
            "member": a.member_id,
        },
        plan,
    )


def index(plan: AppealPlan, parts: Sequence[Part], begins: Sequence[int]) -> Document:
    names = paper_names([part.document for part in parts])
    listed, following = [], list(begins)
    for part, name in zip(parts, names, strict=True):
        start = following.pop(0) if part.inside else None
        last = following[0] - 1 if part.inside else None
        listed.append(
            {
                "number": own(part.number, "packet:exhibits"),
                "name": name,
                "first": own(start, "packet:pages"),
                "last": own(last, "packet:pages"),
            }
        )
    given = {"exhibits": listed, "today": own(plan.today, "today")}
    return _composed("packet_index.xhtml", given, plan)


def exhibit_pages(plan: AppealPlan, number: int, exhibit: Exhibit) -> tuple[Block, ...]:
    """A page with the number of a paper, then its pages."""
    return exhibit_of(plan, Part(number, exhibit.document, exhibit.sheets)).blocks


def exhibit_of(plan: AppealPlan, part: Part) -> Document:
    (name,) = paper_names([part.document])
    count = len(part.sheets)
    made = _composed(
        "packet_exhibit.xhtml",
        {
            "number": own(part.number, "packet:exhibits"),
            "name": name,
            "sheets": own(list(range(1, count + 1)), "packet:sheets"),
            "last": own(count, "packet:sheets"),
        },
        plan,
    )
    waiting = iter(part.sheets)
    return replace(
        made,
        blocks=tuple(
            replace(block, sheet=next(waiting)) if isinstance(block, Picture) else block
            for block in made.blocks
        ),
    )


def _composed(template: str, given: Mapping[str, object], plan: AppealPlan) -> Document:
    made = compose(template, given, title="Appeal packet", dated=plan.today, kind="packet")
    refuse_unless_clean(made, plan)
    return made
