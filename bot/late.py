"""Updates that could not be handled because nothing can be kept now: they wait, in order.

Telegram has given them out and they are in the inbox, so a restart finds them, too. The person is
told once that nothing needs to be sent again.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from telegram import Update

from bot import reading
from bot.delivery import Delivery
from bot.noting import noted
from bot.ordering import PerChat

log = logging.getLogger(__name__)


class Late:
    """What waits for the database, by chat, and who was told so."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._waiting: dict[int, deque[Update]] = {}
        self._told: set[int] = set()

    def waits_behind(self, update: Update) -> bool:
        """Puts an update behind those of its chat that wait; False where none does."""
        waiting = self._waiting.get(_chat(update))
        if waiting is None or any(each.update_id == update.update_id for each in waiting):
            return False
        waiting.append(update)
        return True

    async def put(self, update: Update) -> None:
        """Keeps an update for later, before those that came behind it, and tells the person."""
        waiting = self._waiting.setdefault(_chat(update), deque())
        if update not in waiting:
            waiting.appendleft(update)
        await self.tell([update])

    async def tell(self, updates: Iterable[Update]) -> None:
        """Tells each person once that what was sent is not lost and cannot be kept just now."""
        for update in updates:
            seen = reading.read(update)
            if seen.chat_id is None or seen.place != "private" or seen.chat_id in self._told:
                continue
            self._told.add(seen.chat_id)
            if failed := await noted(self._delivery, seen, "cannot_save"):
                log.info("a delay was not told: %s", failed)

    def over(self) -> None:
        """The database keeps again: who has nothing waiting is told anew next time."""
        self._told &= set(self._waiting)

    async def retry(self, handle: Callable[[Update], Awaitable[bool]], chats: PerChat) -> None:
        """Handles what waits, chat by chat, until one fails again."""
        if not self._waiting:
            return
        for chat_id in list(self._waiting):
            async with chats.turn_of(chat_id):
                waiting = self._waiting[chat_id]
                while waiting:
                    if not await handle(waiting[0]):
                        return
                    waiting.popleft()
                del self._waiting[chat_id]
        self.over()


def _chat(update: Update) -> int:
    return update.effective_chat.id if update.effective_chat else 0
