"""The pages of a paper that a person sent, as one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from letters.writing.exhibit import Sheet

WIDTH, HEIGHT = 612.0, 792.0  # points: Letter paper


def booklet(sheets: Sequence[Sheet]) -> bytes:
    """The PDF: a page for each, as large as it fits, the picture as it is kept."""
    with pikepdf.new() as made:
        for sheet in sheets:
            _add(made, sheet)
        kept = BytesIO()
        made.save(kept, deterministic_id=True)
    return kept.getvalue()


def _add(made: pikepdf.Pdf, sheet: Sheet) -> None:
    scale = min(WIDTH / sheet.width, HEIGHT / sheet.height)
    width, height = sheet.width * scale, sheet.height * scale
    left, bottom = (WIDTH - width) / 2, (HEIGHT - height) / 2
    picture = pikepdf.Stream(made, sheet.jpeg)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = sheet.width, sheet.height
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    picture.Filter = Name.DCTDecode
    page = made.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.obj.Resources = Dictionary(XObject=Dictionary(Picture=picture))
    drawn = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page.obj.Contents = pikepdf.Stream(made, drawn.encode())
