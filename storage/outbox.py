"""Replies that are owed: written with the answers they answer, deleted when they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage import chats, papers
from storage.cipher import Keys
from storage.models import Delivery, cases, files, outbox, place
from storage.models import chats as chat_rows
from storage.papers import Kept
from storage.values import Outgoing, Waiting

_ROWS_A_STATEMENT = 500
_INSERT = insert(outbox).returning(outbox.c.position, outbox.c.id)
_DELIVERED = (
    delete(outbox)
    .where(outbox.c.id == bindparam("wanted"))
    .returning(outbox.c.case_id, outbox.c.file_id)
)
_SET_LIVE_MESSAGE = (
    update(chat_rows)
    .where(
        chat_rows.c.id
        == select(cases.c.chat).where(cases.c.id == bindparam("case_id")).scalar_subquery()
    )
    .values(live_message_id=bindparam("message_id"))
)


def put(
    connection: Connection,
    keys: Keys,
    outgoing: Sequence[Outgoing],
    *,
    chat_id: int,
    case_id: str,
    revision: int,
    kept: Sequence[Kept],
    now: datetime,
) -> list[Waiting]:
    """Keeps the replies of one save. `kept` has the row of each reply's file, in order."""
    if not outgoing:
        return []
    row_of_file = iter(kept)
    with_files = [(each, next(row_of_file) if each.file else None) for each in outgoing]
    rows = [
        {
            "case_id": case_id,
            "revision": revision,
            "position": position,
            "file_id": file.id if file else None,
            "sealed_payload": keys.seal(
                msgspec.json.encode([each.method, each.payload]),
                place=_place(case_id, revision, position),
            ),
            "state": Delivery.WAITING,
            "attempts": 1,
            "taken_at": now,
        }
        for position, (each, file) in enumerate(with_files)
    ]
    added = connection.execute(_INSERT, rows)
    ids: dict[int, int] = dict(added.all())
    return [
        Waiting(
            outgoing_id=ids[position],
            chat_id=chat_id,
            method=each.method,
            payload=each.payload,
            file=each.file,
            telegram_file_id=file.telegram_file_id if file else None,
            again=False,
        )
        for position, (each, file) in enumerate(with_files)
    ]


def take(
    connection: Connection, keys: Keys, *, idle_since: datetime, now: datetime
) -> list[Waiting]:
    """Takes what nobody has taken since `idle_since`, in order, to be sent by the caller."""
    taken = connection.execute(
        update(outbox)
        .where(outbox.c.state == Delivery.WAITING, outbox.c.taken_at <= idle_since)
        .values(taken_at=now, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    ).scalars()
    ids = sorted(taken)
    waiting: list[Waiting] = []
    seen: set[int] = set()
    for start in range(0, len(ids), _ROWS_A_STATEMENT):
        rows = connection.execute(
            select(outbox, chat_rows.c.id.label("chat"), chat_rows.c.sealed_chat_id)
            .join_from(outbox, cases)
            .join(chat_rows)
            .where(outbox.c.id.in_(ids[start : start + _ROWS_A_STATEMENT]))
            .order_by(outbox.c.id)
        ).all()
        kept = _files(connection, keys, [row.file_id for row in rows if row.file_id])
        for row in rows:
            chat_id = chats.opened(keys, row.chat, row.sealed_chat_id)
            waiting.append(_opened(keys, row, chat_id, kept, again=chat_id not in seen))
            seen.add(chat_id)
    return waiting


def delivered(
    connection: Connection,
    keys: Keys,
    outgoing_id: int,
    *,
    live_message_id: int | None,
    telegram_file_id: str | None,
) -> None:
    """Deletes the reply and keeps what Telegram said of it."""
    row = connection.execute(_DELIVERED, {"wanted": outgoing_id}).first()
    if row is None:  # delivered before, or erased in the meantime
        return
    if live_message_id is not None:
        connection.execute(
            _SET_LIVE_MESSAGE, {"case_id": row.case_id, "message_id": live_message_id}
        )
    if telegram_file_id is not None and row.file_id is not None:
        papers.uploaded(connection, keys, row.file_id, telegram_file_id=telegram_file_id)


def failed(connection: Connection, outgoing_id: int) -> None:
    """Gives the reply up: its words go, that it failed stays for a while."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id == outgoing_id)
        .values(state=Delivery.FAILED, sealed_payload=None, file_id=None)
    )


def prune(connection: Connection, *, failed_before: datetime) -> None:
    """Forgets what failed long ago."""
    connection.execute(
        delete(outbox).where(outbox.c.state == Delivery.FAILED, outbox.c.taken_at < failed_before)
    )


def by_state(connection: Connection) -> dict[str, int]:
    """How many replies wait and how many failed of late."""
    states = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    none: dict[str, int] = dict.fromkeys(Delivery, 0)
    return none | dict(connection.execute(states).all())


def _opened(
    keys: Keys, row: Row[Any], chat_id: int, kept: dict[str, Kept], *, again: bool
) -> Waiting:
    sealed_at = _place(row.case_id, row.revision, row.position)
    method, payload = msgspec.json.decode(keys.open(row.sealed_payload, place=sealed_at))
    file = kept[row.file_id] if row.file_id else None
    return Waiting(
        outgoing_id=row.id,
        chat_id=chat_id,
        method=method,
        payload=payload,
        file=file.paper if file else None,
        telegram_file_id=file.telegram_file_id if file else None,
        again=again,
        attempts=row.attempts,
    )


def _files(connection: Connection, keys: Keys, ids: Sequence[str]) -> dict[str, Kept]:
    rows = connection.execute(select(files).where(files.c.id.in_(ids))) if ids else ()
    return {row.id: papers.opened(keys, row) for row in rows}


def _place(case_id: str, revision: int, position: int) -> str:
    return place(outbox.c.sealed_payload, case_id, revision, position)
