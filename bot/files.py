"""Files that people send, fetched from Telegram into memory. A name is never used."""

from __future__ import annotations

import asyncio

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.transport import FILE_WAIT

AT_ONCE = 4  # files in memory: each may be 20 MB


class NotFetched(Exception):
    """Telegram did not hand the file over. Never says which: its address holds the token."""

    def __init__(self, *, too_big: bool) -> None:
        super().__init__("too big" if too_big else "not fetched")
        self.too_big = too_big


class Files:
    """The files of one bot. Whoever holds `room` may have one in memory."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot
        self.room = asyncio.Semaphore(AT_ONCE)

    async def fetch(self, file: str) -> bytes:
        """What is in it.

        Raises:
            NotFetched: Telegram cannot be reached, or no longer has it, or it is too big for a bot.
        """
        try:
            found = await self._bot.get_file(file)
            return bytes(await found.download_as_bytearray(read_timeout=FILE_WAIT))
        except BadRequest as refused:
            raise NotFetched(too_big="too big" in str(refused).casefold()) from None
        except (TelegramError, OSError):
            raise NotFetched(too_big=False) from None
