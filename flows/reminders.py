"""When to write to a person who asked for it: before the last day, and when an answer is late.

The shape of `data/interview/reminders.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from msgspec import field

from flows.appeal import appeal_plan
from flows.interview.case import Case
from flows.interview.lifecycle import STOPPED
from flows.loading import DATA, Entry, load
from flows.plan import expected_after
from flows.standing import facts_of

Day = Literal["asked_on", "last_day", "sent_on", "answer_by"]


class Rule(Entry, frozen=True, kw_only=True):
    """When something is told: `days` after the day `of`, while the letter is out or not."""

    kind: str
    of: Day
    days: int
    stands: Literal["unsent", "sent"] = field(name="while")
    unless: Day | None = None
    until: Day | None = None


@dataclass(frozen=True)
class Reminder:
    """What is told on a day, of which day, and the day after which it would be too late."""

    on: date
    kind: str
    of: date
    until: date | None


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule we know."""
    return load(DATA / "interview" / "reminders.yaml", tuple[Rule, ...])


def reminders(case: Case, *, today: date) -> tuple[Reminder, ...]:
    """All that a case is still to be reminded of, by day; nothing where nobody asked."""
    asked = case.remind_from
    if asked is None or case.approved or case.phase == STOPPED:
        return ()
    stands = "sent" if case.sent_on else "unsent"
    days = _days(case, today=today)
    told = max(asked, case.reminded_on or asked)
    found: list[Reminder] = []
    for each in rules():
        if each.stands != stands or each.of not in days or each.unless in days:
            continue
        on = days[each.of] + timedelta(days=each.days)
        until = days.get(each.until) if each.until else None
        if on > told and (until is None or on <= until):
            found.append(Reminder(on, each.kind, days[each.of], until))
    return tuple(sorted(found, key=lambda each: each.on))


def next_day(case: Case, *, today: date) -> date | None:
    """The next day to write; None where there is none. One that has passed is still to be told."""
    return min((each.on for each in reminders(case, today=today)), default=None)


def due(case: Case, *, today: date) -> Reminder | None:
    """What is to be told today: the latest that does not come too late; None where nothing is."""
    told = None
    for each in reminders(case, today=today):
        if each.on <= today and (each.until is None or today <= each.until):
            told = each
    return told


def _days(case: Case, *, today: date) -> Mapping[Day, date]:
    """The days that are known."""
    plan = appeal_plan(facts_of(case, today=today), today=today)
    last = plan.due.last_day if plan.due and not plan.due.late else None
    answer = expected_after(case.got_on or case.sent_on, plan.answer) if case.sent_on else None
    found: dict[Day, date | None] = {
        "asked_on": case.remind_from,
        "last_day": last,
        "sent_on": case.sent_on,
        "answer_by": answer,
    }
    return {name: day for name, day in found.items() if day is not None}
