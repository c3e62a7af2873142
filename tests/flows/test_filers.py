"""Who may file, as the tables say: in whose name, for which care, on what paper."""

from __future__ import annotations

from typing import Any

import pytest

from flows.law.coverage import drafts
from flows.law.filers import Filer
from flows.obstacles import obstacle
from tests.flows import cases


@pytest.mark.parametrize(
    ("may", "given", "urgent", "now"),
    [
        ("yes", True, False, "yes"),
        ("with_consent", False, True, "with_consent"),
        ("pre_service", False, False, "yes"),
        ("pre_service", True, False, "no"),
        ("urgent", False, True, "yes"),
        ("urgent", False, False, "no"),
        ("no", False, True, "no"),
    ],
)
def test_who_may_file_hangs_on_the_care(may: Any, given: bool, urgent: bool, now: str) -> None:
    filer = Filer(may=may, verified="read-in-stored-text")

    assert filer.now(given=given, urgent=urgent) == now


@pytest.mark.parametrize("may", ["pre_service", "urgent", "no"])
def test_a_limit_that_is_only_remembered_shuts_nobody_out(may: Any) -> None:
    filer = Filer(may=may, verified="from-knowledge-only")

    assert filer.now(given=True, urgent=False) == "with_consent"


def page(**changes: Any) -> str | None:
    found = obstacle(dict(cases.facts("mri_all_given", **changes).answers))
    return found.page if found else None


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"coverage": "medicare_advantage"}, None),
        ({"coverage": "medicare_advantage", "care_timing": "already_had"}, "may_not_file"),
        ({"coverage": "medicare_part_d"}, None),
        ({"coverage": "employer_self_funded_erisa"}, None),
        ({"coverage": "medicaid_managed_care"}, None),  # with the patient's consent
    ],
    ids=str,
)
def test_a_clinician_who_may_not_file_gets_a_page_and_no_letter(
    changes: dict[str, Any], shown: str | None
) -> None:
    assert page(asker="clinician", signer_name="Dana Reyes, MD", **changes) == shown


@pytest.mark.parametrize("asker", ["patient", "parent", "representative"])
def test_the_patient_and_who_stands_for_the_patient_are_never_shut_out(asker: str) -> None:
    for key, coverage in drafts().items():
        for level in coverage.levels:
            filer = (level.who_may_file or coverage.who_may_file).of(asker)
            assert filer.now(given=True, urgent=False) != "no", f"{key}: {level.id}"


def test_consent_makes_its_form_a_paper_that_must_be_there() -> None:
    plan = cases.plan(asker="clinician", coverage="medicaid_managed_care", signer_name="D. Reyes")

    strength = {each.document: each.strength for each in plan.needed}
    assert strength["authorization_form"] == "required"
    assert "authorization_form" not in {each.document for each in cases.plan().needed}
