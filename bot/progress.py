"""How far the reading of a paper is: one message that is written over."""

from __future__ import annotations

from contextlib import suppress

from bot.delivery import Delivery
from flows.interview.words import words


class Progress:
    """Of one paper in one chat. It is a courtesy: nothing of it is kept or owed."""

    def __init__(self, delivery: Delivery, chat_id: int, language: str) -> None:
        self._delivery = delivery
        self._chat_id = chat_id
        self._said = words(language)
        self._message: int | None = None

    async def told(self, page: int, pages: int) -> None:
        """Says which page is looked at now; of a paper of one page nothing."""
        if pages < 2:
            return
        text = self._said.phrase("papers.reading", page=page, pages=pages).plain()
        payload = {"chat_id": self._chat_id, "text": text}
        with suppress(Exception):
            if self._message is None:
                sent = await self._delivery.call("sendMessage", payload)
                self._message = int(sent["message_id"]) if sent else None
            else:
                payload["message_id"] = self._message
                await self._delivery.call("editMessageText", payload)
