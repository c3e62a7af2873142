"""Reminders of those who asked for them, in the chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.conversation.reminders import reminder
from bot.days import Days
from bot.ordering import PerChat
from bot.own_turns import OwnTurns
from flows.errors import Sealed
from storage import Store

log = logging.getLogger(__name__)

HOURS = range(16, 24)  # of UTC: from the late morning in the east to the afternoon in the west
APART = 0.05  # seconds between two people: Telegram takes some thirty bulk messages a second


def _hour() -> int:
    return datetime.now(UTC).hour


class Reminders:
    """The background work of one bot. `hour` is that of UTC."""

    def __init__(
        self,
        store: Store,
        turns: OwnTurns,
        chats: PerChat,
        days: Days,
        *,
        hour: Callable[[], int] = _hour,
    ) -> None:
        self._store = store
        self._turns = turns
        self._chats = chats
        self._days = days
        self._hour = hour

    async def run(self) -> None:
        """Writes to whom it is time to write; in the night of the country to nobody."""
        if self._hour() not in HOURS:
            return
        today = self._days.today("reminders")
        if today is None:
            return
        for chat_id in await self._store.to_remind(today):
            async with self._chats.turn_of(chat_id):
                await self._remind(chat_id, today)
            await asyncio.sleep(APART)

    async def _remind(self, chat_id: int, today: date) -> None:
        try:
            held = await self._store.load(chat_id)
        except Sealed as closed:
            log.error("a chat that is to be reminded cannot be opened: %s", type(closed).__name__)
            return
        if held.case is None or held.case.remind_from is None:
            return
        turn = reminder(held.case, today=today)
        if await self._turns.take(chat_id, held, turn, today=today):
            log.info("case %s was looked at for a reminder", held.case.reference)
