"""Every step and window of every coverage, worked out by hand: day 0 is the notice."""

from __future__ import annotations

from datetime import date

import pytest

from flows.law.counting import Notice
from flows.law.coverage import drafts
from flows.law.deadlines import DueDate, due, term_for

DAY = date.fromisoformat


def counted(place: str, notice: str, **more: str | None) -> DueDate:
    """The deadline at `coverage/level`, under `outcome` where one is given."""
    key, level = place.split("/")
    coverage = drafts()[key]
    outcome, urgent = more.get("outcome"), more.get("pace") == "urgent"
    unanswered = outcome == "no_answer"

    def day(name: str) -> date | None:
        value = more.get(name)
        return DAY(value) if value else None

    return due(
        coverage,
        coverage.level(level),
        Notice(
            dated=None if unanswered else DAY(notice),
            received_on=day("received"),
            effective=day("effective"),
            asked_on=DAY(notice) if unanswered else None,
        ),
        today=day("today") or DAY(notice),
        pace="urgent" if urgent else "waiting",
        process=more.get("process"),
        outcome=outcome,
    )


@pytest.mark.parametrize(
    ("place", "notice", "received", "last_day"),
    [
        # 120 days after a receipt presumed on day 5
        ("original_medicare/redetermination", "2026-06-01", None, "2026-10-04"),
        ("original_medicare/redetermination", "2026-06-01", "2026-06-03", "2026-10-01"),
        ("original_medicare/redetermination", "2026-06-01", "2026-06-12", "2026-10-04"),
        ("original_medicare/redetermination", "2026-11-30", None, "2027-04-04"),
        ("original_medicare/qic_reconsideration", "2026-07-06", None, "2027-01-07"),
        ("original_medicare/qic_reconsideration", "2027-08-29", None, "2028-03-01"),  # leap year
        ("original_medicare/alj", "2026-06-30", None, "2026-09-03"),
        ("original_medicare/council", "2026-12-31", None, "2027-03-06"),
        # 65 days from the date, whenever it came
        ("medicare_advantage/plan_reconsideration", "2026-09-08", None, "2026-11-12"),
        ("medicare_advantage/plan_reconsideration", "2026-09-08", "2026-09-09", "2026-11-12"),
        ("medicare_advantage/plan_reconsideration", "2026-09-08", "2026-09-30", "2026-11-12"),
        ("medicare_advantage/alj", "2026-08-03", None, "2026-10-02"),
        ("medicare_advantage/council", "2026-12-31", None, "2027-03-06"),
        ("medicare_part_d/plan_redetermination", "2026-02-11", None, "2026-04-17"),
        ("medicare_part_d/plan_redetermination", "2026-02-11", "2026-02-13", "2026-04-14"),
        ("medicare_part_d/part_d_ire", "2026-06-30", None, "2026-09-03"),
        ("medicare_part_d/alj", "2026-06-30", None, "2026-09-03"),
        ("medicare_part_d/council", "2026-06-30", None, "2026-09-03"),
        # printed on the safe side: 60 days from the date
        ("dsnp_integrated/integrated_reconsideration", "2026-12-31", None, "2027-03-01"),
        ("dsnp_integrated/integrated_reconsideration", "2027-12-31", None, "2028-02-29"),
        # 180 days from receipt; nothing is added where it is not known
        ("employer_self_funded_erisa/internal_appeal", "2026-04-10", "2026-04-14", "2026-10-11"),
        ("employer_fully_insured_erisa/internal_appeal", "2026-04-10", None, "2026-10-07"),
        ("individual_marketplace_aca/internal_appeal", "2027-08-31", None, "2028-02-27"),
        ("non_federal_governmental/internal_appeal", "2027-09-02", None, "2028-02-29"),
        ("grandfathered/internal_appeal", "2026-12-31", "2027-01-04", "2027-07-03"),
        ("student_plan/internal_appeal", "2026-04-10", None, "2026-10-07"),
        # four calendar months from receipt
        ("employer_self_funded_erisa/external_review", "2026-06-09", "2026-06-11", "2026-10-11"),
        ("individual_marketplace_aca/external_review", "2026-10-28", "2026-10-31", "2027-03-01"),
        ("student_plan/external_review", "2027-10-28", "2027-10-31", "2028-03-01"),  # no Feb 31
        ("student_plan/external_review", "2027-10-28", "2027-10-29", "2028-02-29"),
        ("non_federal_governmental/external_review", "2026-12-31", None, "2027-05-01"),
        ("grandfathered/external_review", "2026-08-31", None, "2026-12-31"),
        # from the date on the notice, nothing added
        ("medicaid_managed_care/plan_appeal", "2026-09-14", "2026-09-20", "2026-11-13"),
        ("medicaid_managed_care/state_fair_hearing", "2026-10-20", None, "2027-01-18"),
        ("fehb_pshb/carrier_reconsideration", "2026-03-31", None, "2026-09-30"),  # no Sep 31
        ("fehb_pshb/carrier_reconsideration", "2026-08-31", "2026-09-05", "2027-02-28"),
        ("fehb_pshb/carrier_reconsideration", "2027-08-30", None, "2028-02-29"),
        ("fehb_pshb/opm_review", "2026-07-31", None, "2026-10-29"),
        ("tricare/reconsideration", "2026-08-05", None, "2026-11-03"),
        ("tricare/formal_review", "2026-12-31", None, "2027-03-01"),
        ("tricare/second_reconsideration", "2026-08-05", None, "2026-11-03"),
        ("tricare/hearing", "2027-12-31", None, "2028-02-29"),
        ("champva/decision_review", "2024-02-29", None, "2025-02-28"),
        ("champva/director_review", "2026-07-31", None, "2026-10-29"),
        ("va_health_care/board_appeal", "2026-05-14", None, "2027-05-14"),
    ],
)
def test_the_last_day_of_each_step(
    place: str, notice: str, received: str | None, last_day: str
) -> None:
    found = counted(place, notice, received=received)

    assert found.last_day == DAY(last_day)
    assert found.verified


