"""A page of an invented paper as a photo, so that the sample patient has one to send."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1700, 2200)  # 200 dots per inch of letter paper
MARGIN, LINE, LETTERS = 170, 66, 42  # pixels: the print of an office


def sample_photo(text: str) -> bytes:
    """The page that says so, a line for each line, on a table, as a JPEG."""
    table = Image.new("L", (SIZE[0] + 300, SIZE[1] + 300), 90)
    paper = Image.new("L", SIZE, 245)
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(LETTERS)
    for place, line in enumerate(text.splitlines()):
        pen.text((MARGIN, MARGIN + place * LINE), line, fill=20, font=font)
    table.paste(paper, (150, 150))
    content = BytesIO()
    table.save(content, "JPEG", quality=85)
    return content.getvalue()
