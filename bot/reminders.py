"""Reminders of those who asked for them, in the chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec

from bot.conversation.reminders import reminder
from bot.days import Days
from bot.handlers import Handlers
from bot.ordering import PerChat
from bot.outgoing import of_turn
from bot.render import Buttons
from flows.errors import Sealed, Stale
from flows.reminders import next_day
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
        handlers: Handlers,
        chats: PerChat,
        days: Days,
        *,
        hour: Callable[[], int] = _hour,
    ) -> None:
        self._store = store
        self._handlers = handlers
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
            if held.case is None or held.case.remind_from is None:
                return
            turn = reminder(held.case, today=today)
            assert turn.case is not None
            case = msgspec.structs.replace(turn.case, revision=held.case.revision + 1)
            buttons = Buttons(case.reference, case.screen)
            waiting = await self._store.save(
                chat_id,
                update_id=None,
                case=case,
                seen_revision=held.case.revision,
                outgoing=of_turn(turn, None, held.live_message_id, buttons),
                today=today,
                remind_on=next_day(case, today=today),
            )
        except Stale:  # a word came: next time
            return
        except Sealed as closed:
            log.error("a chat that is to be reminded cannot be opened: %s", type(closed).__name__)
            return
        log.info("case %s was looked at for a reminder", case.reference)
        await self._handlers.deliver(waiting, language=case.language)
