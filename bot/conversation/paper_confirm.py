"""What a person says of what was read: all correct, which lines are wrong, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

import msgspec

import flows
from bot.conversation import checks, explaining
from bot.conversation.keeping import DENIAL, Kept, without_pages
from bot.conversation.now import Now, stands
from bot.conversation.paper_read import Found, Proposal, proposals
from bot.conversation.paper_screen import screen
from bot.conversation.replies import Turn
from bot.conversation.scratch import with_read, with_scratch, without_screen
from bot.conversation.turns import of_the_plan, present, renewed, told
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER
from flows.interview.words import Phrase
from letters.reading.kinds import Kind

# Papers that are no denial of care and no card: each has a page that says what to look for.
NO_DENIAL = tuple(each for each in get_args(Kind) if each not in ("denial", "card"))
# Those that are surely not the letter: what was kept as its pages goes.
NO_LETTER = ("card", "paid", "bill", "estimate", "collection", "approval")


def shown(at: Now, found: Found) -> Turn:
    """The screen of what was read; what the paper seems to be, where it is no denial."""
    kind = str(found.get("kind") or "other")
    made = proposals(found, at.case, today=at.today)
    kept = without_pages(at.case, DENIAL) if kind in NO_LETTER else Kept(at.case)
    at = replace(at, case=kept.case)
    if kind in NO_DENIAL:
        note = at.words.phrase(f"messages.read_is_{kind}")
        return replace(_noted(at, at.case, note), drops=kept.drops)
    if not made:
        told = "read_known" if at.case.answers.get("member_id") else "read_nothing"
        found_none = _noted(at, at.case, at.words.phrase(f"messages.{told}"))
        return replace(found_none, drops=kept.drops)
    read = {"kind": kind, "lines": [_line(each) for each in made]}
    case = renewed(with_scratch(without_screen(at.case), read=read))
    return Turn(case, (screen(stands(case, today=at.today)),), drops=kept.drops)


def is_read(at: Now, found: Found) -> bool:
    """Whether a text that was pasted is a paper at all, and not a long answer."""
    return found.get("kind") != "other" and len(proposals(found, at.case, today=at.today)) > 2


def _line(each: Proposal) -> dict[str, Any]:
    line = {"key": each.key, "value": each.value, "words": each.words}
    return {**line, "also": list(each.also)} if each.also else line


def _pressed(at: Now, token: str) -> Turn | None:
    """All correct, the lines that are wrong one by one, or none of it."""
    read = at.case.scratch.get("read")
    if read is None:
        return None
    if token == "right":
        return _kept(at, read)
    if token == "short":  # from here on only what a letter needs is asked
        return _kept(replace(at, case=with_scratch(at.case, pace="essential")), read)
    if token == "drop":
        dropped = with_scratch(at.case, read=None)
        return _noted(at, dropped, at.words.phrase("messages.read_dropped"))
    if token == "fix":
        return _changed(at, {**read, "wrong": []})
    if token.isdecimal() and int(token) < len(read["lines"]) and read.get("wrong") is not None:
        wrong = set(read["wrong"]) ^ {int(token)}
        return _changed(at, {**read, "wrong": sorted(wrong)})
    return None


def _changed(at: Now, read: Mapping[str, Any]) -> Turn:
    case = renewed(with_scratch(at.case, read=dict(read)))
    return Turn(case, (screen(stands(case, today=at.today), in_place=True),))


def _kept(at: Now, read: Mapping[str, Any]) -> Turn:
    """The lines that are not wrong are answers from now on; the others are asked in their turn."""
    wrong = set(read.get("wrong") or ())
    right = [line for place, line in enumerate(read["lines"]) if place not in wrong]
    kept = {line["key"]: line["value"] for line in right if not line.get("also")}
    either = next(([line["value"], *line["also"]] for line in right if line.get("also")), None)
    answers = {**at.case.answers, **kept}
    new = (key for key in kept if key not in at.case.answers)
    case = with_read(with_scratch(at.case, read=None, either=either), new)
    case = msgspec.structs.replace(case, answers=answers)
    case = flows.reconsidered(at.case, case, today=at.today)
    if kept and case.phase in AFTER[:2]:
        case = flows.moved(case, "change", today=at.today)
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    note = at.words.phrase("messages.read_kept_some" if wrong else "messages.read_kept")
    notes = (note, *checks.newly_made(at.case, after.case, today=at.today))
    opened = of_the_plan(at.case, after.case, today=at.today)
    if kept.get("denial_reasons"):
        opened = (*opened, explaining.reasons(after))
    return Turn(after.case, (*told(notes), *opened, *present(after)))


def _noted(at: Now, case: Case, note: Phrase) -> Turn:
    """The turn to what that case asks now, with a note before it."""
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    return Turn(after.case, (*told((note,)), *present(after)))


ACTIONS: dict[str, Callable[[Now, str], Turn | None]] = {"read": _pressed}
