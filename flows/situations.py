"""Steps that a situation calls for, as data: a wrong code, a bill, a rule that is not known.

The shape of `data/law/situations.yaml`; the words stand in `words/<language>/checklist.yaml` as
`step_<step>` and `step_<step>_how`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal

from flows.clauses import holds
from flows.loading import DATA, Entry, load
from flows.plan import AppealPlan, ToDo

PLENTY, SHORT = 45, 14  # days left: more is time to ask for the rule first, less is none to wait


class Situation(Entry, frozen=True, kw_only=True):
    """A step, and the cases that call for it; each alternative is a table of fact: [values]."""

    step: str
    when: tuple[Mapping[str, tuple[str, ...]], ...]
    by: Literal["today", "soon", "aim"]


def called_for(plan: AppealPlan) -> list[ToDo]:
    """The steps that this case calls for, in the order of the data."""
    facts = situation_of(plan)
    days = {
        "today": plan.today,
        "soon": min(plan.today + timedelta(days=3), plan.aim_by),
        "aim": plan.aim_by,
    }
    return [
        ToDo(each.step, f"{each.step}_how", days[each.by])
        for each in situations()
        if holds(each.when, facts)
    ]


def situation_of(plan: AppealPlan) -> dict[str, Sequence[str]]:
    """What the conditions of data may hang on: the facts, and what only the plan knows."""
    return {**plan.facts.situation(), **_of_plan(plan)}


@cache
def situations() -> tuple[Situation, ...]:
    """Every situation we know."""
    return load(DATA / "law" / "situations.yaml", tuple[Situation, ...])


def _of_plan(plan: AppealPlan) -> dict[str, Sequence[str]]:
    """What only the plan knows: the time left, whether the rule is known."""
    answers = plan.facts.answers
    left = _days_left(plan.due.last_day if plan.due else None, plan.today)
    time = "some"
    if left is not None and plan.facts.pace != "urgent":
        time = "plenty" if left > PLENTY else "short" if 0 <= left < SHORT else "some"
    known = bool(answers.get("criteria")) or answers.get("criteria_given") == "yes"
    return {
        "time": [time],
        "rule": ["known" if known else "not_known"],
        "judgment": ["yes" if plan.facts.medical_judgment else "no"],
    }


def _days_left(last_day: date | None, today: date) -> int | None:
    return (last_day - today).days if last_day else None
