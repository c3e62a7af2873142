"""One writer: many chats in few transactions, and nobody pays for somebody else's fault."""

from __future__ import annotations

import asyncio

import psycopg
import pytest
from sqlalchemy import Connection, event, text

from flows.errors import Sealed, Stale, StoreError
from storage import AlreadyHandled, Keys, Store
from tests.storage.talk import first_case, message, next_case, saved, told
from tests.support.databases import Database
from tests.support.owed import owed_by


class Commits:
    """Counts the transactions that reached the database."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        event.listen(store.database, "commit", self._committed)

    def _committed(self, _connection: Connection) -> None:
        self.count += 1


async def test_two_hundred_saves_at_once_take_few_transactions(store: Store) -> None:
    commits = Commits(store)

    await asyncio.gather(
        *(saved(store, chat_id, first_case(), message("a")) for chat_id in range(200))
    )

    assert commits.count <= 10
    assert await store.counts() == {"welcome": 200}
    assert len(await owed_by(store)) == 200


async def test_a_refused_save_costs_its_neighbours_no_transaction(store: Store) -> None:
    case = first_case()
    await saved(store, 0, case, update_id=1)
    commits = Commits(store)

    results = await asyncio.gather(
        saved(store, 0, next_case(case), update_id=1, seen=1),
        *(saved(store, chat_id, first_case()) for chat_id in range(1, 100)),
        saved(store, 0, next_case(case), seen=7),
        return_exceptions=True,
    )

    assert isinstance(results[0], AlreadyHandled)
    assert isinstance(results[-1], Stale)
    assert [result for result in results[1:-1] if result] == []
    assert await store.counts() == {"welcome": 100}
    assert commits.count <= 6


async def test_a_job_that_fails_spoils_no_other(store: Store) -> None:
    def broken(connection: Connection) -> None:
        connection.execute(text("DELETE FROM cases"))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    before = [saved(store, chat_id, first_case(), message("a")) for chat_id in range(50)]
    after = [saved(store, chat_id, first_case(), message("a")) for chat_id in range(50, 100)]
    results = await asyncio.gather(
        *before, store.writer.run(broken), *after, return_exceptions=True
    )

    assert isinstance(results.pop(50), Exception)
    assert all(isinstance(result, list) and len(result) == 1 for result in results)
    assert await store.counts() == {"welcome": 100}
    assert len(await owed_by(store)) == 100


async def test_what_fails_late_in_a_save_undoes_all_of_it(store: Store) -> None:
    case = first_case()
    await saved(store, 1, case)
    await told(store, (1, 1, b"a"))

    with pytest.raises(TypeError):
        await saved(store, 1, next_case(case), message("a", keyboard=object()), seen=1, update_id=1)

    assert (await store.load(1)).case == case
    assert len(await store.unhandled()) == 1


async def test_a_row_that_does_not_open_undoes_the_job_that_met_it(store: Store) -> None:
    await saved(store, 1, first_case(), message("a"))
    [row] = await owed_by(store)
    await store.writer.run(
        lambda c: c.execute(text("UPDATE outbox SET sealed_payload = sealed_chat_id FROM chats"))
    )

    with pytest.raises(Sealed):
        await owed_by(store)

    attempts = await store.writer.run(
        lambda c: c.execute(text("SELECT attempts FROM outbox")).scalar()
    )
    assert attempts == row.attempts


async def test_who_stops_waiting_stops_nobody(store: Store) -> None:
    given_up = asyncio.create_task(saved(store, 1, first_case()))
    await asyncio.sleep(0)
    given_up.cancel()

    await saved(store, 2, first_case())

    assert given_up.cancelled() or given_up.cancelling()
    assert await store.counts() == {"welcome": 2}


async def test_closing_finishes_what_waits_and_takes_nothing_more(
    store: Store, database: Database, keys: Keys
) -> None:
    saves = [asyncio.create_task(saved(store, n, first_case())) for n in range(20)]
    await asyncio.sleep(0)

    await store.close()
    await store.close()

    await asyncio.gather(*saves)
    with pytest.raises(StoreError, match="closed"):
        await store.counts()
    reopened = await Store.open(database.url, keys)
    assert await reopened.counts() == {"welcome": 20}
    await reopened.close()


async def test_what_fails_after_the_commit_is_told_to_the_one_who_asked(store: Store) -> None:
    def act() -> None:
        raise OSError("disk")

    results = await asyncio.gather(
        store.writer.run(lambda _: 1, after_commit=act),
        store.writer.run(lambda _: 2),
        return_exceptions=True,
    )

    assert isinstance(results[0], OSError)
    assert results[1] == 2


async def test_a_connection_that_breaks_is_made_anew(store: Store) -> None:
    if store.database.dialect.name == "sqlite":
        pytest.skip("an embedded database has no connection to break")
    await saved(store, 1, first_case())
    pid = await store.writer.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar())

    await _kill(store, pid)

    assert await store.counts() == {"welcome": 1}


async def _kill(store: Store, pid: int) -> None:
    url = store.database.url.set(drivername="postgresql")
    async with await psycopg.AsyncConnection.connect(
        url.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        await connection.execute("SELECT pg_terminate_backend(%s)", [pid])
