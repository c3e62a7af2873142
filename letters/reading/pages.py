"""The pages of what a person sent, as text with its layout kept.

In the bot: `await read(content, workers, told)`. It opens the file once, in a worker, and has each
page that must be looked at read by a job of its own, so that a person hears how far it is.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image

from letters.reading import opening, reading_order, spacing, straightening
from letters.reading.unreadable import Unreadable
from letters.reading.workers import Workers

MOST_PAGES = 40  # of a letter with its inserts, where they hold text
MOST_LOOKED_AT = 12  # each takes seconds


@dataclass(frozen=True)
class Leaf:
    """One page: its text, or else its picture (JPEG, gray)."""

    text: str
    picture: bytes = b""

    def __repr__(self) -> str:
        return f"Leaf({len(self.text)} characters, {len(self.picture)} bytes)"


async def read(
    content: bytes,
    workers: Workers,
    told: Callable[[int, int], Awaitable[None]] | None = None,
) -> list[str]:
    """The text of each page. `told(page, pages)` is awaited before a page is looked at.

    Raises:
        Unreadable: what `leaves` and `text` raise; no_text where no page has any.
    """
    found = await workers.run(leaves, content)
    texts = []
    for number, leaf in enumerate(found, 1):
        if told is not None and leaf.picture:
            await told(number, len(found))
        texts.append(await workers.run(text, leaf) if leaf.picture else leaf.text)
    return _some(texts)


def pages(content: bytes) -> list[str]:
    """The text of each page, read in this process: a job for `Workers`.

    Raises:
        Unreadable: the file cannot be opened, or no page has text (no_text).
    """
    return _some([text(leaf) for leaf in leaves(content)])


def page_count(content: bytes) -> int:
    """How many pages the file has.

    Raises:
        Unreadable: the file cannot be opened.
    """
    return opening.count(content, most=MOST_PAGES)


def leaves(content: bytes) -> list[Leaf]:
    """The pages, opened but not yet looked at: a job for `Workers`.

    Raises:
        Unreadable: the file cannot be opened; too_many_pages, with fewer allowed for scans.
    """
    texts = opening.texts(content, most=MOST_PAGES)
    if texts.count("") > MOST_LOOKED_AT:
        raise Unreadable("too_many_pages")
    return [
        Leaf(found) if found else Leaf("", _jpeg(opening.picture(content, number)))
        for number, found in enumerate(texts)
    ]


def text(leaf: Leaf) -> str:
    """The text of a page, '' for an empty one: a job for `Workers`."""
    if not leaf.picture:
        return leaf.text
    # Only who looks at pictures loads the engine: half a gigabyte.
    from letters.reading import ocr

    try:
        lines = ocr.lines(Image.open(BytesIO(leaf.picture)))
    except Unreadable as unreadable:
        if unreadable.code == "no_text":
            return ""
        raise
    found = [replace(line, text=spacing.spaced(line.text)) for line in lines]
    return reading_order.page_text(straightening.straightened(found))


def _jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.convert("L").save(kept, "JPEG", quality=92)
    return kept.getvalue()


def _some(texts: list[str]) -> list[str]:
    if not any(each.strip() for each in texts):
        raise Unreadable("no_text")
    return texts
