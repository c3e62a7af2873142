"""How a filing time is counted: from which day, by what unit, and the grounds of the result.

Counts as the tables' `meta.global_rules` say: day 0 is the notice (or receipt) date, every
calendar day counts, nothing rolls over a weekend unless the source says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.errors import DataError
from flows.law.days import add_months, is_working_day, working_day_from
from flows.law.levels import Term


@dataclass(frozen=True)
class Because:
    """One ground of a date: a text of `words/<language>/law.yaml`, its values, and its citation."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    citation: str | None = None


@dataclass(frozen=True)
class Notice:
    """The paper that is answered: the facts a deadline hangs on.

    `dated` is None where no paper came; then `asked_on`, the day the earlier appeal was sent, may
    start a clock. `effective` is the day the care stops or changes.
    """

    dated: date | None
    received_on: date | None = None
    printed_deadline: date | None = None
    effective: date | None = None
    asked_on: date | None = None


Counted = tuple[date | None, tuple[Because, ...]]


def last_day(term: Term, notice: Notice, process: str | None) -> Counted:
    """The last day by the table alone, and its grounds; None where the table gives no number.

    `process` is "federal" or "state" for an external review, None where it is not known: only the
    federal one rolls over a weekend.
    """
    if term.start == "asked_on":
        return _from_asked(term, notice)
    if term.amount is None or term.unit is None or term.clock_starts in (None, "other"):
        return None, (Because("no_number"),)
    if notice.dated is None:
        return None, (Because("no_paper"),)
    if term.fixed_days_from_notice_date is not None:
        days = term.fixed_days_from_notice_date
        why = Because("fixed_days", {"days": days, "start": notice.dated}, term.citation)
        return notice.dated + timedelta(days=days), (why,)
    if term.clock_starts == "receipt" and term.receipt_presumption_days:
        return _presumed(term, notice.dated, notice.received_on)
    start, key = notice.dated, "from_notice"
    if term.clock_starts == "receipt" and notice.received_on:
        start, key = notice.received_on, "from_receipt"
    if term.unit in ("months", "years"):
        return _by_calendar(term, start, key, process)
    values = {"amount": term.amount, "start": start}
    return _added(start, term.amount), (Because(f"{key}_days", values, term.citation),)


def _from_asked(term: Term, notice: Notice) -> Counted:
    """The clock starts on the day the earlier appeal was sent, for no answer came."""
    if notice.asked_on is None or term.amount is None:
        return None, (Because("asked_unknown"),)
    values = {"amount": term.amount, "start": notice.asked_on}
    return _added(notice.asked_on, term.amount), (Because("from_asked", values, term.citation),)


def _by_calendar(term: Term, start: date, key: str, process: str | None) -> Counted:
    """Months and years are calendar ones: four months are not 120 days."""
    months = (term.amount or 0) * (12 if term.unit == "years" else 1)
    last = add_months(start, months, rule=term.month_rule)
    values = {"amount": term.amount, "start": start}
    grounds = [Because(f"{key}_{term.unit}", values, term.citation)]
    if term.weekend_rollover and process == "federal" and not is_working_day(last):
        last = working_day_from(last)
        grounds.append(Because("rolled", {"day": last}, term.citation))
    return last, tuple(grounds)


def _presumed(term: Term, dated: date, received_on: date | None) -> Counted:
    """Receipt is presumed some days after the notice; an earlier receipt shortens the time."""
    if term.last_day_from_notice_date is None or term.amount is None:
        raise DataError("a presumed receipt needs last_day_from_notice_date")
    latest = _added(dated, term.last_day_from_notice_date)
    presumed = term.receipt_presumption_days or 0
    values: dict[str, object] = {"amount": term.amount, "start": dated}
    ground = Because("from_notice_days", values, term.citation)
    if term.last_day_from_notice_date == term.amount + presumed:
        ground = Because("presumed_receipt", {**values, "presumed": presumed}, term.citation)
    if received_on is None:
        return latest, (ground,)
    by_receipt = _added(received_on, term.amount)
    if by_receipt <= latest:
        from_receipt = {"amount": term.amount, "start": received_on}
        return by_receipt, (Because("from_receipt_days", from_receipt, term.citation),)
    proof = Because("with_proof", {"day": by_receipt})
    return latest, (ground, proof)


def _added(start: date, days: int) -> date:
    return start + timedelta(days=days)
