"""How long the cases of people who fell silent are kept: a warning first, then they are erased."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from storage import chats, inbox
from storage.store import Store
from storage.values import Silent


class Retention:
    """The end of cases in one store, `keep_days` after the person's last word."""

    def __init__(self, store: Store, *, keep_days: int) -> None:
        self._store = store
        self._keep = timedelta(days=keep_days)
        self._notice = timedelta(days=min(7, keep_days // 2))  # before it is erased one is told

    def last_day(self, silent: Silent, *, today: date) -> date:
        """The last day on which the case is kept, where its owner is told today."""
        return max(silent.last_word_on + self._keep, today + self._notice)

    async def to_warn(self, today: date) -> list[Silent]:
        """The chats whose days will soon be over and who were not told so."""
        since = today - self._keep + self._notice
        keys = self._store.keys
        return await self._store.writer.run(lambda c: chats.to_warn(c, keys, silent_since=since))

    async def expire(self, today: date) -> int:
        """Erases the chats whose days are over and who were told in time; returns how many."""
        before, warned_before = today - self._keep, today - self._notice
        midnight = datetime.combine(before, time(), UTC)
        run = self._store.writer.run
        await run(lambda c: inbox.prune_unhandled(c, received_before=midnight))
        erased = 0
        while some := await run(
            lambda c: chats.expire(c, before=before, warned_before=warned_before)
        ):
            erased += some
        await run(lambda _: None, after_commit=self._store.scrub)
        return erased
