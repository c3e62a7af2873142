"""The library's bot, as we use it: updates are kept before they are confirmed, calls go out plain.

What the library makes of each message and each keyboard (an object for every part of it, and back)
costs more than all that the talk does, so it is left out where nobody looks at it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

import msgspec
from telegram import Update
from telegram.ext import ExtBot
from telegram.request import RequestData

# The library names this in no public place; its own calls are made of it.
from telegram.request._requestparameter import RequestParameter

from bot.heard import heard
from bot.transport import Transport
from flows.errors import StoreError
from storage import Incoming, Store

log = logging.getLogger(__name__)

ANSWERED = 200  # the status of an answer that holds what was asked for
UNKEPT_WAIT = 3.0  # seconds until updates that could not be kept are asked for again


class Unkept(Protocol):
    """Who tells people that what they said cannot be kept now."""

    async def tell(self, updates: Iterable[Update]) -> None:
        """Tells each of them once."""
        ...

    def over(self) -> None:
        """It can be kept again."""
        ...


class _Listening(Transport):
    """Keeps the updates that came last, as they are handed to the library."""

    def __init__(self) -> None:
        super().__init__(connections=2)
        self.heard: list[bytes] = []

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, words = await super().do_request(*args, **kwargs)
        if status != ANSWERED:
            return status, words
        try:
            self.heard = heard(words)
        except msgspec.DecodeError:
            return status, b""  # which is no JSON: the library says so and asks again
        return status, b'{"ok":true,"result":[%s]}' % b",".join(self.heard)


class StoringBot(ExtBot[None]):
    """Keeps every update on disk before the next poll confirms it to Telegram.

    Telegram forgets an update once the next getUpdates is sent; the library would lose those that
    wait in its queue when it is killed.
    """

    def __init__(
        self,
        token: str,
        root: str,
        store: Store,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._listening = _Listening()
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=Transport(),
            get_updates_request=self._listening,
        )
        self._store = store
        self._replayed: set[int] = set()
        self._pause = pause
        self._unkept: Unkept | None = None

    def tells(self, unkept: Unkept) -> None:
        """Who tells people that nothing can be kept now."""
        self._unkept = unkept

    @property
    def replayed(self) -> set[int]:
        """The numbers of updates that Telegram sent a second time."""
        return self._replayed

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        updates = await super().get_updates(*args, **kwargs)
        if updates:
            kept_as = zip(updates, self._listening.heard, strict=True)
            incoming = [_incoming(update, words) for update, words in kept_as]
            try:
                new = await self._store.receive(incoming)
            except StoreError as failed:
                # Telegram keeps them for a day: they are asked for again, from the first one on.
                log.error("%s updates wait at Telegram: %s", len(updates), failed)
                if self._unkept:
                    await self._unkept.tell(updates)
                await self._pause(UNKEPT_WAIT)
                return ()
            if self._unkept:
                self._unkept.over()
            kept = {each.update_id for each in new}
            self._replayed.update(u.update_id for u in updates if u.update_id not in kept)
        return updates

    async def asks(self, method: str, payload: dict[str, Any]) -> Any:
        """One call without files, and its result as it came. Raises what the library raises."""
        parameters = [RequestParameter(key, value, None) for key, value in payload.items()]
        return await self.request.post(f"{self.base_url}/{method}", RequestData(parameters))


def _incoming(update: Update, words: bytes) -> Incoming:
    chat = update.effective_chat
    return Incoming(update.update_id, chat.id if chat else None, words)
