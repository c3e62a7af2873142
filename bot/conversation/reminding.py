"""The button that begins reminders or ends them."""

from __future__ import annotations

from bot.conversation.replies import SCREEN, Button, Row
from flows.interview.case import Case
from flows.interview.words import words


def way(case: Case) -> tuple[Row, ...]:
    """Begins them, or ends them where they were begun; nothing after a yes."""
    said = words(case.language)
    if case.approved:
        return ()
    if case.remind_from:
        return ((Button(said.button("stop_reminders"), SCREEN, "stop_reminders"),),)
    return ((Button(said.button("remind"), SCREEN, "remind"),),)
