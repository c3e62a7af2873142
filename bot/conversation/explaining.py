"""What the chosen reasons mean, what answers each, and what to do first about them."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.appeal import appeal_plan
from flows.interview.case import Case
from flows.interview.words import Phrase, Words, words
from flows.law.reasons import TOLD
from flows.moves import FirstMove
from letters.writing import first_moves as wording


def reasons(at: Now) -> Reply:
    """The reasons that were chosen, in the letter's order: no more than can be read."""
    said = at.words
    chosen: list[str] = list(at.case.answers.get("denial_reasons") or [])
    told = [_reason(key, said) for key in chosen[:TOLD]]
    return page(said.phrase("messages.reasons_intro"), *told)


def first_move(before: Case, after: Case, *, today: date) -> tuple[Reply, ...]:
    """The best first move, where the answer made it known or changed it."""
    best = flows.footing(after, today=today).best_move
    if best is None or best == flows.footing(before, today=today).best_move:
        return ()
    return (move_page(after, best, today=today),)


def move_page(case: Case, key: str, *, today: date) -> Reply:
    """One first move, by its key, or what a reason says to do; buttons for the other moves."""
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    said = words(case.language)
    found = next((each for each in plan.moves if each.move.id == key), None)
    if found is None:
        move = wording.told_of_reason(key, plan, said)
        return page(said.phrase("messages.first_move_own", move=move))
    parts = [said.phrase("messages.first_move", **wording.told(found, plan, said))]
    if found.move.wrong_tool:
        parts.append(said.phrase("messages.first_move_wrong"))
    elif found.move.instead_of_appeal:
        parts.append(said.phrase("messages.first_move_instead"))
    parts.append(said.phrase("messages.first_move_clock"))
    rows = _others(plan.moves, found, said)
    if rows:
        parts.append(said.phrase("messages.first_move_more"))
    return page(*parts, rows=rows)


def _others(moves: tuple[FirstMove, ...], shown: FirstMove, said: Words) -> tuple[Row, ...]:
    return tuple(
        (Button(said.moves[each.move.id].button, SCREEN, f"move-{each.move.id}"),)
        for each in moves
        if each is not shown
    )


def _reason(key: str, said: Words) -> Phrase:
    own = said.reasons[key]
    return said.phrase(
        "messages.reason_item", reason=said.reason(key), means=own.means, answers=own.answers
    )
