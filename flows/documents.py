"""Which papers support an appeal, and which of them are in hand, asked for or missing.

The shape of `data/law/documents.yaml`; the words stand in `words/<language>/documents.yaml`. The
evidence of each service and of each reason adds rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from flows.clauses import Situation, holds
from flows.facts import Facts
from flows.interview.path import Answers, Choices
from flows.interview.remembering import remembered
from flows.law.evidence import Evidence
from flows.law.reasons import reasons
from flows.law.services import services
from flows.loading import DATA, Entry, load

Strength = Literal["required", "strong", "helps"]
State = Literal["have", "asked", "missing", "not_applicable"]
STRENGTHS: tuple[Strength, ...] = ("required", "strong", "helps")
MOST = 8  # papers asked of one person: what only helps is left out beyond that


class DocumentRule(Entry, frozen=True, kw_only=True):
    """A paper, how much it counts, and for which cases.

    `owner` is the service or the reason whose evidence it is; a general rule has none.
    """

    document: str
    strength: Strength
    needed_for: tuple[Mapping[str, tuple[str, ...]], ...]
    owner: str | None = None

    def fits(self, situation: Situation) -> bool:
        """Whether one of the alternatives holds of the case."""
        return holds(self.needed_for, situation)


class Papers(Entry, frozen=True, kw_only=True):
    """Every paper with the days it takes to get, in the order asked for, and the general rules.

    `instead`: where the first is asked for, the second, which says the same, is not. `of_clinician`
    are those that the office of the ordering clinician has. `not_in_hand`: the earlier answers that
    tell of a paper that the person does not have it.
    """

    days_to_get: Mapping[str, int]
    of_clinician: tuple[str, ...] = ()
    instead: Mapping[str, str] = {}
    not_in_hand: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    rules: tuple[DocumentRule, ...]


@dataclass(frozen=True)
class Needed:
    """A paper that supports this appeal, and where it stands.

    `owners` are the service and the reasons of the case that ask something more of it.
    """

    document: str
    strength: Strength
    state: State
    days_to_get: int
    owners: tuple[str, ...] = ()

    def have_by(self, *, today: date, aim_by: date) -> date:
        """The day to have it by: when it can be got, but two days before the letter goes."""
        return max(min(today + timedelta(days=self.days_to_get), aim_by - timedelta(days=2)), today)


@cache
def papers() -> Papers:
    """Every paper, and the rules of any service and reason."""
    return load(DATA / "law" / "documents.yaml", Papers)


@cache
def rules() -> tuple[DocumentRule, ...]:
    """Every document rule: the general ones, then those of each service and of each reason."""
    found = list(papers().rules)
    for key, service in services().items():
        found += _of(service.evidence, key, {"service": (key,), "about": ("care",)})
    for key, reason in reasons().items():
        found += _of(reason.evidence, key, {"reason": (key,)})
    return tuple(found)


def needed(facts: Facts) -> list[Needed]:
    """The papers that support this appeal, the most needed first."""
    situation = facts.situation()
    states = facts.answers.get("documents") or {}
    order = [*situation["service"], *situation["reason"]]
    # what is in hand goes along, whether the no is about the care or about the claim
    in_hand = {**situation, "about": ["care", "claim"]}
    may_fit = _rules_of(order)
    found = []
    for document, days in papers().days_to_get.items():
        state = states.get(document, "missing")
        case = in_hand if state == "have" else situation
        mine = [rule for rule in may_fit.get(document, ()) if rule.fits(case)]
        if mine:
            strength = min((rule.strength for rule in mine), key=STRENGTHS.index)
            owners = sorted({rule.owner for rule in mine if rule.owner}, key=order.index)
            found.append(Needed(document, strength, state, days, tuple(owners)))
    found = _without_doubles(found)
    found.sort(key=lambda each: STRENGTHS.index(each.strength))
    return [each for place, each in enumerate(found) if place < MOST or _stays(each)]


def said_not_in_hand(answers: Answers) -> set[str]:
    """The papers of which an earlier answer tells that the person does not have them."""
    return {
        document
        for document, told in papers().not_in_hand.items()
        if any(answers.get(key) in values for key, values in told.items())
    }


def in_hand(answers: Answers, kept: Iterable[str]) -> Answers:
    """The answers, with every paper of which pages are kept as one that is in hand."""
    ours = dict.fromkeys(kept, "have")
    return (
        {**answers, "documents": {**(answers.get("documents") or {}), **ours}} if ours else answers
    )


def fitting(facts: Facts) -> list[str]:
    """Every paper that would support this appeal if it were in hand, whatever is asked for."""
    situation = {**facts.situation(), "about": ["care", "claim"]}
    may_fit = _rules_of([*situation["service"], *situation["reason"]])
    return [
        document
        for document in papers().days_to_get
        if any(rule.fits(situation) for rule in may_fit.get(document, ()))
    ]


def choices() -> dict[str, Choices]:
    """The named lists that questions may draw their options from."""
    return {"documents": Choices(READS, remembered((*READS, "documents"), _documents))}


# What Facts.situation looks at.
READS = (
    "first_denial",
    "denial_reasons",
    "service",
    "coverage",
    "level",
    "outcome",
    "asker",
    "care_timing",
    "urgent",
    "keep_benefits",
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
    "ending_notice",
    "stay_status",
    "visit_limit",
)


def _documents(answers: Answers) -> list[str]:
    return [each.document for each in needed(Facts(answers))]


def _of(
    evidence: Iterable[Evidence], owner: str, always: Mapping[str, tuple[str, ...]]
) -> Iterator[DocumentRule]:
    for each in evidence:
        if each.paper:
            yield DocumentRule(
                document=each.paper,
                strength=each.strength,
                needed_for=({**each.when, **always},),
                owner=owner,
            )


def _rules_of(owners: Sequence[str]) -> Mapping[str, list[DocumentRule]]:
    """The rules that may fit a case of these owners, by document: the few, not every rule."""
    found: dict[str, list[DocumentRule]] = {}
    for owner in (None, *dict.fromkeys(owners)):
        for rule in _by_owner().get(owner, ()):
            found.setdefault(rule.document, []).append(rule)
    return found


@cache
def _by_owner() -> Mapping[str | None, list[DocumentRule]]:
    found: dict[str | None, list[DocumentRule]] = {}
    for rule in rules():
        found.setdefault(rule.owner, []).append(rule)
    return found


def _without_doubles(found: Sequence[Needed]) -> list[Needed]:
    """The papers without those that another one stands for; what is in hand or asked for stays."""
    asked = {each.document for each in found}
    doubles = {other for one, other in papers().instead.items() if one in asked}
    return [e for e in found if e.document not in doubles or e.state in ("have", "asked")]


def _stays(paper: Needed) -> bool:
    return paper.strength != "helps" or paper.state in ("have", "asked")
