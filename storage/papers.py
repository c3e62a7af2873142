"""The documents of a case, as they were last made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.cipher import Keys
from storage.models import cases, chats, files, new_id, outbox, place
from storage.values import PaperFile


@dataclass(frozen=True)
class Kept:
    """A document and its row. Telegram has it already where `telegram_file_id` is set."""

    id: str
    paper: PaperFile
    telegram_file_id: str | None


def put(
    connection: Connection,
    keys: Keys,
    papers: Sequence[PaperFile],
    *,
    case_id: str,
    revision: int,
    today: date,
) -> list[Kept]:
    """Keeps the papers in place of the case's older ones of the same kinds.

    A paper that has not changed keeps its row, so that it need not be uploaded again.
    """
    if not papers:
        return []
    older = _of_kinds(connection, keys, case_id, {paper.kind for paper in papers})
    kept = [older.get(paper) or _add(connection, keys, paper, case_id, today) for paper in papers]
    for each, paper in zip(kept, papers, strict=True):
        if paper.made_of and paper.made_of != each.paper.made_of:
            _made_of_something_else(connection, keys, each, paper)
    connection.execute(
        update(files).where(files.c.id == bindparam("kept_id")),
        [
            {"kept_id": each.id, "revision": revision, "position": position}
            for position, each in enumerate(kept)
        ],
    )
    # One that is still owed to the chat stays until a later save.
    owed = select(outbox.c.file_id).where(
        outbox.c.case_id == case_id, outbox.c.file_id.is_not(None)
    )
    connection.execute(
        delete(files).where(
            files.c.case_id == case_id,
            files.c.kind.in_({paper.kind for paper in papers}),
            files.c.revision < revision,
            files.c.id.not_in(owed),
        )
    )
    return kept


def latest(connection: Connection, keys: Keys, chat_id: int) -> list[PaperFile]:
    """The latest documents of the chat's active case, in the order they were made."""
    newest = (
        select(files.c.case_id, files.c.kind, func.max(files.c.revision).label("revision"))
        .group_by(files.c.case_id, files.c.kind)
        .subquery()
    )
    rows = connection.execute(
        select(files)
        .join_from(files, cases)
        .join(chats)
        .join(
            newest,
            (newest.c.case_id == files.c.case_id)
            & (newest.c.kind == files.c.kind)
            & (newest.c.revision == files.c.revision),
        )
        .where(chats.c.chat_key.in_(keys.chat_keys(chat_id)), cases.c.active)
        .order_by(files.c.revision, files.c.position)
    )
    return [opened(keys, row).paper for row in rows]


def opened(keys: Keys, row: Row[Any]) -> Kept:
    """The document in this row of `files`."""
    name = keys.open(row.sealed_name, place=place(files.c.sealed_name, row.id))
    content = keys.open(row.sealed_content, place=place(files.c.sealed_content, row.id))
    telegram_file_id = None
    if row.sealed_telegram_file_id is not None:
        telegram_file_id = keys.open(
            row.sealed_telegram_file_id, place=place(files.c.sealed_telegram_file_id, row.id)
        ).decode()
    made_of, pages = "", None
    if row.sealed_made_of is not None:
        words = keys.open(row.sealed_made_of, place=place(files.c.sealed_made_of, row.id))
        made_of, _, count = words.decode().partition(" ")
        pages = int(count) if count else None
    paper = PaperFile(row.kind, name.decode(), content, made_of, pages)
    return Kept(row.id, paper, telegram_file_id)


def uploaded(connection: Connection, keys: Keys, file_id: str, *, telegram_file_id: str) -> None:
    """Notes the name under which Telegram keeps the file."""
    sealed = keys.seal(
        telegram_file_id.encode(), place=place(files.c.sealed_telegram_file_id, file_id)
    )
    connection.execute(
        update(files).where(files.c.id == file_id).values(sealed_telegram_file_id=sealed)
    )


def _of_kinds(
    connection: Connection, keys: Keys, case_id: str, kinds: set[str]
) -> dict[PaperFile, Kept]:
    rows = connection.execute(
        select(files).where(files.c.case_id == case_id, files.c.kind.in_(kinds))
    )
    return {kept.paper: kept for kept in (opened(keys, row) for row in rows)}


def _add(connection: Connection, keys: Keys, paper: PaperFile, case_id: str, today: date) -> Kept:
    id = new_id()
    connection.execute(
        insert(files).values(
            id=id,
            case_id=case_id,
            kind=paper.kind,
            revision=0,
            position=0,
            sealed_name=keys.seal(paper.name.encode(), place=place(files.c.sealed_name, id)),
            sealed_content=keys.seal(paper.content, place=place(files.c.sealed_content, id)),
            made_on=today,
            sealed_made_of=_sealed_made_of(keys, paper, id),
        )
    )
    return Kept(id, paper, telegram_file_id=None)


def _made_of_something_else(
    connection: Connection, keys: Keys, kept: Kept, paper: PaperFile
) -> None:
    """The same bytes were made of something else, as by another edition of the program."""
    sealed = _sealed_made_of(keys, paper, kept.id)
    connection.execute(update(files).where(files.c.id == kept.id).values(sealed_made_of=sealed))


def _sealed_made_of(keys: Keys, paper: PaperFile, id: str) -> bytes | None:
    if not paper.made_of:
        return None
    words = f"{paper.made_of} {paper.pages or ''}".rstrip()
    return keys.seal(words.encode(), place=place(files.c.sealed_made_of, id))
