"""Sealing everything again under the newest key, so that an older one can be thrown away."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from storage.cipher import Keys
from storage.inbox import packed_chat_id
from storage.models import IDENTITY, chats, inbox, place
from storage.store import Store

_ROWS_A_TRANSACTION = 200


async def rekey(store: Store) -> int:
    """Seals every row again under the newest key; returns how many rows that changed.

    The bot may go on meanwhile. Stopped half-way, it goes on from there when it is run again.

    Raises:
        Sealed: a row opens with none of the keys. It stays as it is.
    """
    changed = 0
    for table in IDENTITY:
        last: Any = None
        while rows := await store.writer.run(partial(_rekey, store.keys, table, after=last)):
            changed += sum(rows.values())
            last = max(rows)
    await store.writer.run(lambda _: None, after_commit=store.scrub)
    return changed


def _rekey(keys: Keys, table: Table, connection: Connection, *, after: Any) -> dict[Any, bool]:
    """The next rows by primary key, and whether each had to be changed."""
    (primary,) = table.primary_key
    rows = select(table).order_by(primary).limit(_ROWS_A_TRANSACTION).with_for_update()
    if after is not None:
        rows = rows.where(primary > after)
    seen: dict[Any, bool] = {}
    for row in connection.execute(rows).all():
        values = _resealed(keys, table, row)
        if values:
            key = row._mapping[primary]
            connection.execute(update(table).where(primary == key).values(values))
        seen[row._mapping[primary]] = bool(values)
    return seen


def _resealed(keys: Keys, table: Table, row: Row[Any]) -> dict[str, bytes]:
    """The columns of the row that must change."""
    identity = [row._mapping[column] for column in IDENTITY[table]]
    changed: dict[str, bytes] = {}
    for column in table.columns:
        sealed = row._mapping[column]
        if not column.name.startswith("sealed_") or sealed is None or keys.newest_sealed(sealed):
            continue
        words = keys.open(sealed, place=place(column, *identity))
        changed[column.name] = keys.seal(words, place=place(column, *identity))
        chat_id = _chat_id(table, words)
        if chat_id is not None:
            changed["chat_key"] = keys.chat_key(chat_id)
    return changed


def _chat_id(table: Table, words: bytes) -> int | None:
    """The chat this row is filed under by a keyed hash, which changes with the key."""
    if table is chats:
        return int(words)
    return packed_chat_id(words) if table is inbox else None
