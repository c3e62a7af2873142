"""Where a service is checked ahead of time by the coverage itself, by state and day.

The shape of `data/law/prior_approval.yaml`.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.law.sources import Verified
from flows.law.states import states
from flows.loading import DATA, Entry, load


class PriorApproval(Entry, frozen=True, kw_only=True):
    """A service, the coverages that check it, and since when."""

    service: str
    coverages: tuple[str, ...]
    in_force_from: date
    verified: Verified


def since(service: str, coverage: str, state: str | None, on: date) -> date | None:
    """Since when that care is checked ahead of time in that state; None if not so on that day."""
    marked = states().get(state or "")
    if marked is None or not marked.wiser_prior_auth_state:
        return None
    for rule in prior_approvals():
        fits = rule.service == service and coverage in rule.coverages
        if fits and on >= rule.in_force_from and rule.verified == "read-in-stored-text":
            return rule.in_force_from
    return None


@cache
def prior_approvals() -> tuple[PriorApproval, ...]:
    """Every check ahead of time that we know."""
    return load(DATA / "law" / "prior_approval.yaml", tuple[PriorApproval, ...])
