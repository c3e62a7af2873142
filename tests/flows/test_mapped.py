"""The criteria map: what is claimed of a public rule, and what still needs an answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.facts import Facts
from flows.law import contractors, prior_approval
from flows.law.criteria import criteria
from flows.mapped import mapped, open_needs
from tests.flows.cases import answers

TODAY = date(2026, 10, 20)


def lines(name: str = "dexa_medicare", **changes: Any) -> list[str]:
    found = mapped(Facts(answers(name, **changes)), today=TODAY)
    return [each.criterion.split(",")[0] for each in found]


STEROID = ["Steroid (glucocorticoid) therapy"]


@pytest.mark.parametrize(
    ("changes", "claimed"),
    [
        ({}, True),
        ({"steroid_dose_mg": 5.0}, True),
        ({"steroid_dose_mg": 4.9}, False),
        ({"steroid_dose_mg": None}, False),
        ({"steroid_start": None}, False),
        ({"steroid_start": "2026"}, False),  # too little is known to count months
        ({"steroid_start": "2026-05"}, True),
        ({"steroid_start": "2026-05-20"}, True),  # three months to the day of the scan
        ({"steroid_start": "2026-05-21"}, False),
        ({"dexa_category": ["none"]}, False),
        ({"coverage": "employer_self_funded_erisa"}, False),
        ({"coverage": "unknown"}, False),
        ({"coverage": "medicare_advantage"}, True),
        ({"service": "mri_lumbar"}, False),
    ],
    ids=str,
)
def test_the_steroid_group_is_claimed_only_where_the_answers_show_it(
    changes: dict[str, Any], claimed: bool
) -> None:
    assert lines(**changes) == (STEROID if claimed else [])


def test_the_fact_the_date_and_the_paper_stand_beside_the_criterion() -> None:
    [line] = mapped(Facts(answers("dexa_medicare")), today=TODAY)

    assert line.fact == "Steroid equal to 7.5 mg of prednisone a day"
    assert line.moment == "2026-01-12"
    assert line.paper == "medication_list"
    assert line.public


def test_what_a_group_still_needs_is_told() -> None:
    assert open_needs(Facts(answers("dexa_medicare"))) == ()
    assert open_needs(Facts(answers("dexa_medicare_without_dose"))) == (
        "steroid_dose_mg",
        "steroid_start",
    )
    assert open_needs(Facts(answers("dexa_medicare", steroid_start=...))) == ("steroid_start",)


@pytest.mark.parametrize(
    ("category", "more", "begins"),
    [
        ("estrogen_deficient", {}, "A woman whom"),
        ("hyperparathyroidism", {}, "Primary hyperparathyroidism"),
        ("vertebral_abnormality", {"spine_xray_date": "2026-05"}, "Vertebral abnormalities"),
        ("monitoring", {"bone_drug": "alendronate"}, "Monitoring the response"),
    ],
)
def test_every_other_group_can_be_shown(category: str, more: dict[str, Any], begins: str) -> None:
    [line] = lines(dexa_category=[category], **more)

    assert line.startswith(begins)


@pytest.mark.parametrize(
    ("words", "room"),
    [
        ("Imaging is generally not covered before six weeks.", "generally"),
        ("Not covered unless red flags are noted.", "unless"),
        ("Two scans a year, with exceptions.", "exceptions"),
        ("Six weeks of care are completed.", None),
    ],
)
def test_a_word_that_leaves_room_is_found_in_the_rule(words: str, room: str | None) -> None:
    items = [{"criterion": words, "fact": "Eight weeks of therapy"}]
    [line] = mapped(Facts(answers("mri_all_given", criteria=items)), today=TODAY)

    assert line.room == room
    assert not line.public


def test_a_private_point_stays_out_until_it_may_stay() -> None:
    items = [{"criterion": "No contraindication.", "fact": "My HIV is under control"}]
    found = answers("mri_all_given", criteria=items)

    assert mapped(Facts(found), today=TODAY) == ()
    agreed = {**found, "include_sensitive": ["criteria[0]"]}
    assert len(mapped(Facts(agreed), today=TODAY)) == 1


def test_every_public_criterion_stands_in_the_table_of_its_service_and_was_read() -> None:
    for rule in criteria().values():
        for each in rule.criteria:
            assert rule.source(each).text
            assert rule.was_read(each)


@pytest.mark.parametrize(
    ("service", "coverage", "state", "on", "checked"),
    [
        ("kyphoplasty", "original_medicare", "OH", date(2026, 1, 15), True),
        ("kyphoplasty", "original_medicare", "OH", date(2026, 1, 14), False),
        ("kyphoplasty", "original_medicare", "NY", date(2026, 9, 15), False),
        ("kyphoplasty", "original_medicare", None, date(2026, 9, 15), False),
        ("kyphoplasty", "medicare_advantage", "OH", date(2026, 9, 15), False),
        ("dexa", "original_medicare", "OH", date(2026, 9, 15), False),
    ],
)
def test_care_is_checked_ahead_only_in_those_states_and_since_that_day(
    service: str, coverage: str, state: str | None, on: date, checked: bool
) -> None:
    since = prior_approval.since(service, coverage, state, on)

    assert since == (date(2026, 1, 15) if checked else None)


@pytest.mark.parametrize(
    ("service", "state", "lcd"),
    [
        ("kyphoplasty", "OH", "L38201"),
        ("kyphoplasty", "TX", "L35130"),
        ("kyphoplasty", "AZ", "L34106"),
        ("kyphoplasty", None, None),
        ("dexa", "OH", None),
    ],
)
def test_the_local_rule_is_that_of_the_states_contractor(
    service: str, state: str | None, lcd: str | None
) -> None:
    assert contractors.local_determination(service, state) == lcd


@pytest.mark.parametrize(
    ("last", "served", "too_soon"),
    [
        ("2024-03", "2026-03-01", False),  # 23 full months lie behind it
        ("2024-03-31", "2026-03-01", False),
        ("2024-04", "2026-03-31", True),
        ("first", "2026-03-31", False),
        (None, "2026-03-31", False),
        ("2024", "2026-03-31", False),  # the month is not known
    ],
)
def test_months_are_counted_by_the_calendar(last: str | None, served: str, too_soon: bool) -> None:
    found = Facts(answers("dexa_medicare", last_scan=last, service_dates=[served]))

    assert found.too_soon(today=TODAY) == too_soon
