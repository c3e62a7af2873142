"""What can be asked of a store besides the talk of a chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection

from flows.interview.case import Case
from storage import cases, chats, inbox, outbox, papers, sheets
from storage import feedback as said
from storage.cipher import Keys
from storage.jobs import nothing
from storage.values import Feedback, Incoming, PaperFile, SheetFile
from storage.writer import Writer

T = TypeVar("T")


class Reader:
    """Looks at what is kept, in the writer's turn. None of it changes a case or a chat."""

    def __init__(self, writer: Writer, keys: Keys) -> None:
        self.writer = writer
        self.keys = keys

    async def unhandled(self) -> list[Incoming]:
        """What was received and is not done, in order. For the start."""
        return await self._aside(lambda connection: inbox.unhandled(connection, self.keys))

    async def cases(self, chat_id: int) -> list[Case]:
        """Every case of the chat, the active one first."""
        return await self._aside(lambda connection: cases.every(connection, self.keys, chat_id))

    async def papers(self, chat_id: int) -> list[PaperFile]:
        """The latest documents of the active case."""
        return await self._aside(lambda connection: papers.latest(connection, self.keys, chat_id))

    async def sheets(self, chat_id: int) -> list[SheetFile]:
        """The pages that the person sent for the active case, by paper and place."""
        return await self._aside(lambda connection: sheets.latest(connection, self.keys, chat_id))

    async def feedback(self) -> list[tuple[date, Feedback]]:
        """What people said of the bot, oldest first, each with its day."""
        return await self._aside(lambda connection: said.every(connection, self.keys))

    async def to_remind(self, today: date) -> list[int]:
        """The chats whose active case asked for a reminder today or earlier."""
        return await self._aside(
            lambda connection: chats.to_remind(connection, self.keys, today=today)
        )

    async def counts(self) -> dict[str, int]:
        """How many active cases stand in each phase."""
        return await self._aside(cases.by_phase)

    async def held(self) -> list[tuple[Case, date]]:
        """Every case of everybody, each with the day of its last change: for counts alone."""
        return await self._aside(lambda connection: cases.held(connection, self.keys))

    async def backlog(self) -> dict[str, int]:
        """How many replies are `waiting` and how many `failed` in the last days."""
        return await self._aside(outbox.by_state)

    async def _aside(self, work: Callable[[Connection], T]) -> T:
        """What `work` finds, which leaves every chat's talk as it is."""
        return await self.writer.run(work, learns=nothing)
