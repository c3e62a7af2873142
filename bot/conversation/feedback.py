"""What a person says of the bot: one message, kept with the question they were at."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, House, Turn, page
from bot.conversation.scratch import with_scratch
from bot.conversation.turns import present, renewed, told, turn_to

MOST = 1000  # letters


def asks(at: Now, house: House) -> Turn:
    """What to write, and to whom it goes."""
    case = renewed(with_scratch(at.case, feedback=_question(at)))
    ask = at.words.phrase("messages.feedback", operator=house.operator)
    return Turn(case, (page(ask, rows=((Button(at.words.button("no_thanks"), SCREEN, "hush"),),)),))


def dropped(at: Now) -> Now:
    """Where the person stands who did something else instead."""
    if "feedback" not in at.case.scratch:
        return at
    return replace(at, case=with_scratch(at.case, feedback=None))


def said(at: Now, text: str) -> Turn:
    """The message is kept, and the present question comes once more."""
    question = str(at.case.scratch["feedback"])
    found = turn_to(at, with_scratch(at.case, feedback=None))
    thanks = at.words.phrase("messages.feedback_kept")
    return Turn(found.case, (*told((thanks,)), *found.replies), feedback=(question, text[:MOST]))


def _hush(at: Now, rest: str) -> Turn:
    case = renewed(with_scratch(at.case, feedback=None))
    return Turn(case, present(at))


def _question(at: Now) -> str:
    """The key of the question, never an answer; of no question the phase."""
    if at.step is None:
        return at.case.phase
    key = at.step.question.key
    return f"{at.step.group}.{key}" if at.step.group else key


ACTIONS = {"hush": _hush}
