"""Dates that cannot both be right are found, as far as both are known; nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from flows.contradictions import Contradiction, contradictions, orders
from flows.interview.questions import interview
from flows.interview.words import languages, words
from tests.flows.cases import answers

NOTICE = "2026-07-06"


def codes(**changes: Any) -> list[tuple[str, str]]:
    return [(found.code, found.address) for found in contradictions(answers(**changes))]


def treatment(**fields: Any) -> dict[str, Any]:
    return {"treatments": [{"kind": "other", "name": "Heat"}, {"kind": "other", **fields}]}


@pytest.mark.parametrize("name", ["mri_all_given", "mri_everything_missing", "mri_marketplace"])
def test_an_ordinary_case_contradicts_nothing(name: str) -> None:
    assert contradictions(answers(name)) == []


def test_no_answers_contradict_nothing() -> None:
    assert contradictions({}) == []


BILL = {"care_timing": "already_had"}


@pytest.mark.parametrize(
    ("changes", "code", "address"),
    [
        ({"received_on": "2026-07-05"}, "received_before_notice", "received_on"),
        ({"printed_deadline": "2026-07-05"}, "deadline_before_notice", "printed_deadline"),
        (
            BILL | {"service_dates": ["2026-06-01", "2026-07-07"]},
            "service_after_notice",
            "service_dates",
        ),
        ({"symptoms_started": "2026-07-07"}, "symptoms_after_notice", "symptoms_started"),
        ({"symptoms_started": "2026-08"}, "symptoms_after_notice", "symptoms_started"),
        ({"symptoms_started": "2027"}, "symptoms_after_notice", "symptoms_started"),
        (
            BILL | {"service_dates": ["2026-02-27"]},
            "symptoms_after_service",
            "symptoms_started",
        ),
        (
            treatment(started="2026-05", ended="2026-04"),
            "ended_before_start",
            "treatments[1].ended",
        ),
        (
            treatment(started="2026-07-07", ended="ongoing"),
            "treatment_after_notice",
            "treatments[1].started",
        ),
        (
            {"prior_tests": [{"test": "X-ray", "date": "2026-07-07"}]},
            "test_after_notice",
            "prior_tests[0].date",
        ),
        ({"date_of_birth": "2026-04-01"}, "born_later", "date_of_birth"),
        ({"cover_from": "2026-05", "cover_to": "2026-04-30"}, "cover_ended_before", "cover_to"),
    ],
    ids=str,
)
def test_dates_that_cannot_both_be_right_are_found(
    changes: dict[str, Any], code: str, address: str
) -> None:
    assert codes(**changes) == [(code, address)]


@pytest.mark.parametrize(
    "changes",
    [
        {"symptoms_started": "2026-07"},
        {"symptoms_started": "2026"},
        {"symptoms_started": NOTICE},
        {"symptoms_started": None},
        {"symptoms_started": "2026-08", "notice_date": None, "received_on": None},
        {"date_of_birth": "2026", "symptoms_started": "2026"},
        {"care_timing": "ongoing", "service_dates": ["2026-07-07"]},
        {"care_timing": "ongoing", "service_dates": None},
        {"received_on": NOTICE, "printed_deadline": NOTICE},
        {"treatments": None, "prior_tests": None},
        treatment(started="2026-07", ended="2026-07-02"),
        treatment(started="2026-05-14", ended="2026-05"),
        treatment(started="2026-05", ended="ongoing"),
        treatment(started=None, ended="2026-04"),
        treatment(started="2026-05", ended=None),
        {"prior_tests": [{"test": "X-ray", "date": None}, {"test": "MRI"}]},
    ],
    ids=str,
)
def test_what_is_not_known_to_be_wrong_is_not_pointed_out(changes: dict[str, Any]) -> None:
    assert codes(**changes) == []


def test_an_item_is_compared_with_itself_alone() -> None:
    first, second = {"started": "2026-05", "ended": "2026-06"}, {"started": "2026-02"}

    assert codes(treatments=[first, {**second, "ended": "2026-03"}]) == []


def test_one_answer_that_breaks_a_rule_twice_is_found_once() -> None:
    found = contradictions(answers(date_of_birth="2026-07-07"))

    assert found == [Contradiction("born_later", "date_of_birth")]
    assert found[0].other == "symptoms_started"


def test_a_contradiction_holds_no_date() -> None:
    (found,) = contradictions(answers(symptoms_started="2026-08"))

    assert "2026" not in repr(found)


# ------------------------------------------------------------- the data


def dated() -> set[str]:
    found: set[str] = set()
    for question in interview().questions:
        if question.kind in ("day", "days", "known_date"):
            found.add(question.key)
        found |= {f"{question.key}.{f.key}" for f in question.fields if f.kind == "known_date"}
    return found


def test_every_order_names_questions_that_give_a_date() -> None:
    for order in orders():
        assert {order.date, *order.not_before, *order.not_after} <= dated(), order.code
        assert order.not_before or order.not_after, order.code
        for key, wanted in order.when.items():
            assert set(wanted) <= set(interview().question(key).all_options), order.code


def test_every_code_stands_once_and_has_its_words() -> None:
    found = [order.code for order in orders()]

    assert len(set(found)) == len(found)
    for language in languages():
        for code in found:
            assert words(language).texts[f"messages.contradiction_{code}"]


def test_every_date_of_an_item_that_may_not_come_before_another_is_looked_at() -> None:
    """What the chat refuses is still pointed out in a case that came to it another way."""
    looked_at = {(order.date, other) for order in orders() for other in order.not_before}
    for question in interview().questions:
        stem = f"{question.key}." if question.fields else ""
        for each in question.fields or (question,):
            if each.not_before:
                assert (f"{stem}{each.key}", f"{stem}{each.not_before}") in looked_at
