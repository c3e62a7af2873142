"""Whatever a stranger sends: a clear code, and the worker reads the next file."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PIL import Image

from letters.reading import opening, pages
from letters.reading.unreadable import CODES, Unreadable
from letters.reading.workers import Workers
from tests.reading import files

pytestmark = pytest.mark.asyncio(loop_scope="module")

GOOD = files.pdf(files.LETTER)
SECONDS = 120.0  # the computer of a test may be busy


def thousand_pages() -> bytes:
    return files.pdf(*[["Page"]] * 1000)


def many_scans() -> bytes:
    return files.scanned(*[Image.new("L", (100, 130), 255)] * 13)


def no_pages() -> bytes:
    return files.pdf()


def big() -> bytes:
    return GOOD + bytes(20 * 1024 * 1024)


def claims_to_be_huge() -> bytes:
    bitmap = bytearray(files.saved(files.page(size=(64, 64)), "BMP"))
    bitmap[18:26] = (60_000).to_bytes(4, "little") * 2
    return bytes(bitmap)


NAMED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("nothing", lambda: b"", {"empty"}),
    ("blanks", lambda: b" \n\t ", {"empty"}),
    ("over 20 MB", big, {"too_big"}),
    ("HTML named .pdf", lambda: b"<!DOCTYPE html><html>%PDF-1.7</html>", {"not_supported"}),
    ("HTML after a blank", lambda: b"\n  <html><body>Denied</body></html>", {"not_supported"}),
    ("a zip or DOCX", lambda: b"PK\x03\x04" + bytes(200), {"not_supported"}),
    ("RTF", lambda: b"{\\rtf1 Denied}", {"not_supported"}),
    ("a program", lambda: b"MZ\x90\x00" + bytes(200), {"not_supported"}),
    ("SVG", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", {"not_supported"}),
    ("PostScript", lambda: b"%!PS-Adobe-3.0\n\x04\x00 showpage", {"not_supported"}),
    ("an encrypted PDF", files.locked, {"encrypted"}),
    ("a PDF cut in two", lambda: GOOD[: len(GOOD) // 2], {"corrupt", "no_text"}),
    ("a PDF of its first line", lambda: b"%PDF-1.7\n", {"corrupt"}),
    ("a PDF without pages", no_pages, {"corrupt", "empty"}),
    ("a thousand pages", thousand_pages, {"too_many_pages"}),
    ("thirteen scans", many_scans, {"too_many_pages"}),
    ("a PNG of 900 megapixels", files.bomb_png, {"too_many_pixels"}),
    ("a bitmap that claims to be huge", claims_to_be_huge, {"too_many_pixels"}),
    ("a PDF that unpacks to 4 GB", files.bomb_pdf, {"too_much", "too_long", "corrupt", "no_text"}),
    ("a photo cut in two", lambda: files.saved(files.page(), "PNG")[:3000], {"corrupt"}),
    ("a white page", lambda: files.saved(Image.new("L", (600, 800), 255), "PNG"), {"no_text"}),
    ("a single pixel", lambda: files.saved(Image.new("L", (1, 1), 0), "PNG"), {"no_text"}),
    ("a thread", lambda: files.saved(Image.new("L", (1, 9000), 0), "PNG"), {"no_text"}),
]


@pytest.mark.parametrize(
    ("make", "wanted"), [pytest.param(make, wanted, id=name) for name, make, wanted in NAMED]
)
async def test_a_bad_file_has_a_clear_code_and_the_next_one_is_read(
    workers: Workers, make: Callable[[], bytes], wanted: set[str]
) -> None:
    seconds = 4.0 if make is files.bomb_pdf else SECONDS
    with pytest.raises(Unreadable) as unreadable:
        await workers.run(pages.pages, make(), seconds=seconds)

    assert unreadable.value.code in wanted
    assert "Notice of denial" in (await workers.run(pages.pages, GOOD))[0]


async def test_a_script_in_a_pdf_does_nothing(workers: Workers) -> None:
    assert "Notice of denial" in (await workers.run(pages.pages, files.with_script()))[0]


async def test_a_pdf_that_may_only_be_read_is_read(workers: Workers) -> None:
    locked = files.locked(owner_only=True)

    assert "Notice of denial" in (await workers.run(pages.pages, locked))[0]


async def test_sixty_damaged_files_give_text_or_a_code(workers: Workers) -> None:
    chance = random.Random(20260706)
    picture = files.page(("Denied", "July 6, 2026"), size=(320, 240))
    whole = [
        GOOD,
        files.stamped(picture, "Received"),
        *(files.saved(picture, form) for form in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")),
        files.heic(picture),
    ]

    for number in range(60):
        damaged = bytearray(whole[number % len(whole)])
        for _ in range(chance.randint(1, 40)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(damaged)) :]
        try:
            read = await workers.run(pages.leaves, bytes(damaged), seconds=SECONDS)
        except Unreadable as unreadable:
            assert unreadable.code in CODES
        else:
            assert read

    assert await workers.run(pages.page_count, GOOD) == 1


async def test_a_file_is_told_by_its_content() -> None:
    picture = files.page(size=(64, 64))

    assert opening.sort(GOOD) == "pdf"
    assert opening.sort(b"Denied: not covered.") == "text"
    assert opening.sort("Le negamos el estudio, señora.".encode("cp1252")) == "text"
    assert opening.sort("We cannot approve this.".encode("utf-16")) == "text"
    for form in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"):
        assert opening.sort(files.saved(picture, form)) == "picture"
    assert opening.sort(files.heic(picture)) == "picture"
