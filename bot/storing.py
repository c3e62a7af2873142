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

from bot.transport import Transport
from flows.errors import StoreError
from storage import Incoming, Store

log = logging.getLogger(__name__)

UNKEPT_WAIT = 3.0  # seconds until updates that could not be kept are asked for again


class Unkept(Protocol):
    """Who tells people that what they said cannot be kept now."""

    async def tell(self, updates: Iterable[Update]) -> None:
        """Tells each of them once."""
        ...

    def over(self) -> None:
        """It can be kept again."""
        ...


class _Heard(msgspec.Struct):
    """The answer to getUpdates, each update in the words that came."""

    result: list[msgspec.Raw]


class _Listening(Transport):
    """Keeps the last answer, as it came. The library sees no buttons of the messages tapped on:
    it would make an object of each, and nobody looks at them."""

    heard = b""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        told = Transport.parse_json_payload(payload)
        updates = told.get("result")
        for each in updates if isinstance(updates, list) else ():
            message = (each.get("callback_query") or {}).get("message") or {}
            if message.get("reply_markup"):
                message["reply_markup"] = {"inline_keyboard": []}
        return told

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, self.heard = await super().do_request(*args, **kwargs)
        return status, self.heard


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
        self._listening = _Listening(connections=2)
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
            raw = msgspec.json.decode(self._listening.heard, type=_Heard).result
            incoming = [_incoming(e, bytes(words)) for e, words in zip(updates, raw, strict=True)]
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
