"""Very private facts: which answers hold one, and what a letter may therefore see.

The shape of `data/law/sensitive.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flows.interview.path import Answers
from flows.loading import DATA, Entry, load

# The answers in people's own words that a letter prints.
SENSITIVE_KEYS = (
    "symptoms",
    "function_impact",
    "treatments",
    "prior_tests",
    "why_this_service",
    "why_not_alternative",
    "risk_of_delay",
    "late_reason",
)


class SensitiveKind(Entry, frozen=True, kw_only=True):
    """A kind of very private fact, and the terms that mark it."""

    kind: str
    terms: tuple[str, ...]


def sensitive_answers(answers: Answers) -> list[str]:
    """The keys of answers that hold a very private health fact beyond the denied care itself."""
    denied = " ".join(str(answers.get(k) or "") for k in ("service_name", "diagnosis"))
    found = []
    for key in SENSITIVE_KEYS:
        text = str(answers.get(key) or "")
        if any(p.search(text) and not p.search(denied) for p in _sensitive_patterns()):
            found.append(key)
    return found


@cache
def _sensitive_patterns() -> tuple[re.Pattern[str], ...]:
    kinds = load(DATA / "law" / "sensitive.yaml", tuple[SensitiveKind, ...])
    return tuple(re.compile("|".join(kind.terms), re.IGNORECASE) for kind in kinds)


def letter_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a letter may see: known, and private ones only where they were agreed to.

    A test that nobody has named yet is left out: a draft can be had before every question is asked.
    """
    kept = set(answers.get("include_sensitive") or ())
    hidden = {key for key in sensitive_answers(answers) if key not in kept}
    found = {k: v for k, v in answers.items() if v is not None and k not in hidden}
    if "prior_tests" in found:
        found["prior_tests"] = [item for item in found["prior_tests"] if item.get("test")]
    return found
