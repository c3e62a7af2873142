"""Services behind "Other kinds of care": each asked about in its own words, up to a letter."""

from __future__ import annotations

import pytest

import flows
from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.interview.questions import interview
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.support.patient import TODAY, Patient

# Each service: its button, the questions that no other service asks, and what the letter says.
OTHER_CARE = {
    "cardiac_imaging": (
        "Heart test or scan",
        {"heart_test", "treadmill_limits", "heart_signs", "heart_risks"},
        ["ultrasound of the heart under stress", "chest pain or pressure with effort", "diabetes"],
    ),
    "sleep_study": (
        "Sleep study",
        {"sleep_test", "home_test_limits", "sleep_signs", "epworth"},
        ["an overnight study in a sleep lab", "The Epworth sleepiness score is 14."],
    ),
    "genetic_test": (
        "Genetic test",
        {"gene_names", "gene_scope", "gene_use", "genetic_counselor", "family_history"},
        ["names them: BRCA1 and BRCA2.", "The family history: an aunt with breast cancer at 41."],
    ),
    "specialty_drug_glp1": (
        "Medicine, such as GLP-1",
        {"drug_dose", "drug_for", "drug_a1c", "step_grounds"},
        ["The prescription reads: Semaglutide 0.5 mg once a week.", "one caused side effects"],
    ),
    "dme": (
        "Medical equipment",
        {"dme_use", "home_tasks", "face_visit", "dme_deal", "supplier"},
        ["did an exam for this equipment on May 5, 2026.", "The supplier is Lakes Home"],
    ),
}


def at_other_care(label: str, *, language: str = "en") -> Patient:
    patient = Patient.agreed(language=language).goes_on_until("service")
    patient.taps("Other kinds of care")
    patient.taps(label)
    return patient


def test_the_first_page_of_the_care_is_short_and_something_else_is_on_both() -> None:
    patient = Patient.agreed().goes_on_until("service")

    assert len(interview().question("service").page(None)) <= 9
    assert patient.labels[7:9] == ["Other kinds of care", "Something else"]
    patient.taps("Other kinds of care")

    assert {label for label, _, _ in OTHER_CARE.values()} < set(patient.labels)
    assert "Something else" in patient.labels
    patient.taps("Back")
    assert "CT scan" in patient.labels


@pytest.mark.parametrize("service", OTHER_CARE)
def test_each_asks_its_own_questions_and_its_letter_says_the_answers(service: str) -> None:
    label, own, sentences = OTHER_CARE[service]
    patient = at_other_care(label)
    assert patient.answers["service"] == service

    patient.goes_on_until(None)

    asked = {step.question.key for step in patient.at.path.steps}
    others = set().union(*(keys for key, (_, keys, _) in OTHER_CARE.items() if key != service))
    assert own <= asked
    assert not others & asked
    assert patient.case is not None
    counted = flows.counted(patient.case, today=TODAY)
    written = text(appeal_letter(appeal_plan(Facts(counted), today=TODAY)), width=1000)
    for sentence in sentences:
        assert sentence in written


@pytest.mark.parametrize("sign", ["Chest pain at rest", "Short of breath at rest", "Fainting"])
def test_a_sign_of_the_heart_at_rest_alarms(sign: str) -> None:
    patient = at_other_care("Heart test or scan").goes_on_until("heart_signs")
    assert patient.said.startswith("Call 911 now if any of these is there")

    patient.taps(sign)
    patient.taps("Done")

    assert patient.said.startswith("Call 911 now")
    assert patient.labels == ["Go on"]
    patient.taps("Go on")
    assert patient.key == "heart_risks"


def test_a_sign_of_the_heart_with_effort_goes_on() -> None:
    patient = at_other_care("Heart test or scan").goes_on_until("heart_signs")

    patient.taps("Chest pain with effort")
    patient.taps("Done")

    assert patient.key == "heart_risks"
    assert "911" not in patient.said


def test_a_drug_for_weight_is_told_to_ask_the_plan_without_a_law() -> None:
    patient = at_other_care("Medicine, such as GLP-1").goes_on_until("drug_for")

    patient.taps("Weight")
    patient.taps("Done")

    assert "Some plans leave out drugs for weight" in patient.said
    assert "statute" not in patient.said and "law" not in patient.said
    assert patient.key == "drug_bmi"


def test_the_family_history_of_a_genetic_test_is_no_private_line_and_of_other_care_it_is() -> None:
    told = "My mother had breast cancer at 44."
    patient = at_other_care("Genetic test").goes_on_until("family_history")
    patient.says(told)
    patient.goes_on_until(None)
    assert "include_sensitive" not in patient.answers

    patient = at_other_care("Sleep study").goes_on_until("symptoms")
    patient.says(told)
    assert patient.goes_on_until("include_sensitive").key == "include_sensitive"
