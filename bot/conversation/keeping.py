"""The pages of a case: which are counted, and what comes and goes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec

from bot.conversation.events import SheetSeen
from bot.conversation.replies import Place
from flows.interview.case import Case, KeptSheet
from letters.writing.packet import MOST_BYTES, MOST_SHEETS  # what is kept goes into one packet

SIGNATURE = "signature"  # stands for a paper where a photo of a signature is meant
CARD = "card"  # the same for the plan's card, which is read and not kept
DENIAL = "denial_letter"
READ = (DENIAL, CARD)


@dataclass(frozen=True)
class Kept:
    """The case that counts the pages, the pages that go, the places of those that come."""

    case: Case
    drops: tuple[Place, ...] = ()
    puts: tuple[Place, ...] = ()


def pages_of(case: Case, document: str) -> tuple[KeptSheet, ...]:
    """The pages of that paper, in order."""
    return case.sheets.get(document, ())


def has_pages(case: Case) -> bool:
    """Whether the person sent anything that is kept."""
    return bool(case.sheets) or case.signature is not None


def places(case: Case) -> dict[str, tuple[int, ...]]:
    """The places of all pages that are kept, by paper."""
    return {document: tuple(map(_position, kept)) for document, kept in case.sheets.items()}


def is_later(case: Case, document: str, position: int) -> bool:
    """Whether that page came after the letter was sent."""
    return case.phase == "sent" and position not in case.sent_pages.get(document, ())


def has_later(case: Case) -> bool:
    """Whether pages came after the letter was sent."""
    return any(is_later(case, key, at) for key, kept in places(case).items() for at in kept)


def goes_later(case: Case, document: str, position: int) -> bool:
    """Whether that page goes with the later papers: it came later, or it is the signature."""
    return document == SIGNATURE or is_later(case, document, position)


def room(case: Case) -> int:
    """How many more pages the case may hold."""
    return MOST_SHEETS - sum(len(sheets) for sheets in case.sheets.values())


def number(case: Case, document: str, position: int) -> int:
    """Which page people call the one at that place: the first is 1."""
    return 1 + sum(each.position < position for each in pages_of(case, document))


def with_pages(
    case: Case,
    document: str,
    sheets: Sequence[SheetSeen],
    *,
    places: Sequence[int],
    fresh: bool,
) -> Kept | None:
    """The case with these pages: at `places` first, then at the end; `fresh`: in place of all.

    None where the case would hold more than it may.
    """
    old = () if fresh else pages_of(case, document)
    after = 1 + max((each.position for each in pages_of(case, document)), default=0)
    after = max([after, *(place + 1 for place in places)])
    positions = [*places, *range(after, after + len(sheets))][: len(sheets)]
    new = [
        KeptSheet(at, sheet.size, sheet.legible)
        for at, sheet in zip(positions, sheets, strict=True)
    ]
    mine = sorted((*old, *new), key=_position)
    found = msgspec.structs.replace(case, sheets={**case.sheets, document: tuple(mine)})
    if _is_too_much(found):
        return None
    gone = pages_of(case, document) if fresh else ()
    drops = tuple((document, each.position) for each in gone)
    return Kept(found, drops, tuple((document, at) for at in positions))


def without_pages(case: Case, document: str, positions: Collection[int] | None = None) -> Kept:
    """The case without these pages of a paper; None: without all of them."""
    if document == SIGNATURE:
        return Kept(msgspec.structs.replace(case, signature=None), ((SIGNATURE, 1),))
    mine = pages_of(case, document)
    gone = [each for each in mine if positions is None or each.position in positions]
    left = tuple(each for each in mine if each not in gone)
    others = {key: sheets for key, sheets in case.sheets.items() if key != document}
    sheets = {**others, document: left} if left else others
    drops = tuple((document, each.position) for each in gone)
    taken = {each.position for each in gone}  # a page that comes in its place is another one
    went = {
        key: tuple(at for at in kept if key != document or at not in taken)
        for key, kept in case.sent_pages.items()
    }
    return Kept(msgspec.structs.replace(case, sheets=sheets, sent_pages=went), drops)


def with_signature(case: Case, size: int) -> Kept:
    """The case with that signature, in place of an earlier one."""
    return Kept(msgspec.structs.replace(case, signature=size), puts=((SIGNATURE, 1),))


def _is_too_much(case: Case) -> bool:
    kept = [each for sheets in case.sheets.values() for each in sheets]
    size = sum(each.size for each in kept) + (case.signature or 0)
    return len(kept) > MOST_SHEETS or size > MOST_BYTES


def _position(sheet: KeptSheet) -> int:
    return sheet.position
