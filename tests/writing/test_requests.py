"""What is asked stands together, each rule cited once."""

from __future__ import annotations

import pytest

from letters.writing.requests import requests_told, shared
from tests.flows.cases import case_of
from tests.letters.test_sheets import plan_of


@pytest.mark.parametrize(
    ("citations", "told"),
    [
        (["42 CFR 405.968(a)(1)"], "42 CFR 405.968(a)(1)"),
        (["29 CFR 1.10(h)(2), (m)(8)", "29 CFR 1.10(m)(8)(iv)"], "29 CFR 1.10(h)(2), (m)(8)"),
        (
            ["26 CFR 1.10(a), applying 29 CFR 2.20(b)", "26 CFR 1.10(a), applying 29 CFR 2.20(c)"],
            "26 CFR 1.10(a), applying 29 CFR 2.20(b), (c)",
        ),
    ],
)
def test_one_section_is_cited_once_with_each_subsection(citations: list[str], told: str) -> None:
    assert shared(citations) == told


def test_every_right_is_asked_for_once_under_its_own_rule() -> None:
    plan = plan_of("mental_health_insured")

    told = requests_told(plan)

    groups = [group for kind in told.values() for group in kind]
    said = [str(text.value) for group in groups for text in group["texts"]]
    assert sorted(said) == sorted(right.text.rstrip(".") for right in plan.rights)
    for group in groups:
        rights = [r for r in plan.rights if r.text.rstrip(".") in [t.value for t in group["texts"]]]
        assert all(bool(right.citation) == bool(group["citation"]) for right in rights)
    assert [group["citation"].value for group in told["benefits"]] == [
        next(right.citation for right in plan.rights if right.id == "ongoing_treatment")
    ]


def test_a_dismissal_is_asked_to_be_set_aside_once() -> None:
    found, _ = case_of("dexa_dismissed")
    plan = plan_of("dexa_dismissed")

    said = [str(t.value) for kind in requests_told(plan).values() for g in kind for t in g["texts"]]

    assert found["outcome"] == "dismissed"
    assert "set_the_dismissal_aside" in {right.id for right in plan.rights}
    assert not any("aside" in each for each in said)
