"""Deadlines, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from flows.errors import InvalidAnswer
from flows.law.counting import Notice
from flows.law.coverage import coverages
from flows.law.days import add_months, is_working_day, working_day_before
from flows.law.deadlines import DueDate, Pace, due, due_unknown


def day(text: str) -> date:
    return date.fromisoformat(text)


def filed(
    notice: str,
    received: str | None = None,
    *,
    printed: str | None = None,
    level: str = "internal_appeal",
    today: str | None = None,
    pace: Pace = "waiting",
    process: str | None = None,
    under: str = "employer_self_funded_erisa",
) -> DueDate:
    coverage = coverages()[under]
    paper = Notice(
        dated=day(notice),
        received_on=day(received) if received else None,
        printed_deadline=day(printed) if printed else None,
    )
    return due(
        coverage,
        coverage.level(level),
        paper,
        today=day(today or notice),
        pace=pace,
        process=process,
    )


@pytest.mark.parametrize(
    ("notice", "received", "last_day"),
    [
        ("2026-04-10", "2026-04-14", "2026-10-11"),
        ("2026-04-10", None, "2026-10-07"),
        ("2027-08-31", None, "2028-02-27"),  # over a year's end, into a leap year
        ("2027-09-02", None, "2028-02-29"),  # onto a leap day
        ("2026-12-31", "2027-01-04", "2027-07-03"),
    ],
)
def test_an_employer_plan_gives_180_days_from_receipt(
    notice: str, received: str | None, last_day: str
) -> None:
    assert filed(notice, received).last_day == day(last_day)


def test_the_last_day_of_an_internal_appeal_does_not_roll_over_a_weekend() -> None:
    found = filed("2026-04-10", "2026-04-14")

    assert found.last_day == day("2026-10-11")  # a Sunday
    assert found.send_by == day("2026-10-09")  # the Friday before


@pytest.mark.parametrize(
    ("notice", "received", "process", "last_day", "safe"),
    [
        ("2026-06-09", "2026-06-11", "federal", "2026-10-13", "2026-10-09"),
        ("2026-06-09", "2026-06-11", "state", "2026-10-11", "2026-10-09"),
        ("2026-06-09", "2026-06-11", None, "2026-10-11", "2026-10-09"),
        ("2026-10-28", "2026-10-31", None, "2027-03-01", "2027-02-28"),
    ],
)
def test_external_review_counts_four_calendar_months(
    notice: str, received: str, process: str | None, last_day: str, safe: str
) -> None:
    found = filed(notice, received, level="external_review", process=process)

    assert found.last_day == day(last_day)
    assert found.safe_last_day == day(safe)


def test_an_earlier_printed_date_wins_and_a_later_one_does_not() -> None:
    earlier = filed("2026-04-10", printed="2026-09-01")
    later = filed("2026-04-10", printed="2026-12-31")

    assert earlier.last_day == day("2026-09-01")
    assert earlier.because[0].key == "printed_shorter"
    assert earlier.because[0].values["by_law"] == day("2026-10-07")
    assert later.last_day == day("2026-10-07")
    assert later.because[-1].key == "printed_later"


@pytest.mark.parametrize(
    ("notice", "today", "pace", "aim_by"),
    [
        ("2026-07-06", "2026-07-10", "waiting", "2026-07-24"),  # soon: 14 days
        ("2026-07-06", "2026-07-10", "done", "2026-08-09"),  # 30 days where care was given
        ("2026-07-06", "2026-07-10", "urgent", "2026-07-10"),
        ("2026-07-06", "2026-08-30", "done", "2026-09-04"),  # the table's 60 days
        ("2026-07-06", "2026-12-28", "done", "2026-12-28"),  # within the last week: today
        ("2026-07-06", "2026-12-20", "waiting", "2026-12-20"),
        ("2026-07-06", "2027-02-01", "waiting", "2027-02-01"),  # past it: today
    ],
)
def test_the_day_to_aim_for_is_soon_and_never_before_today(
    notice: str, today: str, pace: Pace, aim_by: str
) -> None:
    assert filed(notice, today=today, pace=pace).aim_by == day(aim_by)


def test_the_last_day_itself_is_not_late() -> None:
    assert not filed("2026-04-10", today="2026-10-07").late
    assert filed("2026-04-10", today="2026-10-08").late


def test_a_letter_cannot_arrive_before_it_was_written() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        filed("2026-04-10", "2026-04-09")

    assert refused.value.code == "before_notice"


def test_an_unknown_coverage_has_a_safe_day_and_no_legal_one() -> None:
    paper = Notice(dated=day("2026-11-02"))

    found = due_unknown(paper, today=day("2026-11-10"), ongoing=False)
    cut = due_unknown(paper, today=day("2026-11-10"), ongoing=True)
    past = due_unknown(paper, today=day("2026-12-24"), ongoing=False)

    assert (found.last_day, found.aim_by) == (None, day("2026-12-02"))
    assert cut.aim_by == day("2026-11-12")
    assert past.aim_by == day("2026-12-24")


@pytest.mark.parametrize(
    ("start", "months", "rule", "end"),
    [
        ("2026-10-30", 4, "first_of_next_month", "2027-03-01"),
        ("2027-10-29", 4, "first_of_next_month", "2028-02-29"),
        ("2026-03-31", 6, "clamp", "2026-09-30"),
        ("2028-02-29", 12, "clamp", "2029-02-28"),
        ("2026-08-31", 4, "clamp", "2026-12-31"),
    ],
)
def test_months_are_calendar_months(start: str, months: int, rule: str, end: str) -> None:
    assert add_months(day(start), months, rule=rule) == day(end)


def test_federal_holidays_are_no_working_days() -> None:
    assert not is_working_day(day("2026-10-12"))  # Columbus Day
    assert not is_working_day(day("2026-07-03"))  # Independence Day, observed
    assert working_day_before(day("2026-11-27")) == day("2026-11-25")  # over Thanksgiving


@pytest.mark.parametrize(
    ("notice", "received", "last_day"),
    [
        ("2026-06-01", None, "2026-10-04"),  # 120 + 5, a Sunday: printed as it is
        ("2026-06-01", "2026-06-03", "2026-10-01"),  # received early: fewer days
        ("2026-06-01", "2026-06-12", "2026-10-04"),  # later only with proof
        ("2026-10-09", None, "2027-02-11"),
        ("2026-10-14", "2026-10-19", "2027-02-16"),
    ],
)
def test_original_medicare_gives_120_days_from_a_receipt_presumed_on_day_five(
    notice: str, received: str | None, last_day: str
) -> None:
    found = filed(notice, received, level="redetermination", under="original_medicare")

    assert found.last_day == day(last_day)
    assert found.filed_by == "received"


def test_a_redetermination_is_not_late_before_the_next_working_day_ends() -> None:
    def late(today: str) -> bool:
        level, under = "redetermination", "original_medicare"
        return filed("2026-06-01", today=today, level=level, under=under).late

    assert not late("2026-10-05")  # the Monday after the Sunday
    assert late("2026-10-06")


def test_a_receipt_that_was_late_is_told_as_a_matter_of_proof() -> None:
    found = filed("2026-06-01", "2026-06-12", level="redetermination", under="original_medicare")

    assert {"with_proof": {"day": day("2026-10-10")}}.items() <= {
        each.key: dict(each.values) for each in found.because
    }.items()


@pytest.mark.parametrize("received", [None, "2026-09-09", "2026-09-20"])
def test_an_advantage_plan_gives_65_days_from_the_notice_whatever_the_receipt(
    received: str | None,
) -> None:
    found = filed("2026-09-08", received, level="plan_reconsideration", under="medicare_advantage")

    assert found.last_day == day("2026-11-12")


def test_a_printed_day_that_passed_does_not_make_a_letter_late_that_the_law_still_allows() -> None:
    found = filed("2026-04-10", printed="2026-06-09", today="2026-06-20")

    assert found.last_day == day("2026-06-09")
    assert found.late
    assert not found.late_by_law
    assert filed("2026-04-10", printed="2026-06-09", today="2026-10-20").late_by_law
