"""The tables come from the migrations, and are those the models declare."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import String, inspect, make_url, text

import storage
from flows.errors import StoreError
from storage import Keys, Store, engine
from storage.models import Base
from tests.storage.talk import PAPER, document, first_case, saved, told
from tests.support.databases import Database
from tests.support.owed import owed_by

VERSIONS = sorted(Path(storage.__file__).parent.glob("migrations/versions/0*.py"))
EARLIER = [path.name.partition("_")[0] for path in VERSIONS][:-1]


async def test_models_and_migrations_do_not_differ(store: Store) -> None:
    with store.database.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )

        assert compare_metadata(context, Base.metadata) == []


def test_migrations_run_up_from_nothing_and_back_to_it(database: Database) -> None:
    tables = engine.connect(make_url(database.url))

    engine.upgrade(tables)
    assert set(Base.metadata.tables) < set(inspect(tables).get_table_names())
    engine.migrate(tables, lambda config: command.downgrade(config, "base"))
    assert inspect(tables).get_table_names() == ["alembic_version"]
    engine.upgrade(tables)
    engine.upgrade(tables)

    assert set(Base.metadata.tables) < set(inspect(tables).get_table_names())
    tables.dispose()


async def test_data_outlives_an_upgrade(store: Store, database: Database, keys: Keys) -> None:
    case = first_case(insurer="one")
    await saved(store, 1, case, document())
    await told(store, (1, 1, b"a"))
    await store.close()

    reopened = await Store.open(database.url, keys)

    assert (await reopened.load(1)).case == case
    assert await reopened.papers(1) == [PAPER]
    assert len(await owed_by(reopened)) == len(await reopened.unhandled()) == 1
    await reopened.close()


@pytest.mark.parametrize("revision", EARLIER)
async def test_data_of_every_earlier_revision_come_along(
    store: Store, database: Database, keys: Keys, revision: str
) -> None:
    case = first_case(insurer="one")
    await saved(store, 1, case, document())
    await told(store, (1, 1, b"a"))
    # As that revision would have kept it: what came with later ones goes.
    engine.migrate(store.database, lambda config: command.downgrade(config, revision))
    await store.close()

    reopened = await Store.open(database.url, keys)

    with reopened.database.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
    assert (await reopened.load(1)).case == case
    assert [each.content for each in await reopened.papers(1)] == [PAPER.content]
    assert len(await owed_by(reopened)) == len(await reopened.unhandled()) == 1
    await reopened.close()


async def test_a_table_rebuilt_by_a_migration_keeps_its_children(store: Store) -> None:
    """The trap in SQLite: dropping the old table deletes what refers to it, unless told not to."""
    await saved(store, 1, first_case(), document())

    def rebuild(config: Config) -> None:
        context = MigrationContext.configure(config.attributes["connection"])
        with Operations(context).batch_alter_table("cases") as table:
            table.alter_column("phase", type_=String(80))

    engine.migrate(store.database, rebuild)

    assert await store.papers(1) == [PAPER]
    assert len(await owed_by(store)) == 1
    with pytest.raises(StoreError, match="IntegrityError"):
        await store.writer.run(lambda c: c.execute(text("UPDATE files SET case_id = 'none'")))


async def test_a_database_of_a_newer_release_is_left_alone(
    store: Store, database: Database, keys: Keys
) -> None:
    await store.writer.run(
        lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    )
    await store.close()

    with pytest.raises(StoreError, match="newer"):
        await Store.open(database.url, keys)


@pytest.mark.parametrize("url", ["sqlite:////dev/null/x.db", "postgresql://127.0.0.1:1/none"])
async def test_a_database_that_cannot_be_reached_says_so(url: str, keys: Keys) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        await Store.open(url, keys)
