"""Files made ready without a worker: the same seam as `bot.preparing.InWorkers`, for tests.

A picture is one page, a PDF as many as it has. What is darker than a wall is hard to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageStat

from bot.preparing import Prepared, Told, told_by
from letters.reading import opening
from letters.reading.unreadable import Unreadable
from letters.writing.exhibit import Sheet

DARK = 90  # of 255: a page that was photographed at night
SIZE = (340, 440)


class Quick:
    """Makes files ready at once, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.says: list[Sequence[str]] = []

    async def sheets(self, content: bytes) -> Sequence[Prepared]:
        self.asked += 1
        if opening.sort(content) == "pdf":
            try:
                with pypdfium2.PdfDocument(content) as document:
                    return [_prepared(page.render().to_pil()) for page in document]
            except pypdfium2.PdfiumError:
                raise Unreadable("corrupt") from None
        return [_prepared(_opened(content))]

    async def signature(self, content: bytes) -> Sheet:
        self.asked += 1
        opening.sort(content)
        sheet, _ = _prepared(_opened(content))
        return sheet

    async def texts(self, content: bytes, told: Told) -> Sequence[str]:
        """What `says` has for the next file; nothing is looked at."""
        if opening.sort(content) not in ("pdf", "picture"):
            raise Unreadable("not_supported")
        return self.says.pop(0) if self.says else ()

    async def found(self, texts: Sequence[str]) -> dict[str, Any]:
        return told_by(texts)

    def close(self) -> None:
        """Nothing to end."""


def page(words: str, *, dark: bool = False) -> bytes:
    """A photo of a page that says so."""
    picture = Image.new("L", (600, 800), 40 if dark else 235)
    ImageDraw.Draw(picture).text((60, 60), words, fill=0, font_size=30)
    content = BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


def pages(*words: str) -> bytes:
    """A PDF of such pages."""
    made = [Image.open(BytesIO(page(each))) for each in words]
    content = BytesIO()
    made[0].save(content, "PDF", save_all=True, append_images=made[1:])
    return content.getvalue()


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content))
    except OSError:
        raise Unreadable("corrupt") from None


def _prepared(picture: Image.Image) -> Prepared:
    gray = picture.convert("L").resize(SIZE)
    content = BytesIO()
    gray.save(content, "JPEG", quality=60)
    sheet = Sheet(content.getvalue(), *SIZE)
    return sheet, ImageStat.Stat(gray).mean[0] > DARK
