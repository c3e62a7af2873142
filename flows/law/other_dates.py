"""Dates beside the filing deadline: to keep benefits, to be heard fast, a guess where none is told.

Each is told with its own words: `words/<language>/law.yaml`, other_<id>.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flows.law.counting import Notice, last_day
from flows.law.coverage import ContinuationDeadline, Coverage
from flows.law.levels import Level


@dataclass(frozen=True)
class OtherDate:
    """A date beside the filing deadline, such as the day to ask that benefits go on."""

    id: str
    day: date
    what: str
    citation: str | None
    of_ongoing_care: bool = True  # it counts only where care that goes on is cut


def other_dates(
    coverage: Coverage, level: Level, notice: Notice, *, urgent: bool
) -> tuple[OtherDate, ...]:
    """The dates of that level beside its last day, soonest first."""
    found = [
        _continued(each, notice)
        for each in coverage.continuation_of_benefits.deadlines
        if each.level == level.id and each.may_be_printed
    ]
    if urgent:
        found += _expedited(level, notice)
    found.append(_guess(level, notice))
    return tuple(sorted((each for each in found if each), key=lambda each: each.day))


def _continued(entry: ContinuationDeadline, notice: Notice) -> OtherDate | None:
    """The last day to ask that benefits go on, None where the dates do not tell it."""
    day = _before_effective(notice) if entry.before_effective else _days_on(entry, notice)
    return OtherDate(entry.id, day, entry.ask, entry.citation) if day else None


def _before_effective(notice: Notice) -> date | None:
    return notice.effective - timedelta(days=1) if notice.effective else None


def _days_on(entry: ContinuationDeadline, notice: Notice) -> date | None:
    start = notice.dated if entry.clock_starts in ("notice_date", "receipt") else notice.effective
    if start is None or entry.amount is None:
        return None
    day = start + timedelta(days=entry.amount)
    if entry.combine == "later_of" and notice.effective:
        return max(day, notice.effective)
    return day


def _expedited(level: Level, notice: Notice) -> list[OtherDate | None]:
    """The shorter time for a request to be decided fast."""
    found: list[OtherDate | None] = []
    for window in level.filing.other_windows:
        day = last_day(window, notice, None)[0] if window.may_be_printed else None
        if window.urgent and day:
            found.append(OtherDate("expedited", day, window.when, window.citation, False))
    return found


def _guess(level: Level, notice: Notice) -> OtherDate | None:
    """A day to be safe by where a state sets the time: said to be a guess, never a right."""
    days = level.filing.safe_default_days_if_letter_unclear
    if days is None or notice.dated is None:
        return None
    what = "ask by then to be safe: this is a guess, the letter gives the real day"
    return OtherDate("safe_guess", notice.dated + timedelta(days=days), what, None, False)
