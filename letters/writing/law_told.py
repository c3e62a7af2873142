"""What a letter says of the law: each value owned by its source, None where it may not be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flows.law.coverage import Coverage
from flows.law.levels import Level, Window
from flows.law.sources import Source, citable, sections
from flows.plan import AppealPlan, Right
from letters.writing.owned import Owned, own

UNITS = {"calendar_days": "days", "working_days": "working days", "months": "months"}
NAMES = (
    "subject",
    "opening",
    "basis",
    "addressed_to",
    "good_cause",
    "reserves",
    "reserves_citation",
    "time",
    "time_from",
    "time_citation",
    "decision",
    "decision_citation",
    "next_level",
    "later",
    "says_unanswered",
)


def law_told(plan: AppealPlan) -> dict[str, Owned | None]:
    """What the law gives to the letter."""
    found: dict[str, Owned | None] = dict.fromkeys(NAMES)
    coverage, level = plan.facts.coverage, plan.level
    if coverage is None or level is None:
        return found
    found["later"] = own(level.n > 1, "table:coverage")
    found["basis"] = own(coverage.basis, "table:coverage")
    found["addressed_to"] = own(level.addressed_to, "table:coverage")
    return found | _named(plan, level) | _times(plan, coverage) | _after(plan, coverage, level)


def right_told(right: Right, plan: AppealPlan) -> dict[str, Owned]:
    """A request as a letter says it, and its citation."""
    sources = plan.facts.coverage.sources if plan.facts.coverage else ()
    owner = source_of(right.citation, sources)
    return {"text": Owned(right.text.rstrip("."), owner), "citation": Owned(right.citation, owner)}


def rule_told(citation: str | None, plan: AppealPlan) -> Owned | None:
    """The rule that a reason is judged by, where a good source of this coverage names it."""
    sources = plan.facts.coverage.sources if plan.facts.coverage else ()
    printed = citable(citation, sources)
    return Owned(printed, source_of(printed, sources)) if printed else None


def source_of(citation: str | None, sources: Sequence[Source]) -> str:
    """The owner of a legal value: the table's source that names its section."""
    named = sections(citation or "")
    found = next((s.id for s in sources if sections(s.citation) & named), None)
    return f"source:{found}" if found else "table:coverage"


def _named(plan: AppealPlan, level: Level) -> dict[str, Owned | None]:
    """The step by its own name; a window may have a name of its own."""
    term = plan.facts.term
    window = term if isinstance(term, Window) else None
    subject = (window and window.subject) or level.subject or level.name
    opening = (window and window.opening) or level.opening
    told = bool(window and window.opening)
    return {
        "subject": own(subject, "table:coverage"),
        "opening": own(opening, "table:coverage"),
        "says_unanswered": own(told, "table:coverage"),
    }


def _times(plan: AppealPlan, coverage: Coverage) -> dict[str, Any]:
    """How long one may file and how long they have to decide."""
    found: dict[str, Any] = {}
    term, sources = plan.facts.term, coverage.sources
    if term and term.good_cause:
        found["good_cause"] = own(citable(term.good_cause, sources) or True, "table:coverage")
    if term and term.amount and term.may_be_printed and plan.due and plan.due.verified:
        owner = source_of(term.citation, sources)
        amount = term.fixed_days_from_notice_date or term.amount
        unit = {"years": "year" if amount == 1 else "years"}.get(str(term.unit))
        found["time"] = own(f"{amount} {unit or UNITS[str(term.unit)]}", owner)
        found["time_from"] = own(_from(term), owner)
        found["time_citation"] = own(citable(term.citation, sources), owner)
    if plan.answer:
        owner = source_of(plan.answer.citation, sources)
        unit = {"calendar_days": "days"}.get(plan.answer.unit, plan.answer.unit.replace("_", " "))
        found["decision"] = own(f"{plan.answer.amount} {unit}", owner)
        found["decision_citation"] = own(plan.answer.citation, owner)
    return found


def _from(term: Any) -> str:
    """The day the filing time runs from, as a letter names it."""
    if term.start != "notice":
        return "asked"
    fixed = term.fixed_days_from_notice_date is not None
    return "receipt" if term.clock_starts == "receipt" and not fixed else "date"


def _after(plan: AppealPlan, coverage: Coverage, level: Level) -> dict[str, Owned | None]:
    """What comes after another no; a court is not named in a letter."""
    found: dict[str, Owned | None] = {}
    if level.reserves and level.reserves.may_be_printed:
        owner = source_of(level.reserves.citation, coverage.sources)
        found["reserves"] = own(level.reserves.letter, owner)
        cited = citable(level.reserves.citation, coverage.sources)
        found["reserves_citation"] = own(cited, owner)
    after = plan.next_level
    if after and after.page != "court":
        found["next_level"] = own(after.called or after.name, "table:coverage")
    return found
