"""Photos and files that a person sends, and the buttons about them: keep, look at, replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.conversation import screens, sheets
from bot.conversation.events import Pages, Showed
from bot.conversation.keeping import (
    CARD,
    DENIAL,
    SIGNATURE,
    Kept,
    pages_of,
    with_pages,
    with_signature,
    without_pages,
)
from bot.conversation.now import Now, stands
from bot.conversation.replies import Fetch, Reads, Reply, Turn
from bot.conversation.scratch import with_scratch, without_sending
from bot.conversation.turns import beside, present, renewed, told
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER
from flows.interview.words import Phrase

MOST_FILE_BYTES = 20_000_000  # what Telegram hands to a bot
MOST_PENDING = 20  # photos that wait to be told which paper they are


def shown(at: Now, event: Showed) -> Turn:
    """A photo or a file came. The photos of an album get one answer, not one each."""
    follows = event.album is not None and at.case.scratch.get("album") == event.album
    document = at.case.scratch.get("sending") or _unasked(at)
    if event.data and event.file is not None:
        return Turn(at.case, brings=event.file)
    if event.file is None or event.size > MOST_FILE_BYTES:
        return _once(at, event, lambda at: _not_taken(at, event), follows=follows)
    if document:
        case = with_scratch(at.case, sending=document)
        return Turn(case, fetch=Fetch(document, (event.file,), event.album))
    pending = list(at.case.scratch.get("pending") or ())
    pending = [*pending, event.file][-MOST_PENDING:]
    kept = replace(at, case=with_scratch(at.case, pending=pending))
    return _once(kept, event, lambda at: Turn(at.case, (sheets.which(at),)), follows=follows)


def received(at: Now, event: Pages) -> Turn:
    """The files of a paper are made ready: its pages are counted and kept, or why they are not."""
    notes: tuple[Phrase, ...] = ()
    if event.refused == "not_fetched":
        notes = (at.words.phrase("papers.not_fetched"),)
    elif event.refused:
        notes = (at.words.phrase(f"papers.unreadable_{event.refused}"),)
    kept = _kept(at.case, event) if event.sheets else Kept(at.case)
    if kept and event.texts:
        texts = [*(at.case.scratch.get("texts") or ()), *event.texts]
        kept = replace(kept, case=with_scratch(kept.case, texts=texts))
    if kept is None:
        kept, notes = Kept(at.case), (at.words.phrase("papers.full"),)
    elif event.document == SIGNATURE and event.sheets:
        case = renewed(without_sending(kept.case))
        signed = sheets.signed(replace(at, case=case))
        return Turn(case, (signed,), drops=kept.drops, puts=kept.puts, shows=SIGNATURE)
    # the second photo of an album writes its answer over that of the first
    here = [event.album, at.case.screen]
    grows = event.album is not None and at.case.scratch.get("grew") == here
    case = with_scratch(kept.case, grew=here if event.album else None)
    reply = sheets.send(replace(at, case=case), event.document)
    reply = replace(reply, parts=(*notes, *reply.parts), grows=grows)
    return Turn(case, (reply,), drops=kept.drops, puts=kept.puts)


def enough(at: Now) -> Turn:
    """No more pages of this paper: back to the question; to my papers once the letter is made."""
    case = renewed(without_sending(at.case))
    after = stands(case, today=at.today)
    texts, document = at.case.scratch.get("texts"), at.case.scratch.get("sending")
    if texts and (document == CARD or _is_unread(at.case)):
        return Turn(case, reads=Reads(tuple(texts), card=document == CARD))
    if case.phase in AFTER and case.sheets:
        return Turn(case, (sheets.mine(after),))
    return Turn(case, present(after))


def _unasked(at: Now) -> str | None:
    """What a photo is that nobody asked for: the denial letter, while it is not told."""
    begun = at.case.phase in ("denial", "coverage") and not pages_of(at.case, DENIAL)
    return DENIAL if begun and _is_unread(at.case) else None


def _is_unread(case: Case) -> bool:
    """Whether what the denial letter says is not known yet."""
    return "denial_wording" not in case.answers


def begins(at: Now, document: str, *, fresh: bool) -> Turn:
    """Pages of that paper are sent from now on; those that came before it was named go to it."""
    pending = tuple(at.case.scratch.get("pending") or ())
    case = with_scratch(without_sending(at.case), sending=document, fresh=fresh or None)
    case = renewed(case)
    fetch = Fetch(document, pending) if pending else None
    return Turn(case, (sheets.send(replace(at, case=case), document),), fetch=fetch)


def _kept(case: Case, event: Pages) -> Kept | None:
    """The case with the pages that came; None where it would hold too much."""
    if event.document == SIGNATURE:
        return with_signature(case, event.sheets[0].size)
    scratch = case.scratch
    places: list[int] = list(scratch.get("places") or ())
    fresh = bool(scratch.get("fresh"))
    kept = with_pages(case, event.document, event.sheets, places=places, fresh=fresh)
    if kept is None:
        return None
    new = [position for _, position in kept.puts]
    hard = [at for at, sheet in zip(new, event.sheets, strict=True) if not sheet.legible]
    before = [] if fresh else [each for each in scratch.get("bad") or () if each not in new]
    left = places[len(event.sheets) :]
    case = with_scratch(kept.case, bad=[*before, *hard] or None, places=left or None, fresh=None)
    return replace(kept, case=case)


def _once(at: Now, event: Showed, answer: Callable[[Now], Turn], *, follows: bool) -> Turn:
    """The answer to a photo; to the further photos of its album none."""
    if follows:
        return Turn(at.case)
    found = answer(at)
    if event.album is None or found.case is None:
        return found
    return replace(found, case=with_scratch(found.case, album=event.album))


def _not_taken(at: Now, event: Showed) -> Turn:
    if event.file is None:
        return beside(at, at.words.phrase("messages.photo", how=screens.how(at)))
    return beside(at, at.words.phrase("papers.unreadable_too_big"))


def _mine(at: Now, rest: str) -> Turn:
    here = at.case.sheets or at.case.signature is not None
    return Turn(at.case, (sheets.mine(at) if here else sheets.choose(at),))


def _send(at: Now, document: str) -> Turn | None:
    of_no_list = document in (SIGNATURE, CARD)
    if not of_no_list and not sheets.is_known(at, document) and not sheets.has(at, document):
        return None
    return begins(at, document, fresh=False)


def _replace(at: Now, document: str) -> Turn | None:
    return begins(at, document, fresh=True) if sheets.has(at, document) else None


def _paper(at: Now, document: str) -> Turn | None:
    return Turn(at.case, (sheets.menu(at, document),)) if sheets.has(at, document) else None


def _look(at: Now, document: str) -> Turn | None:
    if not sheets.has(at, document):
        return None
    return Turn(at.case, (sheets.menu(at, document),), shows=document)


def _drop(at: Now, document: str) -> Turn | None:
    """All pages of a paper go, at once and for good."""
    if not sheets.has(at, document):
        return None
    kept = without_pages(at.case, document)
    case = renewed(without_sending(kept.case))
    after = stands(case, today=at.today)
    note = at.words.phrase("papers.removed_signature")
    if document != SIGNATURE:
        paper = at.words.documents[document].name
        note = at.words.phrase("papers.removed", paper=paper)
    again = case.phase in AFTER or case.sheets or case.signature is not None
    replies: tuple[Reply, ...] = (sheets.mine(after, note),)
    return Turn(case, replies if again else (*told((note,)), *present(after)), drops=kept.drops)


def _retake(at: Now, rest: str) -> Turn | None:
    """The pages that are hard to read go; the next photos take their places."""
    document, bad = at.case.scratch.get("sending"), at.case.scratch.get("bad")
    if not document or not bad:
        return None
    kept = without_pages(at.case, document, bad)
    case = renewed(with_scratch(kept.case, bad=None, places=list(bad), grew=None))
    return Turn(case, (sheets.send(replace(at, case=case), document),), drops=kept.drops)


def _as_it_is(at: Now, rest: str) -> Turn | None:
    document = at.case.scratch.get("sending")
    if not document or not pages_of(at.case, document):
        return None
    case = renewed(with_scratch(at.case, bad=None, grew=None))
    return Turn(case, (sheets.send(replace(at, case=case), document),))


def _discard(at: Now, rest: str) -> Turn:
    case = renewed(with_scratch(at.case, pending=None))
    return Turn(case, present(stands(case, today=at.today)))


ACTIONS: dict[str, Callable[[Now, str], Turn | None]] = {
    "mine": _mine,
    "choose": lambda at, rest: Turn(at.case, (sheets.choose(at),)),
    "choose_more": lambda at, rest: Turn(at.case, (sheets.choose_more(at),)),
    "send": _send,
    "replace": _replace,
    "paper": _paper,
    "look": _look,
    "drop": _drop,
    "retake": _retake,
    "as_it_is": _as_it_is,
    "enough": lambda at, rest: enough(at),
    "discard": _discard,
}
