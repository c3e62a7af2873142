"""The page on the last day to appeal, and what a plan with fewer rights does not give."""

from __future__ import annotations

from datetime import date

import flows
from bot.conversation import finding
from bot.conversation.replies import Reply, page
from flows.errors import InvalidAnswer
from flows.interview.case import Case
from flows.interview.words import Words, words
from flows.law.deadlines import DueDate

NEAR = 14  # days: less is little time


def limits(case: Case, *, today: date) -> tuple[Reply, ...]:
    """What this kind of plan does not give, nothing where no right is limited."""
    coverage = flows.facts_of(case, today=today).coverage
    if coverage is None or not coverage.limited:
        return ()
    return (page(words(case.language).phrase(f"law.limits_{coverage.id}")),)


def warning(case: Case, *, today: date) -> tuple[Reply, ...]:
    """By when to ask that the care goes on, and what that may cost, before the person chooses."""
    facts, said = flows.facts_of(case, today=today), words(case.language)
    if facts.coverage is None or not facts.benefits_can_go_on:
        return ()
    due, text = facts.due(today=today), facts.coverage.continuation_of_benefits.warning_text
    day = due.keep_benefits_by if due else None
    told = []
    if day and day >= today:
        told.append(said.phrase("messages.keep_benefits_by", day=said.day(day, weekday=True)))
    if text:
        told.append(said.phrase(f"law.{text}"))
    return (page(*told),) if told else ()


def deadline(case: Case, *, today: date) -> tuple[Reply, ...]:
    """By when to file and why; nothing while the date or the coverage is not known."""
    facts = flows.facts_of(case, today=today)
    if "coverage" not in facts.answers:
        return ()
    try:
        due = facts.due(today=today)
    except InvalidAnswer:
        return ()
    said = words(case.language)
    if due is None:
        return ()
    fields: dict[str, object] = {"aim_by": said.day(due.aim_by, weekday=True)}
    if facts.coverage is None:
        return (page(finding.not_known(facts, due, said)),)
    because = " ".join(grounds(due, said))
    if due.last_day is None:
        return (page(said.phrase("messages.deadline_unknown", **fields, because=because)),)
    last_day = said.day(due.last_day, weekday=True)
    if due.late:
        cause = facts.term is not None and facts.term.good_cause is not None
        key = "deadline_passed_good_cause" if cause else "deadline_passed"
        return (page(said.phrase(f"messages.{key}", last_day=last_day)),)
    found = said.phrase("messages.deadline_found", **fields, last_day=last_day, because=because)
    days = (due.last_day - today).days
    if days < NEAR:
        return (page(found, said.phrase("messages.deadline_near", days_left=days)),)
    return (page(found),)


def grounds(due: DueDate, said: Words) -> list[str]:
    """Why the date is what it is, a sentence each."""
    return [
        said.phrase(
            f"law.{ground.key}",
            **{
                name: said.day(value) if isinstance(value, date) else value
                for name, value in ground.values.items()
            },
        ).plain()
        for ground in due.because
    ]
