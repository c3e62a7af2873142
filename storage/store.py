"""The store: cases, the updates that change them, and the replies that are owed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from flows.interview.case import Case
from storage import cases, chats, engine, inbox, outbox, papers, sheets, turns
from storage import feedback as said
from storage.cipher import Keys
from storage.turn import Turn
from storage.values import (
    NO_SHEETS,
    Delivered,
    Feedback,
    Held,
    Incoming,
    Outgoing,
    PaperFile,
    SheetChanges,
    SheetFile,
    Waiting,
)
from storage.writer import Batch, Writer

log = logging.getLogger(__name__)

# Telegram repeats an update for 24 hours; twice that, and its number may go.
_UPDATES_KNOWN_FOR = timedelta(days=2)
_PRUNED_EVERY = timedelta(hours=1)


def _now() -> datetime:
    return datetime.now(UTC)


def _keyed(batch: Callable[[Connection, Keys, Sequence[Any]], Sequence[Any]], keys: Keys) -> Batch:
    return lambda connection, items: batch(connection, keys, items)


class Store:
    """One database, kept by one writer. Every method returns when its work is on disk."""

    def __init__(self, database: Engine, keys: Keys, *, now: Callable[[], datetime] = _now) -> None:
        self.database = database
        self.keys = keys
        self.writer = Writer(database)
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

    async def receive(self, updates: Sequence[Incoming]) -> list[Incoming]:
        """Keeps the updates; returns only those never seen before. Then confirm to Telegram."""
        now = self._now()
        due = self._pruned_at is None or now - self._pruned_at >= _PRUNED_EVERY

        def work(connection: Connection) -> list[Incoming]:
            if due:
                inbox.prune(connection, emptied_before=now - _UPDATES_KNOWN_FOR)
                outbox.prune(connection, failed_before=now - _UPDATES_KNOWN_FOR)
            return inbox.receive(connection, self.keys, updates, now=now)

        new = await self.writer.run(work)
        if due:
            self._pruned_at = now
        return new

    async def unhandled(self) -> list[Incoming]:
        """What was received and is not done, in order. For the start."""
        return await self.writer.run(lambda connection: inbox.unhandled(connection, self.keys))

    async def done(self, update_id: int) -> None:
        """Marks an update done that left nothing to save. Twice does no harm."""
        await self.writer.run(lambda connection: inbox.finish(connection, [update_id]))

    async def load(self, chat_id: int) -> Held:
        """What is kept of the chat; empty for a stranger."""
        held: Held = await self.writer.run_together(self._load, chat_id, about=chat_id)
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
        # A page that is taken out is gone for good, as an erased case is.
        scrub = self.scrub if sheets.drop else None
        waiting: list[Waiting] = await self.writer.run_together(
            self._put, turn, about=chat_id, after_commit=scrub
        )
        return waiting

    async def delivered(
        self,
        outgoing_id: int,
        *,
        live_message_id: int | None = None,
        telegram_file_id: str | None = None,
    ) -> None:
        """Strikes out a reply that arrived. Await this before the chat's next reply is sent."""
        arrived = Delivered(outgoing_id, live_message_id, telegram_file_id)
        await self.writer.run_together(self._strike_out, arrived)

    async def failed(self, outgoing_id: int) -> None:
        """Gives a reply up for good."""
        await self.writer.run(lambda connection: outbox.failed(connection, outgoing_id))

    async def undelivered(self, *, idle: timedelta = timedelta(0)) -> list[Waiting]:
        """Takes the replies that nobody has taken for `idle`, in order.

        At the start of a lone bot: all of them. With replicas pass minutes, from time to time: what
        a replica that died has left is then taken by one of the others, and what a living one is
        sending is left alone. The first of each chat is marked `again`, for it may have arrived.
        """
        now = self._now()
        return await self.writer.run(
            lambda connection: outbox.take(connection, self.keys, idle_since=now - idle, now=now)
        )

    async def block(self, chat_id: int, on: date | None) -> None:
        """Notes that the person blocked the bot, or (None) that they are back."""
        await self.writer.run(lambda connection: chats.block(connection, self.keys, chat_id, on=on))

    async def cases(self, chat_id: int) -> list[Case]:
        """Every case of the chat, the active one first."""
        return await self.writer.run(lambda connection: cases.every(connection, self.keys, chat_id))

    async def papers(self, chat_id: int) -> list[PaperFile]:
        """The latest documents of the active case."""
        return await self.writer.run(
            lambda connection: papers.latest(connection, self.keys, chat_id)
        )

    async def sheets(self, chat_id: int) -> list[SheetFile]:
        """The pages that the person sent for the active case, by paper and place."""
        return await self.writer.run(
            lambda connection: sheets.latest(connection, self.keys, chat_id)
        )

    async def feedback(self) -> list[tuple[date, Feedback]]:
        """What people said of the bot, oldest first, each with its day."""
        return await self.writer.run(lambda connection: said.every(connection, self.keys))

    async def to_remind(self, today: date) -> list[int]:
        """The chats whose active case asked for a reminder today or earlier."""
        return await self.writer.run(
            lambda connection: chats.to_remind(connection, self.keys, today=today)
        )

    async def erase(self, chat_id: int) -> None:
        """Erases the chat: every row of it in every table, and on SQLite every byte.

        What it sent and we have not handled is forgotten too; only the numbers stay.
        """
        await self.writer.run(
            lambda connection: chats.erase(connection, self.keys, chat_id),
            after_commit=self.scrub,
        )

    async def counts(self) -> dict[str, int]:
        """How many active cases stand in each phase."""
        return await self.writer.run(cases.by_phase)

    async def held(self) -> list[tuple[Case, date]]:
        """Every case of everybody, each with the day of its last change: for counts alone."""
        return await self.writer.run(lambda connection: cases.held(connection, self.keys))

    async def backlog(self) -> dict[str, int]:
        """How many replies are `waiting` and how many `failed` in the last days."""
        return await self.writer.run(outbox.by_state)

    def scrub(self) -> None:
        """Empties what erased rows leave behind. Runs in the writer, between transactions."""
        if not engine.scrub(self.database):
            log.warning("another process is reading the database: erased bytes stay in its log")
