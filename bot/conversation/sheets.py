"""The pages about photos and files: which paper, send it, what is kept, my papers."""

from __future__ import annotations

from collections.abc import Sequence

import flows
from bot.conversation import keeping, screens
from bot.conversation.keeping import CARD, SIGNATURE, number, pages_of
from bot.conversation.labels import shortened
from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.documents import fitting, needed
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER
from flows.interview.words import Phrase, Words, words
from letters.writing.packet import MOST_SHEETS

TIGHT = 5  # pages: from here on it is told how many more can be kept


def way(case: Case) -> Row:
    """The button that leads here: to my papers, or to the first of them."""
    said, count = words(case.language), len(case.sheets)
    label = said.phrase("buttons.my_papers", count=count).plain() if count else ""
    return (Button(label or said.button("add_photos"), SCREEN, "mine"),)


def which(at: Now) -> Reply:
    """A photo came and no paper was chosen: which one is it?"""
    said = at.words
    photo = said.phrase("messages.photo", how=screens.how(at))
    parts = (photo, said.phrase("papers.which")) if at.step else (said.phrase("papers.which"),)
    return page(*parts, rows=(*_papers(at), *_ways(at)))


def choose(at: Now) -> Reply:
    """Which paper does the person have? Those of this case, the denial letter first."""
    return page(at.words.phrase("papers.choose"), rows=(*_papers(at), *_ways(at)))


def choose_more(at: Now) -> Reply:
    """The papers that are not asked for and would count all the same."""
    rows = tuple(_paper(each, at.words) for each in _others(at))
    return page(at.words.phrase("papers.choose_more"), rows=(*rows, *_ways(at)))


def send(at: Now, document: str) -> Reply:
    """Send the pages of this paper now; or what became of those that came."""
    said, scratch = at.words, at.case.scratch
    done: tuple[Row, ...] = ((Button(said.button("done"), SCREEN, "enough"),),)
    if document == SIGNATURE:
        rows: tuple[Row, ...] = ((Button(said.button("go_on"), SCREEN, "enough"),),)
        return page(said.phrase("papers.sign"), rows=rows)
    if document == CARD:
        count = len(scratch.get("texts") or ())
        return page(said.phrase("papers.card_kept" if count else "papers.card"), rows=done)
    named = upper(said.documents[document].name)
    mine, bad, places = pages_of(at.case, document), scratch.get("bad"), scratch.get("places")
    if bad:
        again: tuple[Row, ...] = (
            (Button(said.button("take_again"), SCREEN, "retake"),),
            (Button(said.button("keep_anyway"), SCREEN, "as_it_is"),),
        )
        numbers = [number(at.case, document, each) for each in bad]
        return page(_numbered("hard_to_read", named, numbers, said), rows=again)
    if places:  # each that comes again moves the later ones on
        numbers = [number(at.case, document, each) + n for n, each in enumerate(places)]
        return page(_numbered("send_again", named, numbers, said), rows=done)
    if scratch.get("fresh") and mine:
        told = (said.phrase("papers.send", paper=named), said.phrase("papers.replaced"))
        return page(*told, rows=done)
    return page(*_next(at, named, len(mine)), rows=done)


def _next(at: Now, named: str, count: int) -> tuple[Phrase, ...]:
    """Send the next page, and for how many there is room where it gets tight; or no more."""
    said, room = at.words, keeping.room(at.case)
    if room <= 0:
        full = said.phrase("papers.no_room", most=MOST_SHEETS)
        return (_counted("mine_line", named, count, said), full) if count else (full,)
    asked = said.phrase("papers.send", paper=named)
    if count:
        asked = _counted("kept", named, count, said)
    if room > TIGHT:
        return (asked,)
    key = "papers.room_one" if room == 1 else "papers.room"
    return (asked, said.phrase(key, **({} if room == 1 else {"count": room})))


