"""One message that describes one item of a group."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.errors import InvalidAnswer
from flows.interview.items import lines_of_items, ranges_to_choose, read_item
from flows.interview.questions import interview

TODAY = date(2026, 7, 20)


def item(group: str, text: str) -> dict[str, Any]:
    return read_item(interview().question(group), text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Physical therapy, 8 weeks, March 2 to April 27, 2026, no help.",
            {
                "kind": "physical_therapy",
                "name": "Physical therapy, 8 weeks",
                "started": "2026-03-02",
                "ended": "2026-04-27",
                "result": "no_relief",
            },
        ),
        (
            "Terapia física, 8 semanas, del 2 de marzo al 27 de abril de 2026, no ayudó.",
            {
                "kind": "physical_therapy",
                "name": "Terapia física, 8 semanas",
                "started": "2026-03-02",
                "ended": "2026-04-27",
                "result": "no_relief",
            },
        ),
        (
            "Naproxen 500 mg twice a day, March 20, 2026 to May 4, 2026, stomach pain",
            {
                "kind": "medication",
                "name": "Naproxen 500 mg twice a day",
                "started": "2026-03-20",
                "ended": "2026-05-04",
                "result": "side_effects",
                "why_stopped": "stomach pain",
            },
        ),
        (
            "Gabapentin 300 mg since May 2026, helped a little",
            {
                "kind": "medication",
                "name": "Gabapentin 300 mg",
                "started": "2026-05",
                "ended": "ongoing",
                "result": "some_relief",
            },
        ),
        (
            "Gabapentin 300 mg desde mayo de 2026, ayudó un poco",
            {
                "kind": "medication",
                "name": "Gabapentin 300 mg",
                "started": "2026-05",
                "ended": "ongoing",
                "result": "some_relief",
            },
        ),
        (
            "epidural injection in April 2026, helped, then the pain came back",
            {
                "kind": "injection",
                "started": "2026-04",
                "result": "worked_then_returned",
            },
        ),
        (
            "home exercise, January 2026 to now, it got worse",
            {
                "kind": "home_exercise",
                "name": "home exercise",
                "started": "2026-01",
                "ended": "ongoing",
                "result": "worse",
            },
        ),
        (
            "Physical therapy May 1 to 20, 2026",
            {"name": "Physical therapy", "started": "2026-05-01", "ended": "2026-05-20"},
        ),
        (
            "Physical therapy, 16 visits, from May 1 to 20, 2026, no help",
            {
                "name": "Physical therapy, 16 visits",
                "started": "2026-05-01",
                "ended": "2026-05-20",
                "result": "no_relief",
            },
        ),
        (
            "PT May 1st-20th 2026",
            {"name": "PT", "started": "2026-05-01", "ended": "2026-05-20"},
        ),
        (
            "PT 1 to 20 May 2026",
            {"name": "PT", "started": "2026-05-01", "ended": "2026-05-20"},
        ),
        (
            "Terapia física del 1 al 20 de mayo de 2026",
            {"name": "Terapia física", "started": "2026-05-01", "ended": "2026-05-20"},
        ),
        (
            "Terapia física, 1-20 de mayo del 2026, no ayudó",
            {"name": "Terapia física", "started": "2026-05-01", "ended": "2026-05-20"},
        ),
        ("faja lumbar", {"kind": "bracing", "name": "faja lumbar"}),
        ("heat packs", {"name": "heat packs"}),
        ("quiropráctico, 2025", {"kind": "chiropractic", "started": "2025"}),
    ],
)
def test_a_treatment_is_read_from_one_message(text: str, expected: dict[str, Any]) -> None:
    found = item("treatments", text)

    assert {key: found.get(key) for key in expected} == expected
    assert found["name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "X-ray of the lower back, April 2026, narrow disc space.",
            {
                "kind": "xray",
                "test": "X-ray of the lower back",
                "date": "2026-04",
                "finding": "narrow disc space",
            },
        ),
        (
            "Radiografía de espalda baja, abril de 2026, disco estrecho.",
            {
                "kind": "xray",
                "test": "Radiografía de espalda baja",
                "date": "2026-04",
                "finding": "disco estrecho",
            },
        ),
        (
            "CT scan on March 3, 2025, no fracture, mild stenosis",
            {
                "kind": "ct",
                "test": "CT scan",
                "date": "2025-03-03",
                "finding": "no fracture, mild stenosis",
            },
        ),
        (
            "Calcium 1,250 mg in blood, May 2026",
            {"kind": "blood_test", "test": "Calcium 1,250 mg in blood", "date": "2026-05"},
        ),
        (
            "MRI of the knee, May 2026, a tear. No fracture.",
            {
                "kind": "mri",
                "test": "MRI of the knee",
                "date": "2026-05",
                "finding": "a tear. No fracture",
            },
        ),
        ("blood test", {"kind": "blood_test", "test": "blood test"}),
    ],
)
def test_a_test_is_read_from_one_message(text: str, expected: dict[str, Any]) -> None:
    assert item("prior_tests", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PT, May 2027 to June 2027",  # still to come
        "PT, June 2026 to May 2026",  # ends before it starts
        "PT, 3/4/2026",  # two readings
        "PT, March 2 to April 27",  # no year
    ],
)
def test_a_date_that_cannot_be_is_left_to_be_asked(text: str) -> None:
    found = item("treatments", text)

    assert "ended" not in found
    assert found["kind"] == "physical_therapy"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("😀", "empty"),
        ("...", "empty"),
        ("My number is 123-45-6789", "ssn"),
        ("therapy " * 60, "too_long"),
    ],
)
def test_a_message_that_is_no_item_is_refused_by_code(text: str, code: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        item("treatments", text)

    assert refused.value.code == code


def test_what_is_not_told_is_not_guessed() -> None:
    assert item("treatments", "something my cousin knows") == {"name": "something my cousin knows"}


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        (
            "Physical therapy, from May 1 to 20, no help",
            [("2026-05-01", "2026-05-20"), ("2025-05-01", "2025-05-20")],
        ),
        (
            "Terapia física del 1 al 20 de mayo",
            [("2026-05-01", "2026-05-20"), ("2025-05-01", "2025-05-20")],
        ),
        ("PT, November 2 to November 27", [("2025-11-02", "2025-11-27")]),
        ("PT, December 20 to January 10", [("2025-12-20", "2026-01-10")]),
        ("Physical therapy May 1 to 20, 2026", []),
        ("PT, March to May", []),
        ("PT, March 2 to now", []),
        ("PT, May 1 to 20 visits", []),
        ("Naproxen, 2 to 3 may help", []),
        ("heat packs", []),
    ],
)
def test_days_without_a_year_are_given_back_to_choose_from(
    text: str, ranges: list[tuple[str, str]]
) -> None:
    group = interview().question("treatments")

    assert ranges_to_choose(group, text, today=TODAY) == ranges
    found = item("treatments", text)
    assert not ranges or not {"started", "ended"} & set(found)
    assert not ranges or not any(character.isdigit() for character in found["name"])


THREE = """Physical therapy, 16 visits, April 6 to May 31, 2026, no help
Naproxen 500 mg twice a day, March 20 to May 4, 2026, stomach pain
Gabapentin 300 mg at night, since May 8, 2026, helped a little"""


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (THREE, 3),
        (f"{THREE}\n\n", 3),
        ("Terapia física, 16 visitas, de abril a mayo de 2026\nNaproxeno 500 mg, no ayudó", 2),
        ("Physical therapy\n16 visits\nApril 6 to May 31, 2026", 1),
        ("Physical therapy\nApril 6 to May 31, 2026", 1),
        ("Naproxen 500 mg, no help\nIt hurt my stomach, and I stopped", 1),
        ("Physical therapy, April 2026, no help", 1),
    ],
)
def test_several_treatments_are_told_apart_only_where_each_line_is_one(
    text: str, items: int
) -> None:
    group = interview().question("treatments")

    assert len(lines_of_items(group, text, today=TODAY)) == items
