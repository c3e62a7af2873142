"""What is done before the first person comes, so that she does not wait for it."""

from __future__ import annotations

import gc
from datetime import date

from bot.conversation import pages
from bot.conversation.events import Commanded, Pressed, Said
from bot.conversation.replies import Button, House, encode
from bot.conversation.talk import turn
from flows.interview.words import languages

YOUNG = 10_000  # objects, not 700: hardly anything of ours goes in rings, most is freed at once


def rehearse(house: House, *, today: date) -> None:
    """Reads the tables, by the first words of an invented talk, and sets them apart from what the
    collector of rings looks through again and again: with them that was a quarter of a step."""
    for language in languages():
        button = Button("", f"{pages.OPENING}{language}", "agree")
        agrees = Pressed(encode(button, reference="-", screen=0))
        case = turn(None, agrees, today=today, house=house, language=language).case
        for event in (Said("?"), Commanded("status"), Commanded("back")):
            case = turn(case, event, today=today, house=house, language=language).case
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
