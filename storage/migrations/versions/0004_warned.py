"""The day on which a silent person was told that the case will be erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("warned_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "warned_on")
