"""By when to file: the last day, the day to aim for, and why.

Counts as the tables' `meta.global_rules` say: day 0 is the notice (or receipt) date, every
calendar day counts, nothing rolls over a weekend unless the source says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from flows.errors import DataError, InvalidAnswer
from flows.law.coverage import Coverage
from flows.law.days import add_months, is_working_day, working_day_before, working_day_from
from flows.law.levels import Filing, Level

Pace = Literal["urgent", "waiting", "done"]  # urgent; care not given or being cut; care given

SAFE_DAYS_UNKNOWN = 30  # coverage unknown: the working target of the `unknown` table
SAFE_DAYS_UNKNOWN_CUT = 10  # the same, where ongoing care is being cut


@dataclass(frozen=True)
class Because:
    """One ground of a date: a text of `words/<language>/law.yaml`, its values, and its citation."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    citation: str | None = None


@dataclass(frozen=True)
class OtherDate:
    """A date beside the filing deadline, such as the day to ask that benefits go on."""

    id: str
    day: date
    what: str
    citation: str | None


@dataclass(frozen=True)
class DueDate:
    """When to file. All days inclusive, in the plan's local calendar.

    `last_day` is None where the law gives no number; then `because` says what to look for.
    `outer_limit` is never printed as the last day; it only keeps a request from being called late.
    """

    last_day: date | None
    aim_by: date
    because: tuple[Because, ...]
    safe_last_day: date | None = None
    outer_limit: date | None = None
    filed_by: str | None = None
    send_by: date | None = None  # the working day to send by, where the last day is no working day
    other_dates: tuple[OtherDate, ...] = ()
    verified: bool = False
    late: bool = False
    late_by_law: bool = False  # the law's own last day has passed too, not just a printed one


@dataclass(frozen=True)
class Notice:
    """The paper that is answered: the facts a deadline hangs on."""

    dated: date
    received_on: date | None = None
    printed_deadline: date | None = None
    effective: date | None = None


def due(
    coverage: Coverage,
    level: Level,
    notice: Notice,
    *,
    today: date,
    pace: Pace,
    process: str | None,
) -> DueDate:
    """The last day to file at `level`, and the day to aim for.

    `process` is "federal" or "state" for an external review, None where it is not known.

    Raises:
        InvalidAnswer: a receipt date before the notice date.

    Source: the filing entry of the level, by its citation.
    """
    if notice.received_on and notice.received_on < notice.dated:
        raise InvalidAnswer("received_on", "before_notice", notice_date=notice.dated)
    filing = level.filing
    because: tuple[Because, ...]
    computed, because = _count(filing, notice, process)
    printed = notice.printed_deadline
    last_day = computed
    if printed and (computed is None or printed < computed):
        last_day = printed
        because = (Because("printed_wins", {"day": printed}), *because)
    elif printed and computed and printed > computed:
        because = (*because, Because("printed_later", {"day": printed}))
    outer = _outer_limit(filing, notice)
    send_by = working_day_before(last_day) if last_day and not is_working_day(last_day) else None
    if send_by:
        because = (*because, Because("office_shut", {"day": last_day, "send_by": send_by}))
    return DueDate(
        last_day=last_day,
        aim_by=_aim_by(filing, notice, last_day, today=today, pace=pace),
        because=because,
        safe_last_day=_safe_last_day(filing, notice),
        outer_limit=outer,
        filed_by=filing.filed_by,
        send_by=send_by,
        other_dates=_other_dates(coverage, level, notice),
        verified=filing.may_be_printed and computed is not None,
        late=_is_late(filing, last_day, outer, today),
        late_by_law=_is_late(filing, computed or last_day, outer, today),
    )


def due_unknown(notice: Notice, *, today: date, ongoing: bool) -> DueDate:
    """No legal date, where the kind of coverage is not known: only the safe day to act by."""
    days = SAFE_DAYS_UNKNOWN_CUT if ongoing else SAFE_DAYS_UNKNOWN
    safe = max(notice.dated + timedelta(days=days), today)
    because: tuple[Because, ...] = (Because("coverage_unknown", {"days": days}),)
    printed = notice.printed_deadline
    if printed:
        because = (Because("printed_wins", {"day": printed}), *because)
        safe = max(min(safe, printed), today)
    late = printed is not None and today > printed
    return DueDate(last_day=printed, aim_by=safe, because=because, late=late, late_by_law=late)


