"""Files as strangers send them, made here: good ones and hostile ones."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from pillow_heif import from_pillow

from letters.writing.fonts import folders

LETTER = (
    "Lakeshore Health Plan",
    "PO Box 5550, Saint Paul, MN 55101",
    "",
    "July 6, 2026",
    "",
    "Member: Rosa Vega",
    "Member ID: LHP 4410 2286",
    "",
    "Notice of denial",
    "We cannot approve the MRI of the lower back.",
    "Your records do not show six weeks of treatment.",
    "You may appeal within 180 days of this notice.",
    "Call (651) 555-0136 with questions.",
)


def page(lines: Sequence[str] = LETTER, *, size: tuple[int, int] = (1275, 1650)) -> Image.Image:
    """A page of typed lines, as a scanner at 150 dots an inch sees it."""
    shown = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(shown)
    font = _font(26)
    for number, line in enumerate(lines):
        draw.text((120, 120 + 42 * number), line, "black", font)
    return shown


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    kept = BytesIO()
    picture.save(kept, form, **options)
    return kept.getvalue()


def heic(picture: Image.Image) -> bytes:
    kept = BytesIO()
    from_pillow(picture).save(kept, quality=80)
    return kept.getvalue()


def pdf(*pages: Sequence[str], **options: object) -> bytes:
    """A PDF with a text layer: a page for each sequence of lines."""
    made = pikepdf.new()
    for lines in pages:
        shown = " ".join(f"({_escaped(line)}) ' " for line in lines)
        _add(made, f"BT /F1 11 Tf 14 TL 72 730 Td {shown} ET")
    return _written(made, **options)


def placed(*pieces: tuple[float, float, str], rotate: int = 0) -> bytes:
    """A PDF page with each text at its place, in points from the lower left."""
    made = pikepdf.new()
    shown = " ".join(
        f"BT /F1 10 Tf {x:.1f} {y:.1f} Td ({_escaped(text)}) Tj ET" for x, y, text in pieces
    )
    _add(made, shown)
    made.pages[0].Rotate = rotate
    return _written(made)


def scanned(*pictures: Image.Image) -> bytes:
    """A PDF of pictures only."""
    first, *others = pictures
    return saved(first, "PDF", save_all=True, append_images=others, resolution=150)


def stamped(picture: Image.Image, stamp: str, *, unseen: bool = False) -> bytes:
    """A scan with text over it: what a fax server adds, or text that nobody sees."""
    made = pikepdf.open(BytesIO(scanned(picture)))
    made.pages[0].Resources.Font = pikepdf.Dictionary(F1=_typeface(made))
    mode = 3 if unseen else 0
    text = f"BT /F1 9 Tf {mode} Tr 10 10 Td ({_escaped(stamp)}) Tj ET".encode()
    made.pages[0].contents_add(made.make_stream(b"Q q " + text), prepend=False)
    return _written(made)


def joined(*parts: bytes) -> bytes:
    made = pikepdf.new()
    for part in parts:
        made.pages.extend(pikepdf.open(BytesIO(part)).pages)
    return _written(made)


def with_script() -> bytes:
    made = pikepdf.open(BytesIO(pdf(LETTER)))
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="while (true) { app.launchURL('http://example.com/') }"
    )
    return _written(made)


def locked(*, owner_only: bool = False) -> bytes:
    made = pikepdf.open(BytesIO(pdf(LETTER)))
    kept = BytesIO()
    user = "" if owner_only else "555"
    made.save(kept, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return kept.getvalue()


def bomb_png(side: int = 30_000) -> bytes:
    """A few kilobytes that say they are a picture of 900 megapixels, and are."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    squeezer = zlib.compressobj(9)
    rows = b"".join(squeezer.compress(bytes(1 + side // 8)) for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows + squeezer.flush())
        + chunk(b"IEND", b"")
    )


def bomb_pdf(megabytes: int = 4000) -> bytes:
    """A page whose content unpacks to gigabytes of nothing."""
    made = pikepdf.open(BytesIO(pdf(LETTER)))
    squeezer = zlib.compressobj(9)
    blank = b" " * (1024 * 1024)
    first, again = (squeezer.compress(blank) + squeezer.flush(zlib.Z_FULL_FLUSH) for _ in "ab")
    body = first + again * (megabytes - 1) + squeezer.flush()
    inner = zlib.compress(body, 9)
    stream = pikepdf.Stream(made, b"")
    stream.write(inner, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    made.pages[0].Contents = stream
    return _written(made)


def _add(made: pikepdf.Pdf, content: str) -> None:
    made.add_blank_page(page_size=(612, 792))
    shown = made.pages[-1]
    shown.Contents = made.make_stream(content.encode("cp1252"))
    shown.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_typeface(made)))


def _typeface(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _written(made: pikepdf.Pdf, **options: object) -> bytes:
    kept = BytesIO()
    made.save(kept, **options)
    return kept.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    regular = next(
        path for folder in folders() for path in sorted(Path(folder).rglob("Arimo[[]wght].ttf"))
    )
    return ImageFont.truetype(str(regular), size)


def held() -> int:
    """The bytes that the process it is called in held at most. A job for a worker.

    The kernel's own figure of this program: getrusage also counts what was there before it.
    """
    with open("/proc/self/status", encoding="ascii") as file:
        most = next(line for line in file if line.startswith("VmHWM"))
    return int(most.split()[1]) * 1024
