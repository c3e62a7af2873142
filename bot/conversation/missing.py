"""The papers that are not in hand: a few at a time, the most needed first; how to ask for each."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation import sheets
from bot.conversation.labels import shortened
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.appeal import appeal_plan
from flows.documents import Needed
from flows.interview.case import Case
from flows.interview.words import Phrase, Words, words
from flows.plan import AppealPlan
from letters.writing.asking import ask_phrase

SHOWN = 3  # papers of one page: more is longer than a phone shows


def missing_papers(case: Case, *, today: date, start: int = 0, in_place: bool = False) -> Reply:
    """What is not in hand: what it must show, who has it, by when; a message to ask for each.

    The papers from `start` on that fit a page; the others are named, behind a button.
    """
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    said = words(case.language)
    if not plan.not_in_hand:
        return page(said.phrase("messages.missing_none"))
    if start >= len(plan.not_in_hand):  # some came since the button was shown
        start = 0
    shown, after = plan.not_in_hand[start : start + SHOWN], plan.not_in_hand[start + SHOWN :]
    parts = [said.phrase("messages.missing_rest" if start else "messages.missing_intro")]
    parts += [_missing(each, plan, said) for each in shown]
    rows: list[Row] = [
        (Button(_ask_label(each, said), SCREEN, f"ask-{each.document}"),) for each in shown
    ]
    if after:
        names = said.listed([said.documents[each.document].name for each in after])
        parts.append(said.phrase("messages.missing_also", names=names))
        more = said.phrase("buttons.more_papers", count=len(after)).plain()
        rows.append((Button(more, SCREEN, f"missing-{start + SHOWN}"),))
    if start:
        rows.append((Button(said.button("back"), SCREEN, f"missing-{max(start - SHOWN, 0)}"),))
        return Reply(tuple(parts), tuple(rows), in_place)
    if not plan.in_hand:
        parts.append(said.phrase("messages.weak_support"))
    return Reply(tuple(parts), (*rows, sheets.way(case)), in_place)


def ask_message(case: Case, document: str, *, today: date) -> tuple[Reply, ...]:
    """A message ready to forward to whoever has the paper."""
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    each = next((n for n in plan.needed if n.document == document), None)
    if each is None:
        return ()
    said = words(case.language)
    ways: tuple[Row, ...] = (
        (Button(said.button("make_letter"), SCREEN, "make"),),
        (Button(said.button("see_missing"), SCREEN, "missing"),),
        (Button(said.button("review"), SCREEN, "review"),),
    )
    after = page(said.phrase("messages.after_ask"), rows=ways)
    return page(said.phrase("messages.ask_intro")), page(ask_phrase(each, plan)), after


def _missing(each: Needed, plan: AppealPlan, said: Words) -> Phrase:
    paper = said.documents[each.document]
    return said.phrase(
        "messages.missing_item_asked" if each.state == "asked" else "messages.missing_item",
        document=paper.name[:1].upper() + paper.name[1:],
        strength=said.phrase(f"messages.strength_{each.strength}"),
        shows=said.shows(each.document, each.owners),
        who=paper.who,
        by=said.day(each.have_by(today=plan.today, aim_by=plan.aim_by)),
    )


def _ask_label(each: Needed, said: Words) -> str:
    label = said.phrase("buttons.ask_message", document=said.documents[each.document].button)
    return shortened(label.plain())
