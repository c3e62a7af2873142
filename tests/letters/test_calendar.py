"""The calendar file, opened by the library and read line by line as RFC 5545 asks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.plan import AppealPlan
from letters.writing.calendar import calendar, days
from tests.flows.cases import ON, VARIANTS, case_of

# Words that would tell a stranger what the calendar is about.
TELLING = r"health|doctor|médic|plan\b|insur|seguro|denial|scan|care\b|atención|medic"


def plan_of(name: str, today: date | None = None) -> AppealPlan:
    found, day = case_of(name)
    today = today or day
    return appeal_plan(read_answers({"answers": found}, today=today).facts, today=today)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", [*ON, *VARIANTS])
def test_every_day_of_the_case_is_an_event_of_a_whole_day_not_in_the_past(
    name: str, language: str
) -> None:
    plan = plan_of(name)

    opened = Calendar.from_ical(calendar(plan, language))

    events = opened.walk("VEVENT")
    assert [event.start for event in events] == [day for _, day in days(plan)]
    assert all(type(event.start) is date and event.start >= plan.today for event in events)
    assert all(event.end - event.start == timedelta(days=1) for event in events)
    assert plan.aim_by in {event.start for event in events}
    assert len({str(event["UID"]) for event in events}) == len(events)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_title_tells_a_stranger_nothing(language: str) -> None:
    for name in ON:
        plan = plan_of(name)
        answers = plan.facts.answers

        written = calendar(plan, language).decode()

        titles = re.findall(r"^(?:SUMMARY|NAME|X-WR-CALNAME)[^:]*:(.*)$", written, re.MULTILINE)
        assert titles
        assert not [title for title in titles if re.search(TELLING, title, re.IGNORECASE)]
        for key in ("patient_name", "insurer", "diagnosis", "service_name", "claim_number"):
            assert not answers.get(key) or str(answers[key]) not in written.replace("\r\n ", "")


@pytest.mark.parametrize("name", ["mri_all_given", "therapy_hearing"])
def test_the_lines_are_as_the_standard_asks(name: str) -> None:
    written = calendar(plan_of(name), "es")

    assert written.endswith(b"\r\n")
    lines = written.split(b"\r\n")[:-1]
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(re.match(rb" |[A-Z-]+[;:]", line) for line in lines)
    whole = written.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert whole[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    stack = []
    for line in whole:
        if line.startswith("BEGIN:"):
            stack.append(line.removeprefix("BEGIN:"))
        elif line.startswith("END:"):
            assert stack.pop() == line.removeprefix("END:")
    assert stack == []


def test_it_reminds_at_nine_three_days_and_one_day_before_and_on_the_day() -> None:
    plan = plan_of("mri_all_given")

    opened = Calendar.from_ical(calendar(plan, "en"))

    last = next(e for e in opened.walk("VEVENT") if e.start == plan.due.last_day)  # type: ignore[union-attr]  # it has one
    rings = [
        datetime.combine(last.start, datetime.min.time()) + alarm["TRIGGER"].dt
        for alarm in last.walk("VALARM")
    ]
    day = datetime(2027, 1, 5, 9)
    assert rings == [day - timedelta(days=3), day - timedelta(days=1), day]
    assert all(alarm["ACTION"] == "DISPLAY" for alarm in last.walk("VALARM"))


def test_no_alarm_rings_on_a_day_that_is_gone() -> None:
    plan = plan_of("mri_all_given")
    near = replace(plan, today=plan.aim_by - timedelta(days=1))

    opened = Calendar.from_ical(calendar(near, "en"))

    send = next(e for e in opened.walk("VEVENT") if e.start == plan.aim_by)
    assert [alarm["TRIGGER"].dt for alarm in send.walk("VALARM")] == [timedelta(hours=9)]


def test_the_same_plan_gives_the_same_bytes_and_a_later_one_the_same_events() -> None:
    plan, later = plan_of("mri_all_given"), plan_of("mri_all_given", date(2026, 7, 12))

    first, second = calendar(plan, "en"), calendar(later, "en")

    assert calendar(plan, "en") == first
    before, after = (Calendar.from_ical(each).walk("VEVENT") for each in (first, second))
    assert {e["UID"] for e in before} & {e["UID"] for e in after}
    assert before[0]["SEQUENCE"] < after[0]["SEQUENCE"]
    assert before[0]["DTSTAMP"].dt == datetime(2026, 7, 10, 12, tzinfo=UTC)
