"""Words that may mean an emergency. A false alarm costs one tap; a missed one may cost a life."""

from __future__ import annotations

import re
from functools import cache

from flows.loading import DATA, Entry, load

BEFORE = 80  # letters before a term in which a "no" counts


class EmergencyPage(Entry, frozen=True, kw_only=True):
    """A text to show at once, and the terms that call for it."""

    page: str
    terms: tuple[str, ...]


class Emergencies(Entry, frozen=True, kw_only=True):
    """The shape of `data/emergency.yaml`; the first page that fits is shown."""

    not_after: str
    pages: tuple[EmergencyPage, ...]


def emergency_in(text: str) -> str | None:
    """The page that the person's own words call for, None if they call for none.

    "No chest pain" and "coverage for suicidal ideation was denied" call for none.
    """
    plain = " ".join(text.replace("’", "'").split())
    if not _any_term().search(plain):
        return None
    negated, pages = _patterns()
    for page, patterns in pages:
        for pattern in patterns:
            for found in pattern.finditer(plain):
                if not negated.search(plain[max(0, found.start() - BEFORE) : found.start()]):
                    return page
    return None


@cache
def _any_term() -> re.Pattern[str]:
    """Every term at once: most texts hold none, and one look is a third of the time."""
    terms = (each.pattern for _, patterns in _patterns()[1] for each in patterns)
    return re.compile("|".join(f"(?:{term})" for term in terms), re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]]:
    data = load(DATA / "emergency.yaml", Emergencies)
    pages = tuple(
        (each.page, tuple(re.compile(term, re.IGNORECASE) for term in each.terms))
        for each in data.pages
    )
    return re.compile(data.not_after, re.IGNORECASE), pages
