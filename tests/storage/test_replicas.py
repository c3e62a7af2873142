"""Several processes with one database: the revision decides, and nothing is done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from flows.errors import Stale
from storage import AlreadyHandled, Incoming, Keys, Store
from tests.storage.talk import first_case, message, next_case, saved, told
from tests.support.databases import Database
from tests.support.owed import owed_by


@pytest.fixture
async def replicas(database: Database, keys: Keys) -> AsyncIterator[list[Store]]:
    stores = await asyncio.gather(*(Store.open(database.url, keys) for _ in range(3)))
    yield stores
    await asyncio.gather(*(store.close() for store in stores))


async def test_an_update_that_comes_to_every_replica_is_new_at_one(replicas: list[Store]) -> None:
    updates = [Incoming(number, number % 7, b"a") for number in range(200)]

    taken = await asyncio.gather(
        *(store.receive(some) for store in replicas for some in (updates, updates[::-1]))
    )

    assert sorted(each.update_id for some in taken for each in some) == list(range(200))


async def test_one_of_many_first_cases_is_kept(replicas: list[Store]) -> None:
    results = await asyncio.gather(
        *(saved(store, 1, first_case(), message("a")) for store in replicas for _ in range(5)),
        return_exceptions=True,
    )

    assert [type(result) for result in results].count(list) == 1
    assert [type(result) for result in results].count(Stale) == 14
    assert len(await owed_by(replicas[0])) == 1


async def test_an_update_handled_by_two_replicas_counts_once(replicas: list[Store]) -> None:
    case = first_case()
    await saved(replicas[0], 1, case)
    await told(replicas[0], (1, 1, b"a"))

    results = await asyncio.gather(
        *(
            saved(store, 1, next_case(case), message("a"), seen=1, update_id=1)
            for store in replicas
        ),
        return_exceptions=True,
    )

    refused = [result for result in results if isinstance(result, (AlreadyHandled, Stale))]
    assert len(refused) == 2
    assert len(await owed_by(replicas[0])) == 1


async def test_no_answer_is_lost_between_replicas(replicas: list[Store]) -> None:
    chats, each_adds = 4, 12
    for chat_id in range(chats):
        await saved(replicas[0], chat_id, first_case(count=0))

    async def add(store: Store, chat_id: int) -> None:
        added = 0
        while added < each_adds:
            case = (await store.load(chat_id)).case
            assert case
            later = next_case(case, count=case.answers["count"] + 1)
            with suppress(Stale):
                await saved(store, chat_id, later, message("a"), seen=case.revision)
                added += 1

    await asyncio.gather(*(add(store, chat_id) for store in replicas for chat_id in range(chats)))

    for chat_id in range(chats):
        [case] = await replicas[1].cases(chat_id)
        assert case.answers == {"count": each_adds * len(replicas)}
    assert len(await owed_by(replicas[0])) == chats * each_adds * len(replicas)


async def test_of_a_server_nothing_is_remembered(replicas: list[Store], database: Database) -> None:
    if database.embedded:
        pytest.skip("see test_memory")
    one, two, _ = replicas
    await saved(one, 1, first_case())
    assert (await one.load(1)).case == (await two.load(1)).case is not None

    await two.erase(1)

    assert (await one.load(1)).case is None


async def test_erasing_while_others_save_ends_with_nothing_or_a_fresh_case(
    replicas: list[Store],
) -> None:
    case = first_case()
    await saved(replicas[0], 1, case)

    async def answer(store: Store) -> None:
        for update_id in range(1, 11):
            held = (await store.load(1)).case
            await told(store, (update_id, 1, b"a"))
            with suppress(Stale, AlreadyHandled):
                if held:
                    await saved(store, 1, next_case(held), seen=held.revision, update_id=update_id)

    await asyncio.gather(answer(replicas[0]), answer(replicas[1]), replicas[2].erase(1))

    assert (await replicas[2].load(1)).case is None
