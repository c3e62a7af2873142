"""Updates by webhook: posted to the bot one by one, and confirmed by its 2xx."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox import limits
from bot.sandbox.chats import World
from bot.sandbox.messages import Json
from bot.sandbox.parameters import Parameters

_OURS = ("127.0.0.1", "localhost", "::1")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0


class Webhook:
    """Only this computer may be posted to; Telegram's demand for HTTPS is dropped with that."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None
        self._last_error = ""
        self.url = ""

    async def set(self, asked: Parameters) -> bool:
        url, secret = asked.text("url"), asked.text("secret_token")
        if url and urlsplit(url).hostname not in _OURS:
            raise limits.bad_request("bad webhook: the sandbox posts to this computer only")
        if secret and not _SECRET.fullmatch(secret):
            raise limits.bad_request("secret token contains unallowed characters")
        await self.remove(asked)
        if url:
            self._world.updates.allowed = asked.json("allowed_updates") or ()
            self.url = url
            self._task = asyncio.create_task(self._deliver(secret))
        return True

    async def remove(self, asked: Parameters) -> bool:
        self.url = self._last_error = ""
        if asked.true("drop_pending_updates"):
            self._world.updates.drop()
        await self.stop()
        return True

    def info(self) -> Json:
        answer: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self._world.updates.count(),
        }
        if self._last_error:
            answer |= {"last_error_message": self._last_error}
        return answer

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _deliver(self, secret: str) -> None:
        updates = self._world.updates
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        pause = _FIRST_PAUSE
        async with aiohttp.ClientSession(headers=headers) as session:
            while not updates.closed:
                update = updates.first()
                if update is None:
                    await updates.bell.wait(3600)
                elif await self._posted(session, update):
                    updates.confirm(update["update_id"] + 1)
                    pause = _FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)

    async def _posted(self, session: aiohttp.ClientSession, update: Json) -> bool:
        try:
            async with session.post(
                self.url, json=update, timeout=aiohttp.ClientTimeout(60)
            ) as answer:
                if answer.ok:
                    return True
                self._last_error = f"Wrong response from the webhook: {answer.status}"
        except (aiohttp.ClientError, TimeoutError) as error:
            self._last_error = type(error).__name__
        return False
