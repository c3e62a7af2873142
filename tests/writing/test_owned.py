"""Values and their owners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from letters.writing.owned import Owned, own


@dataclass(frozen=True)
class Visit:
    where: str
    days: int


def test_owners_follow_the_path_to_the_value() -> None:
    answers = own({"treatments": [{"name": "naproxen"}], "name": "Ann"}, "answer:")

    assert answers.treatments[0].name.owner == "answer:treatments[0].name"
    assert answers.name.owner == "answer:name"
    assert answers.treatments.owner == "answer:treatments"


def test_dataclasses_are_owned_field_by_field() -> None:
    plan = own({"visit": Visit("clinic", 3)}, "plan")

    assert plan.visit.days == 3
    assert plan.visit.days.owner == "plan.visit.days"


@pytest.mark.parametrize("nothing", [None, "", 0], ids=repr)
def test_an_owned_nothing_is_false(nothing: object) -> None:
    assert not own(nothing, "answer:x")
    assert own("x", "answer:x")
    assert not own([], "answer:x")


def test_owned_values_compare_with_raw_ones() -> None:
    urgent, tests = own("yes", "answer:urgent"), own(["mri", "ct"], "answer:tests")

    assert urgent == "yes"
    assert urgent != "no"
    assert urgent in {"yes"}
    assert "mri" in tests
    assert "es" in urgent
    assert own(3, "n") > 2
    assert own(date(2026, 7, 6), "d") <= date(2026, 7, 6)


def test_a_field_may_have_any_name() -> None:
    fields = own({"items": 1, "get": 2, "keys": 3}, "plan")

    assert (fields.items, fields.get, fields.keys) == (1, 2, 3)


def test_a_missing_field_is_an_error_that_names_the_owner() -> None:
    with pytest.raises(AttributeError, match="answer: has no field nmae"):
        _ = own({"name": "Ann"}, "answer:").nmae


def test_no_value_shows_in_a_repr() -> None:
    answers = own({"name": "Canary Smith", "tests": ["Canary MRI"]}, "answer:")
    shown = f"{answers!r} {answers.name!r} {answers.name!s} {answers.name} {answers.tests!r}"

    assert "Canary" not in shown
    assert "answer:name" in shown


def test_what_is_owned_keeps_its_owner() -> None:
    value = Owned(65, "source:42-cfr-422-582")

    assert own({"days": value}, "plan").days.owner == "source:42-cfr-422-582"
