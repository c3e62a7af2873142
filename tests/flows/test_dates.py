"""Dates as people write them, English and Spanish."""

from __future__ import annotations

from datetime import date

import pytest

from flows.interview.dates import Reading, read_date

TODAY = date(2026, 11, 21)  # a Saturday


def readings(text: str) -> tuple[str, ...]:
    return read_date(text, today=TODAY).readings


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("October 28, 2026", "2026-10-28"),
        ("october 28 2026", "2026-10-28"),
        ("OCTOBER 28, 2026", "2026-10-28"),
        ("Oct 28, 2026", "2026-10-28"),
        ("Oct. 28, 2026", "2026-10-28"),
        ("28 October 2026", "2026-10-28"),
        ("October 28th, 2026", "2026-10-28"),
        ("the 28th of October 2026", "2026-10-28"),
        ("2026-10-28", "2026-10-28"),
        ("28 de octubre de 2026", "2026-10-28"),
        ("28 de octubre del 2026", "2026-10-28"),
        ("octubre 28, 2026", "2026-10-28"),
        ("el 28 de octubre de 2026", "2026-10-28"),
        ("28 oct 2026", "2026-10-28"),
        ("1 de enero de 2026", "2026-01-01"),
        ("2 de febrero de 2026", "2026-02-02"),
        ("March 4, 2026", "2026-03-04"),
        ("4 de abril de 2026", "2026-04-04"),
        ("5 de agosto de 2026", "2026-08-05"),
        ("15 de setiembre de 2026", "2026-09-15"),
        ("31 de diciembre de 2025", "2025-12-31"),
        ("February 29, 2024", "2024-02-29"),
        ("It was October 28, 2026.", "2026-10-28"),
        ("dated October 28, 2026", "2026-10-28"),
        ("on October 28, 2026", "2026-10-28"),
        ("February 18, 1971", "1971-02-18"),
        ("January 4, 2027", "2027-01-04"),
        ("today", "2026-11-21"),
        ("hoy", "2026-11-21"),
        ("yesterday", "2026-11-20"),
        ("ayer", "2026-11-20"),
        ("anteayer", "2026-11-19"),
        ("3 days ago", "2026-11-18"),
        ("hace 3 días", "2026-11-18"),
        ("10 28 2026", "2026-10-28"),
        ("28-Oct-2026", "2026-10-28"),
        ("2026/10/28", "2026-10-28"),
        ("Monday, October 28, 2026", "2026-10-28"),
        ("last monday", "2026-11-16"),
        ("lunes pasado", "2026-11-16"),
    ],
)
def test_a_day_is_read_as_it_was_meant(text: str, day: str) -> None:
    assert readings(text) == (day,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4/26", ("2026-03-04", "2026-04-03")),
        ("3/4/2026", ("2026-03-04", "2026-04-03")),
        ("3-4-2026", ("2026-03-04", "2026-04-03")),
        ("3.4.26", ("2026-03-04", "2026-04-03")),
        ("3 4 2026", ("2026-03-04", "2026-04-03")),
        ("03/04/2026", ("2026-03-04", "2026-04-03")),
    ],
)
def test_numbers_that_fit_two_ways_give_both_the_american_one_first(
    text: str, expected: tuple[str, ...]
) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/27/26", "2026-03-27"),
        ("27/3/26", "2026-03-27"),
        ("5/5/2026", "2026-05-05"),
        ("12/31/2025", "2025-12-31"),
        ("2/18/71", "1971-02-18"),
        ("7/6/49", None),
    ],
)
def test_numbers_that_fit_one_way_give_one(text: str, day: str | None) -> None:
    assert readings(text) == ((day,) if day else ("2049-07-06", "2049-06-07"))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("May 2026", "2026-05"),
        ("may, 2026", "2026-05"),
        ("around June 2025", "2025-06"),
        ("about March of 2026", "2026-03"),
        ("since March 2026", "2026-03"),
        ("early March 2026", "2026-03"),
        ("mayo de 2026", "2026-05"),
        ("mayo del 2026", "2026-05"),
        ("alrededor de junio de 2025", "2025-06"),
        ("a principios de marzo de 2026", "2026-03"),
        ("desde marzo de 2026", "2026-03"),
        ("2026-05", "2026-05"),
        ("10/2026", "2026-10"),
        ("6 months ago", "2026-05"),
        ("hace 2 meses", "2026-09"),
        ("2 years ago", "2024"),
        ("2019", "2019"),
        ("in 2019", "2019"),
        ("en 2019", "2019"),
        ("más o menos 2019", "2019"),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text: str, known: str) -> None:
    assert readings(text) == (known,)


@pytest.mark.parametrize("text", ["July 6", "6 July", "6 de julio", "jul 6", "julio 6"])
def test_a_day_without_a_year_gives_this_year_the_last_and_the_next(text: str) -> None:
    found = read_date(text, today=TODAY)

    assert found == Reading(("2026-07-06", "2025-07-06", "2027-07-06"), no_year=True)


@pytest.mark.parametrize("text", ["December 19", "19 de diciembre"])
def test_a_day_still_to_come_this_year_stays_in_this_year(text: str) -> None:
    assert readings(text)[0] == "2026-12-19"


def test_a_leap_day_without_a_year_gives_only_years_that_have_one() -> None:
    assert read_date("February 29", today=date(2028, 5, 1)).readings == ("2028-02-29",)


@pytest.mark.parametrize("text", ["March", "in May", "marzo", "en mayo"])
def test_a_month_without_a_year_says_that_the_year_is_missing(text: str) -> None:
    assert read_date(text, today=TODAY) == Reading(no_year=True)


@pytest.mark.parametrize(
    "text",
    [
        "February 30, 2026",
        "30 de febrero de 2026",
        "October 32, 2026",
        "32 de octubre de 2026",
        "February 29, 2026",
        "13/32/2026",
        "0/0/2026",
        "31/31/26",
        "99/99/9999",
        "2026-13-01",
        "2026-02-30",
        "2026-13",
        "13/2026",
        "noon 2026",
        "March 2026 to May 2026",
        "",
        " ",
        "a",
        "12",
        "180 days",
        "no idea",
        "no sé",
        "Medicare",
        "Rosa Vega",
        "651-555-0136",
        "MRI of the lower back",
        "😀",
        "📅📅📅",
        "مرحبا",
        "\u202e6202 ,82 rebotcO",
        "김민준",
        "\x00",
        "word " * 1000,
        "9" * 5000,
        "/" * 5000,
    ],
)
def test_what_is_no_day_gives_no_day(text: str) -> None:
    assert not [each for each in readings(text) if len(each) == 10]


def test_a_long_text_is_read_in_a_moment() -> None:
    for text in ("may " * 1250, "1/1/2026 " * 600, "january february " * 300, "😀" * 5000):
        read_date(text, today=TODAY)
