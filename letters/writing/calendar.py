"""The days of an appeal as a calendar file (RFC 5545), in the person's language.

A telephone shows titles on its locked screen: no word of health, of the plan or of the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from icalendar import Alarm, Calendar, Event
from icalendar.enums import TRANSP

from flows.interview.words import Words, words
from flows.plan import AppealPlan
from letters.writing.desk import Order
from letters.writing.paper import Paper

NAMES = {"en": "Appeal_Dates.ics", "es": "Fechas.ics"}
FOLLOW_UP_AFTER = 7  # days after an answer is due, to ask for it
ALARMS = (3, 1, 0)  # days before, at
ALARM_AT = time(9)
FIRST_EDITION = date(2020, 1, 1)  # what a calendar counts the editions of an event from


def calendar_papers(order: Order) -> Iterable[Paper]:
    """The calendar file, where a day is still to come."""
    if days(order.plan):
        content = calendar(order.plan, order.language)
        yield Paper("calendar", "ics", NAMES[order.language], content)


def calendar(plan: AppealPlan, language: str) -> bytes:
    """The file. The same plan gives the same bytes; a later one moves the same events."""
    said = words(language)
    made = Calendar.new(
        prodid="-//Appeal bot//Dates//EN",
        name=said.phrase("calendar.name").plain(),
        language=language,
        uid=str(_uid("calendar", plan)),
        subcomponents=[_event(key, day, plan, said) for key, day in days(plan)],
    )
    return bytes(made.to_ical())


def days(plan: AppealPlan) -> list[tuple[str, date]]:
    """The days from today on, the soonest first, each by its key."""
    due, by_key = plan.due, {step.key: step.by for step in plan.steps}
    beside = {each.id: each.day for each in due.other_dates} if due else {}
    papers = [each.have_by(today=plan.today, aim_by=plan.aim_by) for each in plan.not_in_hand]
    answer = plan.answer_expected if due else None
    named = {
        "ask": by_key.get("ask"),
        "papers": max(papers, default=None),
        "keep_benefits": plan.keep_benefits_by,
        "expedited": beside.get("expedited"),
        "safe_guess": beside.get("safe_guess"),
        "aim": plan.aim_by,
        "last": due.last_day if due else None,
        "confirm": by_key.get("confirm"),
        "answer": answer,
        "follow_up": answer + timedelta(days=FOLLOW_UP_AFTER) if answer else None,
    }
    found = [(key, day) for key, day in named.items() if day and day >= plan.today]
    return sorted(found, key=lambda each: each[1])


def _event(key: str, day: date, plan: AppealPlan, said: Words) -> Event:
    title = said.phrase(f"calendar.{key}").plain()
    event = Event.new(
        summary=title,
        description=said.phrase(f"calendar.{key}_how").plain(),
        start=day,
        end=day + timedelta(days=1),
        stamp=datetime.combine(plan.today, time(12), UTC),
        uid=_uid(key, plan),
        sequence=(plan.today - FIRST_EDITION).days,
        transparency=TRANSP.TRANSPARENT,
    )
    for before in ALARMS:
        if day - timedelta(days=before) > plan.today:
            event.add_component(_alarm(before, title))
    return event


def _alarm(before: int, title: str) -> Alarm:
    """A reminder at nine in the morning: an event of a whole day starts at midnight."""
    alarm = Alarm.new(description=title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=ALARM_AT.hour) - timedelta(days=before))
    return alarm


def _uid(key: str, plan: AppealPlan) -> UUID:
    """The same for the same day of the same case, so that a newer file moves the event."""
    answers = plan.facts.answers
    case = [answers.get(each) or "" for each in ("patient_name", "claim_number", "notice_date")]
    return uuid5(NAMESPACE_URL, "|".join(map(str, [*case, plan.level and plan.level.id, key])))
