"""What the looks are given to draw: no more pieces than they need."""

from __future__ import annotations

import json

import pytest

from letters.writing import inputs
from letters.writing.blocks import Cell, Document, Paragraph, Run, Table


def given(*runs: Run) -> list[str | dict[str, object]]:
    document = Document(title="A letter", language="en", blocks=(Paragraph(runs),))
    (block,) = json.loads(inputs.of(document)["document"])["blocks"]
    pieces: list[str | dict[str, object]] = block["runs"]
    return pieces


def test_neighbors_of_one_look_are_drawn_as_one_whoever_owns_them() -> None:
    runs = Run("The notice dated "), Run("July 1, 2026", "answer:notice_date"), Run(" says no.")

    assert given(*runs) == ["The notice dated July 1, 2026 says no."]


def test_another_look_and_the_end_of_a_line_stand_alone() -> None:
    runs = Run("One", bold=True), Run("two"), Run("\n"), Run("three")

    bold = {"text": "One", "form": "", "looks": ["bold"]}
    assert given(*runs) == [bold, "two", "\n", "three"]


@pytest.mark.parametrize("whole", ["(651) 555-0137", "(enclosure 12)"])
def test_what_reads_badly_in_two_halves_is_held_together(whole: str) -> None:
    held = {"text": whole, "form": "held", "looks": []}

    assert given(Run(f"See {whole}."), Run("\n")) == ["See ", held, ".", "\n"]


def test_only_a_word_that_may_have_no_room_is_measured() -> None:
    address = "https://www.example.org/" + "w" * 60

    assert given(Run(f"Preauthorization: {address} and more.")) == [
        "Preauthorization: ",
        {"text": address, "form": "long", "looks": []},
        " and more.",
    ]


def test_chinese_needs_no_measure_for_it_breaks_anywhere() -> None:
    assert given(Run("\u6aa2\u67e5" * 40)) == ["\u6aa2\u67e5" * 40]


def test_a_word_has_less_room_in_a_narrow_column() -> None:
    word = "Preauthorization"

    def forms(*widths: float) -> list[object]:
        row = tuple(Cell((Run(word),)) for _ in widths)
        table = Table(header=(), rows=(row,), widths=widths)
        document = Document(title="A letter", language="en", blocks=(table,))
        (block,) = json.loads(inputs.of(document)["document"])["blocks"]
        return [cell["runs"][0] for cell in block["rows"][0]]

    long = {"text": word, "form": "long", "looks": []}
    assert forms(1, 1) == [word, word]
    assert forms(1, 5) == [long, word]
