"""Contradictions: answers whose dates cannot both be right. They are pointed out, never refused.

The shape of `data/interview/contradictions.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from flows.interview import record
from flows.interview.path import Answers
from flows.interview.values import precedes
from flows.loading import DATA, Entry, load

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


class Order(Entry, frozen=True, kw_only=True):
    """A date, and the dates that it may not come before or after.

    A key is `notice_date`, or `treatments.started`: that field of each item.
    """

    code: str
    date: str
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True)
class Contradiction:
    """Which rule two answers break, and the address of the one to check.

    `other` is the address of the answer that it is compared with. No dates: it may be logged.
    """

    code: str
    address: str
    other: str = field(default="", compare=False)


@cache
def orders() -> tuple[Order, ...]:
    """Every order of dates that is looked at."""
    return load(DATA / "interview" / "contradictions.yaml", tuple[Order, ...])


@cache
def reads() -> frozenset[str]:
    """The keys of the answers that are looked at, a group by its own."""
    dated = {key for each in orders() for key in (each.date, *each.not_before, *each.not_after)}
    asked = {key for each in orders() for key in each.when}
    return frozenset({key.partition(".")[0] for key in dated} | asked)


def contradictions(answers: Answers) -> list[Contradiction]:
    """What the answers on the path contradict, each once, in the order of the data.

    Dates are compared as far as both are known: "2026-05" is not before "2026-05-14".
    """
    return list(dict.fromkeys(_found(answers)))


def _found(answers: Answers) -> Iterator[Contradiction]:
    for order in orders():
        if not all(answers.get(key) in wanted for key, wanted in order.when.items()):
            continue
        for address, day in _dates(answers, order.date):
            for other, beside in _beside(answers, order.not_before, address):
                if precedes(day, beside):
                    yield Contradiction(order.code, address, other)
            for other, beside in _beside(answers, order.not_after, address):
                if precedes(beside, day):
                    yield Contradiction(order.code, address, other)


def _beside(answers: Answers, keys: tuple[str, ...], address: str) -> Iterator[tuple[str, str]]:
    """The dates to compare with; of the same group, only those of the same item."""
    here = record.split(address)
    for key in keys:
        for other, day in _dates(answers, key):
            there = record.split(other)
            if not (here and there) or here[0] != there[0] or here[1] == there[1]:
                yield other, day


def _dates(answers: Answers, key: str) -> Iterator[tuple[str, str]]:
    """(address, date) of each known date of that key."""
    group, _, name = key.partition(".")
    if name:
        for place, item in enumerate(answers.get(group) or []):
            yield from _known(f"{group}[{place}].{name}", item.get(name))
        return
    yield from _known(key, answers.get(key))


def _known(address: str, value: object) -> Iterator[tuple[str, str]]:
    for day in value if isinstance(value, list) else [value]:
        if isinstance(day, str) and _DATE.fullmatch(day):
            yield address, day
