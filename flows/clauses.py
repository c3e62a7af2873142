"""Alternatives that data hang on: each a table of fact: [values], any of which is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Situation = Mapping[str, Sequence[str]]


def holds(alternatives: Iterable[Mapping[str, Sequence[str]]], situation: Situation) -> bool:
    """Whether one of the alternatives holds of a situation; an empty one always does."""
    return any(
        all(set(wanted) & set(situation[fact]) for fact, wanted in clause.items())
        for clause in alternatives
    )
