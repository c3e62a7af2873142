"""Chats: found by a keyed hash of their id, and everything of theirs goes when they go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)

from flows.errors import Sealed
from storage import inbox
from storage.cipher import Keys
from storage.models import cases, chats, new_id, place
from storage.values import Silent

NO_LONGER = timedelta(days=30)  # beyond its days a case is kept to warn its owner first
WANTED = chats.c.chat_key.in_(bindparam("wanted", expanding=True))
WITH_ACTIVE_CASE = chats.outerjoin(cases, (cases.c.chat == chats.c.id) & cases.c.active)
_FIND = (
    select(
        chats.c.chat_key,
        chats.c.id,
        chats.c.last_word_on,
        cases.c.id.label("case_id"),
        cases.c.reference,
        cases.c.revision,
    )
    .select_from(WITH_ACTIVE_CASE)
    .where(WANTED)
    .order_by(chats.c.id)  # two replicas that hold several never wait for each other in a ring
    .with_for_update(of=chats)
)


@dataclass(frozen=True)
class Chat:
    """A chat that is kept, and where its active case stands (no words)."""

    id: str
    last_word_on: date
    case_id: str | None
    reference: str | None
    revision: int | None


def find(connection: Connection, keys: Keys, chat_ids: Iterable[int]) -> dict[int, Chat]:
    """Those of the chats that are kept, held for this transaction.

    The case's columns may be a moment old on PostgreSQL (only the chat's row is read after the
    wait for it), so whoever writes to the case names the revision again.
    """
    found = by_chat(connection, _FIND, keys, chat_ids)
    return {
        chat_id: Chat(row.id, row.last_word_on, row.case_id, row.reference, row.revision)
        for chat_id, row in found.items()
    }


def by_chat(
    connection: Connection, statement: Select[Any], keys: Keys, chat_ids: Iterable[int]
) -> dict[int, Row[Any]]:
    """The rows of a statement `where WANTED` whose first column is the key, by chat."""
    # All in one statement: a group of the writer, by all keys, is far from SQLite's 32,766.
    asked = {key: chat_id for chat_id in chat_ids for key in keys.chat_keys(chat_id)}
    found = connection.execute(statement, {"wanted": list(asked)})
    return {asked[row.chat_key]: row for row in found}


def add(connection: Connection, keys: Keys, chat_id: int, *, today: date) -> Chat:
    """A chat that is kept from now on."""
    chat = Chat(new_id(), today, case_id=None, reference=None, revision=None)
    connection.execute(
        insert(chats).values(
            id=chat.id,
            chat_key=keys.chat_key(chat_id),
            sealed_chat_id=keys.seal(b"%d" % chat_id, place=place(chats.c.sealed_chat_id, chat.id)),
            last_word_on=today,
        )
    )
    return chat


def heard(connection: Connection, chat: Chat, *, today: date) -> None:
    """Notes that the person said something today."""
    if chat.last_word_on != today:
        spoke = {"last_word_on": today, "warned_on": None}
        connection.execute(update(chats).where(chats.c.id == chat.id).values(**spoke))


def warned(connection: Connection, chat: Chat, *, today: date) -> None:
    """Notes that the person was told today that the case will be erased."""
    connection.execute(update(chats).where(chats.c.id == chat.id).values(warned_on=today))


def block(connection: Connection, keys: Keys, chat_id: int, *, on: date | None) -> None:
    """Notes that the person blocked the bot, or (None) that they are back."""
    connection.execute(update(chats).where(_is(keys, chat_id)).values(blocked_on=on))


def erase(connection: Connection, keys: Keys, chat_id: int) -> None:
    """Deletes every row of the chat; cases, files and outbox follow by their foreign keys."""
    # The inbox first, as in a save: two replicas then never wait for each other.
    inbox.forget_chats(connection, keys.chat_keys(chat_id))
    connection.execute(delete(chats).where(_is(keys, chat_id)))


def expire(connection: Connection, *, before: date, warned_before: date) -> int:
    """Erases the chats whose last word is older, and who were warned before that day.

    Who blocked the bot cannot be warned; nor can those whose chat no key opens, so after
    `NO_LONGER` nobody is waited for. Needs no key.
    """
    told = (
        (chats.c.warned_on < warned_before)
        | chats.c.blocked_on.is_not(None)
        | (chats.c.last_word_on < before - NO_LONGER)
    )
    old = connection.execute(
        select(chats.c.id, chats.c.chat_key)
        .where(chats.c.last_word_on < before, told)
        .limit(500)
        .with_for_update()
    ).all()
    if old:
        inbox.forget_chats(connection, [row.chat_key for row in old])
        connection.execute(delete(chats).where(chats.c.id.in_([row.id for row in old])))
    return len(old)


def to_warn(connection: Connection, keys: Keys, *, silent_since: date) -> list[Silent]:
    """The chats, not blocked and not warned yet, whose last word is older, longest silent first."""
    due = (
        select(chats.c.id, chats.c.sealed_chat_id, chats.c.last_word_on)
        .where(
            chats.c.blocked_on.is_(None),
            chats.c.warned_on.is_(None),
            chats.c.last_word_on < silent_since,
        )
        .order_by(chats.c.last_word_on)
    )
    return [
        Silent(opened(keys, row.id, row.sealed_chat_id), row.last_word_on)
        for row in connection.execute(due)
        if keys.held(row.sealed_chat_id)
    ]


def to_remind(connection: Connection, keys: Keys, *, today: date) -> list[int]:
    """The chats, not blocked, whose active case asked to be reminded today or earlier."""
    due = (
        select(chats.c.id, chats.c.sealed_chat_id)
        .where(
            chats.c.blocked_on.is_(None),
            exists().where(cases.c.chat == chats.c.id, cases.c.active, cases.c.remind_on <= today),
        )
        .order_by(chats.c.last_word_on)
    )
    return [
        opened(keys, row.id, row.sealed_chat_id)
        for row in connection.execute(due)
        if keys.held(row.sealed_chat_id)
    ]


def check_keys(connection: Connection, keys: Keys) -> None:
    """Raises Sealed when the keys are not those of this database: better now than at each chat."""
    row = connection.execute(select(chats.c.sealed_chat_id).limit(1)).first()
    if row is not None and not keys.held(row.sealed_chat_id):
        raise Sealed("CASE_KEYS holds none of the keys that sealed this database")


def opened(keys: Keys, id: str, sealed_chat_id: bytes) -> int:
    """The chat id, to send to."""
    return int(keys.open(sealed_chat_id, place=place(chats.c.sealed_chat_id, id)))


def _is(keys: Keys, chat_id: int) -> ColumnElement[bool]:
    return chats.c.chat_key.in_(keys.chat_keys(chat_id))
