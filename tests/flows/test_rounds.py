"""Another no begins another round: the facts stay, the decision that was answered is put by."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from transitions import MachineError

import flows
from flows.answers_file import read_answers
from flows.interview.case import Case

GIVEN = Path(__file__).parents[1] / "cases" / "mri_all_given.json"
TODAY = date(2026, 9, 1)


def case_in(phase: str) -> Case:
    answers = json.loads(GIVEN.read_text())["answers"]
    closed = {"treatments.more": "done", "prior_tests.more": "done"}
    return Case(
        reference="ABC234",
        language="en",
        phase=phase,
        consented_on=date(2026, 7, 6),
        answers={**answers, **closed},
        sent_on=date(2026, 7, 24),
    )


def test_the_facts_of_person_and_care_are_kept() -> None:
    before = case_in("sent")

    after = flows.next_round(before, today=TODAY)

    for key in ("patient_name", "member_id", "treatments", "diagnosis", "coverage", "documents"):
        assert after.answers[key] == before.answers[key]
    assert "notice_date" not in after.answers
    assert "denial_wording" not in after.answers


def test_the_decision_that_was_answered_is_put_by() -> None:
    after = flows.next_round(case_in("sent"), today=TODAY)

    (closed,) = after.rounds
    assert closed["notice_date"] == "2026-07-06"
    assert closed["level"] == "internal_appeal"
    assert closed["outcome"] == "denied"
    assert closed["sent_on"] == "2026-07-24"
    assert after.sent_on is None


def test_the_next_step_is_known_and_the_new_paper_is_asked_about() -> None:
    after = flows.next_round(case_in("sent"), today=TODAY)

    assert after.answers["level"] == "external_review"
    assert after.phase == "denial"
    assert flows.where(after, today=TODAY).now.question.key == "outcome"  # type: ignore[union-attr]  # it asks


def test_there_is_no_other_round_before_a_letter_is_out() -> None:
    with pytest.raises(MachineError):
        flows.next_round(case_in("review"), today=TODAY)


def test_no_answer_keeps_what_the_denial_says_and_counts_from_the_day_of_sending() -> None:
    before = case_in("sent")

    after = flows.next_round(before, today=TODAY, unanswered=True)

    assert after.answers["outcome"] == "no_answer"
    assert after.answers["asked_on"] == "2026-07-24"
    assert after.answers["denial_wording"] == before.answers["denial_wording"]
    assert "notice_date" not in after.answers
    assert flows.facts_of(after, today=TODAY).notice is not None


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({}, None),
        ({"outcome": "denied"}, None),  # a first no is a denial too
        ({"outcome": "denied", "level": "external_review"}, "no"),
        ({"outcome": "dismissed", "level": "external_review"}, "no"),
    ],
    ids=str,
)
def test_a_file_is_of_a_later_step_only_where_it_says_so(
    told: dict[str, str], first: str | None
) -> None:
    given = {**json.loads(GIVEN.read_text())["answers"], **told}
    given.pop("first_denial", None)

    found = read_answers({"answers": given}, today=TODAY).facts

    assert found.answers.get("first_denial") == first
