"""The papers that are written beside the letter, and whether each makes sense in a case.

The shape of `data/law/companions.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from flows.clauses import holds
from flows.loading import DATA, Entry, load
from flows.plan import AppealPlan


class Companion(Entry, frozen=True, kw_only=True):
    """One paper, by its kind, and the alternatives of a case in which it makes sense."""

    kind: str
    when: tuple[Mapping[str, tuple[str, ...]], ...]
    not_after: str | None = None


@cache
def companions() -> tuple[Companion, ...]:
    """Every paper beside the letter."""
    return load(DATA / "law" / "companions.yaml", tuple[Companion, ...])


def makes_sense(kind: str, plan: AppealPlan) -> bool:
    """Whether the paper of that kind is written in this case."""
    found = next(each for each in companions() if each.kind == kind)
    situation = _situation(plan)
    return holds(found.when, situation) and found.not_after not in situation["office"]


def _situation(plan: AppealPlan) -> Mapping[str, Sequence[str]]:
    cited = any(right.papers and right.citation for right in plan.rights)
    return {
        **plan.facts.situation(),
        "judgment": ["yes" if plan.facts.medical_judgment else "no"],
        "peer": ["yes" if plan.facts.takes_calls else "no"],
        "papers": ["yes" if cited else "no"],
    }
