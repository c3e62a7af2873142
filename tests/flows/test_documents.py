"""Which papers support an appeal, and where each stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from flows.documents import MOST, DocumentRule, Needed, choices, needed
from flows.law.reasons import reasons
from flows.law.services import services
from tests.flows.cases import TODAY, answers, facts

PLAIN: dict[str, Any] = {"treatments": [], "prior_tests": [], "plan_criteria": None}
BLOOD_TEST = {"kind": "blood_test", "test": "A1c"}
XRAY = {"kind": "xray", "test": "X-ray"}


def strengths(**changes: Any) -> dict[str, str]:
    return {each.document: each.strength for each in needed(facts(**changes))}


def states(**changes: Any) -> dict[str, str]:
    return {each.document: each.state for each in needed(facts(**changes))}


def test_every_appeal_needs_the_denial_letter_and_the_doctors_words() -> None:
    found = strengths(treatments=[], prior_tests=[], plan_criteria=None, asker="patient")

    assert found == {
        "denial_letter": "required",
        "clinician_letter": "strong",
        "office_notes": "strong",
        "specialist_notes": "helps",
        "referral_or_order": "helps",
    }


def test_the_most_needed_papers_come_first() -> None:
    found = [each.strength for each in needed(facts(asker="representative"))]

    assert found == sorted(found, key=["required", "strong", "helps"].index)


@pytest.mark.parametrize(
    ("changes", "document", "strength"),
    [
        ({"asker": "representative"}, "authorization_form", "required"),
        ({"asker": "parent"}, "authorization_form", None),
        ({"denial_reasons": ["step_therapy"]}, "therapy_records", "strong"),
        ({"denial_reasons": ["out_of_network"]}, "therapy_records", "helps"),
        ({"treatments": []}, "therapy_records", None),
        ({"denial_reasons": ["step_therapy"]}, "medication_list", "strong"),
        ({"denial_reasons": ["medical_necessity"]}, "medication_list", "helps"),
        ({"denial_reasons": ["frequency_limit"]}, "imaging_reports", "strong"),
        ({"denial_reasons": ["medical_necessity"]}, "imaging_reports", "helps"),
        ({"prior_tests": []}, "imaging_reports", None),
        ({"plan_criteria": None}, "plan_policy", None),
        ({"criteria_given": "no"}, "plan_policy", "helps"),
        ({"criteria_given": "yes"}, "plan_policy", None),
    ],
)
def test_a_paper_counts_as_much_as_the_case_makes_it(
    changes: dict[str, Any], document: str, strength: str | None
) -> None:
    assert strengths(**changes).get(document) == strength


@pytest.mark.parametrize(
    ("changes", "document", "strength"),
    [
        ({"service": "kyphoplasty", "prior_tests": []}, "imaging_reports", "strong"),
        ({"service": "pet", "prior_tests": []}, "test_results", "strong"),
        ({"service": "dexa", "treatments": []}, "medication_list", "helps"),
        ({"service": "kyphoplasty"}, "operative_report", None),
        ({"service": "kyphoplasty", "care_timing": "already_had"}, "operative_report", "strong"),
        ({"service": "ct", "care_timing": "already_had"}, "hospital_records", "helps"),
        ({"denial_reasons": ["experimental"]}, "medical_studies", "strong"),
        ({"denial_reasons": ["duplicate"]}, "eob", "strong"),
        ({"denial_reasons": ["eligibility"]}, "enrollment_proof", "strong"),
        ({"denial_reasons": ["not_covered"]}, "plan_booklet", "strong"),
        ({"denial_reasons": ["not_covered"], **PLAIN}, "claim_file", "helps"),
        ({"denial_reasons": ["not_covered"], "coverage": "unknown", **PLAIN}, "claim_file", None),
        ({"denial_reasons": ["experimental"], **PLAIN}, "second_opinion", "helps"),
        ({"denial_reasons": ["step_therapy"], **PLAIN}, "second_opinion", None),
        ({"office_action": ["peer_to_peer"], **PLAIN}, "peer_to_peer_notes", "helps"),
        ({"office_action": ["appealed"], **PLAIN}, "peer_to_peer_notes", None),
        (PLAIN, "peer_to_peer_notes", None),
        ({"service": "dme", "prior_tests": [BLOOD_TEST]}, "imaging_reports", None),
        ({"service": "dme", "prior_tests": [BLOOD_TEST, XRAY]}, "imaging_reports", "helps"),
        ({"service": "dme", "prior_tests": [{"test": "X-ray"}]}, "imaging_reports", "helps"),
        (
            {"denial_reasons": ["alternative_service"], "prior_tests": [BLOOD_TEST]},
            "test_results",
            "strong",
        ),
        ({"denial_reasons": ["alternative_service"], "prior_tests": [XRAY]}, "test_results", None),
    ],
)
def test_services_and_reasons_ask_for_papers_of_their_own(
    changes: dict[str, Any], document: str, strength: str | None
) -> None:
    assert strengths(**changes).get(document) == strength


@pytest.mark.parametrize("reason", ["duplicate", "eligibility", "untimely_filing"])
def test_a_no_about_the_claim_asks_for_no_words_on_the_care(reason: str) -> None:
    found = strengths(service="dexa", denial_reasons=[reason], documents=...)

    assert not {"clinician_letter", "therapy_records", "referral_or_order"} & set(found)
    assert "clinician_letter" in strengths(denial_reasons=[reason, "medical_necessity"])


def test_a_paper_in_hand_goes_along_whatever_the_no_is_about() -> None:
    found = states(denial_reasons=["duplicate"], documents={"clinician_letter": "have"})

    assert found["clinician_letter"] == "have"


@pytest.mark.parametrize("timing", ["not_yet", "already_had", "ongoing"])
@pytest.mark.parametrize("reason", reasons())
@pytest.mark.parametrize("service", services())
def test_no_one_is_asked_for_more_papers_than_can_be_had(
    service: str, reason: str, timing: str
) -> None:
    found = needed(
        facts(service=service, denial_reasons=[reason], care_timing=timing, documents=...)
    )

    assert 3 <= len(found) <= MOST
    assert any(each.strength == "strong" for each in found)


def test_only_what_helps_is_left_out_and_never_what_is_in_hand() -> None:
    case: dict[str, Any] = {"denial_reasons": ["medical_necessity", "step_therapy"]}
    full = strengths(**case, documents=...)
    asked = strengths(**case, documents={"referral_or_order": "asked"})

    assert len(full) == MOST and "referral_or_order" not in full
    assert [*full.values()].count("strong") == 4
    assert set(asked) == {*full, "referral_or_order"}


def test_a_paper_knows_which_service_and_reasons_ask_more_of_it() -> None:
    found = needed(facts(denial_reasons=["step_therapy", "medical_necessity"], documents=...))
    owners = {each.document: each.owners for each in found}

    assert owners["therapy_records"] == ("mri_lumbar", "step_therapy")
    assert owners["clinician_letter"] == ("step_therapy", "medical_necessity")
    assert owners["denial_letter"] == ()


@pytest.mark.parametrize("order", [1, -1], ids=["strong first", "helps first"])
def test_the_strongest_rule_that_fits_counts(order: int) -> None:
    found = needed(facts(denial_reasons=["step_therapy", "out_of_network"][::order]))

    assert [n.strength for n in found if n.document == "therapy_records"] == ["strong"]


def test_a_paper_stands_as_it_was_told_and_else_is_missing() -> None:
    found = states(documents={"denial_letter": "have", "office_notes": "asked"})

    assert found["denial_letter"] == "have"
    assert found["office_notes"] == "asked"
    assert found["clinician_letter"] == "missing"
    assert set(states(documents=None).values()) == {"missing"}
    assert set(states(documents=...).values()) == {"missing"}


def test_a_paper_that_the_case_does_not_need_is_not_listed() -> None:
    assert "authorization_form" not in states(documents={"authorization_form": "have"})


@pytest.mark.parametrize(
    ("days_to_get", "aim_in", "have_in"),
    [(3, 14, 3), (10, 14, 10), (14, 14, 12), (10, 5, 3), (10, 1, 0), (10, 0, 0), (0, 14, 0)],
)
def test_a_paper_is_had_in_time_and_never_before_today(
    days_to_get: int, aim_in: int, have_in: int
) -> None:
    paper = Needed("office_notes", "strong", "missing", days_to_get)

    found = paper.have_by(today=TODAY, aim_by=TODAY + timedelta(days=aim_in))

    assert found == TODAY + timedelta(days=have_in)


def test_the_day_to_have_a_paper_is_never_in_the_past() -> None:
    paper = Needed("office_notes", "strong", "missing", 3)

    assert paper.have_by(today=TODAY, aim_by=date(2020, 1, 1)) == TODAY


@pytest.mark.parametrize(
    ("needed_for", "fits"),
    [
        (({},), True),
        (({"reason": ("a",)},), True),
        (({"reason": ("c",)},), False),
        (({"reason": ("c",)}, {"asker": ("patient",)}), True),
        (({"reason": ("a",), "asker": ("parent",)},), False),
        ((), False),
    ],
)
def test_alternatives_are_or_and_a_table_is_and(needed_for: Any, fits: bool) -> None:
    rule = DocumentRule(document="x", strength="helps", needed_for=needed_for)

    assert rule.fits({"reason": ["a", "b"], "asker": ["patient"]}) is fits


def test_the_question_offers_the_papers_that_the_case_needs() -> None:
    offered = choices()["documents"].of(answers())

    assert list(offered) == [each.document for each in needed(facts())]


def test_of_two_papers_that_say_the_same_one_is_asked_for() -> None:
    stay = {"service": "mental_health_stay", "care_timing": "ongoing"}
    changes: dict[str, Any] = {**stay, "denial_reasons": ["site_of_service"], "documents": {}}

    found = strengths(**changes)
    in_hand = strengths(**{**changes, "documents": {"hospital_records": "have"}})

    assert "facility_records" in found
    assert "hospital_records" not in found
    assert {"facility_records", "hospital_records"} <= set(in_hand)
    assert "hospital_records" in strengths(**{**changes, "service": "inpatient_stay"})
