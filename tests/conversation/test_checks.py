"""Contradictions are pointed out once after the answer that made them, and first in the review."""

from __future__ import annotations

import pytest

from bot.conversation.labels import LABEL
from bot.conversation.reviewing import review
from flows.interview.words import languages
from tests.support.patient import Patient

LATE = "Heat packs, July 10, 2026 to July 15, 2026, no help"


def test_an_answer_that_contradicts_another_is_pointed_out_and_kept() -> None:
    patient = Patient.agreed().goes_on_until("symptoms_started")

    patient.says("July 10, 2026")

    assert patient.answers["symptoms_started"] == "2026-07-10"
    assert patient.key == "function_impact"
    assert patient.said.startswith(
        "Check this:\n• The symptoms started (July 10, 2026) after the date on the denial letter "
        "(July 6, 2026).\nIf it is right, go on. To change an answer, send /review."
    )


def test_a_contradiction_is_told_once() -> None:
    patient = Patient.agreed().goes_on_until("symptoms_started")
    patient.says("July 10, 2026")

    patient.says("I can sit for 15 minutes.")

    assert "Check this" not in patient.said


def test_an_answer_that_fits_is_not_commented_on() -> None:
    patient = Patient.agreed().goes_on_until("symptoms_started")

    patient.says("March 2026")

    assert "Check this" not in patient.said


def test_a_treatment_is_named_in_the_note() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.says(LATE)

    assert "Heat packs: it started (July 10, 2026) after the date on the denial letter" in (
        patient.said
    )


def test_a_changed_date_of_the_letter_points_out_what_no_longer_fits() -> None:
    patient = Patient.agreed().goes_on_until("function_impact")
    patient.taps_token("change-notice_date")

    patient.says("February 2, 2026")

    assert "Check this:" in patient.replies[0].plain()
    assert "last day to appeal" in patient.said


def test_an_end_that_a_changed_start_makes_impossible_is_asked_again() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("change-treatments[0].started")

    patient.says("June 15, 2026")

    assert patient.key == "treatments.ended"
    assert "ended" not in patient.answers["treatments"][0]


def test_care_given_after_the_letter_that_denied_its_bill_is_pointed_out() -> None:
    patient = Patient.agreed().goes_on_until("care_timing")
    patient.taps("Yes, it is done")

    patient.says("July 10, 2026")

    assert "The care was given (July 10, 2026) after the date on the denial letter" in patient.said


@pytest.mark.parametrize("language", languages())
def test_in_the_review_contradictions_stand_first_and_lead_to_the_answer(language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until("symptoms_started")
    patient.says("July 10, 2026")
    patient.goes_on_until("treatments")
    patient.says(LATE)
    patient.goes_on_until(None)
    shown = review(patient.at)

    assert "July 10, 2026" in shown.parts[0].plain() or "10 de julio" in shown.parts[0].plain()
    assert "Heat packs" in shown.parts[0].plain()
    tokens = [row[0].token for row in shown.rows]
    assert tokens[:2] == ["change-symptoms_started", "change-treatments[0].started"]
    assert [row[0].label[:3] for row in shown.rows[:2]] == ["1. ", "2. "]
    assert all(len(row[0].label) <= LABEL for row in shown.rows)

    patient.sends("review")
    patient.taps_token(tokens[1])
    assert patient.key == "treatments.started"
    patient.says("June 2026")
    assert "Heat packs: " not in patient.said.split("\n\n")[0]


def test_a_review_without_contradictions_begins_with_the_answers() -> None:
    patient = Patient.agreed().goes_on_until(None)

    assert review(patient.at).plain().startswith("Check your answers.")


def test_the_note_is_not_said_twice_where_the_review_says_it() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("change-symptoms_started")

    patient.says("July 10, 2026")

    assert patient.key is None
    assert patient.said.startswith("Check these dates first.")
    assert patient.said.count("July 10, 2026) after") == 1


def test_many_contradictions_do_not_bury_the_rest() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    for _ in range(9):
        patient.says(LATE)
        patient.goes_on_until("treatments.more")
    patient.goes_on_until(None)
    shown = review(patient.at)

    assert shown.parts[0].plain().count("Heat packs") == 5
    assert [row[0].token for row in shown.rows][5] == "make"
