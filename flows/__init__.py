"""The domain: what to ask, what the law says, what follows. No clock, no Telegram, no SQL."""

from flows.footing import footing, forget, given
from flows.standing import (
    NAMES,
    block,
    counted,
    essential,
    facts_of,
    is_finding,
    is_singly,
    missing_essential,
    moved,
    next_round,
    reconsidered,
    settled,
    where,
)

__all__ = [
    "NAMES",
    "block",
    "counted",
    "essential",
    "facts_of",
    "footing",
    "forget",
    "given",
    "is_finding",
    "is_singly",
    "missing_essential",
    "moved",
    "next_round",
    "reconsidered",
    "settled",
    "where",
]
