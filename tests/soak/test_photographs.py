"""Papers read from their text and from photographs of them: what a photograph loses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from letters.reading import pages
from letters.reading.notice import Notice, read
from tests.reading.test_notice import bare, deadline_right, right
from tests.reading.written import Letter, letters, others
from tests.support.photograph import MANNERS, photograph
from tests.support.sheet import card, sheet

MOST_LOST = 0.05
LETTERS, CARDS = 12, 4
SIZES = (28, 22)  # pixels: ten and eight points
Marks = dict[str, bool]


@dataclass
class Tally:
    """By field: of how many papers that tell it it was read right, from text and photographed."""

    told: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    text: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    photo: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, of_text: Marks, of_photo: Marks) -> None:
        for name, ok in of_text.items():
            self.told[name] += 1
            self.text[name] += ok
            self.photo[name] += of_photo[name]

    @property
    def lost(self) -> float:
        """The share of all fields that is right in the text and not in the photograph, net."""
        return (sum(self.text.values()) - sum(self.photo.values())) / sum(self.told.values())

    def printed(self) -> str:
        rows = [*self.told, "all"]
        counts = [
            {**each, "all": sum(each.values())} for each in (self.told, self.text, self.photo)
        ]
        told, text, photo = counts
        return "\n".join(
            f"{name:20} n {told[name]:4d}  text {text[name] / told[name]:6.1%}"
            f"  photographed {photo[name] / told[name]:6.1%}"
            for name in rows
        )


def letter_marks(letter: Letter, notice: Notice) -> Marks:
    """Which fields of a letter were read right; its first reason is that of its text."""
    key = notice.coverage.key if notice.coverage else None
    return {
        "kind": notice.kind == "denial",
        "coverage": key == letter.layout["coverage"],
        "first reason": _first(notice) == _first(read([letter.text])),
        "deadline": deadline_right(letter, notice),
        **{name: right(letter, name, notice) for name in letter.layout["gives"]},
    }


def card_marks(paper: dict[str, Any], notice: Notice) -> Marks:
    """Which fields of a card were read right."""
    key = notice.coverage.key if notice.coverage else None
    return {
        "card: kind": notice.kind == "card",
        "card: coverage": key == paper.get("coverage", key),
        **{
            f"card: {name}": (found := getattr(notice.fields, name)) is not None
            and bare(wanted) in bare(found.value)
            for name, wanted in paper.get("has", {}).items()
        },
    }


def of_photograph(paper: Image.Image, number: int) -> list[str]:
    """The pages read from a photograph of the paper, in the manner of its number."""
    manner = list(MANNERS.values())[number % len(MANNERS)]
    return pages.pages(_jpeg(photograph(paper, manner, seed=number)))


def chosen(most: int, papers: list[Any]) -> Iterator[tuple[int, Any]]:
    """That many of the papers, from first to last, each with its number."""
    every = max(1, len(papers) // most)
    return ((number, papers[number]) for number in range(0, most * every, every))


def _first(notice: Notice) -> str | None:
    return notice.reasons[0].key if notice.reasons else None


def _jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=92)
    return kept.getvalue()


@pytest.mark.soak
def test_a_photograph_loses_at_most_five_fields_in_a_hundred() -> None:
    tally = Tally()
    for number, letter in chosen(LETTERS, list(letters())):
        photographed = read(of_photograph(sheet(letter.text, size=SIZES[number % 2]), number))
        tally.add(letter_marks(letter, read([letter.text])), letter_marks(letter, photographed))
    for number, each in chosen(CARDS, [each for each in others() if each["kind"] == "card"]):
        photographed = read(of_photograph(card(each["text"]), number))
        tally.add(card_marks(each, read([each["text"]])), card_marks(each, photographed))

    print(tally.printed())
    assert tally.told["kind"] == LETTERS
    assert tally.lost <= MOST_LOST
