"""A case that comes as a file: the one that /mydata gave, of the person or of another."""

from __future__ import annotations

import msgspec

import flows
from bot.conversation.cases import MOST, name, resting
from bot.conversation.events import Brought
from bot.conversation.now import Now, stands
from bot.conversation.replies import Turn
from bot.conversation.turns import beside, present, renewed, told
from flows import case_file
from flows.errors import BadRequest

# Whoever takes a case over may be another person, and has not seen the private lines.
ASKED_AGAIN = ("asker", "include_sensitive")


def brought(at: Now, event: Brought) -> Turn:
    """The case of the file beside the present one, or in its place where that is empty."""
    if not event.fetched:
        return beside(at, at.words.phrase("papers.not_fetched"))
    if event.cases >= MOST and at.case.answers:
        return beside(at, at.words.phrase("messages.case_file_full", most=MOST))
    try:
        taken = case_file.taken_over(event.content, language=at.case.language, today=at.today)
    except BadRequest:
        return beside(at, at.words.phrase("messages.case_file_wrong"))
    known = {key: each for key, each in taken.case.answers.items() if key not in ASKED_AGAIN}
    if not known:
        return beside(at, at.words.phrase("messages.case_file_empty"))
    notes = [at.words.phrase("messages.case_taken", count=len(case_file.answers_of(known)))]
    if taken.left_out:
        notes.append(at.words.phrase("messages.case_taken_less", count=taken.left_out))
    case = taken.case
    if at.case.answers:
        notes.append(at.words.phrase("messages.case_begun", case=name(at.case, at.words)))
        notes += resting(at)
    else:  # an empty case need not be put aside; pages that came already stay
        case = msgspec.structs.replace(
            at.case, rounds=case.rounds, calls=case.calls, phase=case.phase, scratch={}
        )
    case = msgspec.structs.replace(
        case, answers=known, language=at.case.language, screen=at.case.screen
    )
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    return Turn(after.case, (*told(tuple(notes)), *present(after)))
