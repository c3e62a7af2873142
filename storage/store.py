"""The store: cases, the updates that change them, and the replies that are owed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from flows.interview.case import Case
from storage import cases, chats, engine, inbox, outbox, turns
from storage.cipher import Keys
from storage.jobs import Batch, nothing
from storage.memory import MOST, Memory
from storage.reader import Reader
from storage.turn import Turn
from storage.values import (
    NO_SHEETS,
    Delivered,
    Feedback,
    Held,
    Incoming,
    Outgoing,
    SheetChanges,
    Waiting,
)
from storage.writer import Writer

log = logging.getLogger(__name__)

# Telegram repeats an update for 24 hours; twice that, and its number may go.
_UPDATES_KNOWN_FOR = timedelta(days=2)
_PRUNED_EVERY = timedelta(hours=1)


def _now() -> datetime:
    return datetime.now(UTC)


def _keyed(batch: Callable[[Connection, Keys, Sequence[Any]], Sequence[Any]], keys: Keys) -> Batch:
    return lambda connection, items: batch(connection, keys, items)


class Store(Reader):
    """One database, kept by one writer. Every method returns when its work is on disk.

    The cases answered last are remembered where the database is a file, which one bot keeps.
    Whoever else writes to the file is noticed at the next turn of our writer, and the latest there
    is as an update is kept, before its case is loaded. A server may have several replicas that
    cannot notice each other: what one has erased must not live on in another, and a turn that saves
    nothing is compared with no revision, so there every load reads.
    """

    def __init__(self, database: Engine, keys: Keys, *, now: Callable[[], datetime] = _now) -> None:
        self.database = database
        self._memory = Memory(MOST if database.dialect.name == "sqlite" else 0)
        super().__init__(Writer(database, forget=self._memory.clear), keys)
        self._now = now
        self._pruned_at: datetime | None = None
        self._load, self._put = _keyed(cases.load, keys), _keyed(turns.put, keys)
        self._strike_out = _keyed(outbox.delivered, keys)

    @classmethod
    async def open(cls, url: str, keys: Keys, *, now: Callable[[], datetime] = _now) -> Store:
        """The store at `url`, made or brought up to date.

        Raises:
            BadRequest: the address is of no database that we know.
            StoreError: it cannot be reached, or a newer release has been at it.
            Sealed: the keys are not those of this database.
        """
        store = cls(await asyncio.to_thread(engine.open_database, url), keys, now=now)
        try:
            await store.writer.run(lambda connection: chats.check_keys(connection, keys))
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Finishes what is waiting and closes the database."""
        await self.writer.close()
        self._memory.clear()

    async def receive(self, updates: Sequence[Incoming]) -> list[Incoming]:
        """Keeps the updates; returns only those never seen before. Then confirm to Telegram."""
        now = self._now()
        due = self._pruned_at is None or now - self._pruned_at >= _PRUNED_EVERY

        def work(connection: Connection) -> list[Incoming]:
            if due:
                inbox.prune(connection, emptied_before=now - _UPDATES_KNOWN_FOR)
                outbox.prune(connection, failed_before=now - _UPDATES_KNOWN_FOR)
            return inbox.receive(connection, self.keys, updates, now=now)

        new = await self.writer.run(work, learns=nothing)
        if due:
            self._pruned_at = now
        return new

    async def done(self, update_id: int) -> None:
        """Marks an update done that left nothing to save. Twice does no harm."""
        await self._aside(lambda connection: inbox.finish(connection, [update_id]))

    async def load(self, chat_id: int) -> Held:
        """What is kept of the chat; empty for a stranger.

        May come from memory. Where another process writes to the same file, that is at least as
        new as our last turn at it: a case older than that one is refused at `save` (Stale), and
        then read anew; `live_message_id` and `blocked` may be that moment old.
        """
        if remembered := self._memory.held(chat_id):
            return remembered

        def learns(held: Held | Exception) -> None:
            if isinstance(held, Held):
                self._memory.loaded(chat_id, held)

        held: Held = await self.writer.run_together(
            self._load, chat_id, about=chat_id, learns=learns
        )
        return held

    async def save(
        self,
        chat_id: int,
        *,
        update_id: int | None,
        case: Case | None,
        seen_revision: int | None,
        outgoing: Sequence[Outgoing],
        today: date,
        remind_on: date | None = None,
        sheets: SheetChanges = NO_SHEETS,
        feedback: Feedback | None = None,
        warns: bool = False,
    ) -> list[Waiting]:
        """Writes one turn of the talk, whole or not at all, and returns the replies to send.

        `case` becomes the chat's active case; another that was active is put aside. None keeps
        nothing (the person has not agreed yet) and only marks the update done. `seen_revision`
        is that of the active case `load` gave, None when it gave none. `update_id` None is a turn
        of ours, such as a reminder: it does not count as the person's last word. `remind_on`
        replaces what was there. `sheets` are pages of that case that go and come,
        `feedback` what the person said of the bot. `warns`: the replies say that the case will be
        erased.

        Raises:
            AlreadyHandled: the update was done before.
            Stale: the active case was changed since, or `case.revision` does not go past it.
        """
        if case is None and (outgoing or sheets != NO_SHEETS):
            raise ValueError("replies and pages are kept with a case only")
        turn = Turn(
            chat_id,
            update_id,
            case,
            seen_revision,
            outgoing,
            now=self._now(),
            today=today,
            remind_on=remind_on,
            sheets=sheets,
            feedback=feedback,
            warns=warns,
        )

        def learns(result: list[Waiting] | Exception) -> None:
            if isinstance(result, Exception):  # whoever was quicker has changed more than we know
                self._memory.forget(chat_id)
            elif case is not None:
                self._memory.saved(chat_id, case)

        # A page that is taken out is gone for good, as an erased case is.
        scrub = self.scrub if sheets.drop else None
        waiting: list[Waiting] = await self.writer.run_together(
            self._put, turn, about=chat_id, learns=learns, after_commit=scrub
        )
        return waiting

    async def delivered(
        self,
        outgoing_id: int,
        *,
        chat_id: int | None = None,
        live_message_id: int | None = None,
        telegram_file_id: str | None = None,
        before: Sequence[int] = (),
    ) -> None:
        """Strikes out a reply that arrived. Await this before the chat's next reply is sent.

        Those that a person would not see twice need not be awaited: they may come `before` it.
        `chat_id` is that of the reply; where it is not told, all chats are read anew.
        """
        arrived = Delivered(outgoing_id, live_message_id, telegram_file_id, before)

        def learns(struck: bool | Exception) -> None:
            if live_message_id is None:
                return
            if chat_id is None:
                self._memory.clear()
            elif isinstance(struck, Exception):
                self._memory.forget(chat_id)
            elif struck:
                self._memory.shown(chat_id, live_message_id)

        await self.writer.run_together(self._strike_out, arrived, learns=learns)

    async def failed(self, outgoing_id: int) -> None:
        """Gives a reply up for good."""
        await self._aside(lambda connection: outbox.failed(connection, outgoing_id))

    async def undelivered(self, *, idle: timedelta = timedelta(0)) -> AsyncIterator[list[Waiting]]:
        """Takes the replies that nobody has taken for `idle`, in order, some cases at a time.

        At the start of a lone bot all; with replicas pass minutes, so that what a living one is
        sending is left alone. The first of each chat is marked `again`, for it may have arrived.
        """
        before, now = self._now() - idle, self._now
        while some := await self._aside(
            lambda connection: outbox.take(connection, self.keys, idle_since=before, now=now())
        ):
            yield some

    async def block(self, chat_id: int, on: date | None) -> None:
        """Notes that the person blocked the bot, or (None) that they are back."""
        await self.writer.run(
            lambda connection: chats.block(connection, self.keys, chat_id, on=on),
            learns=lambda _: self._memory.forget(chat_id),
        )

    async def erase(self, chat_id: int) -> None:
        """Erases the chat: every row of it in every table, and on SQLite every byte.

        What it sent and we have not handled is forgotten too; only the numbers stay.
        """
        await self.writer.run(
            lambda connection: chats.erase(connection, self.keys, chat_id),
            learns=lambda _: self._memory.forget(chat_id),
            after_commit=self.scrub,
        )

    def scrub(self) -> None:
        """Empties what erased rows leave behind. Runs in the writer, between transactions."""
        if not engine.scrub(self.database):
            log.warning("another process is reading the database: erased bytes stay in its log")
