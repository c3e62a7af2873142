"""Which first moves fit a case, the best first, and what each of them settles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.clauses import holds
from flows.documents import READS as SITUATION
from flows.facts import Facts
from flows.law.moves import Move, TimeLimit, moves

# The question behind each fact that may not be asked yet: then the fact fits nothing.
_ASKED = {
    "reason": "denial_reasons",
    "about": "denial_reasons",
    "judgment": "denial_reasons",
    "service": "service",
    "coverage": "coverage",
    "expedited": "coverage",
    "peer": "coverage",
    "timing": "care_timing",
    "billed": "billed",
    "group_code": "group_code",
    "code_matches": "code_matches",
    "authorization": "authorization",
    "urgent": "urgent",
}
# All that a first move hangs on.
READS = (*SITUATION, "denial_wording")


@dataclass(frozen=True)
class FirstMove:
    """A move that fits a case, and the reasons of the case that it answers, in their order.

    `alone`: it is called for whatever the reasons are.
    """

    move: Move
    reasons: tuple[str, ...]
    alone: bool
    time_limit: TimeLimit | None


def first_moves(facts: Facts) -> tuple[FirstMove, ...]:
    """The moves that fit what is known so far, in the order of the data."""
    situation = _situation(facts)
    wording = str(facts.answers.get("denial_wording") or "")
    coverage = facts.answers.get("coverage") or "unknown"
    found = []
    for move in moves():
        fitting = [clause for clause in move.when if holds([clause], situation)]
        if not fitting or move.not_after in situation["office"] or not move.is_worded(wording):
            continue
        named = {reason for clause in fitting for reason in clause.get("reason", ())}
        found.append(
            FirstMove(
                move=move,
                reasons=tuple(reason for reason in facts.reasons if reason in named),
                alone=any("reason" not in clause for clause in fitting) or move.wrong_tool,
                time_limit=move.time_limit(coverage),
            )
        )
    return tuple(found)


def best(facts: Facts) -> str | None:
    """The key of the best move that can be told now; of a reason, where no move fits.

    A quicker tool than an appeal is told at once; for the others all that decides must be known.
    """
    found = first_moves(facts)
    if found and (found[0].move.instead_of_appeal or found[0].move.wrong_tool or all_known(facts)):
        return found[0].move.id
    return facts.reasons[0] if not found and all_known(facts) else None


def on_the_checklist(found: Sequence[FirstMove]) -> tuple[FirstMove, ...]:
    """Those of them that add something: one for each reason, and those that stand alone."""
    kept: list[FirstMove] = []
    answered: set[str] = set()
    for each in found:
        if each.alone or not answered.issuperset(each.reasons):
            kept.append(each)
            answered.update(each.reasons)
    return tuple(kept)


def all_known(facts: Facts) -> bool:
    """Whether all that decides between the moves was asked."""
    answers = facts.answers
    known = all(key in answers for key in ("denial_reasons", "coverage", "care_timing"))
    return known and (answers["care_timing"] == "already_had" or "urgent" in answers)


def _situation(facts: Facts) -> Mapping[str, Sequence[str]]:
    answers, coverage = facts.answers, facts.coverage
    given = answers.get("care_timing") == "already_had"
    fast = coverage is not None and coverage.expedited.available is True and not given
    situation: Mapping[str, Sequence[str]] = {
        **facts.situation(),
        "judgment": ["yes" if facts.medical_judgment else "no"],
        "urgent": [answers.get("urgent") or "not_sure"],
        "expedited": ["yes" if fast else "no"],
        "peer": ["yes" if facts.takes_calls else "no"],
    }
    return {
        fact: () if fact in _ASKED and _ASKED[fact] not in answers else values
        for fact, values in situation.items()
    }
