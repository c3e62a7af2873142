"""Where an appeal letter is not the next thing: which page is shown instead, as data.

The shape of `data/law/pages.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from flows.clauses import holds
from flows.facts import Facts
from flows.interview.path import Answers
from flows.law.coverage import coverages
from flows.law.levels import Window
from flows.loading import DATA, Entry, load

# The answers that decide whether a page stands there, and which.
READS = (
    "first_denial",
    "coverage",
    "level",
    "outcome",
    "asker",
    "care_timing",
    "urgent",
    "va_decision",
)


class Page(Entry, frozen=True, kw_only=True):
    """A page instead of a letter, and the answer to change where it came by mistake."""

    page: str
    change: str
    when: tuple[Mapping[str, tuple[str, ...]], ...]


def obstacle(answers: Answers) -> Page | None:
    """The page that these answers lead to instead of a letter, None where a letter can be."""
    facts = Facts(answers)
    situation = {
        "coverage": _given(answers.get("coverage")),
        "ready": _ready(answers),
        "step": _step(facts),
        "asked": _given(answers.get("va_decision")),
        "timing": _given(answers.get("care_timing")),
        "before_care": _before_care(facts),
        "filer": _given(facts.filer),
    }
    return next((page for page in pages() if holds(page.when, situation)), None)


@cache
def pages() -> tuple[Page, ...]:
    """Every page, the first that fits counts."""
    return load(DATA / "law" / "pages.yaml", tuple[Page, ...])


def _given(value: str | None) -> Sequence[str]:
    return (value,) if value else ()


def _ready(answers: Answers) -> Sequence[str]:
    coverage = answers.get("coverage")
    return () if coverage is None else ("yes" if coverage in coverages() else "no",)


def _before_care(facts: Facts) -> Sequence[str]:
    return () if facts.coverage is None else ("yes" if facts.coverage.before_care else "no",)


def _step(facts: Facts) -> Sequence[str]:
    """What stands at the step to take, where this is not the first no."""
    coverage, level = facts.coverage, facts.level
    if coverage is None or level is None or facts.answers.get("first_denial") != "no":
        return ()
    if level.n == 1:
        return ("none",) if not any(other.n > 1 for other in coverage.levels) else ()
    if level.page and not isinstance(facts.term, Window):
        return (level.page,)
    return ()
