"""What the step of the appeal itself calls for: its form, its least amount, care that goes on."""

from __future__ import annotations

from flows.law.amounts import amount_needed
from flows.plan import AppealPlan, ToDo


def level_steps(plan: AppealPlan) -> list[ToDo]:
    """The steps of the checklist that this level and coverage call for, in order."""
    found = [_limits(plan), _unanswered(plan), *_benefits(plan), _amount(plan)]
    return [step for step in found if step is not None]


def form_step(plan: AppealPlan) -> ToDo | None:
    """A form that may be asked for beside the letter; only one whose name was read."""
    level = plan.level
    if level is None:
        return None
    if level.process_kind is not None:
        return ToDo("form", "form_own_how", plan.aim_by)
    read = (each for each in level.forms if each.verified == "read-in-stored-text" and each.number)
    form = next(read, None)
    return ToDo("form", "form_how", plan.aim_by, {"form": form.number}) if form else None


def _limits(plan: AppealPlan) -> ToDo | None:
    """What a plan with fewer rights does not give."""
    coverage = plan.facts.coverage
    if coverage is None or not coverage.limited:
        return None
    return ToDo("limits", "limits_how", None, {"limits": coverage.id})


def _unanswered(plan: AppealPlan) -> ToDo | None:
    if plan.facts.outcome != "no_answer":
        return None
    return ToDo("no_answer", "no_answer_how", plan.today)


def _benefits(plan: AppealPlan) -> list[ToDo]:
    """Ask that the care goes on; and once more with the next step, where the rule wants that."""
    if plan.facts.answers.get("keep_benefits") != "yes":
        return []
    day = plan.keep_benefits_by
    if day is None:
        return [ToDo("benefits", "benefits_today_how", plan.today)]
    if day < plan.today:
        return [ToDo("benefits", "benefits_late_how", plan.today, {"day": day})]
    found = [ToDo("benefits", "benefits_how", plan.aim_by, {"day": day})]
    again = _again(plan)
    return [*found, ToDo("benefits_again", "benefits_again_how", None, again)] if again else found


def _again(plan: AppealPlan) -> dict[str, object] | None:
    """How many days there are to ask once more, at a later step that has such a time."""
    coverage, level = plan.facts.coverage, plan.level
    if coverage is None or level is None:
        return None
    later = {other.id for other in coverage.levels if other.n > level.n}
    entries = coverage.continuation_of_benefits.deadlines
    days = [e.amount for e in entries if e.level in later and e.may_be_printed and e.amount]
    return {"days": days[0]} if days else None


def _amount(plan: AppealPlan) -> ToDo | None:
    """The least amount in dispute, where this step needs one and it is not met as told."""
    coverage, level = plan.facts.coverage, plan.level
    if coverage is None or level is None or not level.needs_amount_in_controversy:
        return None
    needed = amount_needed(coverage, level, filed_on=plan.aim_by)
    if needed is None:
        return ToDo("amount", "amount_ask_how", plan.today)
    told = plan.facts.answers.get("amount_denied")
    if told is not None and told >= needed.usd:
        return None
    how = "amount_unknown_how" if told is None else "amount_short_how"
    return ToDo("amount", how, plan.today, {"usd": needed.usd, "year": plan.aim_by.year})
