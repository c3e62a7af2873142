"""States and territories: who regulates, who reviews, who helps for free.

The shape of `data/law/states.yaml`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from flows.law.levels import Level
from flows.law.sources import Verified
from flows.loading import DATA, Entry, load


class Office(Entry, frozen=True, kw_only=True):
    name: str
    phone: str | None = None
    verified: Verified
    domain: str | None = None
    consumer_phone: str | None = None
    source_quality: str | None = None
    note: str | None = None
    second_regulator: Office | None = None


class Line(Entry, frozen=True, kw_only=True):
    """A telephone line and what it is for."""

    number: str
    verified: Verified
    what: str


class ExternalReview(Entry, frozen=True, kw_only=True):
    process: Literal["federal", "state"]
    detail: str
    verified: Verified
    note: str | None = None
    note_extra: str | None = None
    phone: Line | None = None
    minimum_filing_window: str | None = None
    weekend_rollover: bool
    safe_last_day: str | None = None


class Contractor(Entry, frozen=True, kw_only=True):
    """The Medicare contractor for Parts A and B."""

    jurisdiction: str
    contractor: str
    verified: Verified
    contractor_name_verified: Verified
    exception: str | None = None


class State(Entry, frozen=True, kw_only=True):
    code: str
    name: str
    insurance_regulator: Office
    external_review: ExternalReview
    medicare_ab_mac: Contractor
    wiser_prior_auth_state: bool
    consumer_assistance: Office | None = None
    ship: Office | None = None
    medicaid_agency: Office | None = None


@cache
def states() -> dict[str, State]:
    """Every state and territory we hold, by its two letters."""
    return {s.code: s for s in load(DATA / "law" / "states.yaml", tuple[State, ...])}


def named(text: str) -> str | None:
    """The two letters of the state that `text` names ("texas", "TX"), None if it names none."""
    wanted = " ".join(text.replace(".", "").split()).casefold()
    for state in states().values():
        if wanted in (state.code.casefold(), state.name.casefold()):
            return state.code
    return None


def process(level: Level, code: str | None) -> str | None:
    """Which process an external review runs under there: federal or state; None: not known."""
    if level.process_kind != "by_state":
        return "federal" if level.process_kind == "federal" else None
    state = states().get(code or "")
    return state.external_review.process if state else None
