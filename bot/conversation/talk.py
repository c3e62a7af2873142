"""The use cases, without Telegram: what one event does to a case, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import flows
from bot.conversation import (
    afterwards,
    answering,
    blocks,
    cases,
    collecting,
    commands,
    editing,
    feedback,
    opening,
    pages,
    paper_confirm,
    presses,
    screens,
    taking_over,
)
from bot.conversation.events import (
    Brought,
    Commanded,
    Edited,
    Event,
    Listed,
    Other,
    Pages,
    Pressed,
    Said,
    Showed,
    WasRead,
)
from bot.conversation.now import Now, stands
from bot.conversation.replies import SCREEN, House, Reads, Turn, decode
from bot.conversation.replies import text as as_text
from bot.conversation.scratch import with_scratch
from bot.conversation.turns import beside, present, refused
from flows.errors import InvalidAnswer
from flows.interview.asides import aside
from flows.interview.case import Case
from flows.interview.emergencies import emergency_in
from flows.interview.words import words

LONGEST = 4000  # letters: Telegram cuts a text at 4,096
PASTED, PASTED_LINES = 400, 4  # letters and line ends: less is an answer
SAME_TEXT = 2  # seconds within which the parts of one text arrive


def turn(case: Case | None, event: Event, *, today: date, house: House, language: str) -> Turn:
    """What `event` leads to. `language` is a guess for those whose choice we do not hold."""
    if isinstance(event, Pressed):
        if case is not None and _is_second_tap(case, event):
            return Turn(case, toast=words(case.language).phrase("messages.got_it"))
        found = _turn(case, event, today=today, house=house, language=language)
        return _remember_tap(found, case, event)
    return _turn(case, event, today=today, house=house, language=language)


def _turn(case: Case | None, event: Event, *, today: date, house: House, language: str) -> Turn:
    if case is None:
        return opening.turn(event, today=today, house=house, language=language)
    # a day that passed, or a release, may have opened a question since the case was kept
    at = stands(flows.settled(case, today=today), today=today)
    match event:
        case Commanded(name):
            return commands.turn(afterwards.dropped(feedback.dropped(at), name), name, house)
        case Pressed():
            found = _pressed(at, event, house)
            return editing.remembered(found, at.case, event, address=None)
        case Said(text, at=sent_at):
            if _goes_on(at, sent_at):
                rest = refused(at, InvalidAnswer(_asked(at), "too_long_rest"))
                return _alarmed(at, text, rest)
            address = at.step.address if at.step and not at.block else None
            found = _remember_cut(_said(at, text), text, sent_at)
            return editing.remembered(found, at.case, event, address=address)
        case Showed() | Pages() | WasRead() | Brought() | Listed():
            return _of_files(at, event)
        case Edited(text):
            return _alarmed(at, text, editing.edited(at, event))
        case Other():
            return beside(at, at.words.phrase("messages.not_text", how=screens.how(at)))


def _of_files(at: Now, event: Showed | Pages | WasRead | Brought | Listed) -> Turn:
    """A photo or a file came, was made ready, was read; or the person's cases were looked up."""
    match event:
        case Showed():
            return collecting.shown(at, event)
        case Pages():
            return collecting.received(at, event)
        case WasRead(found, pasted):
            if pasted and not paper_confirm.is_read(at, found):
                return _told(at, pasted)
            return paper_confirm.shown(at, found)
        case Brought():
            return taking_over.brought(at, event)
        case Listed(kept, opens=""):
            return Turn(at.case, (cases.listed(at, kept),))
        case Listed(kept, opens=reference):
            return cases.opened(at, kept, reference)


def _said(at: Now, text: str) -> Turn:
    if at.case.scratch.get("feedback"):
        return feedback.said(at, text)
    if "after" in at.case.scratch:
        return _told(at, text)
    told = aside(text, at.case.language)
    if told:
        return beside(at, as_text(told))
    if at.case.scratch.get("read"):  # what was read is on the screen: a text is no answer to it
        return _alarmed(at, text, beside(at, at.words.phrase("messages.read_choose")))
    if _is_paper(at, text):
        return Turn(at.case, reads=Reads((text,), pasted=text))
    return _told(at, text)


def _is_paper(at: Now, text: str) -> bool:
    """Whether a text is a whole letter that was pasted: it is read then, and is no answer."""
    early = at.case.phase in ("denial", "coverage") and "denial_wording" not in at.case.answers
    whole = len(text) >= PASTED and text.count("\n") >= PASTED_LINES
    return early and whole and not at.case.scratch.get("sending")


def _told(at: Now, text: str) -> Turn:
    """A text as the answer to what is asked."""
    try:
        if at.case.scratch.get("sending"):
            found = beside(at, at.words.phrase("papers.only_pages"))
        elif at.step is None:
            found = beside(at, at.words.phrase("messages.no_question"))
        else:
            typed = blocks.typed if at.block else answering.typed
            found = afterwards.goes_on(at, typed(at, text))
    except InvalidAnswer as wrong:
        found = refused(at, wrong)
    return _alarmed(at, text, found)


def _alarmed(at: Now, text: str, found: Turn) -> Turn:
    """911 or 988 at once where the person's own words call for it; what was said is kept."""
    urgent = None if at.step and at.step.question.verbatim else emergency_in(text)
    if urgent is None or found.case is None:
        return found
    return Turn(found.case, (pages.emergency(at.words, urgent, has_case=True),))


def _goes_on(at: Now, sent_at: int) -> bool:
    """Whether a text is the rest of one that was too long: Telegram cuts them in two."""
    cut = at.case.scratch.get("cut_at")
    return cut is not None and 0 <= sent_at - int(cut) <= SAME_TEXT


def _remember_cut(found: Turn, text: str, sent_at: int) -> Turn:
    """A text as long as Telegram allows was probably cut: what follows at once is its rest."""
    if found.case is None or not sent_at:
        return found
    cut = sent_at if len(text) >= LONGEST else None
    if found.case.scratch.get("cut_at") == cut:
        return found
    return replace(found, case=with_scratch(found.case, cut_at=cut))


def _asked(at: Now) -> str:
    return at.step.address if at.step else "review"


def _pressed(at: Now, event: Pressed, house: House) -> Turn:
    press = decode(event.data)
    if press is None or press.reference != at.case.reference:
        return _stale(at, event)
    newest = press.screen == at.case.screen
    if press.address == SCREEN and (newest or presses.only_shows(press)):
        return presses.turn(at, press, house)
    if not newest or at.step is None or press.address != at.step.address:
        return _stale(at, event)
    try:
        answered = blocks.pressed(at, press) if at.block else answering.pressed(at, press)
    except InvalidAnswer as wrong:
        return refused(at, wrong)
    return afterwards.goes_on(at, answered) if answered else _stale(at, event)


def _is_second_tap(case: Case, event: Pressed) -> bool:
    """Whether it is the very button that brought the screen of now: a double tap."""
    return case.scratch.get("tapped") == [event.data, case.screen]


def _remember_tap(found: Turn, before: Case | None, event: Pressed) -> Turn:
    """What a tap has changed is known by its button, for as long as its screen is the newest."""
    case = found.case
    if case is None or (
        before and (before.reference, before.screen) == (case.reference, case.screen)
    ):
        return found
    return replace(found, case=with_scratch(case, tapped=[event.data, case.screen]))


def _stale(at: Now, event: Pressed) -> Turn:
    """A button of an earlier question changes nothing and says so; the present one comes again."""
    toast = at.words.phrase("messages.stale_button")
    return Turn(at.case, () if event.live else present(at), toast=toast)
