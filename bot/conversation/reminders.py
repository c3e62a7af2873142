"""Who asked for it is reminded; one tap begins it, one ends it. A locked phone shows each word."""

from __future__ import annotations

from datetime import date

import msgspec

from bot.conversation.now import Now, stands
from bot.conversation.replies import SCREEN, Button, House, Row, Turn, page
from bot.conversation.turns import beside, present, renewed
from flows.interview.case import Case
from flows.interview.words import Phrase, words
from flows.reminders import due, next_day


def begun(at: Now) -> Turn:
    """From now on the person is reminded: the first day, where one is known."""
    case = msgspec.structs.replace(at.case, remind_from=at.today, reminded_on=None)
    day = next_day(case, today=at.today)
    if day is None:
        return _told(at, case, at.words.phrase("messages.reminders_on_later"))
    return _told(at, case, at.words.phrase("messages.reminders_on", day=at.words.day(day)))


def ended(at: Now) -> Turn:
    """From now on the person is not reminded."""
    case = msgspec.structs.replace(at.case, remind_from=None, reminded_on=None)
    return _told(at, case, at.words.phrase("messages.reminders_off"))


def stop(at: Now, house: House) -> Turn:
    """/stop: ends them; where there are none, the bot writes to nobody who has not written."""
    return ended(at) if at.case.remind_from else beside(at, at.words.phrase("messages.stop"))


def reminder(case: Case, *, today: date) -> Turn:
    """What is told today, if anything; the case remembers that it was looked at."""
    told, looked = due(case, today=today), msgspec.structs.replace(case, reminded_on=today)
    if told is None:
        return Turn(looked)
    said = words(case.language)
    text = said.phrase(f"messages.reminder_{told.kind}", day=said.day(told.of))
    rows: tuple[Row, ...] = (
        (Button(said.button("go_on"), SCREEN, "go_on"),),
        (Button(said.button("stop_reminders"), SCREEN, "stop_reminders"),),
    )
    return Turn(renewed(looked), (page(text, rows=rows),))


def _told(at: Now, case: Case, note: Phrase) -> Turn:
    after = stands(renewed(case), today=at.today)
    return Turn(after.case, present(after, note))
