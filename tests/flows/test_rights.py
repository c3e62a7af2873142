"""What may be asked of a coverage: by its step, by the person who asks, and by the case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.facts import Facts
from flows.interview.words import languages, words
from flows.law.coverage import coverages, drafts
from flows.rights import answer_time, rights, urgent_request
from tests.flows import cases

ONGOING = "therapy_medicaid"
TODAY = date(2026, 11, 22)


def asked(**changes: Any) -> set[str]:
    return {right.id for right in rights(cases.facts(ONGOING, **changes), today=TODAY)}


def at(coverage: str, level: str, **changes: Any) -> Facts:
    return cases.facts(ONGOING, coverage=coverage, level=level, first_denial="no", **changes)


def test_benefits_are_kept_only_where_the_person_wants_it() -> None:
    assert "keep_benefits" not in asked(keep_benefits=...)
    assert "keep_benefits" not in asked(keep_benefits="no")
    assert "keep_benefits" in asked(keep_benefits="yes")


def test_benefits_are_asked_for_again_with_the_hearing() -> None:
    found = rights(
        at("medicaid_managed_care", "state_fair_hearing", keep_benefits="yes"), today=TODAY
    )

    again = next(right for right in found if right.id == "keep_benefits_at_hearing")
    assert again.text.startswith("I ask again")
    assert again.citation == "42 CFR 438.420(c)"


def test_a_provider_cannot_ask_a_medicaid_plan_to_keep_benefits() -> None:
    assert "keep_benefits" not in asked(keep_benefits="yes", asker="clinician")


@pytest.mark.parametrize(
    ("asker", "born", "under"),
    [
        ("parent", None, True),
        ("patient", "2005-11-17", True),
        ("patient", "2005-11-16", False),
        ("patient", None, False),
    ],
)
def test_a_patient_under_21_is_told_to_medicaid(asker: str, born: str | None, under: bool) -> None:
    assert ("epsdt" in asked(asker=asker, date_of_birth=born)) is under


def test_chip_is_never_asked_for_what_medicaid_owes_children() -> None:
    assert "epsdt" not in asked(coverage="chip")


def test_a_dismissal_is_asked_to_be_set_aside_only_where_there_is_one() -> None:
    decided = {right.id for right in rights(at("original_medicare", "alj"), today=TODAY)}
    dismissed = {
        r.id for r in rights(at("original_medicare", "alj", outcome="dismissed"), today=TODAY)
    }

    assert "set_the_dismissal_aside" not in decided
    assert "set_the_dismissal_aside" in dismissed


@pytest.mark.parametrize(
    ("coverage", "level", "words_of_it"),
    [
        ("medicare_advantage", "plan_reconsideration", "expedited reconsideration"),
        ("medicare_advantage", "alj", None),
        ("medicare_part_d", "alj", "expedited hearing"),
        ("medicaid_managed_care", "state_fair_hearing", "expedited fair hearing"),
        ("chip", "program_review", "expedited review"),
        ("original_medicare", "qic_reconsideration", None),
    ],
)
def test_a_fast_decision_is_asked_for_in_the_words_of_the_step(
    coverage: str, level: str, words_of_it: str | None
) -> None:
    found = urgent_request(at(coverage, level, urgent="yes"))

    assert (found is None) == (words_of_it is None)
    assert words_of_it is None or (found and words_of_it in found.text)


def test_no_time_is_told_at_a_hearing_whose_clock_began_with_the_plan_appeal() -> None:
    assert answer_time(at("medicaid_managed_care", "state_fair_hearing")) is None


@pytest.mark.parametrize(
    "key",
    [
        "original_medicare",
        "medicare_advantage",
        "medicare_part_d",
        "dsnp_integrated",
        "medicaid_managed_care",
        "medicaid_fee_for_service",
        "chip",
    ],
)
def test_every_step_has_its_words_or_its_page(key: str) -> None:
    for level in coverages()[key].levels:
        assert level.page or (level.called and level.subject and level.opening), level.id


def test_what_kept_benefits_may_cost_is_told_wherever_they_may_be_kept() -> None:
    for coverage in drafts().values():
        benefits = coverage.continuation_of_benefits
        assert bool(benefits.warning) == bool(benefits.warning_text), coverage.id
        for language in languages() if benefits.warning_text else ():
            assert words(language).phrase(f"law.{benefits.warning_text}").plain()


def test_a_plan_doctor_is_called_at_the_plan_only() -> None:
    plan = coverages()["medicaid_managed_care"]

    assert plan.takes_calls(plan.level("plan_appeal"))
    assert not plan.takes_calls(plan.level("state_fair_hearing"))
