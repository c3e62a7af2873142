"""A kill between any two sends: nothing is lost, and what is seen twice says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.debts import Debts
from bot.delivery import Delivery, Undelivered
from storage import Keys, Outgoing, Store, Waiting, new_key
from tests.storage.talk import TODAY, first_case, saved
from tests.storage.test_batches import statements
from tests.support.databases import embedded
from tests.support.owed import owed_by

BARE = Outgoing("editMessageReplyMarkup", {"message_id": 1})
CHOSEN = Outgoing("editMessageText", {"message_id": 1, "text": "chosen"})
ASKED = Outgoing("sendMessage", {"text": "asked", "reply_markup": {"inline_keyboard": []}})
TOLD = Outgoing("sendMessage", {"text": "told"})
GROWN = Outgoing("editMessageText", {"message_id": 1, "text": "x", "reply_markup": {}})


class Killed(BaseException):
    """The process is no more."""


class Line(Delivery):
    """A line that dies once it has carried so many, or loses the one that comes then."""

    def __init__(self, dies: int | None = None, loses: int | None = None) -> None:
        self.sent: list[tuple[int, str, bool]] = []
        self._dies = dies
        self._loses = loses

    async def send(self, waiting: Waiting, *, language: str) -> dict[str, Any] | None:
        if self._loses == len(self.sent):
            self._loses = None
            raise Undelivered
        self.sent.append((waiting.outgoing_id, waiting.method, waiting.again))
        if len(self.sent) == self._dies:
            raise Killed
        return {"message_id": 100 + len(self.sent)}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(embedded(tmp_path).url, Keys.from_text(new_key()))
    yield store
    await store.close()


def debts(store: Store, line: Line) -> Debts:
    return Debts(store, line, lambda: TODAY)


async def test_a_keyboard_goes_and_a_question_comes_in_one_write(store: Store) -> None:
    waiting = await saved(store, 1, first_case(), BARE, ASKED)
    line = Line()

    with statements(store) as executed:
        await debts(store, line).pay(waiting, language="en")

    assert [method for _, method, _ in line.sent] == ["editMessageReplyMarkup", "sendMessage"]
    assert len(executed) == 2  # both rows go, the message is noted
    assert await owed_by(store) == []
    assert (await store.load(1)).live_message_id == 102


@pytest.mark.parametrize("dies", [1, 2, 3])
async def test_a_kill_loses_nothing_and_repeats_nothing_unmarked(store: Store, dies: int) -> None:
    for chat, replies in enumerate(product([BARE, CHOSEN, ASKED, GROWN], repeat=3)):
        waiting = await saved(store, chat, first_case(), *replies, TOLD)
        before, after = Line(dies=dies), Line()
        with pytest.raises(Killed):
            await debts(store, before).pay(waiting, language="en")

        await debts(store, after).pay(await owed_by(store), language="en")

        seen = {number for number, method, _ in before.sent if method == "sendMessage"}
        assert all(again for number, _, again in after.sent if number in seen)
        with_buttons = {w.outgoing_id for w in waiting if "reply_markup" in w.payload}
        repeated = {n for n, _, _ in after.sent} & {n for n, _, _ in before.sent}
        assert repeated & with_buttons <= {before.sent[-1][0]}
        there = {number for number, _, _ in (*before.sent, *after.sent)}
        assert there == {each.outgoing_id for each in waiting}
        assert [number for number, _, _ in after.sent] == sorted({n for n, _, _ in after.sent})
        assert await owed_by(store) == []
        # no more than the one that may have been on its way is doubted
        assert sum(again for _, method, again in after.sent if method == "sendMessage") <= 1


@pytest.mark.parametrize("loses", [0, 1])
async def test_what_is_lost_on_the_way_goes_before_what_comes_next(
    store: Store, loses: int
) -> None:
    line = Line(loses=loses)
    owed = debts(store, line)
    waiting = await saved(store, 1, first_case(), CHOSEN, TOLD, ASKED)

    await owed.pay(waiting[:2], language="en")
    await owed.pay(waiting[2:], language="en")

    numbers = [number for number, method, _ in line.sent if method == "sendMessage"]
    assert numbers == [each.outgoing_id for each in waiting[1:]]
    assert await owed_by(store) == []
