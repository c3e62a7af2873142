"""The bot as one python-telegram-bot application: polling in, handlers, background work."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from telegram import Update
from telegram.error import Conflict, NetworkError, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes, TypeHandler

from bot.days import Days
from bot.delivery import Delivery
from bot.files import Files
from bot.gate import Gate
from bot.handlers import Handlers
from bot.limits import Limits
from bot.ordering import PerChat
from bot.own_turns import OwnTurns
from bot.preparing import InWorkers, Preparing
from bot.profile import introduce
from bot.reminders import Reminders
from bot.retention import Quiet
from bot.settings import Settings
from bot.sheets import Sheets
from bot.storing import StoringBot
from storage import Store

log = logging.getLogger(__name__)

LATE_EVERY = 5.0  # seconds: what the database could not keep is tried again
SWEEP_EVERY = 30.0  # seconds: replies that could not go out are tried again
SWEEP_IDLE = timedelta(minutes=2)
EXPIRE_EVERY = 3600.0
REMIND_EVERY = 900.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Bot:
    """The application and its background work, around one store."""

    def __init__(
        self,
        token: str,
        root: str,
        settings: Settings,
        store: Store,
        today: Callable[[], date],
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        preparing: Preparing | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._bot = StoringBot(token, root, store, pause=pause)
        self._store = store
        self._chats = PerChat()
        delivery = Delivery(self._bot, pause=pause)
        self._sheets = Sheets(Files(self._bot), preparing or InWorkers(), delivery)
        self.handlers = Handlers(store, delivery, self._sheets, settings.house, today)
        self.handlers.replayed = self._bot.replayed
        self._gate = Gate(delivery, limits or Limits())
        days, turns = Days(today), OwnTurns(store, self.handlers)
        self._quiet = Quiet(store, turns, self._chats, days, settings.keep_days)
        self._reminders = Reminders(store, turns, self._chats, days)
        self._tasks: list[asyncio.Task[None]] = []
        self.application = (
            Application.builder()
            .bot(self._bot)
            .concurrent_updates(self._chats)
            .post_init(self._begin)
            .post_stop(self._end)
            .build()
        )
        self.application.add_handler(TypeHandler(Update, self._on_update))
        self.application.add_error_handler(self._on_error)
        self._bot.tells(self.handlers.late)

    def run(self) -> None:
        """Polls until SIGINT or SIGTERM."""
        self.application.run_polling(
            allowed_updates=ALLOWED, drop_pending_updates=False, bootstrap_retries=-1
        )

    async def _on_update(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if await self._gate.lets_in(update):
            await self.handlers.on_update(update, context)
        else:
            await self._store.done(update.update_id)

    async def _begin(self, _: object) -> None:
        """What a crash left: replies not delivered go out, updates not handled are handled."""
        await self._sweep(idle=timedelta(0))
        left = await self._store.unhandled()
        for each in left:
            update = Update.de_json(json.loads(each.body), self._bot)
            await self.application.update_queue.put(update)
        if left:
            log.info("%s updates from before the restart", len(left))
        try:
            await introduce(self._bot)
        except TelegramError as failed:
            log.warning("name and commands were not set: %s", type(failed).__name__)
        self._tasks = [
            asyncio.create_task(self._every(LATE_EVERY, self._late)),
            asyncio.create_task(self._every(SWEEP_EVERY, lambda: self._sweep(idle=SWEEP_IDLE))),
            asyncio.create_task(self._every(EXPIRE_EVERY, self._quiet.run, at_once=True)),
            asyncio.create_task(self._every(REMIND_EVERY, self._reminders.run, at_once=True)),
        ]

    async def _end(self, _: object) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await asyncio.to_thread(self._sheets.close)
        await self._store.close()

    async def _sweep(self, *, idle: timedelta) -> None:
        async for waiting in self._store.undelivered(idle=idle):
            for chat_id, mine in groupby(
                sorted(waiting, key=lambda w: (w.chat_id, w.outgoing_id)), key=lambda w: w.chat_id
            ):
                async with self._chats.turn_of(chat_id):
                    held = await self._store.load(chat_id)
                    language = held.case.language if held.case else "en"
                    await self.handlers.deliver(list(mine), language=language)

    async def _late(self) -> None:
        await self.handlers.late.retry(self.handlers.handle, self._chats)

    async def _on_error(self, _: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """What went wrong while polling, in a line; the library tries again by itself."""
        if isinstance(context.error, Conflict):
            log.error(
                "another copy of the bot is running with this token, or a webhook is set: "
                "stop one of the two. Trying again"
            )
        elif isinstance(context.error, NetworkError):
            log.warning("Telegram cannot be reached: %s", type(context.error).__name__)
        else:
            log.error("polling failed: %s", type(context.error).__name__)

    async def _every(
        self, seconds: float, work: Callable[[], Any], *, at_once: bool = False
    ) -> None:
        """Does `work` again and again; a fault is logged and does not end it."""
        while True:
            if not at_once:
                await asyncio.sleep(seconds)
            at_once = False
            try:
                await work()
            except asyncio.CancelledError:
                raise
            except Exception as fault:
                log.error("background work failed: %s", type(fault).__name__)


OF_THE_LINE = ("httpx", "httpcore", "pyreqwest", "reqwest", "hyper", "hyper_util", "rustls")
LIBRARIES = ("telegram", *OF_THE_LINE, "aiohttp", "asyncio", "alembic", "transitions")


def quiet(loggers: Sequence[str] = LIBRARIES) -> None:
    """Libraries speak from WARNING on only: at INFO some print the token."""
    for name in loggers:
        logging.getLogger(name).setLevel(logging.WARNING)
