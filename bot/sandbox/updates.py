"""The queue of updates that wait for the bot: kept until confirmed, as Telegram keeps them."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Collection

from bot.sandbox.bell import Bell
from bot.sandbox.limits import Refused
from bot.sandbox.messages import Json

_REMEMBERED = 1000
_FIRST_ID = 100_001
# Seconds; between two polls of a bot at work lies less.
_LISTENING = 2.0


class Updates:
    def __init__(self) -> None:
        self.bell = Bell()
        self.closed = False
        self.allowed: Collection[str] = ()
        self._waiting: deque[tuple[int, int, Json]] = deque()
        self._confirmed: deque[tuple[int, int, Json]] = deque(maxlen=_REMEMBERED)
        self._again: list[Json] = []
        self._pending: Counter[int] = Counter()
        self._next_id = _FIRST_ID
        self._poller = 0
        self._polls_open = 0
        self._polled_at = -_LISTENING

    def put(self, kind: str, body: Json, *, person: int) -> None:
        """Queues an update about `person`; dropped when the bot did not ask for that kind."""
        if self.allowed and kind not in self.allowed:
            return
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append((update_id, person, {"update_id": update_id, kind: body}))
        self._pending[person] += 1
        self.bell.ring()

    def pending(self, person: int) -> int:
        """How many updates of `person` the bot has not yet confirmed."""
        return self._pending[person]

    def count(self) -> int:
        return len(self._waiting)

    @property
    def polled(self) -> bool:
        """Whether a bot is listening by long poll, or was a moment ago."""
        return self._polls_open > 0 or time.monotonic() - self._polled_at < _LISTENING

    def first(self) -> Json | None:
        return self._waiting[0][2] if self._waiting else None

    def confirm(self, before: int) -> None:
        """Forgets the updates with an id below `before`."""
        while self._waiting and self._waiting[0][0] < before:
            update_id, person, update = self._waiting.popleft()
            self._confirmed.append((update_id, person, update))
            self._pending[person] -= 1

    def drop(self) -> None:
        self.confirm(self._next_id)

    def replay(self, count: int) -> int:
        """Sends the last `count` confirmed updates once more, with the ids they had."""
        again = [update for _, _, update in list(self._confirmed)[-count:]] if count else []
        self._again.extend(again)
        self.bell.ring()
        return len(again)

    async def poll(self, offset: int, *, limit: int, seconds: float) -> list[Json]:
        """Confirms what lies before `offset`, then waits up to `seconds` for updates.

        Raises:
            Refused: another poll began meanwhile (409); the newer one wins, as at Telegram.
        """
        if offset < 0:
            offset = max(_FIRST_ID, self._next_id + offset)
        self.confirm(offset)
        self._poller += 1
        mine = self._poller
        if self._polls_open:
            self.bell.ring()
        self._polls_open += 1
        try:
            deadline = time.monotonic() + seconds
            while not (found := self._take(limit)):
                left = deadline - time.monotonic()
                if left <= 0 or self.closed:
                    return []
                await self.bell.wait(left)
                if self._poller != mine and not self.closed:
                    raise Refused(
                        409,
                        "Conflict: terminated by other getUpdates request; "
                        "make sure that only one bot instance is running",
                    )
            return found
        finally:
            self._polls_open -= 1
            self._polled_at = time.monotonic()

    def _take(self, limit: int) -> list[Json]:
        if self._again:
            again, self._again = self._again[:limit], self._again[limit:]
            return again
        return [self._waiting[i][2] for i in range(min(limit, len(self._waiting)))]
