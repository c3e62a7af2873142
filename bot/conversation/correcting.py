"""Buttons of the review: to a section, to a line, to an item; change, add and take out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

import flows
from bot.conversation import reviewing
from bot.conversation.now import Now, stands
from bot.conversation.replies import Turn
from bot.conversation.scratch import no_longer_changing, with_scratch, without_screen
from bot.conversation.turns import renewed, turn_to
from flows.interview import record
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER, REVIEW
from flows.interview.questions import interview


def _section(at: Now, rest: str) -> Turn | None:
    which, _, start = rest.partition("-")
    if which not in (*interview().sections, reviewing.GAPS):
        return None
    return Turn(at.case, (reviewing.section(at, which, _line(start)),))


def _items(at: Now, rest: str) -> Turn | None:
    group, _, start = rest.partition("-")
    if group not in _groups():
        return None
    return Turn(at.case, (reviewing.items(at, group, _line(start)),))


def _line(start: str) -> int:
    return int(start) if start.isdecimal() else 0


def _review(at: Now, rest: str) -> Turn:
    """From a section's page the review comes back in its place; else it is a new message."""
    return Turn(at.case, (reviewing.review(at, in_place=rest == "here"),))


def _change(at: Now, address: str) -> Turn | None:
    """The question at that address again; a group shows its items first."""
    step = at.path.step(address)
    if step is None:
        return None
    if step.question.kind == "group" and at.case.answers.get(address):
        return Turn(at.case, (reviewing.items(at, address),))
    case = with_scratch(without_screen(at.case), changing=address, **{"return": REVIEW})
    if case.phase in AFTER[:2]:
        case = flows.moved(case, "change", today=at.today)
    return turn_to(at, case)


def _item(at: Now, rest: str) -> Turn | None:
    group, _, place = rest.rpartition("-")
    if not _is_item(at, group, place):
        return None
    return Turn(at.case, (reviewing.item(at, group, int(place)),))


def _remove(at: Now, rest: str) -> Turn | None:
    group, _, place = rest.rpartition("-")
    if not _is_item(at, group, place):
        return None
    answers = record.remove_item(at.case.answers, group, int(place))
    # An item that was being changed is gone, or has another number now.
    case = renewed(no_longer_changing(_reopened(at, answers)))
    after = stands(case, today=at.today)
    left = case.answers.get(group)
    shown = reviewing.items(after, group) if left else reviewing.review(after)
    return Turn(case, (shown,))


def _is_item(at: Now, group: str, place: str) -> bool:
    known = len(at.case.answers.get(group) or []) if group in _groups() else 0
    return place.isdecimal() and int(place) < known


def _groups() -> set[str]:
    return {question.key for question in interview().questions if question.kind == "group"}


def _add(at: Now, group: str) -> Turn | None:
    if group not in _groups() or at.path.step(f"{group}.more") is None:
        return None
    answers = record.take(at.case.answers, f"{group}.more")
    case = with_scratch(_reopened(at, answers), changing=f"{group}.more", **{"return": REVIEW})
    return turn_to(at, case)


def _reopened(at: Now, answers: dict[str, Any]) -> Case:
    case = msgspec.structs.replace(without_screen(at.case), answers=answers)
    case = flows.reconsidered(at.case, case, today=at.today)
    if case.phase in AFTER[:2]:
        case = flows.moved(case, "change", today=at.today)
    return flows.settled(case, today=at.today)


ACTIONS: dict[str, Callable[[Now, str], Turn | None]] = {
    "review": _review,
    "section": _section,
    "change": _change,
    "item": _item,
    "items": _items,
    "remove": _remove,
    "add": _add,
}
