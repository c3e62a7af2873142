"""By when to file: the last day, the day to aim for, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from flows.errors import InvalidAnswer
from flows.law.counting import Because, Counted, Notice, last_day
from flows.law.coverage import Coverage
from flows.law.days import add_months, is_working_day, working_day_before, working_day_from
from flows.law.levels import Level, Term
from flows.law.other_dates import OtherDate, other_dates

Pace = Literal["urgent", "waiting", "done"]  # urgent; care not given or being cut; care given

SAFE_DAYS_UNKNOWN = 30  # coverage unknown: the working target of the `unknown` table
SAFE_DAYS_UNKNOWN_CUT = 10  # the same, where ongoing care is being cut
SOON = {"urgent": 0, "waiting": 14, "done": 30}  # days: never aim for later than that
MAIL = 7  # days before the last day, for mail; the checklist says 3 for fax or portal


@dataclass(frozen=True)
class DueDate:
    """When to file. All days inclusive, in the plan's local calendar.

    `last_day` is None where the law gives no number that was read; then `because` says what to
    look for. `remembered` is the count by a number that was only remembered: for the tables'
    reviewers, never told to a person. `outer_limit` is never printed as the last day; it only
    keeps a request from being called late.
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
    remembered: date | None = None

    @property
    def keep_benefits_by(self) -> date | None:
        """The last day to ask that care goes on, the soonest where there are two."""
        days = [each.day for each in self.other_dates if each.id == "keep_benefits"]
        return min(days, default=None)


def term_for(level: Level, *, outcome: str | None) -> Term | None:
    """The filing time that what the decider did calls for; None where the table has none.

    A dismissal often has a window of its own, and a shorter one; no paper starts no clock.
    """
    filing = level.filing
    window = next((w for w in filing.other_windows if w.outcome == outcome), None)
    if outcome in (None, "denied", "partly"):
        return filing
    if window:
        return window
    covered = filing.covers_dismissal if outcome == "dismissed" else filing.covers_no_answer
    return filing if covered else None


def due(
    coverage: Coverage,
    level: Level,
    notice: Notice,
    *,
    today: date,
    pace: Pace,
    process: str | None,
    outcome: str | None = None,
) -> DueDate:
    """The last day to file at `level` after `outcome`, and the day to aim for.

    Raises:
        InvalidAnswer: a receipt date before the notice date.

    Source: the filing entry of the level, by its citation.
    """
    term = term_for(level, outcome=outcome)
    return due_under(coverage, level, term, notice, today=today, pace=pace, process=process)


def due_under(
    coverage: Coverage,
    level: Level,
    term: Term | None,
    notice: Notice,
    *,
    today: date,
    pace: Pace,
    process: str | None,
) -> DueDate:
    """The last day under that filing time of the level; None: the table has none for this case.

    Raises:
        InvalidAnswer: a receipt date before the notice date.
    """
    if notice.received_on and notice.dated and notice.received_on < notice.dated:
        raise InvalidAnswer("received_on", "before_notice", notice_date=notice.dated)
    computed, because = _computed(level, term, notice, process)
    told = computed if term and term.may_be_printed else None
    if computed and not told:
        because = (Because("not_verified"),)
    last, because = _with_printed(told, because, notice.printed_deadline)
    outer = _outer_limit(term, notice)
    send_by = working_day_before(last) if last and not is_working_day(last) else None
    if send_by:
        because = (*because, Because("office_shut", {"day": last, "send_by": send_by}))
    safe = _safe_last_day(term, notice) if told else None
    if safe and last and safe < last:
        because = (*because, Because("safe_day", {"day": safe}))
    return DueDate(
        last_day=last,
        aim_by=_aim_by(
            term, notice, min((d for d in (last, safe) if d), default=None), today, pace
        ),
        because=because,
        safe_last_day=safe,
        outer_limit=outer,
        filed_by=term.filed_by if term else None,
        send_by=send_by,
        other_dates=other_dates(coverage, level, notice, urgent=pace == "urgent"),
        verified=told is not None,
        late=_is_late(term, last, outer, today),
        late_by_law=_is_late(term, told or last, outer, today),
        remembered=None if told else computed,
    )


def due_unknown(notice: Notice, *, today: date, ongoing: bool) -> DueDate:
    """No legal date, where the kind of coverage is not known: only the safe day to act by."""
    days = SAFE_DAYS_UNKNOWN_CUT if ongoing else SAFE_DAYS_UNKNOWN
    safe = max((notice.dated or today) + timedelta(days=days), today)
    because: tuple[Because, ...] = (Because("coverage_unknown", {"days": days}),)
    printed = notice.printed_deadline
    if printed:
        because = (Because("printed_wins", {"day": printed}), *because)
        safe = max(min(safe, printed), today)
    late = printed is not None and today > printed
    return DueDate(last_day=printed, aim_by=safe, because=because, late=late, late_by_law=late)


def due_without_steps(notice: Notice, *, today: date) -> DueDate:
    """No date: this coverage has no appeal of its own."""
    printed = notice.printed_deadline
    aim = min(today + timedelta(days=SOON["waiting"]), printed or date.max)
    return DueDate(printed, max(aim, today), (Because("no_steps"),))


def _computed(level: Level, term: Term | None, notice: Notice, process: str | None) -> Counted:
    if level.page == "court":
        return None, (Because("court"),)
    if term is None:
        return None, (Because("dismissal_unknown" if notice.dated else "no_paper"),)
    if level.page == "sent_on" and term is level.filing:
        return None, (Because("nothing_to_file", {}, term.citation),)
    return last_day(term, notice, process)


def _with_printed(
    told: date | None, because: tuple[Because, ...], printed: date | None
) -> tuple[date | None, tuple[Because, ...]]:
    """The date printed on the letter wins where it is earlier, or the only one."""
    if printed and told is None:
        return printed, (Because("printed_wins", {"day": printed}), *because)
    if printed and told and printed < told:
        return printed, (Because("printed_shorter", {"day": printed, "by_law": told}), *because)
    if printed and told and printed > told:
        return told, (*because, Because("printed_later", {"day": printed}))
    return told, because


def _outer_limit(term: Term | None, notice: Notice) -> date | None:
    days = term.outer_limit_days_from_notice_date if term else None
    return notice.dated + timedelta(days=days) if days is not None and notice.dated else None


def _safe_last_day(term: Term | None, notice: Notice) -> date | None:
    safe = term.safe_last_day if term else None
    if safe is None or safe.unit != "months" or notice.dated is None:
        return None
    return add_months(notice.dated, safe.amount, rule=safe.month_rule)


def _aim_by(term: Term | None, notice: Notice, last: date | None, today: date, pace: Pace) -> date:
    """The day to aim for: the table's, but soon enough, and never before today."""
    aims = [today + timedelta(days=SOON[pace])]
    days = term.aim_by_days_from_notice_date if term else None
    if days is not None and notice.dated:
        aims.append(notice.dated + timedelta(days=days))
    if last is not None:
        aims.append(last - timedelta(days=MAIL))
    return max(min(aims), today)


def _is_late(term: Term | None, last: date | None, outer: date | None, today: date) -> bool:
    if last is None or term is None:
        return last is not None and today > last
    limit = max(last, outer) if outer else last
    if term.not_late_before_next_working_day_ends:
        limit = working_day_from(limit)
    return today > limit
