"""The tables, declared once.

A column named `sealed_...` is ciphertext (see `cipher`) and opens only in its own row: `place`
names table, column and row, and is part of what is sealed. Rows never leave this package.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# SQLite numbers rows by itself only where the type is INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")


class Delivery(StrEnum):
    """Where a row of the outbox stands. What was delivered is deleted."""

    WAITING = "waiting"
    FAILED = "failed"


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        bytes: LargeBinary,
        datetime: DateTime(timezone=True),
        str: String(64),
    }
    __table__: ClassVar[Table]


class ChatRow(Base):
    """A chat whose person agreed that we keep a case. `chat_key` finds it, nothing names it."""

    __tablename__ = "chats"

    id: Mapped[str] = mapped_column(primary_key=True)
    chat_key: Mapped[bytes] = mapped_column(unique=True)
    sealed_chat_id: Mapped[bytes]
    live_message_id: Mapped[int | None] = mapped_column(BigInteger)
    blocked_on: Mapped[date | None]
    last_word_on: Mapped[date] = mapped_column(index=True)
    warned_on: Mapped[date | None]


class CaseRow(Base):
    """A case. A chat has at most one that is active; the others were put aside."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("chat", "reference"),
        Index(
            "uq_cases_active",
            "chat",
            unique=True,
            sqlite_where=text("active"),
            postgresql_where=text("active"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    reference: Mapped[str]
    active: Mapped[bool]
    phase: Mapped[str]
    revision: Mapped[int]
    sealed_body: Mapped[bytes]
    created_on: Mapped[date]
    changed_on: Mapped[date]
    remind_on: Mapped[date | None] = mapped_column(index=True)


class FileRow(Base):
    """A document of a case: the `position`-th of the save that made `revision`."""

    __tablename__ = "files"

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    revision: Mapped[int]
    position: Mapped[int]
    sealed_name: Mapped[bytes]
    sealed_content: Mapped[bytes]
    sealed_telegram_file_id: Mapped[bytes | None]
    made_on: Mapped[date]
    sealed_made_of: Mapped[bytes | None]


class SheetRow(Base):
    """A page that the person sent, to go with the letter: one place in one paper of the case."""

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("case_id", "document", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    document: Mapped[str]
    position: Mapped[int]
    sealed_content: Mapped[bytes]
    kept_on: Mapped[date]


class FeedbackRow(Base):
    """What a person said of the bot. `question` is the key of the question they were at."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), index=True)
    question: Mapped[str]
    sealed_words: Mapped[bytes]
    said_on: Mapped[date]


class OutboxRow(Base):
    """A reply that is owed: the `position`-th of the save that made `revision`. Sent by id."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("case_id", "revision", "position"),
        # An id must not come back: a late "delivered" would strike out somebody else's reply.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    revision: Mapped[int]
    position: Mapped[int]
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("files.id", ondelete="CASCADE"), index=True
    )
    sealed_payload: Mapped[bytes | None]
    state: Mapped[str]
    attempts: Mapped[int]
    taken_at: Mapped[datetime]


class InboxRow(Base):
    """An update that Telegram handed us. Once done only its number stays, to know it again."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(_Number, primary_key=True, autoincrement=False)
    chat_key: Mapped[bytes | None] = mapped_column(index=True)
    sealed_body: Mapped[bytes | None]
    done: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(index=True)


chats = ChatRow.__table__
cases = CaseRow.__table__
files = FileRow.__table__
sheets = SheetRow.__table__
feedback = FeedbackRow.__table__
outbox = OutboxRow.__table__
inbox = InboxRow.__table__

# The columns that say which row a sealed value belongs to. They never change in a row's life.
IDENTITY = {
    chats: (chats.c.id,),
    cases: (cases.c.id,),
    files: (files.c.id,),
    sheets: (sheets.c.id,),
    feedback: (feedback.c.id,),
    outbox: (outbox.c.case_id, outbox.c.revision, outbox.c.position),
    inbox: (inbox.c.update_id,),
}


def place(column: Column[Any], *identity: object) -> str:
    """The one place where a sealed value may be opened."""
    return "/".join([f"{column.table}.{column.name}", *map(str, identity)])


def new_id() -> str:
    """An id that says nothing, known before its row is written."""
    return secrets.token_hex(16)
