"""All that is sent, as one file: cover, letter, index, and each exhibit behind a page of its own.

One document for one compiler, so that the pages are counted through and the file is tagged and
archival as the letter is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from flows.errors import DataError
from flows.plan import AppealPlan
from letters.writing import packet_pages, pdf
from letters.writing.blocks import Block, Document, PageBreak
from letters.writing.desk import Desk
from letters.writing.enclosures import enclosed
from letters.writing.exhibit import Exhibit
from letters.writing.packed import Packed
from letters.writing.packet_pages import Part
from letters.writing.paper import Paper
from letters.writing.shelf import listed
from letters.writing.timeline import timeline

NAME = "Appeal_Packet.pdf"
MOST_SHEETS = 40  # a fax of an hour; what one person photographs with care
MOST_BYTES = 19_000_000  # of sheets: Telegram sends 50 MB, a plan's upload page takes about 20
TIMELINE = "symptom_timeline"


def packet_papers(desk: Desk) -> Iterable[Paper]:
    """The packet, where it is of use and can be sent: see `wanted` and `too_big_to_send`."""
    if wanted(desk) and not too_big_to_send(desk.exhibits):
        if not desk.shelf.wants("packet"):
            yield listed("packet", "pdf", NAME)
            return
        made = _drawn(desk)[1]
        yield Paper("packet", "pdf", NAME, made.content, made.pages)


def wanted(desk: Desk) -> bool:
    """Whether a packet saves work: there is a number to fax it to, or a photo to go with it."""
    return bool(desk.plan.facts.answers.get("appeals_fax") or inside(desk))


def too_big_to_send(exhibits: Sequence[Exhibit]) -> bool:
    """Whether these are more than a plan's fax or Telegram takes in one file."""
    sheets = [sheet for exhibit in exhibits for sheet in exhibit.sheets]
    return len(sheets) > MOST_SHEETS or sum(len(each.jpeg) for each in sheets) > MOST_BYTES


def inside(desk: Desk) -> tuple[str, ...]:
    """The enclosures whose pages the person sent, by key, in the order of the letter's list."""
    sent = {exhibit.document for exhibit in desk.exhibits if exhibit.sheets}
    return tuple(document for document in enclosed(desk.plan) if document in sent)


def packed(desk: Desk) -> Packed | None:
    """What the checklist says of the packet; None where there is none."""
    if not wanted(desk) or too_big_to_send(desk.exhibits):
        return None
    # The cover is one page, so the letter's pages count one more.
    page = None if desk.signature else desk.sign_page + 1
    return Packed(NAME, page, _loose(desk.plan, inside(desk)), bool(desk.signature))


def promised(plan: AppealPlan, sent: Collection[str], *, signed: bool) -> Packed | None:
    """The same before the letter is written, so without the page. `sent`: the papers of which
    pages are kept, not more of them than can be sent."""
    there = [document for document in enclosed(plan) if document in sent]
    if not plan.facts.answers.get("appeals_fax") and not there:
        return None
    return Packed(NAME, None, _loose(plan, there), signed)


def _loose(plan: AppealPlan, there: Collection[str]) -> tuple[str, ...]:
    """What is in hand and not in the packet."""
    return tuple(each for each in enclosed(plan) if each not in (*there, TIMELINE))


def expected(desk: Desk) -> list[int]:
    """Where the cover, the index and each exhibit begin, and how many pages there are in all.

    As where each is as long as it mostly is: the letter's pages are known, a sheet is a page, and
    what else there is takes one.
    """
    return _expected(desk, _parts(desk))


def _expected(desk: Desk, parts: Sequence[Part]) -> list[int]:
    begins = [1, 2 + (desk.drawn.pages if desk.drawn else desk.sign_page)]
    last = begins[1]
    for part in parts:
        if part.inside:
            begins.append(last + 1)
            last += 1 + (len(part.sheets) or 1)
    return [*begins, last] if parts else [1, last - 1]


def packet(desk: Desk) -> Document:
    """The packet. What is in hand but was not sent here is listed as following the last page.

    Raises:
        DataError: a linter refuses a page, or the letter is a draft: that is never sent.
    """
    return _drawn(desk)[0]


def _drawn(desk: Desk) -> tuple[Document, pdf.Drawn]:
    if desk.letter.kind != "letter":
        raise DataError(f"a {desk.letter.kind} does not go into a packet")
    parts = _parts(desk)
    first = _expected(desk, parts)
    # Laid anew only where an index, a timeline or the letter runs on longer than expected.
    while True:
        made = _laid(desk, parts, first)
        drawn = pdf.drawn(made)
        told = [*drawn.extent.parts, drawn.pages]
        if told == first:
            return made, drawn
        first = told


def _parts(desk: Desk) -> list[Part]:
    sheets = {exhibit.document: exhibit.sheets for exhibit in desk.exhibits}
    return [
        Part(
            number,
            document,
            sheets.get(document, ()),
            timeline(desk.plan).blocks if document == TIMELINE else (),
        )
        for number, document in enumerate(enclosed(desk.plan), 1)
    ]


def _laid(desk: Desk, parts: Sequence[Part], first: Sequence[int]) -> Document:
    """The packet with each exhibit on its page of `first`; the last of `first` counts them all."""
    _, *starts, total = first
    cover = packet_pages.cover(desk.plan, total, more=any(not part.inside for part in parts))
    blocks: list[Block] = [*cover.blocks, PageBreak(), *desk.letter.blocks]
    if parts:
        begins = starts[1:]
        blocks += [PageBreak(), *packet_pages.index(desk.plan, parts, [*begins, total + 1]).blocks]
    for part in parts:
        if part.inside:
            blocks += [PageBreak(), *packet_pages.exhibit_of(desk.plan, part).blocks]
            blocks += [PageBreak(), *part.blocks] if part.blocks else []
    along, before = desk.letter.together_from, len(cover.blocks) + 1
    return replace(
        cover,
        title="Appeal packet",
        blocks=tuple(blocks),
        kind="packet",
        dated=desk.plan.today,
        spacing=desk.letter.spacing,
        together_from=None if along is None else before + along,
    )
