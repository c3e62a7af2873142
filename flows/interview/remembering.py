"""Pure answers to the same question of a case, kept for as long as a turn asks them again.

One turn folds the answers of a case several times, and most of them have not changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_KEPT = 32  # of the few cases being answered now, not of those that wait


def remembered(
    reads: Sequence[str], of: Callable[[Mapping[str, Any]], T]
) -> Callable[[Mapping[str, Any]], T]:
    """`of`, which sees the answers named by `reads` and no other, worked out once for each.

    The result is shared, so nobody may change it.
    """
    keys = tuple(dict.fromkeys(reads))

    @lru_cache(maxsize=_KEPT)
    def found(known: bytes) -> T:
        return of(msgspec.json.decode(known))

    def look(answers: Mapping[str, Any]) -> T:
        return found(msgspec.json.encode({key: answers[key] for key in keys if key in answers}))

    return look
