"""A value that was read from a paper, with the words it was read from."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")
LEAST = 0.5  # what is less sure than this is left out


class Private(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what holds a person's words: its repr shows none of them."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Found(Private, Generic[T], frozen=True, kw_only=True):
    """One value. `text` is verbatim, line breaks as spaces."""

    value: T
    text: str
    confidence: float


class Code(Private, frozen=True, kw_only=True):
    """One code of a list."""

    value: str
    text: str


class StatedDeadline(Private, frozen=True, kw_only=True):
    """How long the paper says one may appeal. Months stay months: six of them are not 180 days."""

    days: int | None = None
    months: int | None = None
    date: date | None = None


def squeezed(text: str) -> str:
    """The same words with single spaces."""
    return " ".join(text.split())
