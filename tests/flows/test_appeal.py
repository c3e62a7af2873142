"""The plan: the step taken, by when, what is asked, what is missing, what to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.interview.words import languages, words
from flows.law.coverage import Coverage, coverages
from flows.law.sources import Verified, citable
from flows.plan import SOON, AnswerTime, expected_after
from tests.flows.cases import TODAY, answers, plan

ALWAYS = ["read", "sign", "send", "confirm", "answer"]


def steps(**changes: Any) -> list[str]:
    return [step.key for step in plan(**changes).steps]


def how(key: str, **changes: Any) -> str:
    return next(step.how for step in plan(**changes).steps if step.key == key)


def test_a_full_case_has_its_steps_in_order() -> None:
    assert steps() == [
        "ask_rule_first",
        "ask",
        "first_move",
        "first_move",
        "read",
        "sign",
        "copies",
        "send",
        "no_printer",
        "confirm",
        "answer",
        "next",
        "help",
    ]


@pytest.mark.parametrize(
    ("changes", "step", "there"),
    [
        ({"printed_deadline": "2026-07-10"}, "late", True),
        ({}, "late", False),
        ({"coverage": "unknown"}, "find_out", True),
        ({}, "find_out", False),
        ({"notice_date": None}, "notice_date", True),
        ({}, "notice_date", False),
        ({"documents": {}}, "ask", True),
        ({"appeals_fax": None, "appeals_address": None}, "address", True),
        ({"appeals_fax": None}, "address", False),
        ({"appeals_address": None}, "address", False),
        ({"asker": "representative"}, "authorization", True),
        ({"asker": "parent"}, "authorization", False),
        ({"documents": {}}, "copies", False),
        ({"coverage": "unknown"}, "next", False),
        ({"coverage": "unknown"}, "help", True),
        ({"coverage": "unknown", "us_state": None}, "help", False),
    ],
)
def test_a_step_is_there_where_it_applies(changes: dict[str, Any], step: str, there: bool) -> None:
    found = steps(**changes)

    assert (step in found) is there
    assert [key for key in found if key in ALWAYS] == ALWAYS


def test_each_reason_has_its_first_move_after_the_papers_and_three_are_enough() -> None:
    chosen = ["not_covered", "step_therapy", "duplicate", "eligibility"]

    found = plan(denial_reasons=chosen).steps
    moves = [
        str(step.values.get("move") or step.values["reason"])
        for step in found
        if step.key in ("first_move", "move")
    ]

    assert moves == ["corrected_claim", "send_records", "peer_to_peer", "not_covered"]
    assert [step.key for step in found][:3] == ["ask_rule_first", "ask", "first_move"]


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, "send_fax"),
        ({"appeals_fax": None}, "send_mail"),
        ({"appeals_fax": None, "appeals_address": None}, "send_unknown"),
    ],
)
def test_the_letter_goes_the_way_that_the_paper_names(changes: dict[str, Any], way: str) -> None:
    assert how("send", **changes) == way


def test_nothing_is_asked_for_where_every_paper_is_in_hand() -> None:
    wanted = {each.document: "have" for each in plan().needed}

    found = plan(documents=wanted)

    assert "ask" not in [step.key for step in found.steps]
    assert found.not_in_hand == ()
    assert found.in_hand == found.needed


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 30), date(2027, 1, 5), date(2027, 6, 1)])
@pytest.mark.parametrize("changes", [{}, {"urgent": "yes"}, {"coverage": "unknown"}], ids=str)
def test_no_step_is_due_in_the_past_and_papers_come_before_the_letter(
    today: date, changes: dict[str, Any]
) -> None:
    found = plan(today=today, **changes)

    assert all(step.by is None or step.by >= today for step in found.steps)
    assert found.aim_by >= today
    for paper in found.needed:
        assert today <= paper.have_by(today=today, aim_by=found.aim_by) <= found.aim_by


def test_a_late_appeal_is_sent_today() -> None:
    found = plan(today=date(2027, 2, 1))

    assert found.late
    assert found.aim_by == date(2027, 2, 1)
    assert "late" in [step.key for step in found.steps]


@pytest.mark.parametrize(("urgent", "days"), [("no", SOON), ("not_sure", SOON), ("yes", 0)])
def test_without_the_date_of_the_notice_the_letter_goes_soon(urgent: str, days: int) -> None:
    found = plan("mri_everything_missing", urgent=urgent)

    assert found.due is None
    assert found.aim_by == TODAY + timedelta(days=days)
    assert not found.late


# ------------------------------------------------------------- what may be asked


@pytest.mark.parametrize("reasons", [["step_therapy"], ["coding_error"], ["not_stated"]], ids=str)
def test_every_right_of_a_letter_is_of_this_coverage_and_its_citation_may_be_printed(
    reasons: list[str],
) -> None:
    found = plan(denial_reasons=reasons)
    coverage = found.facts.coverage
    assert coverage is not None
    table = {rule.id: rule for rule in coverage.rights_to_invoke}

    assert found.rights
    for right in found.rights:
        rule = table[right.id]
        assert rule.verified == "read-in-stored-text"
        assert right.text == rule.letter
        assert right.citation == citable(rule.citation, coverage.sources)


@pytest.mark.parametrize(
    "coverage",
    ["employer_self_funded_erisa", "employer_fully_insured_erisa", "individual_marketplace_aca"],
)
def test_the_comparison_of_limits_is_asked_for_mental_health_care_only(coverage: str) -> None:
    stay = plan(coverage=coverage, service="mental_health_stay")
    other = plan(coverage=coverage)

    (asked,) = [right for right in stay.rights if right.id == "parity_comparative_analysis"]
    assert asked.citation is None  # no source read names its section, so none is printed
    assert "parity_comparative_analysis" not in {right.id for right in other.rights}


def test_approved_care_that_goes_on_is_asked_to_be_kept_up() -> None:
    going_on = {right.id for right in plan(care_timing="ongoing").rights}

    assert "ongoing_treatment" in going_on
    assert "ongoing_treatment" not in {right.id for right in plan().rights}


class OfAnotherLaw(Facts):
    """Facts under a coverage whose rights are all known as `verified` says."""

    verified: Verified = None

    @property
    def coverage(self) -> Coverage | None:
        known = coverages()["employer_self_funded_erisa"]
        rights = [replace(rule, verified=self.verified) for rule in known.rights_to_invoke]
        return replace(known, rights_to_invoke=tuple(rights))


@pytest.mark.parametrize(
    ("verified", "asked"),
    [("read-in-stored-text", True), ("from-knowledge-only", False), (None, False)],
)
def test_a_right_is_asked_only_where_its_text_was_read(verified: Verified, asked: bool) -> None:
    class Known(OfAnotherLaw):
        pass

    Known.verified = verified

    assert bool(appeal_plan(Known(answers()), today=TODAY).rights) is asked


@pytest.mark.parametrize(
    ("changes", "right", "there"),
    [
        ({}, "qualified_consultant", True),
        ({"denial_reasons": ["coding_error"]}, "qualified_consultant", False),
        ({"denial_reasons": ["coding_error"]}, "identify_experts", False),
        ({}, "policy_for_diagnosis", True),
        ({"diagnosis": None}, "policy_for_diagnosis", False),
        ({"denial_reasons": ["coding_error"]}, "claim_file", True),
    ],
)
def test_a_right_is_asked_where_its_conditions_hold(
    changes: dict[str, Any], right: str, there: bool
) -> None:
    assert (right in {each.id for each in plan(**changes).rights}) is there


def test_an_unknown_coverage_gives_no_right_no_level_and_no_time() -> None:
    found = plan(coverage="unknown", urgent="yes")

    assert found.rights == ()
    assert found.urgent_request is None
    assert found.level is None and found.next_level is None
    assert found.answer is None and found.answer_expected is None


def test_a_citation_that_no_good_source_names_is_left_out() -> None:
    coverage = plan().facts.coverage
    assert coverage is not None

    assert citable("29 CFR 2560.503-1(h)(3)(i)", coverage.sources) is not None
    assert citable("42 CFR 405.942(a)", coverage.sources) is None
    assert citable("DOL press release", coverage.sources) is None
    assert citable(None, coverage.sources) is None


@pytest.mark.parametrize(
    ("changes", "amount", "unit"),
    [
        ({}, 30, "calendar_days"),
        ({"urgent": "yes"}, 72, "hours"),
        ({"care_timing": "already_had", "urgent": ...}, 60, "calendar_days"),
    ],
)
def test_the_answer_takes_as_long_as_the_rule_gives(
    changes: dict[str, Any], amount: int, unit: str
) -> None:
    found = plan(**changes).answer

    assert found is not None
    assert (found.amount, found.unit) == (amount, unit)
    assert found.citation is not None and found.citation.startswith("29 CFR 2560.503-1")


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        (AnswerTime(30, "calendar_days", None), 30),
        (AnswerTime(72, "hours", None), 3),
        (AnswerTime(25, "hours", None), 2),
        (AnswerTime(5, "working_days", None), None),
        (None, None),
    ],
)
def test_an_answer_is_expected_that_many_days_after_sending(
    answer: AnswerTime | None, days: int | None
) -> None:
    expected = TODAY + timedelta(days=days) if days is not None else None

    assert expected_after(TODAY, answer) == expected


def test_an_urgent_request_is_made_only_when_urgent() -> None:
    assert plan().urgent_request is None
    assert plan(urgent="yes").urgent_request is not None


# ------------------------------------------------------------- what is not known


def test_the_gaps_are_the_questions_answered_not_known_in_their_order() -> None:
    assert plan(documents=...).gaps == ("printed_deadline",)
    assert plan(symptoms=None, diagnosis=None).gaps == (
        "printed_deadline",
        "diagnosis",
        "symptoms",
    )


@pytest.mark.parametrize("language", languages())
def test_every_step_has_its_words_with_just_its_values(language: str) -> None:
    said = words(language)
    told_by_the_words = {
        "sign": {"page"},
        "move": {"move"},
        "first_move_how": {"how", "who", "by", "clock"},
        "first_move_more_how": {"how", "who", "by"},
        "copies": {"papers"},
        "answer": {"rule"},
        "next": {"next_level"},
        "help": {"name"},
    }
    for found in (
        plan(),
        plan(urgent="yes", asker="representative", today=date(2027, 2, 1)),
        plan("mri_everything_missing"),
        plan(coverage="unknown", appeals_fax=None),
    ):
        for step in found.steps:
            known = {} if step.key == "first_move" else step.values
            told = told_by_the_words.get(step.how) or told_by_the_words.get(step.key, ())
            values = {**known, **dict.fromkeys(told, "x")}
            named = {"step": "x"} if step.key == "first_move" else {}
            assert said.phrase(f"checklist.step_{step.key}", **named).plain()
            assert said.phrase(f"checklist.step_{step.how}", **values).plain()
