"""What is remembered of the talks answered last is what stands on disk, or it is forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, text

from flows.errors import Stale, StoreError
from storage import AlreadyHandled, Held, Retention, Store
from storage.memory import Memory
from tests.storage.talk import TODAY, document, first_case, message, next_case, saved, told
from tests.storage.test_batches import at_once, statements
from tests.support.databases import Database, embedded

CHAT = 7418529630174


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A file: of a server nothing is remembered."""
    return embedded(tmp_path)


async def on_disk(store: Store, database: Database) -> Held:
    """What somebody reads who knows nothing."""
    fresh = await Store.open(database.url, store.keys)
    held = await fresh.load(CHAT)
    await fresh.close()
    return held


async def remembered(store: Store) -> bool:
    """Whether a load does without the database."""
    with statements(store) as executed:
        await store.load(CHAT)
    return not executed


async def a_talk(store: Store) -> int:
    """A case that was read, and the number of a reply that is owed."""
    [reply] = await saved(store, CHAT, first_case(insurer="one"), message("a"))
    await store.load(CHAT)
    assert await remembered(store)
    return reply.outgoing_id


async def test_a_talk_that_goes_on_is_not_read_again(store: Store, database: Database) -> None:
    reply = await a_talk(store)

    await store.delivered(reply, chat_id=CHAT, live_message_id=9)
    held = await store.load(CHAT)
    assert held.case
    [second, _] = await saved(
        store, CHAT, next_case(held.case, pair=(1, 2)), message("b"), document(), seen=1
    )
    await store.delivered(second.outgoing_id, chat_id=CHAT, live_message_id=10)

    assert await remembered(store)
    held = await store.load(CHAT)
    assert held == await on_disk(store, database)
    assert held.live_message_id == 10
    assert held.case
    assert held.case.answers == {"insurer": "one", "pair": [1, 2]}
    assert held.case is (await store.load(CHAT)).case


async def test_what_was_struck_out_before_shows_nothing(store: Store, database: Database) -> None:
    reply = await a_talk(store)
    await store.delivered(reply, chat_id=CHAT, live_message_id=9)

    await store.delivered(reply, chat_id=CHAT, live_message_id=10)

    assert await store.load(CHAT) == await on_disk(store, database)
    assert (await store.load(CHAT)).live_message_id == 9


@pytest.mark.parametrize(
    "change", ["erase", "block", "other case", "expire", "unknown", "delivered by nobody"]
)
async def test_whatever_else_changes_a_chat_makes_it_forgotten(
    store: Store, database: Database, change: str
) -> None:
    reply = await a_talk(store)

    if change == "erase":
        await store.erase(CHAT)
    elif change == "block":
        await store.block(CHAT, TODAY)
    elif change == "other case":
        other = msgspec.structs.replace(first_case(), reference="OTHER2", revision=2)
        await saved(store, CHAT, other, seen=1)
    elif change == "expire":
        await Retention(store, keep_days=9).expire(TODAY + timedelta(days=90))
    elif change == "unknown":
        await store.writer.run(lambda c: c.execute(text("UPDATE chats SET live_message_id = 5")))
    else:
        await store.delivered(reply, live_message_id=9)

    assert not await remembered(store)
    assert await store.load(CHAT) == await on_disk(store, database)


async def test_who_was_refused_reads_anew(store: Store) -> None:
    await a_talk(store)
    await told(store, (1, CHAT, b"a"))
    await store.done(1)
    held = await store.load(CHAT)
    assert held.case

    with pytest.raises(Stale):
        await saved(store, CHAT, next_case(held.case), seen=7)
    assert not await remembered(store)
    with pytest.raises(AlreadyHandled):
        await saved(store, CHAT, next_case(held.case), seen=1, update_id=1)
    assert not await remembered(store)


async def test_what_was_read_before_a_change_is_not_learned_after_it(
    store: Store, database: Database
) -> None:
    reply = await a_talk(store)
    await saved(store, 5, first_case())
    await store.writer.run(lambda _: None)

    await at_once(
        store,
        [
            lambda store: store.load(5),
            lambda store: store.delivered(reply, chat_id=CHAT, live_message_id=9),
            lambda store: store.load(CHAT),  # is read with the other one, before the change
        ],
    )

    assert await remembered(store)
    assert await store.load(CHAT) == await on_disk(store, database)


@pytest.mark.parametrize("attempt", ["save", "delivered", "erase"])
async def test_what_did_not_get_to_the_disk_is_not_remembered(
    store: Store, database: Database, attempt: str
) -> None:
    reply = await a_talk(store)
    before = await store.load(CHAT)
    assert before.case

    def full(_: object) -> None:
        raise OSError("no space")

    event.listen(store.database, "commit", full)
    with pytest.raises(OSError, match="no space"):
        if attempt == "save":
            await saved(store, CHAT, next_case(before.case), seen=1)
        elif attempt == "delivered":
            await store.delivered(reply, chat_id=CHAT, live_message_id=9)
        else:
            await store.erase(CHAT)
    event.remove(store.database, "commit", full)

    assert not await remembered(store)
    assert await store.load(CHAT) == before == await on_disk(store, database)


async def test_what_another_process_wrote_shows_at_our_next_turn(
    store: Store, database: Database
) -> None:
    await a_talk(store)
    other = await Store.open(database.url, store.keys)
    held = await other.load(CHAT)
    assert held.case

    await saved(other, CHAT, next_case(held.case, insurer="two"), seen=1)
    await other.block(CHAT, TODAY)
    await told(store, (1, CHAT, b"said"))

    assert await store.load(CHAT) == await on_disk(store, database)
    assert (await store.load(CHAT)).blocked
    await other.close()


async def test_who_stops_waiting_leaves_nothing_old_behind(
    store: Store, database: Database
) -> None:
    await a_talk(store)
    case = (await store.load(CHAT)).case
    assert case

    given_up = asyncio.create_task(saved(store, CHAT, next_case(case, insurer="two"), seen=1))
    await asyncio.sleep(0)
    given_up.cancel()
    await store.counts()

    assert await store.load(CHAT) == await on_disk(store, database)
    held = (await store.load(CHAT)).case
    assert held
    assert held.revision == 2


async def test_our_own_cleaning_up_costs_nobody_a_memory(store: Store) -> None:
    await a_talk(store)
    await saved(store, 5, first_case())

    await store.erase(5)
    await told(store, (1, CHAT, b"said"))

    assert await remembered(store)


async def test_a_store_that_is_closed_remembers_nothing(store: Store) -> None:
    await a_talk(store)

    await store.close()

    with pytest.raises(StoreError, match="closed"):
        await store.load(CHAT)


def test_the_least_lately_asked_go_first() -> None:
    memory = Memory(3)
    case = first_case()
    for chat in (1, 2, 3):
        memory.loaded(chat, Held(case, None, False))
    assert memory.held(1)
    memory.saved(2, next_case(case))

    memory.loaded(4, Held(first_case(), None, False))
    memory.shown(5, 1)
    memory.saved(6, first_case())
    memory.loaded(7, Held(None, None, False))

    assert [chat for chat in range(9) if memory.held(chat)] == [1, 3, 4]
    assert len(memory) == 3
    assert repr(memory) == "Memory(3 chats)"
