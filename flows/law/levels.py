"""One step of an appeal: who decides, by when to file, how long the answer takes."""

from __future__ import annotations

from typing import Literal

from flows.law.filers import WhoMayFile
from flows.law.sources import Sourced, Verified
from flows.loading import Entry


class SafeLastDay(Entry, frozen=True, kw_only=True):
    amount: int
    unit: str
    clock_starts: str
    month_rule: str | None
    weekend_rollover: bool
    filed_by: str
    text: str


class StateRange(Entry, frozen=True, kw_only=True):
    min: int
    max: int


class Term(Sourced, frozen=True, kw_only=True):
    """How long one may file, and from what day. `amount` None means: compute no date."""

    amount: int | None
    unit: Literal["calendar_days", "months", "years", "working_days"] | None
    clock_starts: Literal["notice_date", "receipt", "other"] | None
    from_event: str | None
    receipt_presumption_days: int | None
    last_day_from_notice_date: int | None
    outer_limit_days_from_notice_date: int | None = None
    aim_by_days_from_notice_date: int | None
    filed_by: Literal["received", "postmarked"] | None
    fixed_days_from_notice_date: int | None = None
    weekend_rollover: bool = False
    month_rule: Literal["first_of_next_month", "clamp"] | None = None
    not_late_before_next_working_day_ends: bool = False
    safe_last_day: SafeLastDay | None = None
    good_cause: str | None = None
    # ours: the day the clock starts on: of the notice, the day the earlier appeal was sent, or the
    # day the decider asked for more
    start: Literal["notice", "asked_on", "information_asked_on"] = "notice"


class Window(Term, frozen=True, kw_only=True):
    """Another filing time at the same level."""

    id: str
    when: str
    # ours: what the decider did (else the person chooses it); an expedited request's window
    outcome: Literal["dismissed", "no_answer"] | None = None
    urgent: bool = False
    subject: str | None = None  # instead of the level's, in a letter for this window
    opening: str | None = None


class Filing(Term, frozen=True, kw_only=True):
    """The ordinary filing time of a level, and the others beside it."""

    other_windows: tuple[Window, ...]
    filed_when: str | None = None
    weekend_rollover_scope: Literal["federal_process_only"] | None = None
    last_day_rule: str | None = None
    minimum_right: bool = False
    federal_maximum_days: int | None = None
    safe_default_days_if_letter_unclear: int | None = None
    state_range: StateRange | None = None
    # ours: the source counts a dismissal like a decision; no answer, from the first denial
    covers_dismissal: bool = False
    covers_no_answer: bool = False


class Decision(Sourced, frozen=True, kw_only=True):
    """How long the decider has, from the day it receives the request."""

    kind: str
    amount: int | None
    unit: Literal["hours", "calendar_days", "working_days"] | None
    from_event: str | None
    extension_days: int | None = None


class Form(Entry, frozen=True, kw_only=True):
    number: str | None
    name: str
    required: bool
    verified: Verified
    note: str | None = None


class RequiredElement(Entry, frozen=True, kw_only=True):
    field: str
    citation: str | None
    verified: Verified


class Check(Entry, frozen=True, kw_only=True):
    field: str
    citation: str | None
    url: str | None
    quote: str | None
    verdict: str | None
    standing: str | None
    note: str | None


class Reserve(Sourced, frozen=True, kw_only=True):
    """What a letter asks for at a step: what happens after another no, or a fast decision."""

    letter: str


class FastRequest(Sourced, frozen=True, kw_only=True):
    """How a fast decision is asked for at one step; without a letter there is none to ask for."""

    letter: str | None


class Level(Entry, frozen=True, kw_only=True):
    """One step of the appeal, under its own name."""

    n: int
    id: str
    name: str
    track: str | None
    decided_by: str | None
    automatic_forwarding: bool
    filing: Filing
    decision: tuple[Decision, ...]
    needs_amount_in_controversy: bool
    forms: tuple[Form, ...]
    required_elements: tuple[RequiredElement, ...]
    checks: tuple[Check, ...]
    note: str | None
    decided_by_citation: str | None = None
    decided_by_verified: Verified = None
    binding: bool | None = None
    automatic_forwarding_rule: str | None = None
    automatic_forwarding_verified: Verified = None
    if_decider_misses: str | None = None
    required_elements_note: str | None = None
    process_kind: Literal["federal", "by_state", "as_letter_says"] | None = None
    scope: str | None = None
    scope_citation: str | None = None
    scope_verified: Verified = None
    cost: str | None = None
    extra_evidence: str | None = None
    expedited_at_same_time: str | None = None
    preliminary_review: str | None = None
    process: str | None = None
    # ours: only some plans have it, so that it is never named as the next step
    optional: bool = False
    # ours: what a letter calls this step, and its subject line
    called: str | None = None
    subject: str | None = None
    addressed_to: str | None = None  # who decides, where it is not the plan
    opening: str | None = None  # how a letter begins: "I ask for a redetermination of ..."
    reserves: Reserve | None = None  # instead of "I reserve the right", where nothing is filed
    expedited: FastRequest | None = None  # how a fast decision is asked for, where it differs
    page: str | None = None  # the page of pages.yaml shown instead of a letter
    who_may_file: WhoMayFile | None = None  # where it differs from the coverage's
