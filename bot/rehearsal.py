"""What is done before the first person comes, so that she does not wait for it."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence

from bot import sample
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import House, Reply, encode
from bot.conversation.talk import turn
from flows.interview.case import Case
from flows.interview.words import languages

YOUNG = 10_000  # objects, not 700: hardly anything of ours goes in rings, most is freed at once


def rehearse(house: House) -> None:
    """Reads the tables, by the talk of the sample patient, and sets them apart from what the
    collector of rings looks through again and again: with them that was a quarter of a step."""
    case, replies = None, tuple[Reply, ...]()
    for step in sample.steps():
        event = _event(step, case, replies)
        if event is None:
            continue
        found = turn(case, event, today=sample.DAY, house=house, language="en")
        case, replies = found.case, found.replies or replies
    for language in languages():
        turn(None, Commanded("start"), today=sample.DAY, house=house, language=language)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _event(step: Mapping[str, str], case: Case | None, replies: Sequence[Reply]) -> Event | None:
    """What she does without Telegram; None for a photo, and for a button that only that brings."""
    said = step.get("say")
    if said is not None:
        return Commanded(said[1:]) if said.startswith("/") else Said(said)
    for button in (button for reply in replies for row in reply.rows for button in row):
        if button.label == step.get("tap"):
            reference, screen = (case.reference, case.screen) if case else ("-", 0)
            return Pressed(encode(button, reference=reference, screen=screen))
    return None
