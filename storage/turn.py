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
from storage.values import NO_SHEETS, Feedback, Outgoing, SheetChanges, Waiting


@dataclass(frozen=True)
class Turn:
    """What `Store.save` was asked to write."""

    chat_id: int = field(repr=False)
    update_id: int | None
    case: Case | None
    seen_revision: int | None
    outgoing: Sequence[Outgoing]
    today: date
    remind_on: date | None
    sheets: SheetChanges = NO_SHEETS
    feedback: Feedback | None = None
    warns: bool = False

    def put(self, connection: Connection, keys: Keys, *, now: datetime) -> list[Waiting]:
        """Writes the turn.

        Raises:
            AlreadyHandled, Stale: see `Store.save`. Nothing is written then: every check and
                every lock comes before the first write, so the transaction can go on without us.
        """
        received = self.update_id is not None and inbox.claim(connection, self.update_id)
        waiting = [] if self.case is None else self._put_case(connection, keys, self.case, now)
        if received and self.update_id is not None:
            inbox.finish(connection, self.update_id)
        elif self.update_id is not None:
            inbox.note(connection, self.update_id, now=now)
        return waiting

    def _put_case(
        self, connection: Connection, keys: Keys, case: Case, now: datetime
    ) -> list[Waiting]:
        chat = chats.find(connection, keys, self.chat_id)
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
        return outbox.put(
            connection,
            keys,
            self.outgoing,
            chat_id=self.chat_id,
            case_id=case_id,
            revision=case.revision,
            kept=kept,
            now=now,
        )
