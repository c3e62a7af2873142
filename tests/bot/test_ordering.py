"""One update of a chat at a time, chats side by side."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update, User

from bot.ordering import PerChat


def update(number: int, chat_id: int) -> Update:
    message = Message(
        number, datetime(2026, 7, 10, tzinfo=UTC), Chat(chat_id, "private"),
        from_user=User(chat_id, "Sam", is_bot=False), text="x",
    )  # fmt: skip
    return Update(number, message=message)


async def test_updates_of_a_chat_are_done_in_the_order_they_came() -> None:
    order, done = PerChat(), list[int]()

    async def work(number: int) -> None:
        for _ in range(10 - number):  # the later ones would be quicker
            await asyncio.sleep(0)
        done.append(number)

    await asyncio.gather(*(order.do_process_update(update(n, 1), work(n)) for n in range(10)))

    assert done == list(range(10))


async def test_a_slow_chat_keeps_nobody_else_waiting() -> None:
    order, gate, done = PerChat(), asyncio.Event(), list[str]()

    async def slow() -> None:
        await gate.wait()
        done.append("slow")

    async def quick() -> None:
        done.append("quick")
        gate.set()

    await asyncio.gather(
        order.do_process_update(update(1, 1), slow()),
        order.do_process_update(update(2, 2), quick()),
    )

    assert done == ["quick", "slow"]


async def test_what_belongs_to_no_chat_waits_for_nobody() -> None:
    order, done = PerChat(), list[str]()

    async def work() -> None:
        done.append("done")

    async with order.turn_of(1):
        await order.do_process_update(Update(1), work())

    assert done == ["done"]


async def test_a_fault_lets_the_next_one_in_and_idle_locks_are_dropped() -> None:
    order, done = PerChat(), list[str]()

    async def fails() -> None:
        raise ValueError

    async def work() -> None:
        done.append("done")

    results = await asyncio.gather(
        order.do_process_update(update(1, 1), fails()),
        order.do_process_update(update(2, 1), work()),
        return_exceptions=True,
    )

    assert isinstance(results[0], ValueError)
    assert done == ["done"]
    assert (order._locks, order._waiting) == ({}, {})


async def test_who_gives_up_waiting_for_a_turn_takes_nothing_with_them() -> None:
    order, entered = PerChat(), list[str]()

    async def enters() -> None:
        async with order.turn_of(1):
            entered.append("in")

    async with order.turn_of(1):
        waiting = asyncio.create_task(enters())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await enters()

    assert entered == ["in"]
    assert (order._locks, order._waiting) == ({}, {})
