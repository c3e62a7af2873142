"""Cases of people who fell silent: a warning in the chat, and then they are erased."""

from __future__ import annotations

import logging
from datetime import date

import flows
from bot.conversation.quiet import warning
from bot.days import Days
from bot.ordering import PerChat
from bot.own_turns import OwnTurns
from storage import Retention, Silent, Store

log = logging.getLogger(__name__)


class Quiet:
    """The background work of one bot."""

    def __init__(
        self, store: Store, turns: OwnTurns, chats: PerChat, days: Days, keep: int
    ) -> None:
        self._store = store
        self._turns = turns
        self._chats = chats
        self._days = days
        self._keep = keep
        self._retention = Retention(store, keep_days=keep)

    async def run(self) -> None:
        """Warns whom it is time to warn, erases whom it is time to erase.

        Not where the clock has jumped: a wrong day erases too much.
        """
        today = self._days.today("erasing")
        if today is None:
            return
        for silent in await self._retention.to_warn(today):
            async with self._chats.turn_of(silent.chat_id):
                await self._warn(silent, today)
        erased = await self._retention.expire(today)
        if erased:
            flows.forget()
            log.info("%s cases erased after %s days", erased, self._keep)

    async def _warn(self, silent: Silent, today: date) -> None:
        held = await self._store.load(silent.chat_id)
        if held.case is None:
            return
        turn = warning(held.case, last_day=self._retention.last_day(silent, today=today))
        if await self._turns.take(silent.chat_id, held, turn, today=today, warns=True):
            log.info("case %s was told that it will be erased", held.case.reference)
