"""What an answer changes is told at once; what is no appeal yet is a page with a next step."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.patient import Patient


def test_a_paper_with_co_is_good_news_and_the_interview_goes_on() -> None:
    patient = Patient.agreed().goes_on_until("care_timing")
    patient.taps("Yes, it is done")
    patient.goes_on_until("group_code")

    patient.taps("Yes, CO")

    assert "This may be good news." in patient.said
    assert "does not stop the clock" in patient.said
    assert patient.key is not None


@pytest.mark.parametrize(
    ("key", "taps", "told"),
    [
        ("code_matches", ["No, it is a mistake"], "That is called a corrected claim."),
        ("office_action", ["It sent an appeal", "Done"], "may have started the appeal already"),
        ("office_action", ["It sent a new bill", "Done"], "A new bill may settle it"),
    ],
)
def test_each_piece_of_news_is_told_after_its_answer(key: str, taps: list[str], told: str) -> None:
    patient = Patient.agreed().goes_on_until(key)

    for label in taps:
        patient.taps(label)

    assert told in patient.said
    assert patient.key not in (None, key)


def test_both_reasons_of_a_surprise_bill_are_one_page() -> None:
    patient = Patient.agreed().goes_on_until("denial_wording")
    patient.says("The provider is out of network.")
    patient.goes_on_until("network_reasons")

    for label in ("It was an emergency", "The hospital was in network", "Done"):
        patient.taps(label)

    assert patient.said.count("No Surprises Act, protects") == 1


def medicare(timing: str) -> Patient:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicare")
    patient.taps("Original Medicare")
    patient.goes_on_until("care_timing")
    patient.taps(timing)
    return patient


def test_original_medicare_before_the_care_is_a_page_with_a_next_step() -> None:
    patient = medicare("No, not yet")

    assert "Original Medicare takes an appeal after the care" in patient.said
    assert "1-800-633-4227" in patient.said
    patient.taps("Change this answer")
    patient.taps("Yes, it is done")
    assert patient.key == "service_dates"


def test_original_medicare_is_asked_for_its_notice_and_never_whether_it_is_urgent() -> None:
    patient = medicare("Yes, it is done")

    patient.goes_on_until("abn_signed")

    assert "urgent" not in patient.answers


def test_a_late_appeal_to_medicare_can_still_be_asked_for() -> None:
    patient = Patient.agreed(today=date(2027, 3, 1)).goes_on_until("coverage")
    patient.taps("Medicare")

    patient.taps("Original Medicare")

    assert "You can still ask." in patient.said
    patient.goes_on_until("late_reason")


def test_none_of_these_is_one_tap() -> None:
    patient = Patient.agreed().goes_on_until("red_flags")

    patient.taps("None of these")

    assert patient.answers["red_flags"] == ["none"]
