"""The text that a PDF page holds as text, in the order in which a person reads it."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from letters.reading.reading_order import Piece, page_text

MOST_CHARACTERS = 40_000  # a page of a letter has three thousand
FEW_CHARACTERS = 250  # beside a picture of a page: the stamp of a fax machine
WIDE_GAP = 1.1  # in line heights: what stands beyond is a piece of its own
LINE_END_HYPHEN = "\x02"  # pdfium's sign for it


def text(document: pypdfium2.PdfDocument, number: int) -> str:
    """The text of a page, '' where it must be looked at: a scan, or letters without meaning."""
    page = document[number]
    if document.get_formtype() != raw.FORMTYPE_NONE:
        page.flatten()  # the text of form fields becomes text of the page
        page.close()
        page = document[number]
    textpage = page.get_textpage()
    try:
        signs = list(_signs(textpage))
        if not signs or _meaningless(signs):
            return ""
        if _pictured(page) and (len(signs) < FEW_CHARACTERS or _hidden(textpage)):
            return ""
        return _text(signs)
    finally:
        textpage.close()
        page.close()


@dataclass(frozen=True)
class _Sign:
    character: str
    spaced: bool  # a space or a new line before it
    turn: int  # quarter turns
    box: tuple[float, float, float, float]  # left, bottom, right, top; y grows upwards


def _signs(textpage: pypdfium2.PdfTextPage) -> Iterator[_Sign]:
    spaced = False
    for index in range(min(textpage.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        character = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if character.isspace() or raw.FPDFText_IsGenerated(textpage, index) == 1:
            spaced = True
            continue
        if character == LINE_END_HYPHEN:
            character = "-"
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        yield _Sign(
            unicodedata.normalize("NFKC", character)
            if "\ufb00" <= character <= "\ufb06"
            else character,
            spaced,
            round(angle / (math.pi / 2)) % 4,
            textpage.get_charbox(index, loose=True),
        )
        spaced = False


def _meaningless(signs: list[_Sign]) -> bool:
    """Whether a font came without its alphabet: private signs, or none."""
    odd = sum(
        unicodedata.category(sign.character[0]) in ("Co", "Cn", "Cc", "Cs")
        or sign.character == "\ufffd"
        for sign in signs
    )
    return odd > 0.1 * len(signs)


def _pictured(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers most of the page."""
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _hidden(textpage: pypdfium2.PdfTextPage) -> bool:
    """Whether the text lies unseen over a scan: what another program read, or anyone wrote."""
    count = textpage.count_chars()
    asked = range(0, count, max(1, count // 50))
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(found)
        for index in asked
        if (found := raw.FPDFText_GetTextObject(textpage, index))
    ]
    return modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes) / 2


def _text(signs: list[_Sign]) -> str:
    turn = Counter(sign.turn for sign in signs).most_common(1)[0][0]
    upright = [sign for sign in signs if sign.turn == turn]
    aside = "".join(
        " " * sign.spaced + sign.character for sign in signs if sign.turn != turn
    ).strip()
    body = page_text(_pieces(upright, turn))
    return f"{body}\n\n{aside}" if aside else body


def _pieces(signs: list[_Sign], turn: int) -> Iterator[Piece]:
    text = ""
    place: tuple[float, float, float, float] | None = None
    for sign in signs:
        left, top, right, bottom = _turned(sign.box, turn)
        if place is not None and _goes_on(place, (left, top, right, bottom)):
            text += " " * sign.spaced + sign.character
            place = (place[0], min(place[1], top), max(place[2], right), max(place[3], bottom))
            continue
        if place is not None:
            yield Piece(text, *place)
        text, place = sign.character, (left, top, right, bottom)
    if place is not None:
        yield Piece(text, *place)


def _goes_on(
    place: tuple[float, float, float, float], then: tuple[float, float, float, float]
) -> bool:
    height = max(min(place[3] - place[1], then[3] - then[1]), 1e-3)
    same_line = abs((place[1] + place[3]) - (then[1] + then[3])) / 2 < 0.35 * height
    return same_line and -0.5 * height < then[0] - place[2] < WIDE_GAP * height


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom with y downwards, where the text stands upright."""
    left, bottom, right, top = box
    match turn:
        case 1:
            return bottom, left, top, right
        case 2:
            return -right, bottom, -left, top
        case 3:
            return -top, -right, -bottom, -left
        case _:
            return left, -top, right, -bottom
