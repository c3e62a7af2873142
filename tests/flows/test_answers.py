"""What people type, read as answers: each kind, good and bad."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import flows
from flows.errors import InvalidAnswer
from flows.interview.answers import Ambiguous, parse
from flows.interview.questions import Question, interview
from flows.interview.values import accept, phone_number

TODAY = date(2026, 7, 20)


def question(key: str) -> Question:
    group, _, field = key.partition(".")
    found = interview().question(group)
    return found.field(field) if field else found


def read(key: str, text: str, **beside: Any) -> Any:
    return parse(question(key), text, today=TODAY, names=flows.NAMES, beside=beside)


def code_of(key: str, text: str, **beside: Any) -> str:
    with pytest.raises(InvalidAnswer) as refused:
        read(key, text, **beside)
    return refused.value.code


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("insurer", "  Northland   Benefit\nTrust ", "Northland Benefit Trust"),
        ("patient_name", "Nguyễn Thị Hồng", "Nguyễn Thị Hồng"),
        ("denial_wording", "Not\n\n\n\nnecessary", "Not\n\nnecessary"),
        ("symptoms", "It hurts 😀 here", "It hurts here"),
        ("notice_date", "July 6, 2026", "2026-07-06"),
        ("notice_date", "6 de julio de 2026", "2026-07-06"),
        ("notice_date", "7/16/26", "2026-07-16"),
        ("notice_date", "3/4/2028", None),
        ("symptoms_started", "March 2026", "2026-03"),
        ("symptoms_started", "2019", "2019"),
        ("symptoms_started", "March 3, 2026", "2026-03-03"),
        ("printed_deadline", "January 4, 2027", "2027-01-04"),
        ("service_dates", "June 1, 2026", ["2026-06-01"]),
        ("service_dates", "June 1, 2026\nJune 8, 2026", ["2026-06-01", "2026-06-08"]),
        ("service_dates", "June 1, 2026 and June 8, 2026", ["2026-06-01", "2026-06-08"]),
        ("icd10", "m54.16", ["M54.16"]),
        ("icd10", "M54.16, M54.16; M51.26", ["M54.16", "M51.26"]),
        ("cpt", "72148", ["72148"]),
        ("cpt", "G0130 77080", ["G0130", "77080"]),
        ("appeals_fax", "651-555-0136", "(651) 555-0136"),
        ("phone", "+1 651 555 0148", "(651) 555-0148"),
        ("phone", "6515550148", "(651) 555-0148"),
        ("phone", "(651) 555-0148 ext. 12", "(651) 555-0148 ext. 12"),
        ("email", "Rosa.Vega@Example.com", "Rosa.Vega@example.com"),
        ("us_state", "mn", "MN"),
        ("us_state", "N.Y.", "NY"),
        ("us_state", " new  york ", "NY"),
        ("us_state", "Puerto Rico", "PR"),
    ],
)
def test_a_good_answer_is_read_in_the_shape_of_the_contract(
    key: str, text: str, value: Any
) -> None:
    if value is None:
        assert code_of(key, text) == "date_in_future"
    else:
        assert read(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("insurer", "", "empty"),
        ("insurer", " \n\t ", "empty"),
        ("insurer", "😀😀", "empty"),
        ("insurer", "...", "empty"),
        ("insurer", "\u202e\u200f", "empty"),
        ("insurer", "x" * 201, "too_long"),
        ("member_id", "9" * 41, "too_long"),
        ("denial_wording", "word " * 400, "too_long"),
        ("notice_date", "July 30, 2026", "date_in_future"),
        ("notice_date", "July 6, 2020", "date_too_old"),
        ("notice_date", "July", "date_no_year"),
        ("notice_date", "2026", "date_unreadable"),
        ("notice_date", "July 2026", "date_unreadable"),
        ("notice_date", "February 30, 2026", "date_unreadable"),
        ("notice_date", "soon", "date_unreadable"),
        ("symptoms_started", "March", "date_no_year"),
        ("symptoms_started", "long ago", "known_date_unreadable"),
        ("symptoms_started", "March 2027", "date_in_future"),
        ("symptoms_started", "1801", "known_date_unreadable"),
        ("symptoms_started", "1905", "date_too_old"),
        ("printed_deadline", "January 4, 2093", "date_unreadable"),
        ("service_dates", "June 1, 2026\nsoon", "date_unreadable"),
        ("service_dates", "3/4/2026\nJune 1, 2026", "date_unreadable"),
        ("icd10", "back pain", "code"),
        ("icd10", "72148", "code"),
        ("cpt", "MRI", "code"),
        ("cpt", "7214", "code"),
        ("cpt", " ".join(f"721{n:02}" for n in range(13)), "code"),
        ("phone", "555-0148", "phone"),
        ("phone", "call me", "phone"),
        ("phone", "+44 20 7946 0018", "phone"),
        ("email", "rosa", "email"),
        ("email", "rosa@", "email"),
        ("email", "rosa vega@example.com", "email"),
        ("us_state", "Ontario", "not_named"),
        ("us_state", "MN or WI", "not_named"),
        ("asker", "me", "choose_button"),
    ],
)
def test_an_answer_that_does_not_fit_says_why_by_a_code(key: str, text: str, code: str) -> None:
    assert code_of(key, text) == code


TYPED = [q for q in interview().questions if q.kind not in ("choice", "multi_choice", "documents")]


@pytest.mark.parametrize("asked", TYPED, ids=lambda q: q.key)
def test_a_social_security_number_is_refused_everywhere(asked: Question) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse(asked, "It is 123-45-6789.", today=TODAY, names=flows.NAMES)

    assert refused.value.code == "ssn"


@pytest.mark.parametrize("text", ["612-555-0148", "A-77120-26", "000-12-3456", "1123-45-67890"])
def test_other_numbers_are_no_social_security_number(text: str) -> None:
    assert read("claim_number", text) == text


def test_an_error_never_carries_what_was_typed() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        read("email", "secret words")

    assert "secret" not in str(refused.value)
    assert "secret" not in repr(refused.value.limits)


def test_two_readings_of_a_day_are_asked_back() -> None:
    with pytest.raises(Ambiguous) as unclear:
        read("notice_date", "3/4/26")

    assert unclear.value.readings == ["2026-03-04", "2026-04-03"]


@pytest.mark.parametrize(
    ("key", "text", "beside", "value"),
    [
        ("notice_date", "7/8/26", {}, "2026-07-08"),  # August 7 is still to come
        ("received_on", "7/6/26", {"notice_date": "2026-07-01"}, "2026-07-06"),
        ("printed_deadline", "December 19", {"notice_date": "2026-07-06"}, None),
        ("received_on", "July 9", {"notice_date": "2026-07-06"}, "2026-07-09"),
        ("service_dates", "7/8/26", {}, ["2026-07-08"]),
    ],
)
def test_a_reading_that_cannot_be_is_not_offered(
    key: str, text: str, beside: dict[str, Any], value: Any
) -> None:
    if value is None:
        with pytest.raises(Ambiguous) as unclear:
            read(key, text, **beside)
        assert unclear.value.readings == ["2026-12-19", "2027-12-19"]
    else:
        assert read(key, text, **beside) == value


def test_when_no_reading_can_be_the_likeliest_says_why() -> None:
    assert code_of("received_on", "3/4/26", notice_date="2026-07-06") == "before_notice_date"


@pytest.mark.parametrize(
    ("started", "ended", "fits"),
    [
        ("2026-03-20", "2026-05-04", True),
        ("2026-03-20", "2026-03-20", True),
        ("2026-03", "2026-03-01", True),  # as far as both are known
        ("2026", "2026-03", True),
        ("2026-03-20", "2026-03-19", False),
        ("2026-03", "2026-02", False),
        ("2026", "2025", False),
        ("2026-03-20", "ongoing", True),
        (None, "2026-02", True),
    ],
)
def test_nothing_ends_before_it_started(started: str | None, ended: str, fits: bool) -> None:
    field = question("treatments.ended")
    if fits:
        assert accept(field, ended, today=TODAY, beside={"started": started}) == ended
    else:
        with pytest.raises(InvalidAnswer) as refused:
            accept(field, ended, today=TODAY, beside={"started": started})
        assert refused.value.code == "before_started"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("asker", "nobody", "choose_button"),
        ("asker", None, "empty"),
        ("asker", ["patient"], "choose_button"),
        ("coverage", "group_job", "choose_button"),
        ("denial_reasons", [], "choose_at_least_one"),
        ("denial_reasons", "not_stated", "choose_button"),
        ("denial_reasons", ["no_such"], "choose_button"),
        ("red_flags", ["none", "cancer"], "none_and_others"),
        ("insurer", 7, "empty"),
        ("notice_date", "July 6, 2026", "date_unreadable"),
        ("notice_date", "2026-02-30", "date_unreadable"),
        ("notice_date", 20260706, "date_unreadable"),
        ("symptoms_started", "2026-13", "known_date_unreadable"),
        ("service_dates", [], "date_unreadable"),
        ("service_dates", "2026-06-01", "date_unreadable"),
        ("cpt", "72148", "code"),
        ("treatments", "PT", "choose_button"),
        ("treatments", ["PT"], "choose_button"),
        ("treatments", [{"kind": "magic"}], "choose_button"),
        ("documents", ["denial_letter"], "choose_button"),
        ("documents", {"denial_letter": "lost"}, "choose_button"),
    ],
)
def test_a_value_of_an_answers_file_is_held_to_the_same_rules(
    key: str, value: Any, code: str
) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        accept(question(key), value, today=TODAY)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("key", "value", "accepted"),
    [
        ("asker", "patient", "patient"),
        ("coverage", "unknown", "unknown"),
        ("coverage", "medicare_advantage", "medicare_advantage"),
        ("denial_reasons", ["step_therapy", "step_therapy"], ["step_therapy"]),
        ("red_flags", ["none"], ["none"]),
        ("notice_date", None, None),
        ("treatments", [], []),
        ("treatments", [{"kind": "medication", "ended": "ongoing"}], None),
        ("prior_tests", [{"date": None}], None),
        ("documents", {}, {}),
        ("documents", {"denial_letter": "have"}, {"denial_letter": "have"}),
    ],
)
def test_a_good_value_of_an_answers_file_is_accepted(key: str, value: Any, accepted: Any) -> None:
    found = accept(question(key), value, today=TODAY)

    assert found == (value if accepted is None else accepted)


def test_an_unknown_field_of_an_item_is_an_error() -> None:
    with pytest.raises(KeyError):
        accept(question("treatments"), [{"dose": "1 mg"}], today=TODAY)


@pytest.mark.parametrize("number", ["651-555-0136", "(212) 555-0100", "1-800-555-0199"])
def test_fictional_telephone_numbers_count(number: str) -> None:
    assert phone_number("phone", number).startswith("(")
