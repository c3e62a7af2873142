"""The day by a clock that may jump."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date

log = logging.getLogger(__name__)


class Days:
    """For work that a wrong day would make harmful. `today` is the clock."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._looked: dict[str, tuple[date, float]] = {}  # by work: a day, and when that was

    def today(self, work: str) -> date | None:
        """The day of now, for that work; None where the clock has jumped since it last asked."""
        today, now = self._today(), time.monotonic()
        then, at = self._looked.get(work, (today, now))
        self._looked[work] = (today, now)
        if abs((today - then).days) > (now - at) / 86_400 + 2:
            log.error("the clock went from %s to %s: no %s this time", then, today, work)
            return None
        return today
