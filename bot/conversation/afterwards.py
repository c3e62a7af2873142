"""What is told once the letter is made: it went out, it came, a call was made, they answered.

What was told so far stands in scratch until the last question of the occasion is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

import flows
from bot.conversation import pages
from bot.conversation.answering import Answered
from bot.conversation.keeping import places, without_pages
from bot.conversation.needed import before_a_letter
from bot.conversation.now import Now, stands
from bot.conversation.replies import House, Turn
from bot.conversation.scratch import with_scratch, without_screen
from bot.conversation.turns import beside, follow, present, renewed
from bot.conversation.turns import told as notes_first
from flows.interview.afterwards import Call, afterwards, call_of
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER, REVIEW, SENT
from flows.interview.words import Phrase

# Commands that leave the question of an occasion on the screen.
KEEPING = ("why", "skip", "help", "privacy", "language", "feedback")


def dropped(at: Now, command: str) -> Now:
    """Where the person stands who did something else instead."""
    if "after" not in at.case.scratch or command in KEEPING:
        return at
    return stands(with_scratch(at.case, after=None), today=at.today)


def goes_on(at: Now, answered: Answered) -> Turn:
    """What is said after an answer: of the interview, or of an occasion."""
    open_now = at.case.scratch.get("after")
    if open_now is None or answered.stays:
        return follow(at, answered)
    case = answered.case
    if case.scratch["after"]["left"]:
        after = stands(renewed(case), today=at.today)
        return Turn(after.case, present(after, *answered.notes), chosen=answered.chosen)
    told = case.scratch["after"]["told"]
    done = replace(at, case=without_screen(with_scratch(case, after=None)), step=None)
    found = _DONE[open_now["what"]](done, told)
    return replace(found.before(*notes_first(answered.notes)), chosen=answered.chosen)


def sent(at: Now, house: House) -> Turn:
    """On what day, and how? Where a letter can be out."""
    ready = at.case.phase == REVIEW and before_a_letter(at) is None
    if at.case.phase not in AFTER[:2] and not ready:
        return _not_yet(at, "no_letter_yet")
    return _asks(at, "sent")


def got(at: Now, house: House) -> Turn:
    """On what day did it come there?"""
    return _asks(at, "got") if at.case.phase == SENT else _not_yet(at, "not_sent_yet")


def call(at: Now, house: House) -> Turn:
    """When, and what was said? Calls are made at any time."""
    return _asks(at, "call")


def decision(at: Now, house: House) -> Turn:
    """What did they answer?"""
    return _asks(at, "decision") if at.case.phase == SENT else _not_yet(at, "not_sent_yet")


def denied(at: Now, outcome: str | None = None) -> Turn:
    """They said no again: another round, with all that is known of the person and the care."""
    old = without_pages(at.case, "denial_letter")  # the new no has a letter of its own
    case = renewed(flows.next_round(old.case, today=at.today, outcome=outcome))
    notes = (at.words.phrase("papers.old_denial_removed"),) if old.drops else ()
    told = at.words.phrase("messages.round_denied")
    return Turn(case, present(stands(case, today=at.today), told, *notes), drops=old.drops)


def unanswered(at: Now) -> Turn:
    """No answer came: another round, in which what the denial says still stands."""
    case = renewed(flows.next_round(at.case, today=at.today, unanswered=True))
    told = at.words.phrase("messages.round_unanswered")
    return Turn(case, present(stands(case, today=at.today), told))


def approved(at: Now) -> Turn:
    """They said yes: what to do with it."""
    case = renewed(msgspec.structs.replace(at.case, approved=True))
    return Turn(case, (pages.approved(case, today=at.today),))


def _asks(at: Now, what: str) -> Turn:
    left = [each.key for each in afterwards()[what]]
    opened = {"what": what, "left": left, "told": {}}
    case = renewed(with_scratch(without_screen(at.case), after=opened, changing=None))
    return Turn(case, present(stands(case, today=at.today)))


def _not_yet(at: Now, note: str) -> Turn:
    return beside(at, at.words.phrase(f"messages.{note}"))


def _was_sent(at: Now, told: dict[str, Any]) -> Turn:
    case = at.case
    for trigger, phases in (("draft", (REVIEW,)), ("send", (REVIEW, AFTER[0]))):
        if at.case.phase in phases:
            case = flows.moved(case, trigger, today=at.today)
    went = at.case.sent_pages if at.case.phase == SENT else places(case)
    case = msgspec.structs.replace(
        case,
        sent_on=date.fromisoformat(told["sent_on"]),
        sent_by=told["sent_by"],
        got_on=None,
        approved=False,
        sent_pages=went,
    )
    return _shown(at, case)


def _was_got(at: Now, told: dict[str, Any]) -> Turn:
    if told["got_on"] is None:
        return Turn(at.case, present(at))
    day = date.fromisoformat(told["got_on"])
    return _shown(at, msgspec.structs.replace(at.case, got_on=day))


def _shown(at: Now, case: Case) -> Turn:
    case = renewed(case)
    return Turn(case, (pages.sent(case, today=at.today),))


def _was_called(at: Now, told: dict[str, Any]) -> Turn:
    made = call_of(told["call_date"], told["call_said"])
    kept = tuple(msgspec.to_builtins(each) for each in (*at.case.calls, made))
    case = renewed(msgspec.structs.replace(at.case, calls=kept))
    return Turn(case, present(stands(case, today=at.today), _read_back(at, made)))


def _read_back(at: Now, made: Call) -> Phrase:
    """The call as it is written down, a line each."""
    lines, fields = ["{title}"], dict[str, object]()
    fields["title"] = at.words.phrase("messages.call_kept")
    day = at.words.known_date(made.date) if made.date else None
    for key, value in (
        ("call_date", day),
        ("call_person", made.person),
        ("call_reference", made.reference),
        ("call_said", made.said),
    ):
        if value:
            name = at.words.phrase(f"checklist.{key}")
            fields[key] = at.words.phrase("facts.line", name=name, value=value)
            lines.append(f"• {{{key}}}")
    return Phrase("\n".join(lines), fields)


def _was_decided(at: Now, told: dict[str, Any]) -> Turn:
    outcome = told["decision"]
    if outcome == "approved":
        return approved(at)
    return unanswered(at) if outcome == "no_answer" else denied(at, outcome)


_DONE: dict[str, Callable[[Now, dict[str, Any]], Turn]] = {
    "sent": _was_sent,
    "got": _was_got,
    "call": _was_called,
    "decision": _was_decided,
}
