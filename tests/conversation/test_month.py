"""A month to tap a day in, beside a date that is typed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation import month
from bot.render import MAX_DATA
from flows.interview.questions import Question, interview
from flows.interview.words import languages, words
from tests.support.patient import Patient


def at_month(key: str, *, language: str = "en", today: date = date(2026, 7, 20)) -> Patient:
    patient = Patient.agreed(language=language, today=today).goes_on_until(key)
    patient.taps(words(language).button("calendar"))
    return patient


def every_question() -> list[Question]:
    found = list(interview().questions)
    return [*found, *(field for group in found for field in group.fields)]


def test_only_dates_offer_a_month_and_a_birth_date_does_not() -> None:
    offering = {each.key: each.kind for each in every_question() if each.calendar}

    assert set(offering.values()) == {"day", "known_date"}
    assert {"notice_date", "received_on", "printed_deadline", "started"} <= set(offering)
    assert "date_of_birth" not in offering


@pytest.mark.parametrize("language", languages())
def test_a_day_that_is_tapped_is_the_answer_and_is_written_in_words(language: str) -> None:
    patient = at_month("notice_date", language=language)
    patient.taps("6")

    assert patient.answers["notice_date"] == "2026-07-06"
    assert patient.turn.chosen == words(language).day(date(2026, 7, 6))
    assert patient.key == "received_on"


def test_the_month_opens_and_turns_in_the_same_message() -> None:
    patient = at_month("notice_date")
    assert patient.turn.replies[0].in_place
    assert "July 2026" in patient.said
    patient.taps("« Jun 2026")
    assert patient.turn.replies[0].in_place
    assert "June 2026" in patient.said
    patient.taps("Jul 2026 »")

    assert "July 2026" in patient.said


def test_a_month_stands_under_its_weekdays() -> None:
    patient = at_month("notice_date", today=date(2026, 7, 31))
    rows = [[each.label for each in row] for row in patient.replies[-1].rows]

    assert rows[0] == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
    assert rows[1] == ["·", "·", "·", "1", "2", "3", "4"]
    assert rows[5] == ["26", "27", "28", "29", "30", "31", "·"]


def test_a_day_to_come_cannot_be_tapped_where_the_past_is_asked() -> None:
    patient = at_month("notice_date")

    assert "20" in patient.labels
    assert "21" not in patient.labels
    assert not any(label.endswith("»") for label in patient.labels)


def test_a_last_day_may_lie_ahead() -> None:
    patient = at_month("printed_deadline")
    for _ in range(6):
        patient.taps(next(each for each in patient.labels if each.endswith("»")))
    patient.taps("4")

    assert patient.answers["printed_deadline"] == "2027-01-04"


def test_no_day_before_the_day_it_follows_can_be_tapped() -> None:
    patient = at_month("received_on")

    assert {"6", "20"} <= set(patient.labels)
    assert "5" not in patient.labels


def test_the_day_a_letter_came_is_looked_for_from_the_day_it_is_dated() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    patient.says("April 28, 2026")
    patient.taps("Choose on a calendar")

    assert "April 2026" in patient.said
    patient.taps("May 2026 »")
    patient.taps("2")
    assert patient.answers["received_on"] == "2026-05-02"


def test_a_last_day_is_looked_for_from_today() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    patient.says("April 28, 2026")
    patient.says("May 2, 2026")
    patient.taps("Choose on a calendar")

    assert patient.key == "printed_deadline"
    assert "July 2026" in patient.said


def test_a_month_alone_is_an_answer_where_no_day_is_needed() -> None:
    patient = at_month("symptoms_started")
    patient.taps("« Jun 2026")
    patient.taps("I know only June 2026")

    assert patient.answers["symptoms_started"] == "2026-06"


def test_a_weekday_or_an_empty_place_changes_nothing() -> None:
    patient = at_month("notice_date")
    before = patient.answers
    patient.taps("Mo")

    assert patient.answers == before
    assert "July 2026" in patient.said


def test_back_closes_the_month_and_a_typed_date_is_taken_beside_it() -> None:
    patient = at_month("notice_date")
    patient.taps("Back")
    assert "Choose on a calendar" in patient.labels
    patient.taps("Choose on a calendar")
    patient.says("July 6, 2026")

    assert patient.answers["notice_date"] == "2026-07-06"


def test_the_month_of_the_answer_is_shown_to_whoever_goes_back() -> None:
    patient = at_month("notice_date")
    patient.taps("« Jun 2026")
    patient.taps("3")
    patient.taps("Back")
    patient.taps("Choose on a calendar")

    assert "June 2026" in patient.said


def test_a_day_of_an_older_month_changes_nothing() -> None:
    patient = at_month("notice_date")
    old = next(patient.data(each) for each in patient.buttons() if each.label == "6")
    patient.says("July 7, 2026")
    patient.presses(old, live=False)

    assert patient.turn.toast is not None
    assert patient.answers["notice_date"] == "2026-07-07"


@pytest.mark.parametrize("token", ["x2026-07-21", "x1990-01-01", "xhello", "x2026-07", "x"])
def test_a_day_nobody_was_shown_is_refused(token: str) -> None:
    patient = at_month("notice_date")
    patient.taps_token(token, "notice_date")

    assert "notice_date" not in patient.answers
    assert patient.key == "notice_date"


@pytest.mark.parametrize("page", ["p2026-13", "p0000-01", "p9999-12", "p", "p2026-7"])
def test_a_month_that_is_none_is_no_fault(page: str) -> None:
    patient = at_month("notice_date")
    patient.taps_token(page, "notice_date")

    assert patient.key == "notice_date"


@pytest.mark.parametrize("language", languages())
def test_every_label_and_every_data_of_a_year_fits(language: str) -> None:
    patient = at_month("symptoms_started", language=language)
    step = patient.at.step
    assert step is not None
    for number in range(1, 13):
        for row in month.days(patient.at, step, f"2025-{number:02}"):
            assert len(row) <= 7
            for button in row:
                assert 0 < len(button.label) <= 28, button.label
                assert len(patient.data(button).encode()) <= MAX_DATA


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("last Tuesday", "I read that as Tuesday, July 14, 2026."),
        ("july 6th 2026", "I read that as Monday, July 6, 2026."),
        ("yesterday", "I read that as Sunday, July 19, 2026."),
    ],
)
def test_a_typed_date_is_said_back_in_words(typed: str, told: str) -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    patient.says(typed)

    assert told in patient.said


def test_a_date_that_was_typed_in_those_words_is_not_said_twice() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    patient.says("July 6, 2026")

    assert "I read that as" not in patient.said


def test_two_readings_are_asked_back_with_a_button_each() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    patient.says("3/4/26")

    assert patient.labels[:2] == ["March 4, 2026", "April 3, 2026"]
    patient.taps("April 3, 2026")
    assert patient.answers["notice_date"] == "2026-04-03"
