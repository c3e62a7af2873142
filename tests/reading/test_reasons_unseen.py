"""Wordings that were first run without having been seen, kept as a floor."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from letters.reading.reasons import reasons

ROUNDS = {
    path.stem: msgspec.yaml.decode(path.read_bytes(), type=dict[str, list[str]])
    for path in sorted((Path(__file__).parent / "wordings" / "rounds").glob("*.yaml"))
}


# Terms of all: "scans require prior authorization" is a reason where a line of a claim says it.
HARD = {"no_reason_given": 9}


@pytest.mark.parametrize("name", [name for name in ROUNDS if name != "no_reason_given"])
def test_the_first_reason_is_right(name: str) -> None:
    told = [
        (reason, [each.key for each in reasons(text)])
        for reason, texts in ROUNDS[name].items()
        if reason != "none"
        for text in texts
    ]

    first = sum(found[:1] == [reason] for reason, found in told)
    empty = sum(not found for _, found in told)

    assert first / len(told) >= 0.93
    assert empty / len(told) <= 0.05


@pytest.mark.parametrize("name", ROUNDS)
def test_where_no_reason_is_given_none_is_told(name: str) -> None:
    silent = ROUNDS[name]["none"]

    told = [text for text in silent if reasons(text)]

    assert len(told) <= max(1, len(silent) // HARD.get(name, 16))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Invalid mod for proc", "Invalid modifier for procedure"),
        ("Svcs not auth'd", "Services not authorized"),
        ("Pt not elig on DOS", "Patient not eligible on date of service"),
    ],
)
def test_a_short_form_reads_as_its_words(short: str, full: str) -> None:
    assert [each.key for each in reasons(short)] == [each.key for each in reasons(full)] != []


def test_a_number_in_spanish_is_no_date_of_service() -> None:
    assert [e.key for e in reasons("Debe probar dos medicamentos primero.")] == ["step_therapy"]
