"""What comes in and what goes out: each once, in order, and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from storage import Incoming, Keys, Outgoing, Store
from storage.outbox import CASES_AT_ONCE
from tests.storage.talk import PAPER, document, first_case, message, next_case, saved, told
from tests.support.databases import Database
from tests.support.owed import owed_by

ANA, BEN = 701, 702


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(database: Database, keys: Keys, clock: Clock) -> AsyncIterator[Store]:
    store = await Store.open(database.url, keys, now=clock)
    yield store
    await store.close()


async def test_an_update_is_new_once(store: Store) -> None:
    first = await told(store, (7, ANA, b"a"), (5, BEN, b"b"), (7, ANA, b"a"), (6, None, b"c"))
    again = await told(store, (5, BEN, b"b"), (8, ANA, b"d"))

    assert first == [Incoming(7, ANA, b"a"), Incoming(5, BEN, b"b"), Incoming(6, None, b"c")]
    assert again == [Incoming(8, ANA, b"d")]
    assert await told(store) == []


async def test_what_was_not_handled_comes_first_at_the_start(
    store: Store, database: Database, keys: Keys
) -> None:
    await told(store, (3, ANA, b"line\nbreak"), (1, None, b""), (2, BEN, b"b"), (4, ANA, b"d"))
    await store.done(2)
    await saved(store, ANA, first_case(), update_id=4)
    await store.close()

    reopened = await Store.open(database.url, keys)

    assert await reopened.unhandled() == [Incoming(1, None, b""), Incoming(3, ANA, b"line\nbreak")]
    await reopened.close()


async def test_done_twice_does_no_harm(store: Store) -> None:
    await told(store, (1, ANA, b"a"))

    await store.done(1)
    await store.done(1)
    await store.done(2)

    assert await store.unhandled() == []


async def test_numbers_are_forgotten_after_two_days_but_never_what_waits(
    store: Store, clock: Clock
) -> None:
    await told(store, (1, ANA, b"done"), (2, ANA, b"not done"))
    await store.done(1)

    clock.now += timedelta(days=2, minutes=-1)
    assert await told(store, (1, ANA, b"done")) == []
    clock.now += timedelta(hours=2)
    await told(store, (3, ANA, b"any"))

    assert await told(store, (1, ANA, b"done"), (2, ANA, b"not done")) == [
        Incoming(1, ANA, b"done")
    ]


async def test_replies_wait_in_order_until_they_are_delivered(store: Store) -> None:
    case = first_case()
    payload = {"text": "¿Qué día?", "reply_markup": {"inline_keyboard": [[{"text": "Sí"}]]}}
    one, two = await saved(
        store, ANA, case, Outgoing("sendMessage", payload), document(caption="A")
    )
    [three] = await saved(store, BEN, first_case(), message("Hello"))
    [four] = await saved(store, ANA, next_case(case), message("Next"), seen=1)
    assert [each.again for each in (one, two, three, four)] == [False] * 4

    await store.delivered(one.outgoing_id, live_message_id=55)
    left = await owed_by(store)

    assert [each.outgoing_id for each in left] == [each.outgoing_id for each in (two, three, four)]
    assert [each.again for each in left] == [True, True, False]
    assert [each.attempts for each in left] == [2, 2, 2]
    assert (left[0].method, left[0].payload, left[0].file) == (
        "sendDocument",
        {"caption": "A"},
        PAPER,
    )
    assert (left[1].chat_id, left[1].file, left[1].payload) == (BEN, None, {"text": "Hello"})
    assert (await store.load(ANA)).live_message_id == 55


async def test_a_reply_says_what_it_said_after_a_restart(
    store: Store, database: Database, keys: Keys
) -> None:
    payload = {"text": "¿Qué día?", "reply_markup": {"inline_keyboard": [[{"text": "Sí"}]]}}
    await saved(store, ANA, first_case(), Outgoing("sendMessage", payload))
    await store.close()

    reopened = await Store.open(database.url, keys)
    [waiting] = await owed_by(reopened)

    assert (waiting.chat_id, waiting.method, waiting.payload) == (ANA, "sendMessage", payload)
    await reopened.close()


async def test_delivered_twice_or_after_an_erasure_does_no_harm(store: Store) -> None:
    one, two = await saved(store, ANA, first_case(), message("a"), message("b"))
    await store.delivered(one.outgoing_id, live_message_id=1)
    await store.delivered(one.outgoing_id, live_message_id=2)
    assert (await store.load(ANA)).live_message_id == 1

    await store.erase(ANA)
    await store.delivered(two.outgoing_id, live_message_id=3, telegram_file_id="x")

    assert await owed_by(store) == []


async def test_an_id_is_never_given_again(store: Store) -> None:
    case = first_case()
    [one] = await saved(store, ANA, case, message("a"))
    await store.delivered(one.outgoing_id)

    [two] = await saved(store, ANA, next_case(case), message("b"), seen=1)

    assert two.outgoing_id > one.outgoing_id


async def test_a_reply_given_up_is_not_sent_again_and_is_counted_for_two_days(
    store: Store, clock: Clock
) -> None:
    one, _ = await saved(store, ANA, first_case(), message("a"), message("b"))

    await store.failed(one.outgoing_id)

    assert await store.backlog() == {"waiting": 1, "failed": 1}
    assert len(await owed_by(store)) == 1
    clock.now += timedelta(days=3)
    await told(store, (1, ANA, b"any"))
    assert await store.backlog() == {"waiting": 1, "failed": 0}


async def test_a_replica_leaves_alone_what_another_is_sending(
    store: Store, database: Database, keys: Keys, clock: Clock
) -> None:
    await saved(store, ANA, first_case(), message("a"))
    other = await Store.open(database.url, keys, now=clock)

    idle = timedelta(minutes=2)
    clock.now += timedelta(minutes=1)
    at_once = await owed_by(other, idle=idle)
    clock.now += timedelta(minutes=1)
    later = await owed_by(other, idle=idle)
    taken = await owed_by(store, idle=idle)

    assert (len(at_once), len(later), len(taken)) == (0, 1, 0)
    await other.close()


async def test_after_an_outage_only_some_cases_are_held_at_once(store: Store, clock: Clock) -> None:
    people = range(900, 900 + 2 * CASES_AT_ONCE + 1)
    for person in people:
        await saved(store, person, first_case(), message("a"), message("b"))

    portions = [some async for some in store.undelivered()]

    assert [len(some) for some in portions] == [2 * CASES_AT_ONCE, 2 * CASES_AT_ONCE, 2]
    taken = [each.chat_id for some in portions for each in some]
    assert taken == [person for person in people for _ in "ab"]
    assert all(each.again is (each.payload["text"] == "a") for some in portions for each in some)
    clock.now += timedelta(minutes=1)
    assert await owed_by(store, idle=timedelta(minutes=2)) == []
