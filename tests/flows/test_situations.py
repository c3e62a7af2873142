"""Steps that a situation calls for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from flows.interview.questions import interview
from flows.interview.words import languages, words
from flows.situations import situations
from tests.flows.cases import plan

TODAY, JULY = date(2026, 10, 20), date(2026, 7, 20)


def steps(
    name: str = "mri_all_given", *, today: date = date(2026, 7, 20), **changes: Any
) -> set[str]:
    return {step.key for step in plan(name, today=today, **changes).steps}


def moved(
    name: str = "mri_all_given", *, today: date = date(2026, 7, 20), **changes: Any
) -> set[str]:
    """The first moves of the checklist."""
    found = plan(name, today=today, **changes).steps
    return {str(step.values["move"]) for step in found if step.key == "first_move"}


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"office_action": ["appealed"]}, "office_appealed"),
        ({"office_action": ["rebilled"]}, "office_rebilled"),
        ({"network_reasons": ["emergency"], "billed": "yes"}, "surprise_bill"),
    ],
    ids=str,
)
def test_a_situation_has_its_step_and_no_other_case_has_it(
    changes: dict[str, Any], step: str
) -> None:
    assert step in steps(**changes)
    assert step not in steps()


STAY = {"service": "inpatient_stay", "care_timing": "ongoing", "urgent": "no"}


@pytest.mark.parametrize("coverage", ["original_medicare", "medicare_advantage"])
@pytest.mark.parametrize("service", ["inpatient_stay", "physical_therapy", "mental_health_stay"])
def test_where_medicare_care_is_ended_the_fast_appeal_comes_first(
    coverage: str, service: str
) -> None:
    changes = {**STAY, "coverage": coverage, "service": service}

    found = plan("inpatient_advantage", today=TODAY, notice_date="2026-10-12", **changes)

    (fast,) = [step for step in found.steps if step.key == "fast_appeal"]
    assert fast.by == TODAY


@pytest.mark.parametrize(
    "changes",
    [
        {"ending_notice": "no"},
        {"care_timing": "already_had"},
        {"coverage": "employer_self_funded_erisa"},
        {"service": "ct"},
    ],
    ids=str,
)
def test_where_nothing_of_medicare_is_ended_there_is_no_fast_appeal(
    changes: dict[str, Any],
) -> None:
    assert "fast_appeal" in steps("inpatient_advantage", today=TODAY, **STAY)
    assert "fast_appeal" not in steps("inpatient_advantage", today=TODAY, **{**STAY, **changes})


def test_a_changed_stay_has_a_step_under_original_medicare_and_a_used_up_limit_has_one() -> None:
    changed = {"coverage": "original_medicare", "stay_status": "changed"}
    therapy = {"service": "physical_therapy", "visit_limit": "reached"}

    assert "status_changed" in steps("inpatient_advantage", today=TODAY, **changed)
    assert "status_changed" not in steps("inpatient_advantage", today=TODAY, stay_status="changed")
    assert "visit_limit" in steps(**therapy)
    assert "visit_limit" not in steps(**{**therapy, "visit_limit": "left"})


@pytest.mark.parametrize(
    ("left", "step"),
    [(46, "ask_rule_first"), (45, None), (14, None), (13, "short_time"), (0, "short_time")],
)
def test_the_time_left_decides_whether_to_ask_for_the_rule_first(
    left: int, step: str | None
) -> None:
    last_day = date(2027, 1, 5)

    found = steps(today=last_day - timedelta(days=left))

    assert found & {"ask_rule_first", "short_time"} == ({step} if step else set())


def test_who_has_the_rule_need_not_ask_for_it() -> None:
    assert "ask_rule_first" not in steps(criteria_given="yes")
    assert "ask_rule_first" not in steps(urgent="yes")


def test_original_medicare_has_no_call_between_doctors_and_tells_of_the_check_ahead() -> None:
    found = steps("kyphoplasty_medicare", today=TODAY)

    assert "peer_to_peer" not in moved("kyphoplasty_medicare", today=TODAY)
    assert "checked_ahead" in found
    assert "checked_ahead" not in steps("kyphoplasty_medicare", today=TODAY, us_state="NY")


def test_an_advantage_plan_sends_the_case_on_by_itself() -> None:
    found = plan("dexa_advantage", today=TODAY).steps

    assert [step.how for step in found if step.key == "next"] == ["next_auto_how"]


def test_every_situation_has_words_and_every_page_of_news_too() -> None:
    for language in languages():
        texts = words(language).texts
        for each in situations():
            assert {f"checklist.step_{each.step}", f"checklist.step_{each.step}_how"} <= set(texts)
        for question in interview().questions:
            assert set(question.news) <= set(question.all_options)
            assert {f"messages.news_{page}" for page in question.news.values()} <= set(texts)
