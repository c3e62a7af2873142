"""Answers by their address."""

from __future__ import annotations

from typing import Any

import pytest

from flows.interview import record

ANSWERS: dict[str, Any] = {
    "asker": "patient",
    "phone": None,
    "treatments": [{"kind": "medication", "started": "2026-03"}, {"kind": "surgery"}],
    "treatments.more": "done",
}


@pytest.mark.parametrize(
    ("address", "value", "answered"),
    [
        ("asker", "patient", True),
        ("phone", None, True),
        ("email", None, False),
        ("treatments[0].kind", "medication", True),
        ("treatments[1].started", None, False),
        ("treatments[2].kind", None, False),
        ("prior_tests[0].test", None, False),
        ("treatments.more", "done", True),
    ],
)
def test_an_answer_is_found_by_its_address(address: str, value: Any, answered: bool) -> None:
    assert record.value(ANSWERS, address) == value
    assert record.is_answered(ANSWERS, address) is answered


def test_an_edit_gives_new_answers_and_leaves_the_old_ones() -> None:
    before = repr(ANSWERS)

    record.put(ANSWERS, "treatments[1].started", "2026")
    record.put(ANSWERS, "asker", "parent")
    record.take(ANSWERS, "treatments[0].kind")
    record.take(ANSWERS, "phone")
    record.add_item(ANSWERS, "treatments", {"kind": "other"})
    record.replace_item(ANSWERS, "treatments", 0, {"kind": "other"})
    record.remove_item(ANSWERS, "treatments", 0)
    record.without_earlier(ANSWERS, "treatments[0].started")

    assert repr(ANSWERS) == before


def test_putting_and_taking_touch_one_place() -> None:
    put = record.put(ANSWERS, "treatments[1].started", "2026")
    taken = record.take(put, "treatments[1].kind")

    assert put["treatments"] == [ANSWERS["treatments"][0], {"kind": "surgery", "started": "2026"}]
    assert taken["treatments"] == [ANSWERS["treatments"][0], {"started": "2026"}]
    assert taken["asker"] == "patient"


def test_one_more_item_opens_its_group_again() -> None:
    found = record.add_item(ANSWERS, "treatments", {"kind": "other"})

    assert len(found["treatments"]) == 3
    assert "treatments.more" not in found


def test_a_first_item_makes_its_group() -> None:
    assert record.add_item({}, "prior_tests", {"test": "x"}) == {"prior_tests": [{"test": "x"}]}


def test_an_item_is_replaced_and_removed_in_its_place() -> None:
    replaced = record.replace_item(ANSWERS, "treatments", 0, {"kind": "other"})
    removed = record.remove_item(ANSWERS, "treatments", 0)

    assert [each["kind"] for each in replaced["treatments"]] == ["other", "surgery"]
    assert [each["kind"] for each in removed["treatments"]] == ["surgery"]


@pytest.mark.parametrize(
    ("answers", "address", "gone"),
    [
        ({"notice_date": "2026-07-10", "received_on": "2026-07-09"}, "notice_date", "received_on"),
        ({"notice_date": "2026-07-10", "received_on": "2026-07-10"}, "notice_date", None),
        ({"notice_date": "2026-07-10", "received_on": None}, "notice_date", None),
        ({"notice_date": None, "received_on": "2026-07-09"}, "notice_date", None),
        ({"notice_date": "2026-07-10", "received_on": "2026-07-09"}, "received_on", None),
    ],
)
def test_a_day_that_a_changed_day_makes_impossible_is_asked_again(
    answers: dict[str, Any], address: str, gone: str | None
) -> None:
    found = record.without_earlier(answers, address)

    assert set(answers) - set(found) == ({gone} if gone else set())


@pytest.mark.parametrize(
    ("ended", "kept"), [("2026-02", False), ("2026-05", True), ("ongoing", True)]
)
def test_an_end_before_a_changed_start_is_asked_again(ended: str, kept: bool) -> None:
    answers = {"treatments": [{}, {"started": "2026-03", "ended": ended}]}

    found = record.without_earlier(answers, "treatments[1].started")

    assert ("ended" in found["treatments"][1]) is kept