@pytest.mark.parametrize(
    ("place", "notice", "outcome", "last_day"),
    [
        ("original_medicare/qic_reconsideration", "2026-07-06", "dismissed", "2026-09-04"),
        ("original_medicare/council", "2026-06-30", "dismissed", "2026-09-03"),
        ("medicare_advantage/ire", "2026-06-30", "dismissed", "2026-09-03"),
        ("fehb_pshb/opm_review", "2026-11-02", "no_answer", "2027-03-02"),
        ("medicaid_managed_care/state_fair_hearing", "2026-10-20", "dismissed", None),
        ("medicare_part_d/part_d_ire", "2026-10-20", "dismissed", None),
        ("individual_marketplace_aca/external_review", "2026-10-20", "no_answer", None),
        ("medicare_advantage/ire", "2026-10-20", "denied", None),  # nothing to file
        ("original_medicare/court", "2026-10-20", "denied", None),
        ("employer_self_funded_erisa/civil_action", "2026-10-20", "denied", None),
        ("medicaid_fee_for_service/state_fair_hearing", "2026-10-20", "denied", None),
        ("va_health_care/clinical_appeal", "2026-10-20", "denied", None),
        ("short_term_limited_duration/policy_appeal", "2026-10-20", "denied", None),
    ],
)
def test_what_was_decided_changes_the_time(
    place: str, notice: str, outcome: str, last_day: str | None
) -> None:
    found = counted(place, notice, outcome=outcome)

    assert found.last_day == (DAY(last_day) if last_day else None)
    assert found.because


