"""What is said next: the question, the review or a page, with notes before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec

import flows
from bot.conversation import (
    answering,
    blocks,
    checks,
    deadline,
    explaining,
    labels,
    missing,
    pages,
    paper_screen,
    reviewing,
    screens,
    sheets,
    standing,
)
from bot.conversation.now import Now, stands
from bot.conversation.replies import Reply, Turn
from flows.errors import InvalidAnswer
from flows.interview import record
from flows.interview.case import Case
from flows.interview.lifecycle import DRAFTED, SENT, STOPPED
from flows.interview.path import Step
from flows.interview.words import Phrase

# Answers that move the last day to file.
MOVES_THE_DATE = frozenset(
    {
        "coverage",
        "plan_from",
        "card_shows",
        "self_funded",
        "coverage_found",
        "notice_date",
        "received_on",
        "printed_deadline",
        "level",
        "outcome",
        "asked_on",
        "effective_date",
        "urgent",
    }
)


def present(at: Now, *notes: Phrase, in_place: bool = False) -> tuple[Reply, ...]:
    """What is on the screen now: the question, the review, or the page that stops."""
    if at.step and "after" in at.case.scratch:
        return (_question(at, *notes, in_place=in_place),)
    if at.case.scratch.get("read"):
        return (*told(notes), paper_screen.screen(at, in_place=in_place))
    sending = at.case.scratch.get("sending")
    if sending:
        page = sheets.send(at, sending)
        return (replace(page, parts=(*notes, *page.parts)),)
    which = flows.footing(at.case, today=at.today).obstacle
    if at.case.phase == STOPPED and which and not at.case.scratch.get("changing"):
        return (*told(notes), pages.obstacle(at.case, which, today=at.today))
    if at.step is None and at.case.phase == SENT:
        shows = pages.approved if at.case.approved else pages.waiting
        return (*told(notes), shows(at.case, today=at.today))
    if at.step is None and at.case.phase == DRAFTED:
        return (*told(notes), standing.made(at))
    if at.step is None:
        return (*told(notes), reviewing.review(at))
    before: tuple[Reply, ...] = ()
    if at.step.question.emergency and not in_place:
        before = (Reply((at.words.phrase(f"messages.{at.step.question.emergency}"),)),)
    return (*before, _question(at, *notes, in_place=in_place))


def _question(at: Now, *notes: Phrase, in_place: bool = False) -> Reply:
    ask = blocks.question if at.block else screens.question
    return ask(at, *notes, in_place=in_place)


def turn_to(at: Now, case: Case, *notes: Phrase, in_place: bool = False) -> Turn:
    """The turn to what that case shows, settled and one screen on."""
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    return Turn(after.case, present(after, *notes, in_place=in_place))


def follow(before: Now, answered: answering.Answered) -> Turn:
    """What is said after an answer: notes, the pages that it opened, then what comes next."""
    case = renewed(answered.case)
    after = stands(case, today=before.today)
    if answered.stays:
        shown = _question(after, *answered.notes, in_place=not answered.notes)
        return Turn(case, (shown,))
    if before.step and _alarm(before.step, case):
        alarm = pages.emergency(before.words, str(before.step.question.emergency), has_case=True)
        return Turn(case, (alarm,), chosen=answered.chosen)
    opened: tuple[Reply, ...] = ()
    if before.step and before.step.address in MOVES_THE_DATE:
        opened = of_the_plan(before.case, case, today=before.today)
    if before.step and before.step.address == "denial_reasons":
        opened = (*opened, explaining.reasons(after))
    if after.step is None and before.case.phase != case.phase and case.phase != STOPPED:
        opened = (*opened, missing.missing_papers(case, today=before.today))
    news = _news(before.step, case) if before.step else ()
    if not news:  # it says what to do itself
        opened = (*opened, *explaining.first_move(before.case, case, today=before.today))
    opened = news if case.phase == STOPPED else (*news, *opened)
    notes = answered.notes
    if after.step is not None:  # in the review they stand first
        notes = (*notes, *checks.newly_made(before.case, case, today=before.today))
    if opened and notes:
        opened, notes = (*told(notes), *opened), ()
    return Turn(case, (*opened, *present(after, *notes)), chosen=answered.chosen)


def _alarm(step: Step, case: Case) -> bool:
    """Whether the answer just given holds something that may need care at once."""
    chosen = record.value(case.answers, step.address)
    return isinstance(chosen, list) and bool(set(step.question.alarms) & set(map(str, chosen)))


def _news(step: Step, case: Case) -> tuple[Reply, ...]:
    """What the answer just given changes: a page for each option that has news, once."""
    if not step.question.news:
        return ()
    value = record.value(case.answers, step.address)
    chosen = value if isinstance(value, list) else [value]
    told = dict.fromkeys(step.question.news[each] for each in chosen if each in step.question.news)
    return tuple(pages.news(case, which) for which in told)


def of_the_plan(before: Case, after: Case, *, today: date) -> tuple[Reply, ...]:
    """What an answer about plan or paper opens: fewer rights, told once, and the deadline."""
    fewer = () if deadline.limits(before, today=today) else deadline.limits(after, today=today)
    begins = "effective_date" in after.answers and "effective_date" not in before.answers
    cost = deadline.warning(after, today=today) if begins else ()
    return (*fewer, *_new_deadline(before, after, today=today), *cost)


def _new_deadline(before: Case, after: Case, *, today: date) -> tuple[Reply, ...]:
    """The deadline, where the answer made or moved it; while the plan may be found, not yet."""
    if flows.is_finding(after, today=today):
        return ()
    was_open = flows.is_finding(before, today=today)
    old = () if was_open else deadline.deadline(before, today=today)
    new = deadline.deadline(after, today=today)
    return new if [each.plain() for each in old] != [each.plain() for each in new] else ()


def refused(at: Now, wrong: InvalidAnswer) -> Turn:
    """An answer that does not fit: what to do, in the words of the question, and the question."""
    address = at.step.address if at.step else wrong.key
    return Turn(at.case, present(at, labels.refusal(wrong, address, at.words)))


def beside(at: Now, note: Phrase) -> Turn:
    """Something that is no answer: said so, and the present question once more."""
    return Turn(at.case, present(at, note))


def told(notes: tuple[Phrase, ...]) -> tuple[Reply, ...]:
    return (Reply(notes),) if notes else ()


def renewed(case: Case) -> Case:
    """The case one screen on: older buttons no longer fit it."""
    return msgspec.structs.replace(case, screen=case.screen + 1)
