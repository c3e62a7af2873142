"""Cases of nobody: the answers files of tests/cases, and changes to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.plan import AppealPlan

TODAY = date(2026, 7, 20)
CASES = Path(__file__).parents[1] / "cases"
# Each case and the day on which its papers are made.
ON = {
    "mri_all_given": date(2026, 7, 10),
    "mri_everything_missing": date(2026, 7, 10),
    "mri_marketplace": date(2026, 7, 10),
    "mri_spanish": date(2026, 7, 10),
    "dexa_medicare": date(2026, 10, 20),
    "dexa_medicare_without_dose": date(2026, 10, 20),
    "dexa_advantage": date(2026, 10, 20),
    "kyphoplasty_medicare": date(2026, 10, 30),
    "pet_marketplace": date(2026, 11, 20),
    "dexa_plan_found": date(2026, 10, 20),
    "mri_plan_not_found": date(2026, 7, 10),
    "mri_tricare": date(2026, 11, 22),
    "mri_fehb": date(2026, 11, 22),
    "mri_student": date(2026, 11, 22),
    "glp1_self_funded": date(2026, 11, 20),
    "sleep_marketplace": date(2026, 11, 20),
    "mental_health_insured": date(2026, 11, 13),
    "inpatient_advantage": date(2026, 11, 5),
    "therapy_medicaid": date(2026, 11, 22),
    "therapy_hearing": date(2026, 11, 22),
    "dexa_dismissed": date(2026, 11, 22),
    "mri_external_review": date(2026, 11, 22),
    "mri_opm_no_answer": date(2026, 11, 22),
    "therapy_integrated": date(2026, 11, 22),
    "drug_part_d": date(2026, 11, 22),
}


# Cases that are another one with a few answers changed: (the other, its day, the changes).
VARIANTS: dict[str, tuple[str, date, dict[str, Any]]] = {
    "dexa_medicare_late": (
        "dexa_medicare",
        date(2026, 10, 20),
        {
            "notice_date": "2026-05-04",
            "service_dates": ["2026-04-20"],
            "late_reason": "I was in the hospital from August 3 to September 28, 2026.",
        },
    ),
    "dexa_medicare_too_soon": (
        "dexa_medicare",
        date(2026, 10, 20),
        {"last_scan": "2025-03", "what_changed": "The steroid began after the last scan."},
    ),
    "surgery_insured": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "service": "surgery",
            "service_name": "Lumbar microdiscectomy, L5-S1",
            "cpt": None,
            "code_matches": ...,
            "denial_reasons": ["medical_necessity"],
            "denial_wording": "The records do not show that the procedure is medically necessary.",
            "surgery_aim": ["protect", "pain"],
            "surgery_stay": "one_night",
            "surgery_health": ["sleep_apnea", "bleeding"],
            "function_score": "Oswestry 52, June 2, 2026",
            "red_flags": ...,
            "surgery_considered": ...,
            "plan_criteria": None,
            "why_this_service": "The foot is getting weaker, and the MRI showed the nerve pressed.",
        },
    ),
    "therapy_limit": (
        "mri_marketplace",
        date(2026, 7, 10),
        {
            "service": "physical_therapy",
            "service_name": "Physical therapy, 12 more visits",
            "cpt": ["97110"],
            "denial_reasons": ["medical_necessity", "frequency_limit"],
            "denial_wording": "No further progress is shown. The visit limit has been reached.",
            "therapy_visits": 20,
            "therapy_gains": "Walking went from 5 to 15 minutes.",
            "therapy_goals": ["walk", "stairs", "self_care"],
            "therapy_keeps": "yes",
            "visit_limit": "left",
            "last_scan": ...,
            "what_changed": "The leg got weaker again when the visits stopped.",
            "red_flags": ...,
            "surgery_considered": ...,
            "plan_criteria": None,
            "treatments": [],
            "why_this_service": "The knee gave way on stairs until the therapy began.",
            "documents": {"denial_letter": "have", "therapy_records": "have"},
        },
    ),
    "mental_health_kept_private": (
        "mental_health_insured",
        date(2026, 11, 13),
        {"include_sensitive": []},
    ),
    "therapy_state_medicaid": (
        "therapy_medicaid",
        date(2026, 11, 22),
        {"coverage": "medicaid_fee_for_service", "insurer": "Ohio Medicaid Hearings"},
    ),
    "therapy_chip": (
        "therapy_medicaid",
        date(2026, 11, 22),
        {"coverage": "chip", "insurer": "Kids First Plan", "urgent": "yes"},
    ),
    "dexa_after_two_decisions": (
        "dexa_medicare",
        date(2026, 11, 22),
        {
            "first_denial": "no",
            "outcome": "denied",
            "level": "qic_reconsideration",
            "notice_date": "2026-10-20",
            "received_on": None,
            "whats_new": "The first prescription of the steroid shows the dose.",
            "rounds": [
                {"level": "redetermination", "notice_date": "2026-06-09", "sent_on": "2026-08-14"}
            ],
        },
    ),
    "dexa_hearing_below_the_amount": (
        "dexa_medicare",
        date(2026, 11, 22),
        {
            "first_denial": "no",
            "outcome": "denied",
            "level": "alj",
            "notice_date": "2026-10-20",
            "received_on": None,
            "amount_denied": 120,
            "whats_new": None,
        },
    ),
    "mri_unknown_plan": ("mri_all_given", date(2026, 7, 10), {"coverage": "unknown"}),
    "mri_va": (
        "mri_tricare",
        date(2026, 11, 22),
        {"coverage": "va_health_care", "insurer": "Tacoma VA Clinic", "appeals_address": None},
    ),
    "mri_church": ("mri_student", date(2026, 11, 22), {"coverage": "church_plan"}),
    "mri_school_district": (
        "mri_student",
        date(2026, 11, 22),
        {"coverage": "non_federal_governmental"},
    ),
    "mri_grandfathered": ("mri_student", date(2026, 11, 22), {"coverage": "grandfathered"}),
    "mri_short_term": (
        "mri_student",
        date(2026, 11, 22),
        {"coverage": "short_term_limited_duration"},
    ),
    "mri_sharing": (
        "mri_student",
        date(2026, 11, 22),
        {"coverage": "fixed_indemnity_or_health_sharing"},
    ),
    "mri_no_reason": (
        "mri_all_given",
        date(2026, 7, 10),
        {"denial_wording": None, "denial_reasons": ["not_stated"], "plan_criteria": None},
    ),
    "mri_representative": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "asker": "representative",
            "signer_name": "Luis Vega",
            "signer_role": "brother",
            "documents": {"authorization_form": "have", "denial_letter": "have"},
        },
    ),
    "mri_clinician": (
        "mri_all_given",
        date(2026, 7, 10),
        {"asker": "clinician", "signer_name": "Dana Reyes, MD", "signer_role": "family doctor"},
    ),
    "mri_approval_network": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "denial_reasons": ["no_prior_authorization", "out_of_network"],
            "denial_wording": "No prior authorization. The provider is out of network.",
            "authorization": "told_not_needed",
            "authorization_told": "Carla at the plan, June 3, 2026, call 5512",
            "network_reasons": ["long_wait", "no_skill"],
            "network_calls": "Eastside Imaging, June 4, 2026: no opening until December",
        },
    ),
    "er_not_emergency": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "denial_reasons": ["not_emergency", "site_of_service"],
            "denial_wording": "The visit was not an emergency. An urgent care center would do.",
            "plan_criteria": None,
            "service": "other",
            "service_name": "Emergency room visit",
            "body_part": "belly",
            "cpt": None,
            "code_matches": ...,
            "red_flags": ...,
            "surgery_considered": ...,
            "care_timing": "already_had",
            "urgent": ...,
            "service_dates": ["2026-06-14"],
            "billed": "yes",
            "group_code": "no",
            "er_symptoms": "Very bad pain low in the belly, and fever. I feared a burst appendix.",
            "er_when": "it began Sunday at 9 pm, and I went at 11 pm, when the clinic was shut",
            "er_advised": ["nurse_line", "family"],
            "place_reasons": ["closed", "condition"],
            "place_told": "The clinic could not do the scan that night.",
            "diagnosis": "inflamed bowel",
            "icd10": None,
            "symptoms": None,
            "symptoms_started": None,
            "function_impact": None,
            "treatments": [],
            "prior_tests": [],
            "why_this_service": None,
            "risk_of_delay": None,
            "documents": {"denial_letter": "have", "hospital_records": "have"},
        },
    ),
    "bill_of_many_faults": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "denial_reasons": ["coding_error", "duplicate", "untimely_filing", "not_covered"],
            "denial_wording": "The code does not fit. Duplicate claim, filed late. Not a benefit.",
            "billing_says": "wrong_code",
            "right_code": ["72149"],
            "billed_twice": "two_days",
            "first_claim": "A-77001-26",
            "bill_sent_on": "2026-06-10",
            "bill_delay": "other_plan_first",
            "exclusion_words": "Scans that are not ordered by a doctor are left out.",
            "exclusion_page": "page 48",
            "exclusion_answer": "A doctor ordered it.",
            "documents": {"denial_letter": "have", "proof_of_sending": "have"},
        },
    ),
    "covered_elsewhere": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "denial_reasons": ["coordination_of_benefits", "eligibility", "exploratory"],
            "denial_wording": "Another plan pays first. Not covered on that date. Exploratory.",
            "other_cover": "ended",
            "pays_first": "this_plan",
            "cover_told_on": "2026-05",
            "cover_from": "2026-01-01",
            "cover_to": "ongoing",
            "premiums_paid": "yes",
            "documents": {"denial_letter": "have", "enrollment_proof": "have"},
        },
    ),
    "mri_rule_in_hand": (
        "mri_all_given",
        date(2026, 7, 10),
        {
            "criteria_given": "yes",
            "criteria": [
                {
                    "criterion": "Six weeks of care are generally completed first.",
                    "page": "4",
                    "fact": "Physical therapy, April 6 to May 31, 2026",
                    "document": "office_notes",
                },
                {"criterion": "Progressive weakness is present.", "fact": None, "document": None},
            ],
        },
    ),
}


def case_of(name: str) -> tuple[dict[str, Any], date]:
    """The answers of a case or of a variant, and its day."""
    if name in ON:
        return answers(name), ON[name]
    base, today, changes = VARIANTS[name]
    return answers(base, **changes), today


def answers(name: str = "mri_all_given", **changes: Any) -> dict[str, Any]:
    """The answers of a case, changed; `...` takes one out."""
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text("utf-8"))["answers"]
    return {key: each for key, each in {**found, **changes}.items() if each is not ...}


def facts(name: str = "mri_all_given", **changes: Any) -> Facts:
    return Facts(answers(name, **changes))


def plan(name: str = "mri_all_given", *, today: date = TODAY, **changes: Any) -> AppealPlan:
    return appeal_plan(facts(name, **changes), today=today)
