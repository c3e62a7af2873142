"""Which edition of the law tables this is: when they were read, and how days are counted.

The shape of `data/law/edition.yaml`.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.law.sources import Sourced
from flows.loading import DATA, Entry, load


class CountingRule(Sourced, frozen=True, kw_only=True):
    """How days are counted for every coverage; without a citation, a rule of caution."""

    id: str
    rule: str


class Edition(Entry, frozen=True, kw_only=True):
    read_on: date
    read_again_before: date
    why: str
    rules: tuple[CountingRule, ...]


@cache
def edition() -> Edition:
    """The edition of the tables in this house."""
    return load(DATA / "law" / "edition.yaml", Edition)
