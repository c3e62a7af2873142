"""The pages that a person sent, to go with the letter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from storage.cipher import Keys
from storage.models import cases, chats, new_id, place, sheets
from storage.values import SheetChanges, SheetFile


def change(
    connection: Connection, keys: Keys, changes: SheetChanges, *, case_id: str, today: date
) -> None:
    """Takes pages out of the case and puts pages in."""
    gone = [*changes.drop, *((each.document, each.position) for each in changes.put)]
    for document, position in gone:
        connection.execute(
            delete(sheets).where(
                sheets.c.case_id == case_id,
                sheets.c.document == document,
                sheets.c.position == position,
            )
        )
    for each in changes.put:
        id = new_id()
        connection.execute(
            insert(sheets).values(
                id=id,
                case_id=case_id,
                document=each.document,
                position=each.position,
                sealed_content=keys.seal(each.content, place=place(sheets.c.sealed_content, id)),
                kept_on=today,
            )
        )


def latest(connection: Connection, keys: Keys, chat_id: int) -> list[SheetFile]:
    """Every page of the chat's active case, by paper and place."""
    rows = connection.execute(
        select(sheets)
        .join_from(sheets, cases)
        .join(chats)
        .where(chats.c.chat_key.in_(keys.chat_keys(chat_id)), cases.c.active)
        .order_by(sheets.c.document, sheets.c.position)
    )
    return [
        SheetFile(
            row.document,
            row.position,
            keys.open(row.sealed_content, place=place(sheets.c.sealed_content, row.id)),
        )
        for row in rows
    ]