def mine(at: Now, *notes: Phrase) -> Reply:
    """Every paper of which pages are kept; where the letter is made, that it can be made again."""
    said, case = at.words, at.case
    lines = [
        _counted("mine_line", upper(said.documents[each].name), len(kept), said).plain()
        for each, kept in case.sheets.items()
    ]
    if case.signature is not None:
        lines.append(said.phrase("papers.mine_signature").plain())
    parts = [*notes]
    if lines:
        shown = {f"line{place}": line for place, line in enumerate(lines)}
        text = "\n".join(["{title}", *(f"{{{name}}}" for name in shown)])
        parts.append(Phrase(text, {"title": said.phrase("papers.mine"), **shown}))
    rows = [
        (Button(_with_count(each, len(kept), said), SCREEN, f"paper-{each}"),)
        for each, kept in case.sheets.items()
    ]
    if case.signature is not None:
        rows.append((Button(said.button("my_signature"), SCREEN, f"paper-{SIGNATURE}"),))
    add = said.button("add_paper" if case.sheets else "add_photos")
    rows.append((Button(add, SCREEN, "choose"),))
    if case.phase in AFTER:
        key = "make_later" if keeping.has_later(case) else "make_again"
        parts.append(said.phrase(f"papers.{key}"))
        rows.append((Button(said.button(key), SCREEN, "make"),))
    rows.append((Button(said.button("go_on"), SCREEN, "go_on"),))
    return page(*parts, rows=tuple(rows))


def menu(at: Now, document: str) -> Reply:
    """One paper: look at it, replace it, take it out."""
    said, kept = at.words, len(pages_of(at.case, document))
    rows: list[Row] = [(Button(said.button("look"), SCREEN, f"look-{document}"),)]
    if document != SIGNATURE:
        rows.append((Button(said.button("add_pages"), SCREEN, f"send-{document}"),))
    rows.append((Button(said.button("replace"), SCREEN, f"replace-{document}"),))
    rows.append((Button(said.button("remove"), SCREEN, f"drop-{document}"),))
    rows.append((Button(said.button("back"), SCREEN, "mine"),))
    if document == SIGNATURE:
        return page(said.phrase("papers.menu_signature"), rows=tuple(rows))
    named = upper(said.documents[document].name)
    return page(_counted("menu", named, kept, said), rows=tuple(rows))


def signed(at: Now) -> Reply:
    """The signature that was just kept; it is shown above."""
    said = at.words
    rows: tuple[Row, ...] = (
        (Button(said.button("make_again"), SCREEN, "make"),),
        (Button(said.button("replace"), SCREEN, f"replace-{SIGNATURE}"),),
        (Button(said.button("remove"), SCREEN, f"drop-{SIGNATURE}"),),
    )
    return page(said.phrase("papers.signed"), rows=rows)


def upper(name: str) -> str:
    return name[:1].upper() + name[1:]


def _papers(at: Now) -> tuple[Row, ...]:
    """A button for each paper of the case, and one for others."""
    rows = [_paper(each, at.words) for each in _needed(at)]
    if "member_id" not in at.case.answers:  # what the card says is not known yet
        rows.insert(1, (Button(at.words.button("my_card"), SCREEN, f"send-{CARD}"),))
    if _others(at):
        rows.append((Button(at.words.button("something_else"), SCREEN, "choose_more"),))
    return tuple(rows)


def _paper(document: str, said: Words) -> Row:
    return (Button(said.documents[document].button, SCREEN, f"send-{document}"),)


def _ways(at: Now) -> tuple[Row, ...]:
    if at.case.scratch.get("pending"):
        return ((Button(at.words.button("discard"), SCREEN, "discard"),),)
    return ((Button(at.words.button("go_on"), SCREEN, "go_on"),),)


def _needed(at: Now) -> Sequence[str]:
    return [each.document for each in needed(flows.facts_of(at.case, today=at.today))]


def _others(at: Now) -> Sequence[str]:
    asked = set(_needed(at))
    fit = fitting(flows.facts_of(at.case, today=at.today))
    return [each for each in fit if each not in asked]


def _counted(key: str, paper: str, count: int, said: Words) -> Phrase:
    if count == 1:
        return said.phrase(f"papers.{key}_one", paper=paper)
    return said.phrase(f"papers.{key}", paper=paper, count=count)


def _numbered(key: str, paper: str, numbers: Sequence[int], said: Words) -> Phrase:
    key = f"{key}_one" if len(numbers) == 1 else key
    pages = said.listed([str(each) for each in numbers])
    return said.phrase(f"papers.{key}", paper=paper, pages=pages)


def _with_count(document: str, count: int, said: Words) -> str:
    return shortened(f"{said.documents[document].button} ({count})")


def is_known(at: Now, document: str) -> bool:
    """Whether that is a paper that can be sent."""
    return document in at.words.documents and document in {*_needed(at), *_others(at)}


def has(at: Now, document: str) -> bool:
    """Whether pages of that paper are kept."""
    if document == SIGNATURE:
        return at.case.signature is not None
    return bool(keeping.pages_of(at.case, document))
