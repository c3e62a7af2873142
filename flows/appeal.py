"""From facts to the plan of an appeal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.documents import needed
from flows.facts import Facts
from flows.interview.questions import interview
from flows.law.reasons import reasons
from flows.mapped import mapped, open_needs
from flows.moves import first_moves
from flows.plan import AppealPlan
from flows.rights import answer_time, rights, urgent_request
from flows.steps import steps


def appeal_plan(facts: Facts, *, today: date) -> AppealPlan:
    """The plan for these facts."""
    papers = tuple(needed(facts))
    plan = AppealPlan(
        facts=facts,
        today=today,
        due=facts.due(today=today),
        level=facts.level,
        next_level=facts.next_level,
        reasons=tuple(reasons()[key] for key in facts.reasons),
        rights=rights(facts, today=today),
        urgent_request=urgent_request(facts),
        answer=answer_time(facts),
        needed=papers,
        mapped=mapped(facts, today=today),
        gaps=_gaps(facts),
        moves=first_moves(facts),
        steps=(),
    )
    return replace(plan, steps=steps(plan))


def _gaps(facts: Facts) -> tuple[str, ...]:
    """The questions answered "not known", and what a criterion still needs, in their order."""
    needed_still = open_needs(facts)
    return tuple(
        question.key
        for question in interview().questions
        if facts.answers.get(question.key, "") is None or question.key in needed_still
    )
