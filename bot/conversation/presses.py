"""Buttons that belong to a screen and answer no question: back, why, change, make the letter."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

import flows
from bot.conversation import (
    afterwards,
    cases,
    collecting,
    correcting,
    explaining,
    feedback,
    groups,
    missing,
    paper_confirm,
    reminders,
    reviewing,
    screens,
)
from bot.conversation.needed import before_a_letter
from bot.conversation.now import Now, stands
from bot.conversation.replies import House, Press, Turn, page
from bot.conversation.scratch import with_scratch, without_screen
from bot.conversation.turns import present, renewed, turn_to
from flows.interview.case import new_case
from flows.interview.lifecycle import AFTER, REVIEW, SENT
from flows.interview.words import languages
from flows.moves import first_moves


def turn(at: Now, press: Press, house: House) -> Turn:
    """What a screen's button leads to; a button that no longer means anything shows the present."""
    name, _, rest = press.token.partition("-")
    action = _ACTIONS.get(name)
    found = action(at, rest) if action else None
    return found or Turn(at.case, present(at))


def only_shows(press: Press) -> bool:
    """Whether a button changes nothing: it may stand on an older message, as "Ask for" does."""
    return press.token.partition("-")[0] in ("ask", "missing", "move", "mine", "group", "large")


def back(at: Now, *, in_place: bool = True) -> Turn:
    """One question back. Every answer stays; what was chosen and not answered goes."""
    case = at.case
    scratch = case.scratch
    if "after" in scratch and not scratch.get("page"):
        case = with_scratch(without_screen(case), after=None)
        return turn_to(at, case, in_place=in_place)
    if scratch.get("page") or scratch.get("candidates") or scratch.get("sending"):
        return turn_to(at, without_screen(case), in_place=in_place)
    here = at.step or at.path.now
    address = here.address if here else ""
    before = at.before(address)
    if before is None:
        note = at.words.phrase("messages.nothing_before")
        return Turn(case, present(at, note))
    past = before != at.path.before(address)
    if case.phase in AFTER[:2]:
        case = flows.moved(case, "change", today=at.today)
    case = with_scratch(without_screen(case), changing=before.address)
    notes = (at.words.phrase("messages.read_stays"),) if past else ()
    return turn_to(at, case, *notes, in_place=in_place)


def keep(at: Now) -> Turn:
    """The answer that was about to be changed stays; back to where the person came from."""
    from_review = at.case.scratch.get("return") == REVIEW
    kept = with_scratch(without_screen(at.case), changing=None, **{"return": None})
    after = stands(renewed(kept), today=at.today)
    note = at.words.phrase("messages.kept")
    if from_review:
        return Turn(after.case, (page(note), reviewing.review(after)))
    return Turn(after.case, present(after, note))


def why(at: Now, *, in_place: bool = False) -> Turn:
    """Why the question is asked, and the question once more: in its place where it was tapped."""
    if at.step is None:
        return Turn(at.case, present(at))
    reason = screens.why(at, at.step)
    key = "why" if reason else "why_none"
    note = at.words.phrase(f"messages.{key}", **({"why": reason} if reason else {}))
    return Turn(at.case, present(at, note, in_place=in_place))


def make(at: Now) -> Turn:
    """Page one to look at; once the papers were made, those that changed. Or what a true letter
    still needs."""
    if at.case.phase in AFTER:
        return _papers(at, "changed")
    needed = before_a_letter(at)
    if needed:
        return Turn(at.case, (needed,))
    case = with_scratch(without_screen(at.case), changing=None)
    return Turn(renewed(case), writes="preview")


def all_files(at: Now) -> Turn:
    """All files that are sent at once, whether they changed or not."""
    return _papers(at, "all") if at.case.phase in AFTER else make(at)


def _papers(at: Now, which: str) -> Turn:
    needed = before_a_letter(at)
    if needed:
        return Turn(at.case, (needed,))
    case = with_scratch(without_screen(at.case), changing=None)
    if case.phase not in AFTER[1:]:
        case = flows.moved(case, "draft", today=at.today)
    return Turn(renewed(case), writes=which)