@pytest.mark.parametrize(
    ("place", "notice", "effective", "days"),
    [
        ("medicaid_managed_care/plan_appeal", "2026-09-14", "2026-10-01", {"2026-10-01"}),
        ("medicaid_managed_care/plan_appeal", "2026-09-14", "2026-09-20", {"2026-09-24"}),
        ("medicaid_managed_care/plan_appeal", "2026-12-22", None, {"2027-01-01"}),
        ("medicaid_managed_care/state_fair_hearing", "2026-10-20", None, {"2026-10-30"}),
        ("medicaid_managed_care/state_fair_hearing", "2028-02-28", None, {"2028-03-09"}),
        ("medicaid_fee_for_service/state_fair_hearing", "2026-10-20", "2026-11-01", {"2026-10-31"}),
        ("medicaid_fee_for_service/state_fair_hearing", "2026-10-20", None, set()),
        ("chip/plan_appeal", "2026-10-20", "2026-11-01", set()),  # not for a denied service
    ],
)
def test_the_day_to_ask_that_care_goes_on(
    place: str, notice: str, effective: str | None, days: set[str]
) -> None:
    found = counted(place, notice, effective=effective)

    kept = {each.day for each in found.other_dates if each.id == "keep_benefits"}
    assert kept == {DAY(each) for each in days}


def test_a_fast_decision_can_have_a_shorter_time_of_its_own() -> None:
    found = counted("medicare_part_d/alj", "2026-06-30", pace="urgent")
    usual = counted("medicare_part_d/alj", "2026-06-30")

    assert [(each.id, each.day) for each in found.other_dates] == [("expedited", DAY("2026-08-29"))]
    assert found.last_day == DAY("2026-09-03")
    assert usual.other_dates == ()


def test_a_state_that_sets_the_time_gives_a_guess_and_no_last_day() -> None:
    found = counted("medicaid_fee_for_service/state_fair_hearing", "2026-10-20")

    guess = next(each for each in found.other_dates if each.id == "safe_guess")
    assert guess.day == DAY("2026-11-19")
    assert found.last_day is None and not found.late


@pytest.mark.parametrize(
    ("process", "last_day"),
    [("federal", "2026-10-13"), ("state", "2026-10-11"), (None, "2026-10-11")],
)
def test_only_the_federal_review_rolls_over_a_weekend(process: str | None, last_day: str) -> None:
    place = "individual_marketplace_aca/external_review"
    found = counted(place, "2026-06-09", received="2026-06-11", process=process)

    assert found.last_day == DAY(last_day)
    assert found.safe_last_day == DAY("2026-10-09")


def test_an_outer_limit_is_never_told_and_keeps_a_request_from_being_late() -> None:
    place = "medicare_advantage/alj"

    between = counted(place, "2026-08-03", today="2026-10-07")
    after = counted(place, "2026-08-03", today="2026-10-08")

    assert between.last_day == DAY("2026-10-02") and between.outer_limit == DAY("2026-10-07")
    assert not between.late
    assert after.late


def test_a_redetermination_is_not_late_before_the_next_working_day_ends() -> None:
    place = "original_medicare/redetermination"  # 2026-10-04 is a Sunday

    assert not counted(place, "2026-06-01", today="2026-10-05").late
    assert counted(place, "2026-06-01", today="2026-10-06").late


@pytest.mark.parametrize("place", ["church_plan/internal_appeal", "church_plan/external_review"])
def test_what_is_only_remembered_is_counted_for_reviewers_and_told_to_nobody(place: str) -> None:
    found = counted(place, "2026-04-10")

    assert found.last_day is None and not found.verified
    assert found.remembered is not None
    assert [each.key for each in found.because] == ["not_verified"]


def test_every_step_of_every_coverage_gives_a_day_or_says_why_not() -> None:
    for key, coverage in drafts().items():
        for level in coverage.levels:
            for outcome in ("denied", "partly", "dismissed", "no_answer"):
                found = counted(f"{key}/{level.id}", "2026-10-20", outcome=outcome)

                assert found.because, (key, level.id, outcome)
                assert found.aim_by >= DAY("2026-10-20")
                term = term_for(level, outcome=outcome)
                if found.last_day:
                    assert term is not None and term.may_be_printed
