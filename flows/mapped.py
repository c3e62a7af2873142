"""The criteria map: each criterion with the fact, the date and the paper that show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.facts import Facts
from flows.interview.values import precedes
from flows.interview.words import FIELD
from flows.law.criteria import Criteria, Shown, criteria
from flows.law.days import add_months
from flows.law.services import services
from flows.law.sources import sections
from flows.private import letter_answers

# Words by which a rule leaves room for a case that differs.
ROOM = re.compile(
    r"\b(?:generally|usually|typically|normally|unless|except(?:ion)?s?|in most cases)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, repr=False)
class Mapped:
    """One line of the map. `public` says that the criterion is the table's, not the person's copy.

    `answers` are the keys behind it; `moment` is a date as precise as known.
    """

    criterion: str
    fact: str | None
    moment: str | None
    paper: str | None
    public: bool
    answers: tuple[str, ...]
    page: str | None = None
    room: str | None = None  # the word of the rule that leaves room


def public_rule(facts: Facts) -> Criteria | None:
    """The public criteria that bind in this case, None where there are none."""
    rule = criteria().get(facts.answers.get("service") or "")
    binding = facts.coverage is not None and facts.coverage.medicare_rules
    return rule if binding else None


def cited(rule: Criteria) -> str | None:
    """The rule's citation, where a second look at its section agreed; else it is not printed."""
    counted = services()[rule.service].frequency
    second = counted.second_source if counted else None
    agreed = sections(second.citation) if second and second.verdict == "agrees" else set()
    return rule.citation if sections(rule.citation) <= agreed else None


def mapped(facts: Facts, *, today: date) -> tuple[Mapped, ...]:
    """The public criteria that the answers show to be met, then the person's own points."""
    facts = Facts(letter_answers(facts.answers))  # what is private was agreed to, or stays out
    rule = public_rule(facts)
    shown = [each for each in _fitting(rule, facts) if _is_met(each, facts, today)] if rule else []
    public = [_public(each, facts) for each in shown if rule and rule.was_read(each)]
    return (*public, *(_copied(place, item) for place, item in enumerate(_points(facts))))


def open_needs(facts: Facts) -> tuple[str, ...]:
    """The answers that a criterion which may fit still needs."""
    rule = public_rule(facts)
    fitting = _fitting(rule, facts) if rule else []
    return tuple(key for each in fitting for key in each.needs if facts.answers.get(key) is None)


def open_criteria(facts: Facts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The public criteria that may fit, each with the answers it still needs; met ones are none."""
    facts = Facts(letter_answers(facts.answers))
    rule = public_rule(facts)
    fitting = (
        [each for each in _fitting(rule, facts) if rule and rule.was_read(each)] if rule else []
    )
    needs = {
        each.letter: tuple(key for key in each.needs if facts.answers.get(key) is None)
        for each in fitting
    }
    return tuple((criterion, keys) for criterion, keys in needs.items() if keys)


def _fitting(rule: Criteria, facts: Facts) -> list[Shown]:
    chosen = facts.answers.get(rule.asked_by) or ()
    return [each for each in rule.criteria if each.option in chosen]


def _is_met(shown: Shown, facts: Facts, today: date) -> bool:
    answers = facts.answers
    if any(answers.get(key) is None for key in shown.needs):
        return False
    if any(answers[key] < least for key, least in shown.at_least.items()):
        return False
    if shown.since is None:
        return True
    started = str(answers[shown.since.date])
    first = date.fromisoformat(f"{started}-01-01"[:10] if len(started) < 10 else started)
    lasted = add_months(first, shown.since.more_than_months, rule="clamp")
    served = facts.served_on(today=today)
    return len(started) >= len("2026-01") and not precedes(served.isoformat(), lasted.isoformat())


def _public(shown: Shown, facts: Facts) -> Mapped:
    used = tuple(FIELD.findall(shown.fact))
    fact = FIELD.sub(lambda found: _plain(facts.answers[found[1]]), shown.fact)
    moment = facts.answers.get(shown.date) if shown.date else None
    keys = tuple(dict.fromkeys((*used, *((shown.date,) if shown.date and moment else ()))))
    return Mapped(shown.letter, fact, moment, shown.paper, True, keys)


def _points(facts: Facts) -> list[Mapping[str, Any]]:
    return [item for item in facts.answers.get("criteria") or () if item.get("criterion")]


def _copied(place: int, item: Mapping[str, Any]) -> Mapped:
    room = ROOM.search(str(item["criterion"]))
    return Mapped(
        criterion=str(item["criterion"]),
        fact=item.get("fact"),
        moment=None,
        paper=item.get("document"),
        public=False,
        answers=(f"criteria[{place}]",),
        page=item.get("page"),
        room=room[0].casefold() if room else None,
    )


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