def _group(at: Now, which: str) -> Turn | None:
    """The files behind a button: the talk goes on where it is."""
    known = at.case.phase in AFTER and any(each.group == which for each in groups.groups())
    return Turn(at.case, writes=f"group-{which}") if known else None


def _large(at: Now, rest: str) -> Turn | None:
    """The checklist in large print from now on, or no more."""
    if at.case.phase not in AFTER or rest not in ("yes", "no"):
        return None
    case = msgspec.structs.replace(at.case, large=rest == "yes")
    return Turn(case, writes="large")


def _ask(at: Now, document: str) -> Turn | None:
    replies = missing.ask_message(at.case, document, today=at.today)
    return Turn(at.case, replies) if replies else None


def _missing(at: Now, rest: str) -> Turn:
    """The first papers in a message of their own; from there the pages turn in their place."""
    start = int(rest) if rest.isdecimal() else 0
    shown = missing.missing_papers(at.case, today=at.today, start=start, in_place=bool(rest))
    return Turn(at.case, (shown,))


def _move(at: Now, key: str) -> Turn | None:
    """How one of the first moves is made; nothing where the case no longer calls for it."""
    known = first_moves(flows.facts_of(at.case, today=at.today))
    if all(each.move.id != key for each in known):
        return None
    return Turn(at.case, (explaining.move_page(at.case, key, today=at.today),))


def _only_needed(at: Now, rest: str) -> Turn:
    return turn_to(at, with_scratch(without_screen(at.case), pace="essential", changing=None))


def _all_questions(at: Now, rest: str) -> Turn:
    case = with_scratch(without_screen(at.case), pace=None, changing=None)
    if case.phase in AFTER[:2]:
        case = flows.moved(case, "change", today=at.today)
    return turn_to(at, case)


def _language(at: Now, language: str) -> Turn | None:
    if language not in languages():
        return None
    case = renewed(msgspec.structs.replace(at.case, language=language))
    after = stands(case, today=at.today)
    return Turn(case, present(after, after.words.phrase("messages.language_set")))


def _delete(at: Now, rest: str) -> Turn | None:
    if rest != "yes":
        return None
    done = page(at.words.phrase("messages.delete_done"))
    return Turn(None, (done,), chosen=at.words.button("erase"), erases=True)


def _restart(at: Now, rest: str) -> Turn | None:
    if rest != "yes":
        return None
    case = flows.moved(new_case(at.case.language, today=at.today), "agree", today=at.today)
    case = renewed(flows.settled(case, today=at.today))
    after = stands(case, today=at.today)
    note = at.words.phrase("messages.restarted")
    return Turn(case, present(after, note), erases=True)


def _after_sending(tells: Callable[[Now], Turn]) -> Callable[[Now, str], Turn | None]:
    """A button that makes sense once the letter is out, and nowhere else."""
    return lambda at, rest: tells(at) if at.case.phase == SENT else None


_ACTIONS: dict[str, Callable[[Now, str], Turn | None]] = {
    **correcting.ACTIONS,
    **paper_confirm.ACTIONS,
    **collecting.ACTIONS,
    **cases.ACTIONS,
    **feedback.ACTIONS,
    "back": lambda at, rest: back(at),
    "keep": lambda at, rest: keep(at),
    "why": lambda at, rest: why(at, in_place=True),
    "go_on": lambda at, rest: Turn(at.case, present(at)),
    "ask": _ask,
    "missing": _missing,
    "move": _move,
    "make": lambda at, rest: make(at),
    "looks_right": lambda at, rest: _papers(at, "changed"),
    "all_files": lambda at, rest: all_files(at),
    "group": _group,
    "large": _large,
    "only_needed": _only_needed,
    "all_questions": _all_questions,
    "language": _language,
    "delete": _delete,
    "restart": _restart,
    "sent": lambda at, rest: afterwards.sent(at, House()),
    "got": lambda at, rest: afterwards.got(at, House()),
    "approved": _after_sending(afterwards.approved),
    "denied": _after_sending(afterwards.denied),
    "unanswered": _after_sending(afterwards.unanswered),
    "remind": lambda at, rest: reminders.begun(at),
    "stop_reminders": lambda at, rest: reminders.ended(at),
}
