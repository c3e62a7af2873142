"""The papers of a case, made and handed over. Some 0.1 s of the processor: run in a thread."""

from __future__ import annotations

import logging
import unicodedata
from datetime import date

import flows
from bot.conversation import labels
from bot.conversation.checklist import checklist
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.appeal import appeal_plan
from flows.interview.case import Case
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words, words
from flows.plan import AppealPlan
from letters.writing.errors import Undrawable
from letters.writing.papers import Papers, all_papers

log = logging.getLogger(__name__)


def handed_over(case: Case, *, today: date) -> tuple[Reply, ...]:
    """The files, what to do with them, and the checklist; or what keeps the letter from printing.

    Raises:
        DataError: a linter refused the letter: our fault, never the person's.
    """
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    said = words(case.language)
    try:
        made = all_papers(plan, case.language)
    except Undrawable as missing:
        return (_cannot_draw(missing, said),)
    files = tuple(Reply((), file=paper) for paper in made.papers)
    name = next(paper.name for paper in made.papers if paper.kind == "checklist")
    steps = page(*checklist(case, today=today, file=name))
    return (*files, steps, _ready(case, plan, made, today=today))


def _ready(case: Case, plan: AppealPlan, made: Papers, *, today: date) -> Reply:
    said = words(case.language)
    last_day = plan.due.last_day if plan.due and not plan.due.late else None
    told: object = ""
    if last_day:
        day = said.day(last_day, weekday=True)
        told = said.phrase("messages.letter_ready_last_day", last_day=day)
    ready = said.phrase(
        "messages.letter_ready",
        sign_page=made.sign_page,
        where=_where(plan, said),
        aim_by=said.day(plan.aim_by, weekday=True),
        last_day=told,
    )
    parts = [ready]
    if made.own_words:
        names = said.listed([labels.name(key, said) for key in made.own_words])
        parts.append(said.phrase("messages.letter_own_words", names=names))
    rows: list[Row] = [(Button(said.button("sent"), SCREEN, "sent"),)]
    if plan.not_in_hand:
        rows.append((Button(said.button("see_missing"), SCREEN, "missing"),))
    if flows.where(case, today=today).now is not None or case.scratch.get("pace"):
        rows.append((Button(said.button("stronger"), SCREEN, "all_questions"),))
    rows.append((Button(said.button("change"), SCREEN, "review"),))
    return page(*parts, rows=tuple(rows))


def _where(plan: AppealPlan, said: Words) -> Phrase:
    answers = plan.facts.answers
    if answers.get("appeals_fax"):
        return said.phrase("messages.where_fax", fax=answers["appeals_fax"])
    known = "address" if answers.get("appeals_address") else "unknown"
    return said.phrase(f"messages.where_{known}")


def _cannot_draw(missing: Undrawable, said: Words) -> Reply:
    """Which character, in which answer; the answer can be changed with one tap."""
    address = (missing.owner or "").removeprefix("answer:")
    key = address.split("[")[0].split(".")[0]
    known = key in {question.key for question in interview().questions}
    character = chr(int(missing.code_point.removeprefix("U+"), 16))
    told = said.phrase(
        "messages.letter_cannot_draw",
        character=f"{character} ({unicodedata.name(character, missing.code_point).lower()})",
        name=labels.name(key, said) if known else key,
    )
    rows: tuple[Row, ...] = ()
    if known:
        rows = ((Button(said.button("change_this"), SCREEN, f"change-{key}"),),)
    return page(told, rows=rows)