def _count(
    filing: Filing, notice: Notice, process: str | None
) -> tuple[date | None, tuple[Because, ...]]:
    """The last day by the table alone, and its grounds."""
    if filing.amount is None or filing.unit is None or filing.clock_starts in (None, "other"):
        return None, (Because("no_number"),)
    if not filing.may_be_printed:
        return None, (Because("not_verified"),)
    if filing.fixed_days_from_notice_date is not None:
        days = filing.fixed_days_from_notice_date
        why = Because("fixed_days", {"days": days, "start": notice.dated}, filing.citation)
        return notice.dated + timedelta(days=days), (why,)
    start, key = notice.dated, "from_notice"
    if filing.clock_starts == "receipt" and not filing.receipt_presumption_days:
        start, key = (notice.received_on, "from_receipt") if notice.received_on else (start, key)
    values: dict[str, object] = {"amount": filing.amount, "start": start}
    if filing.unit in ("months", "years"):
        months = filing.amount * (12 if filing.unit == "years" else 1)
        last = add_months(start, months, rule=filing.month_rule)
        grounds = [Because(f"{key}_{filing.unit}", values, filing.citation)]
        if filing.weekend_rollover and process == "federal" and not is_working_day(last):
            grounds.append(Because("rolled", {"day": last}, filing.citation))
            last = working_day_from(last)
        return last, tuple(grounds)
    if filing.clock_starts == "receipt" and filing.receipt_presumption_days:
        return _presumed(filing, notice)
    return start + timedelta(days=filing.amount), (Because(f"{key}_days", values, filing.citation),)


def _presumed(filing: Filing, notice: Notice) -> tuple[date, tuple[Because, ...]]:
    """Receipt is presumed some days after the notice; an earlier receipt shortens the time."""
    if filing.last_day_from_notice_date is None or filing.amount is None:
        raise DataError("a presumed receipt needs last_day_from_notice_date")
    presumed_last = notice.dated + timedelta(days=filing.last_day_from_notice_date)
    values = {
        "amount": filing.amount,
        "presumed": filing.receipt_presumption_days,
        "start": notice.dated,
    }
    if notice.received_on is None:
        return presumed_last, (Because("presumed_receipt", values, filing.citation),)
    by_receipt = notice.received_on + timedelta(days=filing.amount)
    from_receipt = {"amount": filing.amount, "start": notice.received_on}
    if by_receipt <= presumed_last:
        return by_receipt, (Because("from_receipt_days", from_receipt, filing.citation),)
    proof = Because("with_proof", {"day": by_receipt})
    return presumed_last, (Because("presumed_receipt", values, filing.citation), proof)


def _outer_limit(filing: Filing, notice: Notice) -> date | None:
    days = filing.outer_limit_days_from_notice_date
    return notice.dated + timedelta(days=days) if days is not None else None


def _safe_last_day(filing: Filing, notice: Notice) -> date | None:
    safe = filing.safe_last_day
    if safe is None or safe.unit != "months":
        return None
    return add_months(notice.dated, safe.amount, rule=safe.month_rule)


def _other_dates(coverage: Coverage, level: Level, notice: Notice) -> tuple[OtherDate, ...]:
    found = []
    for entry in coverage.continuation_of_benefits.deadlines:
        if (
            entry.level != level.id
            or not entry.may_be_printed
            or entry.amount is None
            or entry.clock_starts != "notice_date"
        ):
            continue
        day = notice.dated + timedelta(days=entry.amount)
        if entry.combine == "later_of" and notice.effective:
            day = max(day, notice.effective)
        found.append(OtherDate(entry.id, day, entry.ask, entry.citation))
    return tuple(found)


def _aim_by(
    filing: Filing, notice: Notice, last_day: date | None, *, today: date, pace: Pace
) -> date:
    """The day to aim for: the table's, but soon enough, and never before today."""
    soon = today + timedelta(days={"urgent": 0, "waiting": 14, "done": 30}[pace])
    aims = [soon]
    if filing.aim_by_days_from_notice_date is not None:
        aims.append(notice.dated + timedelta(days=filing.aim_by_days_from_notice_date))
    if last_day is not None:
        aims.append(last_day - timedelta(days=7))  # mail; the checklist says 3 for fax or portal
    return max(min(aims), today)


def _is_late(filing: Filing, last_day: date | None, outer: date | None, today: date) -> bool:
    if last_day is None:
        return False
    limit = max(last_day, outer) if outer else last_day
    if filing.not_late_before_next_working_day_ends:
        limit = working_day_from(limit)
    return today > limit
