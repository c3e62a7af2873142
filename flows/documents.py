"""Which papers support an appeal, and which of them are in hand, asked for or missing.

The shape of `data/law/documents.yaml`; the words stand in `words/<language>/documents.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from flows.facts import Facts
from flows.interview.path import Answers, Choices
from flows.loading import DATA, Entry, load

Strength = Literal["required", "strong", "helps"]
State = Literal["have", "asked", "missing", "not_applicable"]
STRENGTHS: tuple[Strength, ...] = ("required", "strong", "helps")


class DocumentRule(Entry, frozen=True, kw_only=True):
    """A paper, how much it counts, and for which cases."""

    document: str
    strength: Strength
    needed_for: tuple[Mapping[str, tuple[str, ...]], ...]
    days_to_get: int

    def fits(self, situation: Mapping[str, object]) -> bool:
        """Whether one of the alternatives holds of the case."""
        return any(
            all(set(wanted) & set(_values(situation[fact])) for fact, wanted in clause.items())
            for clause in self.needed_for
        )


@dataclass(frozen=True)
class Needed:
    """A paper that supports this appeal, and where it stands."""

    document: str
    strength: Strength
    state: State
    days_to_get: int

    def have_by(self, *, today: date, aim_by: date) -> date:
        """The day to have it by: when it can be got, but two days before the letter goes."""
        return max(min(today + timedelta(days=self.days_to_get), aim_by - timedelta(days=2)), today)


@cache
def rules() -> tuple[DocumentRule, ...]:
    """Every document rule."""
    return load(DATA / "law" / "documents.yaml", tuple[DocumentRule, ...])


def needed(facts: Facts) -> list[Needed]:
    """The papers that support this appeal, the most needed first."""
    situation = facts.situation()
    states = facts.answers.get("documents") or {}
    best: dict[str, Needed] = {}
    for rule in rules():
        if not rule.fits(situation):
            continue
        known = best.get(rule.document)
        if known and STRENGTHS.index(known.strength) <= STRENGTHS.index(rule.strength):
            continue
        state = states.get(rule.document, "missing")
        best[rule.document] = Needed(rule.document, rule.strength, state, rule.days_to_get)
    return sorted(best.values(), key=lambda each: STRENGTHS.index(each.strength))


def choices() -> dict[str, Choices]:
    """The named lists that questions may draw their options from."""
    return {"documents": Choices(_READS, _documents)}


# What Facts.situation reads.
_READS = (
    "denial_reasons",
    "service",
    "coverage",
    "asker",
    "care_timing",
    "treatments",
    "prior_tests",
    "plan_criteria",
    "criteria_given",
    "office_action",
    "billed",
    "group_code",
    "code_matches",
    "authorization",
    "network_reasons",
)


def _documents(answers: Answers) -> list[str]:
    return [each.document for each in needed(Facts(answers))]


def _values(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [str(value)]
