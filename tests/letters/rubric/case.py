"""What a letter is judged against: the plan, the answers, and all that a letter may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from flows.interview.words import words
from flows.law.criteria import criteria
from flows.law.services import services
from flows.plan import AppealPlan
from flows.private import letter_answers
from letters.writing import own_words
from letters.writing.renderings import renderings


@dataclass(frozen=True)
class Case:
    """What the letter is judged against."""

    plan: AppealPlan

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.plan.facts.answers)

    @property
    def shown(self) -> dict[str, Any]:
        """The answers that a letter may print as they are: agreed to, and in English."""
        return own_words.told_apart(letter_answers(self.plan.facts.answers))[0]

    @property
    def coverage(self) -> str:
        """The kind of coverage by its key."""
        return self.answers.get("coverage") or "unknown"

    @property
    def first_step(self) -> bool:
        """Whether this is the first step of the appeal."""
        return self.plan.level is None or self.plan.level.n == 1

    @property
    def reasons(self) -> list[str]:
        return [reason.id for reason in self.plan.reasons]

    def has(self, *keys: str) -> bool:
        """Whether one of these questions has an answer that a letter may show."""
        return any(self.shown.get(key) for key in keys)

    @property
    def said(self) -> str:
        """The person's own words, small."""
        return " ".join(leaves(self.answers)).casefold()

    @property
    def known_text(self) -> str:
        """All that the case file and the law table say, in every form a letter may print it."""
        return " ".join(_strings(self))


def _strings(case: Case) -> Iterator[str]:
    said = words("en")
    for value in leaves(case.answers):
        yield value
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            yield said.known_date(value)
    yield said.day(case.plan.today)
    for each in case.plan.facts.rounds:
        yield from (said.day(day) for day in (each.notice_date, each.sent_on) if day)
    if case.plan.facts.coverage:
        yield from leaves(msgspec.to_builtins(case.plan.facts.coverage))
        if case.plan.facts.coverage.medicare_rules:
            service = case.answers["service"]
            yield from leaves(msgspec.to_builtins(services()[service]))
            yield from leaves(msgspec.to_builtins(criteria().get(service)))
    for table in renderings().values():
        yield from table.values()


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)
    elif value is not None:
        yield str(value)
