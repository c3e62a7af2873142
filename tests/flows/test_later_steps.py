"""The steps after the first: which one follows, what is asked there, and who decides how fast."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.law.coverage import Coverage, coverages
from flows.law.levels import Level
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.flows.cases import plan

LATER = [
    (coverage, level)
    for coverage in coverages().values()
    for level in coverage.levels
    if level.n > 1 and level.opening and not level.optional
]


def named(found: Level | None) -> str | None:
    return found.id if found else None


@pytest.mark.parametrize(
    ("coverage", "level", "following"),
    [
        ("employer_self_funded_erisa", "internal_appeal", "external_review"),
        ("employer_self_funded_erisa", "civil_action", None),
        ("employer_self_funded_erisa", "second_internal_appeal", "external_review"),
        ("fehb_pshb", "carrier_reconsideration", "opm_review"),
        ("tricare", "reconsideration", None),  # two ways: by the facts, or by medical need
        ("tricare", "formal_review", "hearing"),
        ("tricare", "second_reconsideration", "hearing"),
        ("va_health_care", "clinical_appeal", "visn_review"),
        ("va_health_care", "board_appeal", None),
        ("grandfathered", "internal_appeal", None),  # an outside review is for surprise bills
        ("champva", "decision_review", "director_review"),
    ],
)
def test_the_next_step_is_named_only_where_there_is_one_way(
    coverage: str, level: str, following: str | None
) -> None:
    found = coverages()[coverage]

    assert named(found.after(found.level(level))) == following


@pytest.mark.parametrize(
    ("coverage", "level"), LATER, ids=lambda each: each if isinstance(each, str) else each.id
)
def test_a_later_letter_has_a_name_a_subject_and_requests_of_its_own(
    coverage: Coverage, level: Level
) -> None:
    asked = {rule.id for rule in coverage.rights_at(level)}
    first = {rule.id for rule in coverage.rights_at(coverage.level())}

    assert level.called and level.subject
    assert len(asked - first) >= (1 if level.page == "sent_on" else 2)


def test_a_second_internal_appeal_has_the_rights_of_the_first_and_half_its_time() -> None:
    second = plan(first_denial="no", outcome="denied", level="second_internal_appeal")

    assert [right.id for right in second.rights] == [right.id for right in plan().rights]
    assert second.due is not None and second.due.last_day is None  # the first decision names it
    assert (second.answer.amount, second.answer.unit) == (15, "calendar_days")  # type: ignore[union-attr]  # it has one
    assert second.next_level is not None and second.next_level.id == "external_review"


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, "Please decide this appeal as urgent."),
        ({"level": "external_review"}, "Please decide this as an expedited external review."),
        ({"coverage": "fehb_pshb", "level": "opm_review"}, None),
        ({"coverage": "va_health_care"}, None),
    ],
)
def test_a_fast_decision_is_asked_for_in_the_words_of_the_step(
    changes: dict[str, Any], asked: str | None
) -> None:
    found = plan(urgent="yes", **changes).urgent_request

    assert (found.text if found else "").startswith(asked or "")
    assert bool(found) == bool(asked)


def test_no_law_of_private_employers_stands_in_a_letter_to_another_plan() -> None:
    for coverage in ("non_federal_governmental", "student_plan", "church_plan"):
        cited = [right.citation for right in plan(coverage=coverage).rights if right.citation]

        assert cited
        assert not [each for each in cited if each.startswith("29 CFR")]


@pytest.mark.parametrize("coverage", ["short_term_limited_duration", "grandfathered"])
def test_a_plan_with_few_rights_is_asked_without_a_rule(coverage: str) -> None:
    found = plan(coverage=coverage).rights

    assert found
    assert all(right.citation is None for right in found)
    assert coverages()[coverage].limited
    assert coverages()[coverage].basis


# What a rule asks a request to hold, and where the case has it.
HELD = {
    "beneficiary_name": "patient_name",
    "enrollee_name": "patient_name",
    "claimant_name": "patient_name",
    "medicare_number": "member_id",
    "member_id": "member_id",
    "name_of_contractor_that_made_redetermination": "insurer",
    "specific_services_or_items_and_dates_of_service": "service_name",
}


@pytest.mark.parametrize(
    "level", ["redetermination", "qic_reconsideration", "alj", "council"], ids=str
)
def test_a_medicare_letter_holds_what_the_rule_asks_a_request_to_hold(level: str) -> None:
    again = {} if level == "redetermination" else {"first_denial": "no", "level": level}
    found = plan("dexa_medicare", today=date(2026, 10, 20), **again)
    letter = " ".join(text(appeal_letter(found)).split())

    asked = [each.field for each in coverages()["original_medicare"].level(level).required_elements]
    for field in (each for each in asked if each in HELD):
        assert str(found.facts.answers[HELD[field]]) in letter, field
    assert "August 20, 2026" in letter
