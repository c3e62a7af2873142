"""A message that was changed after it was sent: the newest answer is replaced, no older one."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import answering, labels
from bot.conversation.events import Edited, Event, Said
from bot.conversation.now import Now, stands
from bot.conversation.replies import Turn
from bot.conversation.scratch import with_scratch, without_screen
from bot.conversation.turns import beside, follow, present
from flows.errors import InvalidAnswer
from flows.interview.case import Case

NEWEST = "typed"  # scratch: the number of the message that answered last, and its question


def edited(at: Now, event: Edited) -> Turn:
    """The answer of the newest message as it reads now; of an older one, how to change it.

    Where the new words do not fit, the answer stays as it was.
    """
    number, address = at.case.scratch.get(NEWEST) or (0, "")
    step = at.path.step(address) if event.text and number == event.message else None
    added = step is not None and step.question.kind in ("group", "more")  # it would come twice
    if step is None or added or "after" in at.case.scratch:
        return beside(at, at.words.phrase("messages.edited"))
    before = with_scratch(without_screen(at.case), changing=address, **{"return": None})
    asked = stands(before, today=at.today)
    try:
        answered = answering.typed(asked, event.text)
    except InvalidAnswer as wrong:
        parts = (labels.refusal(wrong, address, at.words), at.words.phrase("messages.kept"))
        return Turn(at.case, present(at, *parts))
    note = at.words.phrase("messages.edited_newest", name=labels.name(address, at.words))
    found = follow(asked, replace(answered, notes=(note, *answered.notes)))
    return replace(found, case=_remembered(found.case, event.message, address))


def remembered(found: Turn, before: Case, event: Event, *, address: str | None) -> Turn:
    """The turn, with the message that gave the newest answer: to the question at `address`."""
    case = found.case
    if case is None or case.answers == before.answers:
        return found
    if isinstance(event, Said) and event.message and address in case.answers:
        return replace(found, case=_remembered(case, event.message, address))
    return replace(found, case=with_scratch(case, typed=None)) if NEWEST in case.scratch else found


def _remembered(case: Case | None, message: int, address: str | None) -> Case | None:
    return with_scratch(case, typed=[message, address]) if case else None
