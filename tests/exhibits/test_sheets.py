"""Photos of invented papers into sheets, without reading them: corners, light, skew, size."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from letters.exhibits import light, skew
from letters.exhibits.corners import corners, straightened
from letters.exhibits.sheets import MOST_BYTES, jpeg, sheets
from letters.exhibits.signature import signature
from letters.reading.ocr import Pixels
from letters.reading.unreadable import Unreadable
from tests.exhibits import photos


def color(gray: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), np.uint8)


def likeness(left: Pixels, right: Pixels) -> float:
    """How much of the ink of two pages falls together, seen from afar."""
    far = [
        cv2.blur(cv2.resize(255 - each, (170, 220), interpolation=cv2.INTER_AREA), (5, 5))
        for each in (left, right)
    ]
    return float(np.corrcoef(far[0].ravel(), far[1].ravel())[0, 1])


@pytest.mark.parametrize("seed", range(3))
def test_a_sheet_askew_on_a_table_is_found_and_straightened(seed: int) -> None:
    photo = photos.shaded(photos.on_a_table(photos.page(), seed=seed, height=2000))

    found = corners(photo)

    assert found is not None
    flat = cv2.cvtColor(straightened(photo, found), cv2.COLOR_BGR2GRAY)
    assert likeness(light.evened(np.asarray(flat, np.uint8)), photos.page()) > 0.8


def test_a_box_printed_on_the_page_is_not_taken_for_the_page() -> None:
    page = photos.page().copy()
    cv2.rectangle(page, (150, 250), (1550, 1950), 0, 6)

    assert corners(color(page)) is None


def test_paper_on_a_white_table_is_left_as_it_is() -> None:
    table = np.full((2600, 2000, 3), 250, np.uint8)
    table[200:2400, 150:1850] = color(photos.page())

    assert corners(table) is None


def test_a_sheet_that_leaves_the_picture_is_not_warped() -> None:
    photo = photos.on_a_table(photos.page(), margin=-0.05, tilt=0.02, height=2000)

    assert corners(photo) is None


def test_shade_goes_and_ink_stays() -> None:
    even = light.evened(photos.shaded(photos.page(), 0.7))

    ink = photos.page() < 60
    paper = cv2.erode((photos.page() == 255).astype(np.uint8), np.ones((9, 9))) > 0
    assert np.percentile(even[paper], 2) > 235
    assert np.median(even[ink]) < 60


@pytest.mark.parametrize("degrees", [-7.0, -2.5, 0.0, 1.0, 5.0])
def test_slanted_lines_are_found(degrees: float) -> None:
    slanted = photos.turned(photos.page(), degrees)

    assert skew.skew(slanted) == pytest.approx(-degrees, abs=0.2)


def test_no_line_is_cut_off_when_a_page_is_made_level() -> None:
    slanted = photos.turned(photos.page(), 5)

    level = skew.level(slanted)

    assert level.shape > slanted.shape
    assert (255 - level).mean() * level.size == pytest.approx(
        (255 - slanted).mean() * slanted.size, rel=0.05
    )


def test_lines_from_top_to_bottom_are_told() -> None:
    assert not skew.sideways(photos.page())
    assert skew.sideways(np.ascontiguousarray(np.rot90(photos.page())))


def test_a_page_stays_small_also_where_the_photo_is_grainy() -> None:
    assert len(jpeg(photos.page(), MOST_BYTES)) <= MOST_BYTES
    grainy = light.evened(photos.noisy(photos.page(), 25))
    assert len(jpeg(grainy, MOST_BYTES)) <= MOST_BYTES


def test_a_typed_pdf_is_drawn_page_by_page() -> None:
    page = Image.fromarray(photos.page())
    file = io.BytesIO()
    page.save(file, "PDF", save_all=True, append_images=[page], resolution=200)

    made = sheets(file.getvalue())

    assert [(sheet.width, sheet.height) for sheet in made] == [(1700, 2200)] * 2
    dots = np.asarray(Image.open(io.BytesIO(made[1].jpeg)))
    assert dots.ndim == 2
    assert likeness(dots, photos.page()) > 0.99


def test_too_many_pages_are_refused() -> None:
    long = pikepdf.new()
    for _ in range(31):
        long.add_blank_page()
    file = io.BytesIO()
    long.save(file)

    with pytest.raises(Unreadable, match="too_many_pages"):
        sheets(file.getvalue())


@pytest.mark.parametrize("lined", [False, True])
@pytest.mark.parametrize("depth", [0.0, 0.7])
def test_a_signature_is_cropped_to_ink_on_white(lined: bool, depth: float) -> None:
    photo = photos.shaded(photos.scrawl(lined=lined), depth)

    found = signature(photos.file(photo))

    dots = np.asarray(Image.open(io.BytesIO(found.jpeg)))
    assert (found.height, found.width) == dots.shape
    assert found.width > 2 * found.height
    assert len(found.jpeg) < 60_000
    assert 0.02 < (dots < 100).mean() < 0.2
    assert (dots > 245).mean() > 0.75


@pytest.mark.parametrize(
    "photo",
    [photos.page(), photos.page() * 0 + 235, photos.page() * 0 + 9],
    ids=["a page of text", "an empty page", "darkness"],
)
def test_no_signature_is_told(photo: Pixels) -> None:
    with pytest.raises(Unreadable, match="no_signature"):
        signature(photos.file(photo))
