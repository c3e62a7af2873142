"""Cases: a chat's active one, and those put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from flows.errors import Sealed, Stale
from flows.interview.case import Case
from storage.chats import WANTED, WITH_ACTIVE_CASE, Chat, by_chat
from storage.cipher import Keys
from storage.models import cases, chats, new_id, place
from storage.values import Held

_LOAD = (
    select(
        chats.c.chat_key,
        chats.c.live_message_id,
        chats.c.blocked_on,
        cases.c.id,
        cases.c.sealed_body,
    )
    .select_from(WITH_ACTIVE_CASE)
    .where(WANTED)
)
_CHANGE = update(cases).where(
    cases.c.id == bindparam("case_id"), cases.c.revision == bindparam("seen"), cases.c.active
)


@dataclass(frozen=True)
class Change:
    """The active case of a chat as it is from now on, and its revision as it was read."""

    case_id: str
    case: Case
    seen_revision: int
    today: date
    remind_on: date | None


def load(connection: Connection, keys: Keys, chat_ids: Sequence[int]) -> list[Held | Sealed]:
    """What is kept of each chat; nothing, for a stranger; Sealed where no key opens it."""
    found = by_chat(connection, _LOAD, keys, chat_ids)
    return [_held(keys, found.get(chat_id)) for chat_id in chat_ids]


def every(connection: Connection, keys: Keys, chat_id: int) -> list[Case]:
    """All cases of the chat, the active one first, then the latest changed."""
    rows = connection.execute(
        select(cases.c.id, cases.c.sealed_body)
        .join_from(cases, chats)
        .where(chats.c.chat_key.in_(keys.chat_keys(chat_id)))
        .order_by(cases.c.active.desc(), cases.c.changed_on.desc(), cases.c.id)
    )
    return [_opened(keys, row.id, row.sealed_body) for row in rows]


def put(
    connection: Connection,
    keys: Keys,
    chat: Chat,
    *,
    case: Case,
    seen_revision: int | None,
    today: date,
    remind_on: date | None,
) -> str:
    """Writes the case as the chat's active one and returns the id of its row.

    When the chat's active case is another, that one is put aside. `seen_revision` is the revision
    of the case that was active when the chat was loaded, None when there was none.

    Raises:
        Stale: the active case was changed since. Nothing is written then.
    """
    if chat.revision != seen_revision:
        raise Stale(f"case {case.reference} was changed since it was read")
    if chat.reference == case.reference and case.revision <= (seen_revision or 0):
        raise Stale(f"case {case.reference} must go past revision {seen_revision}")
    kept = _kept(case, today=today, remind_on=remind_on)
    if chat.case_id is not None and chat.reference == case.reference:
        _change(connection, chat, **kept, sealed_body=_sealed(keys, chat.case_id, case))
        return chat.case_id

    aside = _put_aside(connection, chat, case)
    if chat.case_id is not None:
        _change(connection, chat, active=False)
    case_id = aside or new_id()
    kept["sealed_body"] = _sealed(keys, case_id, case)
    if aside:
        connection.execute(update(cases).where(cases.c.id == aside).values(**kept))
    else:
        connection.execute(
            insert(cases).values(
                id=case_id, chat=chat.id, reference=case.reference, created_on=today, **kept
            )
        )
    return case_id


def change(connection: Connection, keys: Keys, changes: Sequence[Change]) -> None:
    """Changes the active cases of as many chats, whose revisions were compared before.

    Raises:
        Stale: one of them was changed in between, no telling which. The rest is written.
    """
    found = connection.execute(
        _CHANGE,
        [
            {
                "case_id": each.case_id,
                "seen": each.seen_revision,
                "sealed_body": _sealed(keys, each.case_id, each.case),
                **_kept(each.case, today=each.today, remind_on=each.remind_on),
            }
            for each in changes
        ],
    )
    if found.rowcount != len(changes):
        raise Stale("a case was changed since it was read")


def by_phase(connection: Connection) -> dict[str, int]:
    """How many active cases stand in each phase."""
    phases = select(cases.c.phase, func.count()).where(cases.c.active).group_by(cases.c.phase)
    return dict(connection.execute(phases.order_by(cases.c.phase)).all())


def held(connection: Connection, keys: Keys) -> list[tuple[Case, date]]:
    """Every case that is kept, each with the day of its last change."""
    rows = connection.execute(select(cases.c.id, cases.c.sealed_body, cases.c.changed_on))
    return [(_opened(keys, row.id, row.sealed_body), row.changed_on) for row in rows]


def _kept(case: Case, *, today: date, remind_on: date | None) -> dict[str, object]:
    """What can be read of the active case without a key."""
    return {
        "active": True,
        "phase": case.phase,
        "revision": case.revision,
        "changed_on": today,
        "remind_on": remind_on,
    }


def _change(connection: Connection, chat: Chat, **values: object) -> None:
    """Changes the active case if it is still as it was read. The first write of a save."""
    changed = connection.execute(
        _CHANGE, {"case_id": chat.case_id, "seen": chat.revision, **values}
    )
    if changed.rowcount == 0:
        raise Stale(f"case {chat.reference} was changed since it was read")


def _put_aside(connection: Connection, chat: Chat, case: Case) -> str | None:
    """The row of this case if the chat has it already, not active."""
    row = connection.execute(
        select(cases.c.id, cases.c.revision).where(
            cases.c.chat == chat.id, cases.c.reference == case.reference
        )
    ).first()
    if row is None:
        return None
    if case.revision <= row.revision:
        raise Stale(f"case {case.reference} must go past revision {row.revision}")
    return str(row.id)


def _held(keys: Keys, row: Row[Any] | None) -> Held | Sealed:
    if row is None:
        return Held(case=None, live_message_id=None, blocked=False)
    try:
        case = None if row.id is None else _opened(keys, row.id, row.sealed_body)
    except Sealed as closed:
        return closed
    return Held(case, row.live_message_id, row.blocked_on is not None)


def _sealed(keys: Keys, case_id: str, case: Case) -> bytes:
    return keys.seal(msgspec.json.encode(case), place=place(cases.c.sealed_body, case_id))


def _opened(keys: Keys, case_id: str, sealed_body: bytes) -> Case:
    words = keys.open(sealed_body, place=place(cases.c.sealed_body, case_id))
    return msgspec.json.decode(words, type=Case)
