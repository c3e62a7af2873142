"""Replies that are owed to chats: sent in order, and struck out once they are there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.delivery import SEEN_TWICE, Blocked, Delivery, Refused, Undelivered
from flows.errors import StoreError
from storage import Store, Waiting

log = logging.getLogger(__name__)

NO_MESSAGE: Mapping[str, Any] = {}


class Debts:
    """What is owed. `today` is the clock."""

    def __init__(self, store: Store, delivery: Delivery, today: Callable[[], date]) -> None:
        self._store = store
        self._delivery = delivery
        self._today = today
        self._left: dict[int, list[Waiting]] = {}  # what did not go out, by chat; also on disk

    def forget(self, chat_id: int) -> None:
        """Nothing is owed to that chat any more."""
        self._left.pop(chat_id, None)

    async def pay(self, waiting: Sequence[Waiting], *, language: str) -> None:
        """Sends what is owed to one chat, in order; stops where it cannot go on.

        What did not go out before goes first: a question that comes late must not stand under a
        newer one. What nobody sees twice is struck out together with what comes after it.
        """
        if not waiting:
            return
        left = self._left.pop(waiting[0].chat_id, [])
        owed = doubted(sorted({w.outgoing_id: w for w in (*left, *waiting)}.values(), key=_number))
        out: list[Waiting] = []  # there, and not struck out yet
        for place, each in enumerate(owed):
            rest = owed[place + 1 :]
            try:
                message = await self._delivery.send(each, language=language)
            except Blocked:
                await self._store.block(each.chat_id, self._today())
                return
            except Refused:
                log.warning("a reply was refused: %s", each.method)
                await self._store.failed(each.outgoing_id)
                continue
            except Undelivered as late:
                log.warning("a reply waits: %s", late)
                struck = await self._struck_out(out)
                kept = [] if struck else out
                self._left[each.chat_id] = [*kept, replace(each, again=True), *rest]
                return
            out.append(each)
            if quiet(each) and rest:
                continue
            if not await self._struck_out(out, message or {}):  # nobody will know: it goes again
                self._left[each.chat_id] = [*out[:-1], replace(each, again=True), *rest]
                return
            out = []
        await self._struck_out(out)  # what came after them was refused

    async def _struck_out(
        self, out: Sequence[Waiting], message: Mapping[str, Any] = NO_MESSAGE
    ) -> bool:
        """Strikes out what is there; `message` is what the last became. False: it could not."""
        if not out:
            return True
        *before, last = out
        live = message.get("message_id") if "reply_markup" in last.payload else None
        document = message.get("document") or {}
        try:
            await self._store.delivered(
                last.outgoing_id,
                chat_id=last.chat_id,
                live_message_id=live,
                telegram_file_id=document.get("file_id"),
                before=[each.outgoing_id for each in before],
            )
        except StoreError as failed:
            log.error("a reply is out and not struck out: %s", failed)
            return False
        return True


def quiet(waiting: Waiting) -> bool:
    """Whether it may be done again and nobody sees it: a keyboard taken away, a choice marked."""
    # One with buttons becomes a new message where the old one is gone.
    return waiting.method not in SEEN_TWICE and "reply_markup" not in waiting.payload


def doubted(owed: Sequence[Waiting]) -> list[Waiting]:
    """The same, where what comes after a quiet one that may have arrived may have arrived, too.

    The store doubts the first that is not struck out; with quiet ones that may be one too early.
    """
    found: list[Waiting] = []
    for each in owed:
        before = found[-1] if found else None
        found.append(
            replace(each, again=True) if before and before.again and quiet(before) else each
        )
    return found


def _number(waiting: Waiting) -> int:
    return waiting.outgoing_id
