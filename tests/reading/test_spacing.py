"""The spaces that a camera loses are put back, and nothing else is changed."""

from __future__ import annotations

import re

import pytest

from letters.reading.spacing import spaced
from tests.reading.written import letters, others


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Dateof notice: 10/03/2026", "Date of notice: 10/03/2026"),
        ("Youmay appealwithin 180days", "You may appeal within 180 days"),
        ("You have until60 days", "You have until 60 days"),
        ("MemberName: Ada Loomis", "Member Name: Ada Loomis"),
        ("MEMBERNUMBER 77120", "MEMBER NUMBER 77120"),
        ("fechade nacimiento", "fecha de nacimiento"),
        ("diagnosis given.See page 4", "diagnosis given. See page 4"),
        ("(reconsideration)within 65 days", "(reconsideration) within 65 days"),
        ("care CPT72148 is", "care CPT 72148 is"),
        ("Member ID900417765", "Member ID 900417765"),
        ("UM2026-41877has been", "UM2026-41877 has been"),
        ("LarkspurHealth Plan", "Larkspur Health Plan"),
    ],
)
def test_a_lost_space_is_put_back(read: str, meant: str) -> None:
    assert spaced(read) == meant


@pytest.mark.parametrize(
    "line",
    [
        *("Mayfield Anderson Noland", "CareSource", "HealthCare.gov", "WQX884120067"),
        *("service(s)", "members@yourplan.example", "J.D.Salt", "in-network", "notice into often"),
    ],
)
def test_names_numbers_and_addresses_are_left(line: str) -> None:
    assert spaced(line) == line


def test_no_paper_of_ours_is_changed_but_for_spaces() -> None:
    for text in (*(letter.text for letter in letters()), *(each["text"] for each in others())):
        for line in text.splitlines():
            assert re.sub(r"\s", "", spaced(line)) == re.sub(r"\s", "", line)
            assert spaced(line).split() == line.split() or "." in line, line
