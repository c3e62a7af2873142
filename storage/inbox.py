"""Updates that Telegram handed us: kept until handled, then known by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.cipher import Keys
from storage.models import inbox, place
from storage.values import Incoming

# Statements of every turn are built once: building one costs more than running it.
_INSERT_IF_NEW = {
    "sqlite": sqlite.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id),
    "postgresql": postgresql.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id),
}
_CLAIM = (
    select(inbox.c.update_id, inbox.c.done)
    .where(inbox.c.update_id.in_(bindparam("wanted", expanding=True)))
    .order_by(inbox.c.update_id)
    .with_for_update()
)
_FINISH = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("wanted"))
    .values(done=True, sealed_body=None, chat_key=None)
)


def receive(
    connection: Connection, keys: Keys, updates: Sequence[Incoming], *, now: datetime
) -> list[Incoming]:
    """Keeps the updates and returns those never seen before, in the order given."""
    if not updates:
        return []
    rows = [
        {
            "update_id": each.update_id,
            "chat_key": None if each.chat_id is None else keys.chat_key(each.chat_id),
            "sealed_body": keys.seal(_packed(each), place=_place(each.update_id)),
            "done": False,
            "received_at": now,
        }
        # In order of number, so that two replicas never wait for each other in a ring.
        for each in sorted(updates, key=lambda each: each.update_id)
    ]
    added = set(connection.execute(_INSERT_IF_NEW[connection.dialect.name], rows).scalars())
    first = {each.update_id: each for each in reversed(updates)}
    return [each for each in updates if each.update_id in added and first[each.update_id] is each]


def unhandled(connection: Connection, keys: Keys) -> list[Incoming]:
    """What was kept and is not done, in order of number."""
    kept = (
        select(inbox.c.update_id, inbox.c.sealed_body)
        .where(~inbox.c.done, inbox.c.sealed_body.is_not(None))
        .order_by(inbox.c.update_id)
    )
    return [
        _unpacked(row.update_id, keys.open(row.sealed_body, place=_place(row.update_id)))
        for row in connection.execute(kept)
    ]


def claim(connection: Connection, update_ids: Sequence[int]) -> dict[int, bool]:
    """Holds the updates for this transaction, and whether each is done.

    One that was never received here is not among them.
    """
    if not update_ids:
        return {}
    return dict(connection.execute(_CLAIM, {"wanted": update_ids}).all())


def finish(connection: Connection, update_ids: Sequence[int]) -> None:
    """Marks the updates done and forgets what they said."""
    if update_ids:
        connection.execute(_FINISH, [{"wanted": each} for each in update_ids])


def note(connection: Connection, update_id: int, *, now: datetime) -> None:
    """Notes as done an update that did not come through `receive`."""
    connection.execute(insert(inbox).values(update_id=update_id, done=True, received_at=now))


def forget_chats(connection: Connection, chat_keys: Sequence[bytes]) -> None:
    """Drops what these chats said. The updates can still be marked done, and are not repeated."""
    connection.execute(
        update(inbox).where(inbox.c.chat_key.in_(chat_keys)).values(sealed_body=None, chat_key=None)
    )


def prune(connection: Connection, *, emptied_before: datetime) -> None:
    """Deletes the numbers of updates that Telegram will not send again."""
    connection.execute(
        delete(inbox).where(inbox.c.received_at < emptied_before, inbox.c.sealed_body.is_(None))
    )


def prune_unhandled(connection: Connection, *, received_before: datetime) -> None:
    """Deletes what nobody managed to handle and is past keeping."""
    connection.execute(delete(inbox).where(inbox.c.received_at < received_before))


def packed_chat_id(packed: bytes) -> int | None:
    """The chat of an opened body."""
    chat_id, _, _ = packed.partition(b"\n")
    return int(chat_id) if chat_id else None


def _packed(each: Incoming) -> bytes:
    chat_id = b"" if each.chat_id is None else b"%d" % each.chat_id
    return chat_id + b"\n" + each.body


def _unpacked(update_id: int, packed: bytes) -> Incoming:
    return Incoming(update_id, packed_chat_id(packed), packed.partition(b"\n")[2])


def _place(update_id: int) -> str:
    return place(inbox.c.sealed_body, update_id)
