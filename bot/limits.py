"""How much one person may send in a while: far more than a hand can, far less than a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["updates", "files"]
Answer = Literal["welcome", "too_much", "told"]

MANY = 1000  # people in memory before those who are at rest are forgotten


@dataclass(frozen=True)
class Rate:
    """So many at once, and one more every `seconds`."""

    burst: float
    seconds: float


RATES: dict[Kind, Rate] = {"updates": Rate(200, 1.0), "files": Rate(60, 20.0)}


@dataclass
class _Bucket:
    left: float
    at: float
    told: bool = False


class Limits:
    """What each chat has left. Nothing is kept of those who are at rest."""

    def __init__(self, rates: dict[Kind, Rate] | None = None) -> None:
        self._rates = rates or RATES
        self._buckets: dict[tuple[int, Kind], _Bucket] = {}
        self._most = MANY

    def take(self, chat_id: int, kind: Kind, *, now: float) -> Answer:
        """Whether one more is welcome at `now` (seconds); `too_much` once, then `told`."""
        rate = self._rates[kind]
        bucket = self._buckets.setdefault((chat_id, kind), _Bucket(rate.burst, now))
        grown = max(0.0, now - bucket.at) / rate.seconds
        bucket.left, bucket.at = min(rate.burst, bucket.left + grown), max(now, bucket.at)
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = False
            self._forget(now)
            return "welcome"
        if bucket.told:
            return "told"
        bucket.told = True
        return "too_much"

    def _forget(self, now: float) -> None:
        if len(self._buckets) <= self._most:
            return
        self._buckets = {
            key: each for key, each in self._buckets.items() if not self._at_rest(key[1], each, now)
        }
        self._most = max(MANY, 2 * len(self._buckets))  # looking through all of them stays rare

    def _at_rest(self, kind: Kind, bucket: _Bucket, now: float) -> bool:
        rate = self._rates[kind]
        return bucket.left + (now - bucket.at) / rate.seconds >= rate.burst
