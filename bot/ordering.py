"""One update of a chat at a time, chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256


class PerChat(BaseUpdateProcessor):
    """Holds a lock for each chat that has something to do; idle locks are dropped."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        async with self.turn_of(chat.id):
            await coroutine

    def turn_of(self, chat_id: int) -> _Turn:
        """An async context in which nothing else is done for that chat."""
        return _Turn(self, chat_id)

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to take down."""


class _Turn:
    def __init__(self, processor: PerChat, chat_id: int) -> None:
        self._processor = processor
        self._chat_id = chat_id

    async def __aenter__(self) -> None:
        waiting, locks = self._processor._waiting, self._processor._locks
        waiting[self._chat_id] = waiting.get(self._chat_id, 0) + 1
        try:
            await locks.setdefault(self._chat_id, asyncio.Lock()).acquire()
        except BaseException:  # cancelled while it waited: it takes its place in the row with it
            self._done()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._processor._locks[self._chat_id].release()
        self._done()

    def _done(self) -> None:
        waiting = self._processor._waiting
        waiting[self._chat_id] -= 1
        if not waiting[self._chat_id]:
            del waiting[self._chat_id], self._processor._locks[self._chat_id]
