"""Who sends more than a hand can is told so, once; what is too much is not handled."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from telegram import Update

from bot import reading
from bot.delivery import Delivery
from bot.limits import Limits
from bot.noting import noted

log = logging.getLogger(__name__)


class Gate:
    """In front of the handlers. `now` gives seconds."""

    def __init__(
        self, delivery: Delivery, limits: Limits, *, now: Callable[[], float] = time.time
    ) -> None:
        self._delivery = delivery
        self._limits = limits
        self._now = now

    async def lets_in(self, update: Update) -> bool:
        """Whether the update is to be handled. What waited while the bot was down is no flood."""
        chat, message = update.effective_chat, update.message
        if chat is None:
            return True
        now = message.date.timestamp() if message else self._now()
        answer = self._limits.take(chat.id, "updates", now=now)
        if answer == "welcome" and message and (message.photo or message.document):
            answer = self._limits.take(chat.id, "files", now=now)
        if answer == "too_much":
            await self._tell(update)
        return answer == "welcome"

    async def _tell(self, update: Update) -> None:
        log.warning("update %s: too many at once", update.update_id)
        if failed := await noted(self._delivery, reading.read(update), "too_fast"):
            log.info("a limit was not told: %s", failed)
