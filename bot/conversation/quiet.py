"""What is said to somebody from whom nothing came for long: the day on which the case goes."""

from __future__ import annotations

from datetime import date

from bot.conversation.cases import name
from bot.conversation.replies import SCREEN, Button, Turn, page
from bot.conversation.turns import renewed
from flows.interview.case import Case
from flows.interview.words import words


def warning(case: Case, *, last_day: date) -> Turn:
    """The warning, and one tap to keep the case."""
    said = words(case.language)
    told = said.phrase("messages.quiet", case=name(case, said), day=said.day(last_day))
    keep = Button(said.button("keep_case"), SCREEN, "go_on")
    return Turn(renewed(case), (page(told, rows=((keep,),)),))
