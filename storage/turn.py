"""One turn of the talk: what a person said, the case it made, and the replies that are owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from flows.errors import Stale
from flows.interview.case import Case
from storage import cases, chats, feedback, inbox, outbox, papers, sheets
from storage.cipher import Keys
from storage.values import NO_SHEETS, AlreadyHandled, Feedback, Outgoing, SheetChanges, Waiting


@dataclass(frozen=True)
class Turn:
    """What `Store.save` was asked to write."""

    chat_id: int = field(repr=False)
    update_id: int | None
    case: Case | None
    seen_revision: int | None
    outgoing: Sequence[Outgoing]
    now: datetime
    today: date
    remind_on: date | None
    sheets: SheetChanges = NO_SHEETS
    feedback: Feedback | None = None
    warns: bool = False

    @property
    def plain(self) -> bool:
        """Whether it goes on with a case and writes nothing but that and its replies."""
        more = self.warns or self.feedback or self.sheets != NO_SHEETS
        files = any(each.file for each in self.outgoing)
        return self.case is not None and self.seen_revision is not None and not (more or files)

    def put(self, connection: Connection, keys: Keys) -> list[Waiting]:
        """Writes the turn.

        Raises:
            AlreadyHandled, Stale: see `Store.save`. Nothing is written then: every check and
                every lock comes before the first write, so the transaction can go on without us.
        """
        number = self.update_id
        received = {} if number is None else inbox.claim(connection, [number])
        if number is not None and received.get(number):
            raise AlreadyHandled(f"update {number} is done")
        waiting = [] if self.case is None else self._put_case(connection, keys, self.case)
        if received:
            inbox.finish(connection, list(received))
        elif number is not None:
            inbox.note(connection, number, now=self.now)
        return waiting

    def _put_case(self, connection: Connection, keys: Keys, case: Case) -> list[Waiting]:
        chat = chats.find(connection, keys, [self.chat_id]).get(self.chat_id)
        if chat is None:
            if self.seen_revision is not None:
                raise Stale(f"case {case.reference} was erased since it was read")
            chat = chats.add(connection, keys, self.chat_id, today=self.today)
        case_id = cases.put(
            connection,
            keys,
            chat,
            case=case,
            seen_revision=self.seen_revision,
            today=self.today,
            remind_on=self.remind_on,
        )
        # A turn of ours is not the person's last word: reminders must not keep a case for ever.
        if self.update_id is not None:
            chats.heard(connection, chat, today=self.today)
        if self.warns:
            chats.warned(connection, chat, today=self.today)
        sheets.change(connection, keys, self.sheets, case_id=case_id, today=self.today)
        if self.feedback:
            feedback.put(connection, keys, self.feedback, chat=chat.id, today=self.today)
        kept = papers.put(
            connection,
            keys,
            [each.file for each in self.outgoing if each.file],
            case_id=case_id,
            revision=case.revision,
            today=self.today,
        )
        owed = outbox.Owed(
            self.chat_id, case_id, case.revision, self.outgoing, now=self.now, kept=kept
        )
        return outbox.put(connection, keys, [owed])[0]
