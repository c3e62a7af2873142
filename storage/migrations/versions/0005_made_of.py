"""What each document was made of, so that one of which nothing changed is not made again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Documents made before stay as they are: they are made anew when they are next asked for.
    op.add_column("files", sa.Column("sealed_made_of", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("files") as table:
        table.drop_column("sealed_made_of")
