"""Care that is cut: by when to ask that it goes on, and the risk, before the person chooses."""

from __future__ import annotations

from tests.support.patient import Patient


def medicaid() -> Patient:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicaid or CHIP")
    patient.taps("Yes, a plan name")
    patient.goes_on_until("care_timing")
    patient.taps("It is going on now")
    return patient


def test_the_day_and_the_risk_are_told_before_the_choice() -> None:
    patient = medicaid().goes_on_until("effective_date")

    patient.says("August 1, 2026")

    assert "the request must be there by Saturday, August 1, 2026" in patient.said
    assert "the plan may ask the patient to pay for this care" in patient.said
    assert patient.key == "keep_benefits"


def test_care_that_is_not_cut_is_not_asked_about() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicaid or CHIP")
    patient.taps("Yes, a plan name")
    patient.goes_on_until("care_timing")
    patient.taps("No, not yet")

    patient.goes_on_until("office_action")

    assert "effective_date" not in patient.answers
    assert "keep_benefits" not in patient.answers


def test_a_limited_plan_says_so_once() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Bought on my own")

    patient.taps("Short-term plan")

    assert "fewer rights than other plans" in patient.said
    patient.goes_on_until("service")
    assert "fewer rights than other plans" not in patient.said
