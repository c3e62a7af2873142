"""Every send goes through here: retry, flood, blocked, not modified."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardMarkup, InputFile, Message
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.storing import StoringBot
from bot.transport import NotSent
from storage import Waiting

log = logging.getLogger(__name__)

# The library then gives a flood's wait as a timedelta; else it warns at every one.
os.environ.setdefault("PTB_TIMEDELTA", "true")

METHODS = (
    "sendMessage",
    "sendDocument",
    "sendPhoto",
    "sendChatAction",
    "editMessageText",
    "editMessageReplyMarkup",
    "answerCallbackQuery",
    "leaveChat",
)
# What the library calls those with a file, and the file.
FILES = {"sendDocument": ("send_document", "document"), "sendPhoto": ("send_photo", "photo")}
TRIES = 6
LONGEST_WAIT = 60.0  # seconds that a flood may make us wait in one go
# What a person would see twice. Everything else may be done again in silence.
SEEN_TWICE = frozenset({"sendMessage", *FILES})
AGAIN = {"en": "(again)", "es": "(otra vez)"}
# What Telegram says of an edit that is no longer possible: the talk goes on with a new message.
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Blocked(Exception):
    """The person blocked the bot, or is gone."""


class Undelivered(Exception):
    """It did not go out now; it stays in the outbox."""


class Refused(Exception):
    """Telegram will never take it like this."""


class Delivery:
    """The gateway of one bot."""

    def __init__(
        self,
        bot: StoringBot,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._pause = pause

    async def send(self, waiting: Waiting, *, language: str) -> dict[str, Any] | None:
        """Sends what is owed; the message that Telegram made of it, None where it made none.

        Raises:
            Blocked: the person does not want to hear from us.
            Undelivered: Telegram cannot be reached.
            Refused: Telegram will never take it like this.
        """
        payload = dict(waiting.payload)
        if waiting.again and waiting.method in SEEN_TWICE:
            payload = _marked(payload, language)
        payload = {"chat_id": waiting.chat_id, **payload}
        return await self.call(waiting.method, payload, waiting, language=language)

    async def call(
        self,
        method: str,
        payload: dict[str, Any],
        waiting: Waiting | None = None,
        *,
        language: str = "en",
    ) -> dict[str, Any] | None:
        """One call, with the patience that each kind of failure deserves."""
        doubted = False
        for attempt in range(TRIES):
            try:
                return await self._once(method, payload, waiting)
            except RetryAfter as flood:
                await self._pause(min(_seconds(flood), LONGEST_WAIT))
            except Forbidden:
                raise Blocked from None
            except BadRequest as refused:
                rewritten = _rewritten(method, payload, str(refused))
                if rewritten is None:
                    return None
                method, payload = rewritten
            except NetworkError as lost:
                sure = isinstance(lost, NotSent) or method not in SEEN_TWICE
                if not sure and doubted:
                    raise Undelivered(type(lost).__name__) from None
                if not sure:  # it may have arrived: once more, and it says so
                    payload, doubted = _marked(payload, language), True
                await self._pause(min(0.5 * 2**attempt, 8.0))
            except TelegramError as failed:
                raise Undelivered(type(failed).__name__) from None
        raise Undelivered(f"{method} after {TRIES} tries")

    async def _once(
        self, method: str, payload: dict[str, Any], waiting: Waiting | None
    ) -> dict[str, Any] | None:
        if waiting is None or waiting.file is None or method not in FILES:
            told = await self._bot.asks(method, payload)
            return told if isinstance(told, dict) else None
        known = waiting.telegram_file_id
        fresh = InputFile(waiting.file.content, waiting.file.name)
        call = getattr(self._bot, FILES[method][0])
        found = await call(**{**_arguments(payload), FILES[method][1]: known or fresh})
        return found.to_dict() if isinstance(found, Message) else None


def _arguments(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload as the library takes it."""
    sent = dict(payload)
    if "reply_markup" in sent:
        sent["reply_markup"] = InlineKeyboardMarkup.de_json(sent["reply_markup"])
    return sent


def _rewritten(
    method: str, payload: dict[str, Any], refused: str
) -> tuple[str, dict[str, Any]] | None:
    """What to do about a refusal: another call, or nothing more to do.

    Raises:
        Refused: it can never go out like this.
    """
    reason = refused.casefold()
    if "not modified" in reason:
        return None
    if "parse entities" in reason and "parse_mode" in payload:
        plain = {key: value for key, value in payload.items() if key != "parse_mode"}
        return method, plain
    if method == "editMessageText" and any(each in reason for each in GONE):
        if "reply_markup" not in payload:
            return None  # it only marked what was chosen
        return "sendMessage", {k: v for k, v in payload.items() if k != "message_id"}
    if method not in SEEN_TWICE:
        return None
    raise Refused(method)


def _marked(payload: dict[str, Any], language: str) -> dict[str, Any]:
    """A message that may have arrived already says so."""
    mark = AGAIN[language]
    if "text" in payload and not str(payload["text"]).startswith(mark):
        return {**payload, "text": f"{mark} {payload['text']}"}
    caption = str(payload.get("caption") or "")
    if "text" not in payload and not caption.startswith(mark):
        return {**payload, "caption": f"{mark} {caption}".strip()}
    return payload


def _seconds(flood: RetryAfter) -> float:
    wait = flood.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
