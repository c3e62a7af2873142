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
    "mri_unknown_plan": ("mri_all_given", date(2026, 7, 10), {"coverage": "unknown"}),
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
            "er_arrival": "it began Sunday at 9 pm, and I went at 11 pm, when the clinic was shut",
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
