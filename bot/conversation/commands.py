"""The commands of the chat. Every one works in every phase."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import flows
from bot.conversation import (
    afterwards,
    answering,
    blocks,
    cases,
    collecting,
    feedback,
    mydata,
    pages,
    presses,
    reminders,
    reminding,
    reviewing,
    screens,
    standing,
)
from bot.conversation.checklist import print_way
from bot.conversation.needed import answers_needed, before_a_letter
from bot.conversation.now import Now
from bot.conversation.progress import place
from bot.conversation.replies import House, Row, Turn, page
from bot.conversation.turns import beside, present
from flows.errors import InvalidAnswer
from flows.interview.lifecycle import AFTER, SENT, STOPPED
from flows.interview.words import Phrase, languages, words


def turn(at: Now, name: str, house: House) -> Turn:
    """What a command leads to."""
    command = _COMMANDS.get(name)
    if command is None:
        return beside(at, at.words.phrase("messages.unknown_command"))
    return command(at, house)


@cache
def english_name(typed: str) -> str:
    """The command's English name, whatever the language it was typed in."""
    for language in languages():
        for key, command in words(language).commands.items():
            if command["name"] == typed.casefold():
                return key
    return typed


def _start(at: Now, house: House) -> Turn:
    if at.step is None:
        return Turn(at.case, present(at))
    n, total = place(at.case, at.path, at.step)
    case = cases.name(at.case, at.words)
    note = at.words.phrase("messages.resume", case=case, n=n, total=total)
    return Turn(at.case, present(at, note))


def _help(at: Now, house: House) -> Turn:
    facts = flows.facts_of(at.case, today=at.today)
    helped = pages.help_page(at.words, house, facts)
    return Turn(at.case, (helped, *present(at)))


def _privacy(at: Now, house: House) -> Turn:
    return Turn(at.case, (pages.privacy(at.words, house), *present(at)))


def _language(at: Now, house: House) -> Turn:
    return Turn(at.case, (pages.change_language(),))


def _cases(at: Now, house: House) -> Turn:
    return Turn(at.case, cases="")


def _mydata(at: Now, house: House) -> Turn:
    return Turn(at.case, (*mydata.mydata(at.case, today=at.today), *present(at)))


def _delete(at: Now, house: House) -> Turn:
    return Turn(at.case, (pages.confirm(at.words, "delete"),))


def _restart(at: Now, house: House) -> Turn:
    return Turn(at.case, (pages.confirm(at.words, "restart"),))


def _cancel(at: Now, house: House) -> Turn:
    return Turn(at.case, (page(at.words.phrase("messages.cancelled")),))


def _back(at: Now, house: House) -> Turn:
    return presses.back(at, in_place=False)


def _skip(at: Now, house: House) -> Turn:
    if at.case.scratch.get("sending"):
        return collecting.enough(at)
    if at.step is None:
        return Turn(at.case, present(at))
    if screens.is_changing(at):  # whoever went back to look must not lose the answer by going on
        return presses.keep(at)
    try:
        answered = blocks.skipped(at) if at.block else answering.skipped(at)
    except InvalidAnswer:
        answered = None
    if answered is None:
        return beside(at, at.words.phrase("messages.cannot_skip", how=screens.how(at)))
    return afterwards.goes_on(at, answered)


def _why(at: Now, house: House) -> Turn:
    return presses.why(at)


def _review(at: Now, house: House) -> Turn:
    return Turn(at.case, (reviewing.review(at),))


def _letter(at: Now, house: House) -> Turn:
    return presses.all_files(at)


def _status(at: Now, house: House) -> Turn:
    if at.case.phase == STOPPED:
        return Turn(at.case, present(at))
    rows = () if answers_needed(at) else standing.to_missing(at)
    rows = (*rows, *reminding.way(at.case))
    return _told(at, standing.status(at), rows=rows)


def _deadline(at: Now, house: House) -> Turn:
    if at.case.phase == STOPPED:
        return Turn(at.case, present(at))
    return _told(at, standing.last_day(at))


def _checklist(at: Now, house: House) -> Turn:
    needed = before_a_letter(at)
    if needed:
        return Turn(at.case, (needed,))
    if at.case.phase == SENT and at.case.approved:
        return Turn(at.case, present(at))
    if at.step is None and at.case.phase in AFTER:
        rows = (*standing.ways(at), print_way(at.case))
        return Turn(at.case, (page(*standing.short_list(at), rows=rows),))
    return _told(at, standing.short_list(at), rows=standing.to_missing(at))


def _told(at: Now, parts: tuple[Phrase, ...], *, rows: tuple[Row, ...] = ()) -> Turn:
    """What was asked for, and the question once more; where there is none, the ways on."""
    if at.step is None:
        return Turn(at.case, (page(*parts, rows=standing.ways(at)),))
    return Turn(at.case, (page(*parts, rows=rows), *present(at)))


_COMMANDS: dict[str, Callable[[Now, House], Turn]] = {
    "start": _start,
    "help": _help,
    "back": _back,
    "skip": _skip,
    "why": _why,
    "review": _review,
    "status": _status,
    "deadline": _deadline,
    "letter": _letter,
    "checklist": _checklist,
    "language": _language,
    "privacy": _privacy,
    "cancel": _cancel,
    "restart": _restart,
    "delete": _delete,
    "mydata": _mydata,
    "cases": _cases,
    "feedback": feedback.asks,
    "sent": afterwards.sent,
    "got": afterwards.got,
    "call": afterwards.call,
    "decision": afterwards.decision,
    "stop": reminders.stop,
}
