"""What is said and asked by telephone in a case, as data.

The shape of `data/law/calls.yaml`; the words stand in `words/<language>/script.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from flows.clauses import holds
from flows.interview.path import Answers
from flows.loading import DATA, Entry, load
from flows.plan import AppealPlan
from flows.situations import situation_of

Part = Literal["plan", "sent", "office"]


class CallLine(Entry, frozen=True, kw_only=True):
    """What is said, in which call, and what is written down; `when` as in situations.yaml."""

    line: str
    part: Part
    note: Literal["name", "answer", "where", "day"]
    when: tuple[Mapping[str, tuple[str, ...]], ...] = ()


class Calls(Entry, frozen=True, kw_only=True):
    """Every line, in the order of the calls, and the papers that the doctor's office has."""

    office_has: tuple[str, ...]
    lines: tuple[CallLine, ...]


@cache
def calls() -> Calls:
    """Every line we know."""
    return load(DATA / "law" / "calls.yaml", Calls)


def call_lines(plan: AppealPlan, *, speaks: str) -> tuple[CallLine, ...]:
    """The lines of this case for somebody who speaks that language."""
    facts = {**situation_of(plan), **_of_call(plan), "speaks": [speaks]}
    clinician = plan.facts.answers.get("asker") == "clinician"  # does not call the own office
    return tuple(
        each
        for each in calls().lines
        if (not each.when or holds(each.when, facts)) and not (clinician and each.part == "office")
    )


def office_papers(plan: AppealPlan) -> tuple[str, ...]:
    """The missing papers that the doctor's office has."""
    return tuple(n.document for n in plan.not_in_hand if n.document in calls().office_has)


def whom_to_call(plan: AppealPlan) -> str:
    """Who decides, as the words name them: plan, medicare, contractor or va."""
    coverage, level = plan.facts.coverage, plan.level
    if coverage is not None and coverage.id == "va_health_care":
        return "va"
    if level is not None and level.n > 1:
        return "contractor"
    return "medicare" if coverage is not None and coverage.id == "original_medicare" else "plan"


def _of_call(plan: AppealPlan) -> dict[str, Sequence[str]]:
    """What only calls hang on: what is there to read out, and what may be asked for."""
    answers, coverage, level = plan.facts.answers, plan.facts.coverage, plan.level
    letter = [n.state for n in plan.needed if n.document == "clinician_letter"]
    takes = coverage is not None and level is not None and coverage.takes_calls(level)
    return {
        "way": ["fax" if answers.get("appeals_fax") else _address(answers)],
        "claim": [_known(answers.get("claim_number"))],
        "dated": [_known(answers.get("notice_date"))],
        "urgency": [answers.get("urgent") or "no"],
        "call": ["yes" if takes else "no"],
        "letter": letter,
        "papers": ["yes" if office_papers(plan) else "no"],
    }


def _address(answers: Answers) -> str:
    return "address" if answers.get("appeals_address") else "missing"


def _known(value: object) -> str:
    return "known" if value else "missing"
