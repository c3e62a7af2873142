"""The reasons that a denial's own words tell, suggested where the interview asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.interview.questions import Question
from letters.reading.reasons import FoundReason, reasons

_TICKED = 3  # reasons explained at once; more would not be read
_SURE = 0.3  # below: shown, and not ticked


def suggested(question: Question, counted: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that the words of an earlier answer suggest, likeliest first."""
    return tuple(each.key for each in _told(question, counted))


def likely(question: Question, counted: Mapping[str, Any]) -> tuple[str, ...]:
    """Those of them that may stand ticked until the person says otherwise."""
    return tuple(e.key for e in _told(question, counted)[:_TICKED] if e.confidence >= _SURE)


def _told(question: Question, counted: Mapping[str, Any]) -> list[FoundReason]:
    if question.suggest_from is None:
        return []
    return reasons(str(counted.get(question.suggest_from) or ""))
