"""The domain: what to ask, what the law says, what follows. No clock, no Telegram, no SQL."""

from flows.standing import (
    NAMES,
    counted,
    essential,
    facts_of,
    given,
    missing_essential,
    moved,
    next_round,
    reconsidered,
    settled,
    where,
)

__all__ = [
    "NAMES",
    "counted",
    "essential",
    "facts_of",
    "given",
    "missing_essential",
    "moved",
    "next_round",
    "reconsidered",
    "settled",
    "where",
]
