"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only where the type is INTEGER.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("chat_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_chat_id", sa.LargeBinary(), nullable=False),
        sa.Column("live_message_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked_on", sa.Date(), nullable=True),
        sa.Column("last_word_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("chat_key", name=op.f("uq_chats_chat_key")),
    )
    op.create_index(op.f("ix_chats_last_word_on"), "chats", ["last_word_on"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("update_id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("chat_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_chat_key"), "inbox", ["chat_key"], unique=False)
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat"], ["chats.id"], name=op.f("fk_cases_chat_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("chat", "reference", name=op.f("uq_cases_chat_reference")),
    )
    op.create_index(op.f("ix_cases_remind_on"), "cases", ["remind_on"], unique=False)
    op.create_index(
        "uq_cases_active",
        "cases",
        ["chat"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_telegram_file_id", sa.LargeBinary(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_files_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_case_id"), "files", ["case_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("sealed_payload", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_outbox_case_id_cases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name=op.f("fk_outbox_file_id_files"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "case_id", "revision", "position", name=op.f("uq_outbox_case_id_revision_position")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_file_id"), "outbox", ["file_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_file_id"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_files_case_id"), table_name="files")
    op.drop_table("files")
    op.drop_index(
        "uq_cases_active",
        table_name="cases",
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.drop_index(op.f("ix_cases_remind_on"), table_name="cases")
    op.drop_table("cases")
    op.drop_index(op.f("ix_inbox_received_at"), table_name="inbox")
    op.drop_index(op.f("ix_inbox_chat_key"), table_name="inbox")
    op.drop_table("inbox")
    op.drop_index(op.f("ix_chats_last_word_on"), table_name="chats")
    op.drop_table("chats")
