"""Which photos can still be read after a fax, and which must be taken again. Reading is slow."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from letters.exhibits.legible import faxed, legibility
from letters.exhibits.sheets import sheets
from letters.reading.ocr import Pixels
from tests.exhibits import photos


def on_table(size: int = 30) -> Pixels:
    return photos.on_a_table(photos.page(size), seed=6)


GOOD = {
    "a typed page": lambda: photos.page(),
    "askew on a table": lambda: on_table(),
    "shaded": lambda: photos.shaded(on_table()),
    "on its side": lambda: np.ascontiguousarray(np.rot90(on_table())),
    "on its head": lambda: np.ascontiguousarray(np.rot90(photos.shaded(on_table()), 2)),
    "a little blurred": lambda: photos.blurred(on_table(), 2),
    "grainy": lambda: photos.noisy(photos.shaded(on_table()), 20),
    "small print": lambda: on_table(24),
}
BAD = {
    "out of focus": lambda: photos.blurred(on_table(), 4),
    "moved": lambda: photos.blurred(on_table(), 9),
    "tiny": lambda: photos.small(on_table(), 480),
    "no writing": lambda: photos.on_a_table(photos.page() * 0 + 250),
}


def test_a_fax_has_one_bit_a_dot_and_the_size_it_was_sent_in() -> None:
    sent = faxed(Image.fromarray(photos.page()))

    dots = np.asarray(sent)
    assert sent.size == (1700, 2200)
    assert ((dots < 30) | (dots > 225)).mean() > 0.9


@pytest.mark.soak
@pytest.mark.parametrize("name", GOOD)
def test_a_good_photo_can_be_faxed(name: str) -> None:
    (sheet,) = sheets(photos.file(GOOD[name]()))

    found = legibility(sheet)

    print(name, found)
    assert found.enough
    dots = np.asarray(Image.open(io.BytesIO(sheet.jpeg)))
    assert dots[150:400, 200:900].min() < 80, "the title stands where it belongs: upright"


@pytest.mark.soak
@pytest.mark.parametrize("name", BAD)
def test_a_bad_photo_is_to_be_taken_again(name: str) -> None:
    (sheet,) = sheets(photos.file(BAD[name]()))

    found = legibility(sheet)

    print(name, found)
    assert not found.enough
