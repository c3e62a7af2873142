"""A first move in the words of a language: what, when it is better, how, who makes it, by when."""

from __future__ import annotations

from flows.interview.words import Words
from flows.moves import FirstMove
from flows.plan import AppealPlan


def told(each: FirstMove, plan: AppealPlan, said: Words) -> dict[str, str]:
    """The parts of what is said about a move. That the time to appeal runs on is said beside it."""
    own = said.moves[each.move.id]
    return {
        "step": own.step,
        "better": own.better,
        "how": own.how_for(each.reasons),
        "who": said.phrase(f"checklist.move_who_{each.move.who}").plain(),
        "by": _by_when(each, plan, said),
    }


def told_of_reason(reason: str, plan: AppealPlan, said: Words) -> str:
    """What to do first about a reason that no move of the list answers."""
    own, coverage = said.reasons[reason], plan.facts.coverage
    no_doctor = coverage is not None and plan.level and not coverage.takes_calls(plan.level)
    return own.move_medicare if no_doctor and own.move_medicare else own.move


def _by_when(each: FirstMove, plan: AppealPlan, said: Words) -> str:
    if each.move.id == "expedited_request" and plan.answer and plan.answer.unit == "hours":
        return said.phrase("checklist.move_by_hours", amount=plan.answer.amount).plain()
    limit = each.time_limit
    if limit is None:
        return said.phrase("checklist.move_by_ask").plain()
    return said.phrase(f"checklist.move_by_{limit.start}", amount=limit.amount).plain()
