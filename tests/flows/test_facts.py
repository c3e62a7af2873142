"""The typed view of the answers: what the law and the papers may hang on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.conditions import conditions
from flows.facts import Facts
from flows.law.coverage import coverages
from flows.obstacles import obstacle
from tests.flows.cases import TODAY, answers, facts


def test_dates_are_dates_and_keys_are_entries_of_the_law() -> None:
    found = facts()

    assert found.day("notice_date") == date(2026, 7, 6)
    assert found.day("printed_deadline") is None
    assert found.notice is not None and found.notice.received_on == date(2026, 7, 9)
    assert found.coverage is coverages()["employer_self_funded_erisa"]
    assert found.level is not None and found.level.id == "internal_appeal"
    assert found.next_level is not None and found.next_level.id == "external_review"


@pytest.mark.parametrize("coverage", [None, "unknown", ...], ids=str)
def test_an_unknown_coverage_has_no_law_and_no_level(coverage: Any) -> None:
    found = facts(coverage=coverage)

    assert found.coverage is None
    assert found.level is None
    assert found.next_level is None


def test_no_facts_at_all_are_facts_too() -> None:
    found = Facts({})

    assert found.reasons == ["not_stated"]
    assert found.pace == "waiting"
    assert found.notice is None
    assert found.due(today=TODAY) is None
    assert found.situation()["reason"] == ["not_stated"]


@pytest.mark.parametrize(
    ("changes", "pace"),
    [
        ({"urgent": "yes"}, "urgent"),
        ({"urgent": "yes", "care_timing": "ongoing"}, "urgent"),
        ({"urgent": "not_sure"}, "waiting"),
        ({"care_timing": "ongoing"}, "waiting"),
        ({"care_timing": "already_had", "urgent": ...}, "done"),
    ],
)
def test_the_pace_follows_from_the_care(changes: dict[str, Any], pace: str) -> None:
    assert facts(**changes).pace == pace


@pytest.mark.parametrize(
    ("reasons", "judged"),
    [
        (["step_therapy"], True),
        (["medical_necessity", "coding_error"], True),
        (["coding_error"], False),
        (["not_stated"], False),
    ],
)
def test_a_medical_judgment_is_known_by_the_reasons(reasons: list[str], judged: bool) -> None:
    assert facts(denial_reasons=reasons).medical_judgment is judged


def test_the_situation_names_each_fact_with_its_values() -> None:
    assert facts().situation() == {
        "reason": ["step_therapy"],
        "about": ["care"],
        "service": ["mri_lumbar"],
        "coverage": ["employer_self_funded_erisa"],
        "asker": ["patient"],
        "filer": ["yes"],
        "outcome": ["denied"],
        "step": ["first"],
        "benefits": ["not_asked"],
        "timing": ["not_yet"],
        "tried": ["physical_therapy", "medication", "medication"],
        "tested": ["yes", "scan"],
        "criteria": ["named"],
        "office": ["none"],
        "billed": ["not_sure"],
        "group_code": ["no"],
        "code_matches": ["yes"],
        "authorization": ["not_sure"],
        "network": [],
        "ending_notice": ["not_sure"],
        "stay": ["not_sure"],
        "visit_limit": ["not_sure"],
    }


@pytest.mark.parametrize(
    ("changes", "criteria"),
    [({"plan_criteria": None}, []), ({"criteria_given": "yes"}, ["given"]), ({}, ["named"])],
)
def test_the_rule_of_the_plan_is_named_or_given_or_neither(
    changes: dict[str, Any], criteria: list[str]
) -> None:
    assert facts(**changes).situation()["criteria"] == criteria


def test_the_deadline_of_an_unknown_coverage_is_only_a_safe_day() -> None:
    found = facts(coverage="unknown").due(today=TODAY)
    cut = facts(coverage="unknown", care_timing="ongoing").due(today=TODAY)

    assert found is not None and cut is not None
    assert found.last_day is None and not found.verified
    assert found.aim_by == date(2026, 8, 5)
    assert cut.aim_by == TODAY  # ten days from the notice are past


@pytest.mark.parametrize(
    ("changes", "page"),
    [
        ({}, None),
        ({"coverage": "unknown"}, None),
        ({"coverage": ...}, None),
        ({"coverage": "medigap"}, "medigap"),
        ({"coverage": "original_medicare"}, "not_yet_medicare"),
        ({"coverage": "original_medicare", "care_timing": "already_had"}, None),
        ({"first_denial": "no"}, None),  # which step is asked next
        ({"first_denial": "no", "level": "external_review"}, None),
        ({"first_denial": "no", "level": "civil_action"}, "court"),
        ({"first_denial": "no", "coverage": "unknown"}, None),
        ({"first_denial": "not_sure"}, None),
    ],
)
def test_what_has_no_letter_yet_leads_to_a_page(changes: dict[str, Any], page: str | None) -> None:
    met = obstacle(answers(**changes))

    assert (met.page if met else None) == page


@pytest.mark.parametrize(
    ("today", "changes", "late"),
    [
        (date(2026, 7, 20), {}, False),
        (date(2027, 1, 5), {}, False),
        (date(2027, 1, 6), {}, True),
        (date(2026, 7, 20), {"printed_deadline": "2026-07-19"}, True),
        (date(2028, 1, 1), {"notice_date": None}, False),
        (date(2028, 1, 1), {"coverage": "unknown"}, False),
        (date(2028, 1, 1), {"received_on": "2026-07-01"}, False),  # before the notice: not counted
    ],
)
def test_the_reason_for_being_late_is_asked_only_of_the_late(
    today: date, changes: dict[str, Any], late: bool
) -> None:
    assert conditions(today)["deadline_passed"].holds(answers(**changes)) is late


@pytest.mark.parametrize(
    ("name", "changes", "holds"),
    [
        ("notice_date_known", {}, True),
        ("notice_date_known", {"notice_date": None}, False),
        ("clinician_known", {}, True),
        ("clinician_known", {"ordering_clinician": None}, False),
        ("criteria_named", {}, True),
        ("criteria_named", {"plan_criteria": None}, False),
    ],
)
def test_a_condition_holds_of_what_is_known(
    name: str, changes: dict[str, Any], holds: bool
) -> None:
    assert conditions(TODAY)[name].holds(answers(**changes)) is holds


def test_the_facts_do_not_show_in_their_repr() -> None:
    assert repr(facts()) == "Facts(...)"
