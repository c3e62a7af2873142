"""Answers as sentences, Spanish as quotations, dated answers as a timeline."""

from __future__ import annotations

from typing import Any

import pytest

from flows.interview.questions import interview
from letters.writing.own_words import quoted_keys, told_apart
from letters.writing.renderings import renderings
from letters.writing.statements import stated, statements
from letters.writing.text import text
from letters.writing.timeline import dated, has_timeline, timeline
from tests.flows.cases import plan


def said(**answers: Any) -> list[str]:
    return [str(each.value) for part in stated(answers).values() for each in part]


@pytest.mark.parametrize(
    ("answers", "sentences"),
    [
        ({"pain_score": 7}, ["The pain at its worst is 7 out of 10."]),
        ({"fracture_date": "2026-05"}, ["The bone broke, or the pain from it began, in May 2026."]),
        ({"last_scan": "first"}, ["This care was not given before."]),
        ({"limits": ["sitting", "none"]}, ["What has become hard: sitting."]),
        ({"limits": ["none"]}, []),
        ({"surgery_considered": "no"}, []),
        ({"pain_score": None}, []),
        ({"authorization_number": "AU-5"}, ["The approval number is AU-5."]),
        ({"what_changed": "New pain."}, ["What has changed since then: new pain."]),
        ({"supplier": "Lakes Home Medical"}, ["The supplier is Lakes Home Medical."]),
        ({"drug_since": "2026-01"}, ["This drug was started in January 2026."]),
        ({"step_grounds": ["none"]}, []),
        ({"cpap_hours": 5.5}, ["The device is used about 5.5 hours a night."]),
    ],
    ids=str,
)
def test_an_answer_is_a_sentence_or_nothing(answers: dict[str, Any], sentences: list[str]) -> None:
    assert said(**answers) == sentences


def test_every_statement_is_of_a_question_and_of_options_that_exist() -> None:
    for each in statements():
        question = interview().question(each.question)
        assert set(each.says) <= set(question.all_options)
        assert each.text or each.says
        if question.kind == "multi_choice":
            assert set(question.all_options) - {"none", "other"} <= set(renderings()[question.key])


def test_spanish_is_quoted_and_taken_out_of_the_english() -> None:
    kept, quoted = told_apart(
        {
            "symptoms": "Me duele la espalda",
            "function_impact": "I cannot sit",
            "treatments": [{"kind": "medication", "name": "Pastillas para el dolor"}],
            "prior_tests": [{"kind": "mri", "test": "Resonancia de la espalda", "finding": "L5"}],
        }
    )

    assert "symptoms" not in kept
    assert kept["function_impact"] == "I cannot sit"
    assert kept["treatments"] == [{"kind": "medication"}]
    assert kept["prior_tests"] == [{"kind": "mri", "test": "MRI", "finding": "L5"}]
    assert [each.key for each in quoted] == ["symptoms", "treatments[0]", "prior_tests[0]"]


def test_the_person_is_told_which_answers_are_quoted() -> None:
    assert quoted_keys(plan("mri_all_given")) == ()
    assert set(quoted_keys(plan("mri_spanish"))) == {
        "symptoms", "function_impact", "why_this_service", "risk_of_delay", "treatments",
        "prior_tests",
    }  # fmt: skip


def test_the_timeline_is_in_order_and_needs_enough_to_tell() -> None:
    written = text(timeline(plan("kyphoplasty_medicare")), width=120)
    rows = [line.split(" | ")[1] for line in written.splitlines() if " 2026 | " in line]

    assert rows[0] == "Symptoms began"
    assert rows[-1] == "Date of the denial notice"
    assert "MRI of the lumbar spine" in rows
    assert not has_timeline(plan("mri_everything_missing"))


def test_every_line_of_the_timeline_is_of_a_dated_question() -> None:
    for each in dated():
        if each.group:
            fields = {field.key for field in interview().question(each.group).fields}
            assert {each.name, *each.events} <= fields
            assert each.events
        else:
            assert interview().question(each.question).kind in ("day", "days", "known_date")
