"""What plans often say of a kind of care for these reasons, and what answers it: a line each."""

from __future__ import annotations

from flows.interview.words import Words
from flows.law.services import services
from flows.plan import AppealPlan
from letters.writing.owned import Owned

MOST = 3  # lines: more would push the rest off the page


def objections(plan: AppealPlan, said: Words) -> tuple[Owned, ...]:
    """The lines that fit this care and these reasons, at most three."""
    key = plan.facts.answers.get("service") or "other"
    return tuple(
        Owned(said.objections[f"{key}.{each.id}"], f"words:objections.{key}.{each.id}")
        for each in services()[key].likely(plan.facts.reasons)[:MOST]
    )
