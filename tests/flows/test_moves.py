"""The first move: which fits a case, the best first, and what stands on the checklist."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from flows.facts import Facts
from flows.interview.words import languages, words
from flows.law.coverage import coverages
from flows.law.moves import moves
from flows.law.reasons import reasons
from flows.moves import all_known, first_moves, on_the_checklist
from tests.flows.cases import answers, plan

NINE = {
    "corrected_claim",
    "send_records",
    "retroactive_authorization",
    "peer_to_peer",
    "network_exception",
    "coordination_of_benefits",
    "reopening",
    "complaint",
    "expedited_request",
}
GIVEN = {"care_timing": "already_had", "urgent": ...}
MEDICARE = {"coverage": "original_medicare", **GIVEN}
# A case in which each move is the best one, by its key.
BEST: dict[str, dict[str, Any]] = {
    "bill_with_co": {"group_code": "yes"},
    "tricare_eligibility": {"coverage": "tricare", "denial_reasons": ["eligibility"]},
    "tricare_allowable_charge": {
        "coverage": "tricare",
        "denial_wording": "The amount exceeds the allowable charge.",
    },
    "drug_not_asked_for": {
        "coverage": "medicare_part_d",
        "denial_wording": "The pharmacy said that the claim was rejected.",
    },
    "service_complaint": {
        "denial_wording": "They were rude and nobody called me back.",
        "denial_reasons": ["not_stated"],
    },
    "expedited_request": {"urgent": "yes"},
    "reopening": {**MEDICARE, "denial_reasons": ["duplicate"]},
    "corrected_claim": {"denial_reasons": ["coding_error"]},
    "coordination_of_benefits": {"denial_reasons": ["coordination_of_benefits"]},
    "send_records": {"denial_reasons": ["insufficient_documentation"]},
    "retroactive_authorization": {**GIVEN, "denial_reasons": ["no_prior_authorization"]},
    "authorization_request": {"denial_reasons": ["no_prior_authorization"]},
    "network_exception": {"denial_reasons": ["out_of_network"]},
    "peer_to_peer": {"denial_reasons": ["medical_necessity"]},
}
# What no move of the list answers: there the reason says itself what to do first.
BY_THEMSELVES = {"not_covered", "not_stated"}


def found(**changes: Any) -> list[str]:
    return [each.move.id for each in first_moves(Facts(answers(**changes)))]


def shown(**changes: Any) -> list[str]:
    return [each.move.id for each in on_the_checklist(first_moves(Facts(answers(**changes))))]


@pytest.mark.parametrize("key", BEST)
def test_each_move_is_the_best_in_its_case(key: str) -> None:
    assert found(**BEST[key])[0] == key
    assert key not in found(denial_reasons=["not_covered"])


def test_every_move_is_reached_and_the_nine_are_there() -> None:
    beside = found(denial_reasons=["out_of_network"], network_reasons=["long_wait"])

    assert beside == ["network_exception", "complaint"]
    assert {each.id for each in moves()} == {*BEST, "complaint"}
    assert {each.id for each in moves()} >= NINE


@pytest.mark.parametrize("reason", reasons())
def test_every_reason_has_a_first_move(reason: str) -> None:
    ways = [{}, GIVEN, {"care_timing": "ongoing"}]

    named = {key for way in ways for key in found(denial_reasons=[reason], **way)}

    assert bool(named) != (reason in BY_THEMSELVES)
    for way in ways:
        steps = [s.key for s in plan(denial_reasons=[reason], **way).steps]
        assert {"first_move", "move"} & set(steps)


@pytest.mark.parametrize("reason", reasons())
def test_a_reason_says_itself_what_to_do_first_only_where_no_move_fits(reason: str) -> None:
    ways = [
        {"coverage": coverage, **way}
        for coverage in coverages()
        for way in ({}, GIVEN, {"care_timing": "ongoing"})
    ]

    by_itself = any(
        step.key == "move" for way in ways for step in plan(denial_reasons=[reason], **way).steps
    )

    for language in languages():
        assert bool(words(language).reasons[reason].move) is by_itself


@pytest.mark.parametrize(
    ("changes", "key", "fits"),
    [
        ({"urgent": "yes", "coverage": "unknown"}, "expedited_request", False),
        ({"urgent": "not_sure"}, "expedited_request", False),
        (
            {"denial_reasons": ["site_of_service"], "care_timing": "ongoing"},
            "expedited_request",
            True,
        ),
        ({**MEDICARE, "denial_reasons": ["medical_necessity"]}, "peer_to_peer", False),
        ({"coverage": "original_medicare", "care_timing": "ongoing"}, "peer_to_peer", False),
        (GIVEN, "peer_to_peer", False),
        ({"office_action": ["peer_to_peer"]}, "peer_to_peer", False),
        ({"coverage": "unknown"}, "peer_to_peer", True),
        ({"denial_reasons": ["duplicate"], **GIVEN}, "reopening", False),
        ({**MEDICARE, "denial_reasons": ["medical_necessity"]}, "reopening", False),
        ({"code_matches": "no"}, "corrected_claim", True),
        ({"denial_wording": "You waited for an appointment."}, "service_complaint", False),
        ({"coverage": "tricare"}, "tricare_allowable_charge", False),
    ],
    ids=str,
)
def test_a_move_fits_only_its_cases(changes: dict[str, Any], key: str, fits: bool) -> None:
    assert (key in found(**changes)) is fits


@pytest.mark.parametrize("coverage", coverages())
def test_a_fast_decision_is_named_only_where_the_coverage_has_one(coverage: str) -> None:
    has_one = bool(coverages()[coverage].levels) and coverages()[coverage].expedited.available

    assert ("expedited_request" in found(coverage=coverage, urgent="yes")) is bool(has_one)
    assert "expedited_request" not in found(coverage=coverage, care_timing="already_had")


def test_what_was_not_asked_yet_fits_nothing() -> None:
    known = {key: answers()[key] for key in ("asker", "denial_reasons")}
    facts = Facts(known)

    assert [each.move.id for each in first_moves(facts)] == ["send_records"]
    assert not all_known(facts)
    assert all_known(Facts(answers()))
    assert all_known(Facts(answers(**GIVEN)))


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"denial_reasons": ["step_therapy"]}, ["send_records", "peer_to_peer"]),
        ({**MEDICARE, "denial_reasons": ["coding_error"]}, ["reopening"]),
        (
            {**MEDICARE, "denial_reasons": ["coding_error"], "code_matches": "no"},
            ["reopening", "corrected_claim"],
        ),
        (
            {"denial_reasons": ["out_of_network"], "network_reasons": ["long_wait"]},
            ["network_exception"],
        ),
    ],
    ids=str,
)
def test_the_checklist_names_one_move_for_a_reason(
    changes: dict[str, Any], keys: list[str]
) -> None:
    assert shown(**changes) == keys


@pytest.mark.parametrize("reason", reasons())
@pytest.mark.parametrize("timing", ["not_yet", "already_had"])
def test_no_reason_makes_more_steps_than_its_move_and_a_call(reason: str, timing: str) -> None:
    made = plan(denial_reasons=[reason], care_timing=timing).steps

    assert len([step for step in made if step.key in ("first_move", "move")]) <= 2


def test_a_move_to_make_today_comes_first_and_none_is_due_after_the_letter() -> None:
    made = plan(urgent="yes", today=date(2027, 1, 4)).steps

    assert made[0].values == {"move": "expedited_request"}
    for step in made:
        if step.key == "first_move":
            assert step.by and step.by <= plan(today=date(2027, 1, 4)).aim_by


@pytest.mark.parametrize(
    ("key", "coverage", "amount"),
    [
        ("reopening", "original_medicare", 1),
        ("corrected_claim", "original_medicare", 1),
        ("corrected_claim", "employer_self_funded_erisa", None),
        ("complaint", "medicare_advantage", None),  # only remembered
        ("complaint", "unknown", None),
        ("peer_to_peer", "medicare_advantage", None),
    ],
)
def test_a_time_limit_is_told_only_where_its_text_was_read(
    key: str, coverage: str, amount: int | None
) -> None:
    limit = next(each for each in moves() if each.id == key).time_limit(coverage)

    assert (limit.amount if limit else None) == amount


def test_a_limit_that_is_only_remembered_is_not_told() -> None:
    known = next(each for each in moves() if each.id == "reopening")
    limit = replace(known.time_limits[0], verified="from-knowledge-only")

    assert replace(known, time_limits=(limit,)).time_limit("original_medicare") is None
