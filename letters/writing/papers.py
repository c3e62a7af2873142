"""Every document of a case, written. Which there are: `WRITERS`, in the order they are sent."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from flows.plan import AppealPlan
from letters.writing import fitting, pdf
from letters.writing.calendar import calendar_papers
from letters.writing.checklist import checklist
from letters.writing.clean import refuse_unless_clean
from letters.writing.clinician_papers import clinician_papers
from letters.writing.desk import Desk, Order
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.letter import appeal_letter
from letters.writing.own_words import quoted_keys
from letters.writing.packed import Packed
from letters.writing.packet import packed, packet_papers, too_big_to_send
from letters.writing.paper import Paper
from letters.writing.peer_to_peer import peer_to_peer_papers
from letters.writing.reading_copy import reading_copy_papers
from letters.writing.records_request import records_request_papers
from letters.writing.script import script_papers
from letters.writing.shelf import Shelf
from letters.writing.signed import signed
from letters.writing.sources import sources_papers
from letters.writing.supplement import Later, supplement, supplement_papers
from letters.writing.timeline import has_timeline, timeline
from letters.writing.trail import Entry, trail

CHECKLIST_NAMES = {"en": "Checklist.pdf", "es": "Lista_de_pasos.pdf"}

_Given = TypeVar("_Given", bound=Order)


@dataclass(frozen=True, repr=False)
class Papers:
    """All papers of a case, and the trail of the letter.

    `too_big_to_send`: the exhibits are more than one file may hold, so there is no packet.
    """

    papers: tuple[Paper, ...]
    sign_page: int
    trail: tuple[Entry, ...]
    own_words: tuple[str, ...] = ()  # the questions whose answers stand in Spanish, quoted
    packed: Packed | None = None
    too_big_to_send: bool = False


def all_papers(
    plan: AppealPlan,
    language: str,
    *,
    large: bool = False,
    exhibits: Sequence[Exhibit] = (),
    signature: Sheet | None = None,
    known: Iterable[Paper] = (),
    wanted: Container[str] | None = None,
) -> Papers:
    """The papers of this plan, the letter in English, what the person reads in `language`.

    `known` are the papers of this case as they were last made: one of which nothing has changed
    is taken from there. `wanted` are the kinds of papers that are asked for, all of them where it
    is None; one of another kind is listed without its content.

    Raises:
        DataError: a linter refuses the letter: a sentence nobody owns is never sent.
        Undrawable: a character that no letter can carry, named with its question.
    """
    order = Order(plan, language, large=large, shelf=Shelf(known, wanted=wanted))
    with ThreadPoolExecutor(2) as writing:  # one is drawn by Typst while another is composed
        written: dict[Callable[[Any], Iterable[Paper]], Future[list[Paper]]] = {
            each: writing.submit(_all_of, each, order) for each in WITHOUT_LETTER
        }
        desk = _desk(order, exhibits, signature)
        for writer in WRITERS:
            if writer not in written:
                written[writer] = writing.submit(_all_of, writer, desk)
    papers = tuple(paper for writer in WRITERS for paper in written[writer].result())
    return Papers(
        papers,
        desk.sign_page,
        tuple(trail(desk.letter)),
        quoted_keys(plan),
        packed(desk),
        too_big_to_send(desk.exhibits),
    )


def later_papers(
    plan: AppealPlan, language: str, later: Later, *, known: Iterable[Paper] = ()
) -> Papers:
    """What sends later papers after an appeal: nothing of it is made again.

    Raises:
        DataError, Undrawable: as `all_papers`.
    """
    order = Order(plan, language, shelf=Shelf(known))
    if too_big_to_send(later.exhibits):
        return Papers((), 1, (), too_big_to_send=True)
    made = tuple(supplement_papers(order, later))
    return Papers(made, 1, tuple(trail(supplement(plan, later))))


def _desk(order: Order, exhibits: Sequence[Exhibit], signature: Sheet | None) -> Desk:
    letter = signed(appeal_letter(order.plan), signature)
    refuse_unless_clean(letter, order.plan)
    made = fitting.fitted(letter)
    return Desk(
        order.plan,
        order.language,
        made.document,
        made.signed,
        tuple(exhibits),
        signature,
        made.drawn,
        large=order.large,
        shelf=order.shelf,
    )


def _all_of(writer: Callable[[_Given], Iterable[Paper]], given: _Given) -> list[Paper]:
    return list(writer(given))


def _letter(desk: Desk) -> Iterable[Paper]:
    made = desk.drawn or pdf.drawn(desk.letter)
    # It is drawn each time: how far it reaches decides how it is set, and where to sign.
    yield Paper("appeal_letter", "pdf", "Appeal_Letter.pdf", made.content, made.pages)
    name = "Appeal_Letter.docx"
    yield desk.shelf.docx("appeal_letter", name, desk.letter, pages=made.pages)


def _checklist(desk: Desk) -> Iterable[Paper]:
    page = checklist(
        desk.plan,
        desk.language,
        sign_page=desk.sign_page,
        large=desk.large,
        packed=packed(desk),
    )
    yield desk.shelf.pdf("checklist", CHECKLIST_NAMES[desk.language], fitting.one_sheet(page))


def _timeline(order: Order) -> Iterable[Paper]:
    if has_timeline(order.plan):
        page = timeline(order.plan)
        refuse_unless_clean(page, order.plan)
        yield order.shelf.pdf("symptom_timeline", "Timeline.pdf", page)


# What can be written while the letter still is.
WITHOUT_LETTER: tuple[Callable[[Order], Iterable[Paper]], ...] = (
    clinician_papers,
    peer_to_peer_papers,
    records_request_papers,
    script_papers,
    _timeline,
    calendar_papers,
)
WRITERS: tuple[Callable[[Desk], Iterable[Paper]], ...] = (
    _letter,
    reading_copy_papers,
    _checklist,
    _timeline,
    packet_papers,
    clinician_papers,
    peer_to_peer_papers,
    records_request_papers,
    script_papers,
    calendar_papers,
    sources_papers,
)
