"""A stranger's file, opened: what it is by its content, and its pages as pictures.

Nothing here trusts a name or a size that a header claims: sizes are checked before anything is
decoded. It may still hang, swell or crash in a C library, so it runs inside `workers.Workers`;
only `sort` is safe anywhere.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from letters.reading import documents, text_layer
from letters.reading.unreadable import Unreadable

Kind = Literal["pdf", "picture", "text"]

MOST_BYTES = 20 * 1024 * 1024  # what Telegram lets a bot fetch
MOST_PIXELS = 64_000_000  # a 50-megapixel telephone; 190 MB once decoded
MOST_PAGE_PIXELS = 12_000_000  # a page of a PDF: more is a poster, drawn smaller
LONGEST_SIDE = 4000  # what any reader of a page makes use of
MOST_TEXT = 200_000  # characters
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF")

_SIGNATURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
    b"GIF87a",
    b"GIF89a",
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<svg", b"<script", b"{\\rtf")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
register_heif_opener()


def sort(content: bytes) -> Kind:
    """What a file is, by its content alone.

    Raises:
        Unreadable: empty, too_big, or not_supported: HTML under the name of a PDF, too.
    """
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big")
    head = content[:1024]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable("not_supported")
    if b"%PDF-" in head:
        return "pdf"
    if _is_picture(head):
        return "picture"
    if _is_text(content):
        return "text"
    raise Unreadable("not_supported")


def text(content: bytes) -> str:
    """Typed text, whatever wrote it; line ends as newlines.

    Raises:
        Unreadable: not_supported, when it is no text.
    """
    decoded = _decoded(content)
    if decoded is None:
        raise Unreadable("not_supported")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")[:MOST_TEXT]


def count(content: bytes, *, most: int = 12) -> int:
    """How many pages `pictures` would give.

    Raises:
        Unreadable: as `pictures`, too_many_pages among them.
    """
    match sort(content):
        case "pdf":
            with documents.opened(content, most=most) as document:
                return len(document)
        case "picture":
            with _opened(content) as picture:
                return _frames(picture, most)
        case "text":
            return 1


def texts(content: bytes, *, most: int = 40) -> list[str]:
    """The text of each page, its layout kept; '' for a page that must be looked at.

    Raises:
        Unreadable: as `pictures`.
    """
    kind = sort(content)
    if kind == "text":
        return [text(content)]
    if kind == "picture":
        return [""] * count(content, most=most)
    with documents.opened(content, most=most) as document:
        try:
            return [text_layer.text(document, number) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            raise Unreadable("corrupt") from None


def pictures(content: bytes, *, dots_per_inch: int = 200, most: int = 12) -> Iterator[Image.Image]:
    """Each page as a picture, RGB or L, upright by what its camera noted.

    A page of a PDF is drawn at `dots_per_inch`, less where it is a poster. A photo keeps its
    pixels up to 4000 a side.

    Raises:
        Unreadable: the content is no PDF and no picture, has more than `most` pages or too many
            pixels, is encrypted or corrupt.
    """
    for number in range(count(content, most=most)):
        yield picture(content, number, dots_per_inch=dots_per_inch)


def picture(content: bytes, number: int, *, dots_per_inch: int = 200) -> Image.Image:
    """One page as `pictures` gives it; the first is 0.

    Raises:
        Unreadable: as `pictures`.
    """
    kind = sort(content)
    if kind == "text":
        raise Unreadable("not_supported")
    if kind == "picture":
        return _photo(content, number)
    with documents.opened(content, most=None) as document:
        return _drawn(document, number, dots_per_inch)


def _is_picture(head: bytes) -> bool:
    return (
        head.startswith(_SIGNATURES)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS)
        or (head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00")
    )


def _is_text(content: bytes) -> bool:
    return _decoded(content) is not None


def _decoded(content: bytes) -> str | None:
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encodings = [marks[content[:2]]] if content[:2] in marks else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            decoded = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(sign < " " and sign not in "\t\r\n\f" for sign in decoded)
        return decoded if controls == 0 else None
    return None


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd EXIF and the like: the decoder judges
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            found = Image.open(BytesIO(content), formats=FORMATS)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Unreadable("too_many_pixels") from None
        except UnidentifiedImageError:
            raise Unreadable("corrupt") from None
        except Exception:
            raise Unreadable("corrupt") from None
    if found.width * found.height > MOST_PIXELS:
        raise Unreadable("too_many_pixels")
    return found


def _frames(found: Image.Image, most: int) -> int:
    # A fax is a TIFF of many pages; the frames of other pictures are a film or a depth map.
    if found.format != "TIFF":
        return 1
    frames = 0
    try:
        for frames in range(1, most + 2):
            found.seek(frames)
    except EOFError:
        return frames
    except Exception:
        raise Unreadable("corrupt") from None
    raise Unreadable("too_many_pages")


def _photo(content: bytes, number: int) -> Image.Image:
    with warnings.catch_warnings(), _opened(content) as found:
        warnings.simplefilter("ignore")
        try:
            if number:
                found.seek(number)
            if found.width * found.height > MOST_PIXELS:
                raise Unreadable("too_many_pixels")
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a big JPEG decodes at half size
            found.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
            return _on_white(ImageOps.exif_transpose(found))
        except Unreadable:
            raise
        except MemoryError:
            raise Unreadable("too_much") from None
        except Exception:
            raise Unreadable("corrupt") from None


def _on_white(found: Image.Image) -> Image.Image:
    if found.mode in ("L", "RGB"):
        return found.copy()
    if found.mode in ("1", "I;16", "I", "F"):
        return found.convert("L")
    if "A" in found.getbands() or "transparency" in found.info:
        clear = found.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return found.convert("RGB")


def _drawn(document: pypdfium2.PdfDocument, number: int, dots_per_inch: int) -> Image.Image:
    page = document[number]
    try:
        width, height = page.get_size()
        area = max(width, 1) * max(height, 1)
        scale = min(
            dots_per_inch / 72,
            (MOST_PAGE_PIXELS / area) ** 0.5,
            LONGEST_SIDE / max(width, height, 1),
        )
        drawn = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
        shown: Image.Image = drawn.to_pil()
        return shown.convert("RGB")
    except Exception:
        raise Unreadable("corrupt") from None
    finally:
        page.close()
