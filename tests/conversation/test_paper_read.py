"""A paper that was read: what is shown, what is kept, what is asked all the same."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.events import WasRead
from bot.conversation.paper_confirm import NO_DENIAL
from tests.support.found import card, field, letter
from tests.support.patient import Patient


def shows(patient: Patient, found: dict[str, Any]) -> Patient:
    patient.does(WasRead(found))
    return patient


def test_what_was_read_is_shown_with_its_words_and_is_no_answer_yet() -> None:
    patient = shows(Patient.agreed(), letter())

    assert "The date on the denial letter:" in patient.said
    assert "July 6, 2026" in patient.said
    assert "(from: Date of notice: July 6, 2026" in patient.said
    assert "January 2, 2027" in patient.said  # 180 days from the date of the notice
    assert patient.labels == [
        "All correct",
        "All correct, the short way",
        "Fix something",
        "Use none of it",
    ]
    assert patient.case.answers == {}


def test_one_tap_keeps_every_line() -> None:
    patient = shows(Patient.agreed(), letter())

    patient.taps("All correct")

    answers = patient.case.answers
    assert answers["notice_date"] == "2026-07-06"
    assert answers["printed_deadline"] == "2027-01-02"
    assert answers["service"] == "mri_lumbar"
    assert answers["service_name"] == "MRI Lumbar Spine without contrast"
    assert answers["cpt"] == ["72148"]
    assert answers["denial_reasons"] == ["medical_necessity"]
    assert answers["coverage"] == "individual_marketplace_aca"
    assert answers["claim_number"] == "BM-2210-77"
    assert "read" not in patient.case.scratch
    assert patient.key == "asker"


def test_a_wrong_line_is_asked_and_no_other_is_lost() -> None:
    patient = shows(Patient.agreed(), letter())
    patient.taps("Fix something")

    patient.taps("5. The claim or case number")
    assert any(label.startswith("✗ 5.") for label in patient.labels)
    patient.taps("Keep the other lines")

    answers = patient.case.answers
    assert "claim_number" not in answers
    assert answers["member_id"] == "BMH445566"
    assert len(answers) == 11


def test_a_line_ticked_twice_is_right_after_all() -> None:
    patient = shows(Patient.agreed(), letter())
    patient.taps("Fix something")
    patient.taps("1. Date on the letter")
    patient.taps("✗ 1. Date on the letter")

    patient.taps("Keep the other lines")

    assert patient.case.answers["notice_date"] == "2026-07-06"


def test_back_goes_past_what_was_read_to_what_was_asked_and_loses_nothing() -> None:
    patient = Patient.agreed()
    patient.taps_token("0", "asker")
    shows(patient, letter()).taps("All correct")
    patient.taps_token("0", "first_denial")
    read = dict(patient.answers)
    assert patient.key == "received_on"

    patient.taps("Back")

    assert patient.key == "first_denial"
    assert "What I read in your paper stays." in patient.said
    patient.taps("Back")
    assert patient.key == "asker"
    assert "Back" not in patient.labels
    patient.taps("Keep this answer")
    assert patient.key == "received_on"
    assert patient.answers == read


def test_back_goes_to_a_line_that_was_wrong_and_asked() -> None:
    patient = shows(Patient.agreed(), letter())
    patient.taps("Fix something")
    patient.taps("5. The claim or case number")
    patient.taps("Keep the other lines")
    patient.goes_on_until("plan_criteria")

    patient.sends("back")

    assert patient.key == "claim_number"


def test_back_goes_to_a_line_that_was_changed_since_it_was_read() -> None:
    patient = shows(Patient.agreed(), letter())
    patient.taps("All correct")
    patient.goes_on_until("received_on")
    patient.taps_token("change-notice_date")
    patient.says("July 7, 2026")
    patient.goes_on_until("received_on")

    patient.taps("Back")

    assert patient.key == "notice_date"


def test_nothing_is_used_where_the_person_says_so() -> None:
    patient = shows(Patient.agreed(), letter())

    patient.taps("Use none of it")

    assert patient.case.answers == {}
    assert "I used nothing from that paper." in patient.said


def test_a_text_beside_the_lines_is_no_answer() -> None:
    patient = shows(Patient.agreed(), letter())

    patient.says("yes all good")

    assert patient.case.answers == {}
    assert "Tap a button below them." in patient.said


def test_what_the_reader_is_not_sure_of_is_asked() -> None:
    unsure = letter(
        coverage={"key": "tricare", "confidence": 0.3, "because": ["military"]},
        reasons=[{"key": "experimental", "confidence": 0.4, "because": ["new"]}],
        fields={"insurer": field("Blue Mesa", confidence=0.2)},
    )
    patient = shows(Patient.agreed(), unsure)

    patient.taps("All correct")

    assert not {"coverage", "denial_reasons", "insurer"} & set(patient.case.answers)


def test_what_could_be_no_answer_is_left_out() -> None:
    wrong = letter(
        fields={
            "notice_date": field("2031-01-01"),
            "appeals_fax": field("12"),
            "member_id": field("X" * 90),
        }
    )
    patient = shows(Patient.agreed(), wrong)

    patient.taps("All correct")

    assert not {"notice_date", "appeals_fax", "member_id"} & set(patient.case.answers)


def test_what_the_person_said_before_stands() -> None:
    patient = Patient.agreed().goes_on_until("denial_wording")
    told = dict(patient.case.answers)

    shows(patient, letter()).taps("All correct")

    assert {key: patient.case.answers[key] for key in told} == told


EITHER = {
    "key": "employer_self_funded_erisa",
    "confidence": 0.6,
    "because": ["ERISA"],
    "also": ["employer_fully_insured_erisa"],
}


def test_a_paper_that_leaves_two_kinds_open_is_asked_with_those_first() -> None:
    patient = shows(Patient.agreed(), letter(coverage=EITHER))
    assert "The paper does not say which. I ask you." in patient.said

    patient.taps("All correct")
    patient.goes_on_until("coverage")

    kinds = patient.labels[:2]
    assert "coverage" not in patient.case.answers
    patient.taps(kinds[1])
    assert patient.case.answers["coverage"] == "employer_fully_insured_erisa"


def test_two_kinds_that_are_wrong_are_not_offered_first() -> None:
    patient = shows(Patient.agreed(), letter(coverage=EITHER))
    patient.taps("Fix something")
    line = next(each for each in patient.labels if "plan" in each.lower() or "coverage" in each)
    patient.taps(line)
    patient.taps("Keep the other lines")

    assert "either" not in patient.case.scratch


def test_days_that_count_from_receipt_are_left_to_the_law() -> None:
    late = field({"days": 60, "date": None}, "within 60 days after you receive this notice")
    patient = shows(Patient.agreed(), letter(fields={"appeal_deadline": late}))

    patient.taps("All correct")

    assert "printed_deadline" not in patient.case.answers


@pytest.mark.parametrize("kind", NO_DENIAL)
def test_a_paper_that_is_no_denial_is_called_so_and_the_question_comes_again(kind: str) -> None:
    patient = Patient.agreed()
    asked = patient.replies[-1].plain()

    shows(patient, letter(kind=kind, is_denial=False))

    assert patient.case.answers == {}
    assert asked in patient.said


def test_a_card_fills_in_the_plan() -> None:
    patient = shows(Patient.agreed(), card())
    assert "on the card" in patient.said

    patient.taps("All correct")

    assert set(patient.case.answers) == {
        "coverage",
        "insurer",
        "member_id",
        "group_number",
        "patient_name",
    }
