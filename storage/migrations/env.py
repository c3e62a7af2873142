"""Alembic's entry: runs the migrations on the connection that `storage.engine` hands in.

A migration is a file in `versions`, written by hand, named by the next number. What it must do is
what `test_models_and_migrations_do_not_differ` prints once the models are changed. Change tables
with `op.batch_alter_table`: SQLite needs it and PostgreSQL takes it. Released ones never change.
"""

from __future__ import annotations

from alembic import context

from storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table only by rebuilding it
    transactional_ddl=True,  # SQLite can too, once the driver leaves transactions alone
)
with context.begin_transaction():
    context.run_migrations()
