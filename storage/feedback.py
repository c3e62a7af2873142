"""What people say of the bot, for who runs it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, insert, select

from storage.cipher import Keys
from storage.models import feedback, new_id, place
from storage.values import Feedback


def put(connection: Connection, keys: Keys, said: Feedback, *, chat: str, today: date) -> None:
    """Keeps what was said. It goes when the chat is erased."""
    id = new_id()
    connection.execute(
        insert(feedback).values(
            id=id,
            chat=chat,
            question=said.question,
            sealed_words=keys.seal(said.words.encode(), place=place(feedback.c.sealed_words, id)),
            said_on=today,
        )
    )


def every(connection: Connection, keys: Keys) -> list[tuple[date, Feedback]]:
    """All that was said, oldest first, each with its day."""
    rows = connection.execute(select(feedback).order_by(feedback.c.said_on, feedback.c.id))
    return [
        (
            row.said_on,
            Feedback(
                row.question,
                keys.open(row.sealed_words, place=place(feedback.c.sealed_words, row.id)).decode(),
            ),
        )
        for row in rows
    ]
