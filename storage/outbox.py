"""Replies that are owed: written with the answers they answer, deleted when they arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage import chats, papers
from storage.cipher import Keys
from storage.models import Delivery, cases, files, outbox, place
from storage.models import chats as chat_rows
from storage.papers import Kept
from storage.values import Delivered, Outgoing, Waiting

CASES_AT_ONCE = 50  # each owes some dozen papers at the most
_INSERT = insert(outbox).returning(outbox.c.case_id, outbox.c.position, outbox.c.id)
_DELIVERED = (
    delete(outbox)
    .where(outbox.c.id.in_(bindparam("wanted", expanding=True)))
    .returning(outbox.c.id, outbox.c.case_id, outbox.c.file_id)
)
_SET_LIVE_MESSAGE = (
    update(chat_rows)
    .where(
        chat_rows.c.id
        == select(cases.c.chat).where(cases.c.id == bindparam("case_id")).scalar_subquery()
    )
    .values(live_message_id=bindparam("message_id"))
)


@dataclass(frozen=True)
class Owed:
    """The replies of one save. `kept` has the row of each reply's file, in order."""

    chat_id: int = field(repr=False)
    case_id: str
    revision: int
    outgoing: Sequence[Outgoing]
    now: datetime
    kept: Sequence[Kept] = ()


def put(connection: Connection, keys: Keys, owed: Sequence[Owed]) -> list[list[Waiting]]:
    """Keeps the replies of saves of as many cases."""
    rows = [row for each in owed for row in _rows(keys, each)]
    if not rows:
        return [[] for _ in owed]
    added = connection.execute(_INSERT, rows)
    ids = {(row.case_id, row.position): row.id for row in added}
    return [
        [
            Waiting(
                outgoing_id=ids[each.case_id, position],
                chat_id=each.chat_id,
                method=out.method,
                payload=out.payload,
                file=out.file,
                telegram_file_id=file.telegram_file_id if file else None,
                again=False,
            )
            for position, (out, file) in enumerate(_with_files(each))
        ]
        for each in owed
    ]


def take(
    connection: Connection, keys: Keys, *, idle_since: datetime, now: datetime
) -> list[Waiting]:
    """Takes what nobody has taken since `idle_since`, in order, to be sent by the caller.

    Of so many cases as can be held at once, those that have waited longest; nothing: no one waits.
    """
    now = max(now, idle_since + timedelta(microseconds=1))  # or it would be taken twice
    idle = (outbox.c.state == Delivery.WAITING, outbox.c.taken_at <= idle_since)
    first = select(outbox.c.case_id).where(*idle).group_by(outbox.c.case_id)
    some = first.order_by(func.min(outbox.c.id)).limit(CASES_AT_ONCE)
    taken = connection.execute(
        update(outbox)
        .where(*idle, outbox.c.case_id.in_(some))
        .values(taken_at=now, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    ).scalars()
    rows = connection.execute(
        select(outbox, chat_rows.c.id.label("chat"), chat_rows.c.sealed_chat_id)
        .join_from(outbox, cases)
        .join(chat_rows)
        .where(outbox.c.id.in_(sorted(taken)))
        .order_by(outbox.c.id)
    ).all()
    kept = _files(connection, keys, [row.file_id for row in rows if row.file_id])
    waiting: list[Waiting] = []
    seen: set[int] = set()
    for row in rows:
        chat_id = chats.opened(keys, row.chat, row.sealed_chat_id)
        waiting.append(_opened(keys, row, chat_id, kept, again=chat_id not in seen))
        seen.add(chat_id)
    return waiting


def delivered(connection: Connection, keys: Keys, arrived: Sequence[Delivered]) -> list[bool]:
    """Deletes the replies and keeps what Telegram said of each. False: it was not there."""
    first = {each.outgoing_id: each for each in reversed(arrived)}
    wanted = {*first, *(number for each in arrived for number in each.before)}
    gone = connection.execute(_DELIVERED, {"wanted": sorted(wanted)})
    # One that is not there was delivered before, or erased in the meantime.
    rows = {row.id: row for row in gone}
    live: dict[str, int] = {}
    struck: list[bool] = []
    for each in arrived:
        row = rows.get(each.outgoing_id) if first[each.outgoing_id] is each else None
        struck.append(row is not None)
        if row is None:
            continue
        if each.live_message_id is not None:
            live[row.case_id] = each.live_message_id
        if each.telegram_file_id is not None and row.file_id is not None:
            papers.uploaded(connection, keys, row.file_id, telegram_file_id=each.telegram_file_id)
    if live:
        changes = [{"case_id": key, "message_id": live[key]} for key in sorted(live)]
        connection.execute(_SET_LIVE_MESSAGE, changes)
    return struck


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


def _rows(keys: Keys, owed: Owed) -> Iterator[dict[str, object]]:
    for position, (each, file) in enumerate(_with_files(owed)):
        yield {
            "case_id": owed.case_id,
            "revision": owed.revision,
            "position": position,
            "file_id": file.id if file else None,
            "sealed_payload": keys.seal(
                msgspec.json.encode([each.method, each.payload]),
                place=_place(owed.case_id, owed.revision, position),
            ),
            "state": Delivery.WAITING,
            "attempts": 1,
            "taken_at": owed.now,
        }


def _with_files(owed: Owed) -> Iterator[tuple[Outgoing, Kept | None]]:
    row_of_file = iter(owed.kept)
    for each in owed.outgoing:
        yield each, next(row_of_file) if each.file else None


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
