"""On which days somebody who asked for it is written to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

import flows
from flows.interview.case import Case, new_case
from flows.reminders import due, next_day, reminders
from tests.flows.cases import case_of

ASKED = date(2026, 7, 10)
LAST = date(2027, 1, 5)  # 180 days after the letter came
ANSWER = date(2026, 8, 13)  # 30 days after it went out on July 14


def mri(**more: Any) -> Case:
    """The MRI under the plan of an employer, ready for its letter."""
    answers, _ = case_of("mri_all_given")
    known = msgspec.structs.replace(
        flows.moved(new_case("en", today=ASKED), "agree", today=ASKED), answers=answers
    )
    settled = flows.settled(known, today=ASKED)
    return msgspec.structs.replace(settled, **{"remind_from": ASKED, **more})


def sent(**more: Any) -> Case:
    ready = flows.moved(flows.moved(mri(), "draft", today=ASKED), "send", today=ASKED)
    return msgspec.structs.replace(ready, **{"sent_on": date(2026, 7, 14), **more})


def days(case: Case, *, today: date = ASKED) -> list[tuple[str, date]]:
    return [(each.kind, each.on) for each in reminders(case, today=today)]


def test_before_the_letter_is_out() -> None:
    assert days(mri()) == [
        ("unfinished", ASKED + timedelta(days=7)),
        ("step", LAST - timedelta(days=7)),
        ("step", LAST - timedelta(days=1)),
    ]
    assert next_day(mri(), today=ASKED) == date(2026, 7, 17)


def test_nothing_is_announced_for_a_day_after_the_last() -> None:
    late = date(2027, 1, 1)

    assert days(mri(remind_from=late), today=late) == [("step", LAST - timedelta(days=1))]
    assert days(mri(remind_from=LAST), today=LAST) == []


def test_an_answer_that_is_late_is_asked_for_twice() -> None:
    assert days(sent()) == [
        ("answer_due", ANSWER + timedelta(days=1)),
        ("answer_due", ANSWER + timedelta(days=8)),
    ]
    later = sent(got_on=date(2026, 7, 16))  # the time runs from the day it came
    assert next_day(later, today=ASKED) == ANSWER + timedelta(days=3)


def test_where_no_rule_tells_when_the_answer_comes_it_is_a_month() -> None:
    unknown = sent(answers={**sent().answers, "coverage": "not_sure"})

    assert days(unknown) == [("waiting", date(2026, 8, 13))]


@pytest.mark.parametrize(
    "case", [mri(remind_from=None), sent(approved=True), sent(remind_from=None)]
)
def test_nobody_is_reminded_who_did_not_ask_or_has_a_yes(case: Case) -> None:
    assert days(case) == []
    assert next_day(case, today=ASKED) is None
    assert due(case, today=date(2027, 1, 1)) is None


def test_each_is_told_once_and_one_that_was_missed_the_next_day() -> None:
    case, told = mri(), []
    day = ASKED
    while day < LAST + timedelta(days=30):
        off = day == date(2026, 12, 29)  # the bot does not run
        found = None if off else due(case, today=day)
        if found:
            told.append((found.kind, day))
            case = msgspec.structs.replace(case, reminded_on=day)
        day += timedelta(days=1)

    assert told == [
        ("unfinished", date(2026, 7, 17)),
        ("step", date(2026, 12, 30)),
        ("step", LAST - timedelta(days=1)),
    ]


def test_a_last_day_that_has_passed_is_not_told_as_if_it_were_to_come() -> None:
    case = mri(reminded_on=date(2026, 12, 1))

    assert due(case, today=LAST) is not None
    assert due(case, today=LAST + timedelta(days=1)) is None
