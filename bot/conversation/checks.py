"""Contradictions pointed out: once after the answer that made them, and first in the review."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation.labels import name, shortened
from bot.conversation.replies import SCREEN, Button, Row
from flows.contradictions import Contradiction, contradictions
from flows.interview import record
from flows.interview.case import Case
from flows.interview.path import Answers
from flows.interview.words import Phrase, Words, words

SHOWN = 5  # at once: the rest comes up when these are settled
ITEM = 60  # letters of an item's name in a sentence


def newly_made(before: Case, after: Case, *, today: date) -> tuple[Phrase, ...]:
    """The note on what the answer just given contradicts; nothing if it was told before."""
    answers = flows.counted(after, today=today)
    known = flows.footing(before, today=today).contradictions
    new = [e for e in flows.footing(after, today=today).contradictions if e not in known]
    if not new:
        return ()
    said = words(after.language)
    lines = {f"l{n}": _told(each, answers, said) for n, each in enumerate(new[:SHOWN])}
    what = Phrase("\n".join(f"• {{{key}}}" for key in lines), lines)
    return (said.phrase("messages.check_this", what=what),)


def to_review(answers: Answers, said: Words) -> tuple[tuple[Phrase, ...], tuple[Row, ...]]:
    """What stands first in the review: each contradiction, and the button that changes it."""
    found = contradictions(answers)[:SHOWN]
    if not found:
        return (), ()
    rows = tuple(
        (Button(_label(place, each, said), SCREEN, f"change-{each.address}"),)
        for place, each in enumerate(found, 1)
    )
    lines = {f"l{n}": _told(each, answers, said) for n, each in enumerate(found, 1)}
    what = Phrase("\n".join(f"{key[1:]}. {{{key}}}" for key in lines), lines)
    return (said.phrase("messages.review_check", what=what),), rows


def _told(found: Contradiction, answers: Answers, said: Words) -> Phrase:
    """The sentence of a contradiction, with both dates as they were given."""
    fields: dict[str, object] = {
        "date": _date(answers, found.address, said),
        "other": _date(answers, found.other, said),
    }
    place = record.split(found.address)
    if place:
        item = answers[place[0]][place[1]]
        named = str(item.get("name") or item.get("test") or name(place[0], said))
        fields["item"] = shortened(f"{named[:1].upper()}{named[1:]}", ITEM)
    return said.phrase(f"messages.contradiction_{found.code}", **fields)


def _date(answers: Answers, address: str, said: Words) -> str:
    known = record.value(answers, address)
    days = known if isinstance(known, list) else [known]
    return said.listed([said.known_date(str(day)) for day in days])


def _label(place: int, found: Contradiction, said: Words) -> str:
    noun = name(found.address, said)
    return shortened(f"{place}. {noun[:1].upper()}{noun[1:]}")
