"""Care behind Other kinds of care: pages on safety and on the fast appeal, and consent."""

from __future__ import annotations

import pytest

from flows.interview.words import languages, words
from tests.support.patient import Patient

STAY = "Mental health or rehab"


def chosen(care: str) -> Patient:
    """A patient who has chosen that care behind the button Other kinds of care."""
    patient = Patient.agreed().goes_on_until("service")
    patient.taps("Other kinds of care")
    patient.taps(care)
    return patient


def test_other_care_is_a_page_with_its_kinds_and_a_way_on() -> None:
    patient = Patient.agreed().goes_on_until("service")

    patient.taps("Other kinds of care")

    assert "Which of these is it?" in patient.said
    assert {"An operation (surgery)", "A hospital stay", STAY, "Something else"} <= set(
        patient.labels
    )


def test_988_stands_before_the_question_on_safety_and_after_an_alarm() -> None:
    patient = chosen(STAY).goes_on_until("safety_signs")
    assert "Call or text 988" in patient.replies[0].plain()

    patient.taps("Danger of self-harm")
    patient.taps("Done")

    assert "Call or text 988" in patient.said
    assert patient.labels == ["Go on"]
    assert patient.answers["safety_signs"] == ["self_harm"]


def test_what_is_no_alarm_goes_on_at_once() -> None:
    patient = chosen(STAY).goes_on_until("safety_signs")

    patient.taps("Relapse after lower care")
    patient.taps("Done")

    assert "988" not in patient.said


def test_a_private_option_is_shown_by_its_label_before_it_may_stay() -> None:
    patient = chosen(STAY).goes_on_until("safety_signs")
    patient.taps("Danger of self-harm")
    patient.taps("Relapse after lower care")
    patient.taps("Done")
    patient.taps("Go on")

    patient.goes_on_until("include_sensitive")

    assert "1. What was noted on safety: Danger of self-harm" in patient.said
    assert "Relapse" not in patient.said
    assert patient.labels[0] == "1. What was noted on safety"


@pytest.mark.parametrize("language", languages())
def test_the_page_on_safety_names_988_and_911(language: str) -> None:
    said = words(language).texts["messages.emergency_safety"]

    assert "988" in said
    assert "911" in said


def test_a_notice_that_ends_medicare_care_brings_the_fast_appeal_at_once() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicare")
    patient.taps("Medicare Advantage plan")
    patient.goes_on_until("service")
    patient.taps("Other kinds of care")
    patient.taps("A hospital stay")
    patient.goes_on_until("care_timing")
    patient.taps("It is going on now")
    patient.goes_on_until("ending_notice")

    patient.taps("Yes, there is a notice")

    assert "There is a fast appeal. Ask for it today." in patient.said
    assert patient.key != "ending_notice"
