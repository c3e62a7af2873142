"""What the looks are given to draw: no more pieces than they need."""

from __future__ import annotations

import json

from letters.writing import inputs
from letters.writing.blocks import Document, Paragraph, Run


def drawn(*runs: Run) -> list[tuple[str, bool]]:
    document = Document(title="A letter", language="en", blocks=(Paragraph(runs),))
    (block,) = json.loads(inputs.of(document)["document"])["blocks"]
    return [(run["text"], run["bold"]) for run in block["runs"]]


def test_neighbors_of_one_look_are_drawn_as_one_whoever_owns_them() -> None:
    runs = Run("The notice dated "), Run("July 1, 2026", "answer:notice_date"), Run(" says no.")

    assert drawn(*runs) == [("The notice dated July 1, 2026 says no.", False)]


def test_another_look_and_the_end_of_a_line_stand_alone() -> None:
    runs = Run("One", bold=True), Run("two"), Run("\n"), Run("three")

    assert drawn(*runs) == [("One", True), ("two", False), ("\n", False), ("three", False)]
