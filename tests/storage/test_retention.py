"""Cases of people who fell silent: whom to warn, and who is erased when."""

from __future__ import annotations

from datetime import date, timedelta

from storage import Retention, Store
from tests.storage.talk import TODAY, first_case, message, next_case, saved
from tests.support.owed import owed_by

KEPT = 90
NOTICE = timedelta(days=7)
DUE = TODAY + timedelta(days=KEPT) - NOTICE  # the last day of which no warning is needed
LAST_DAY = TODAY + timedelta(days=KEPT)


async def silent(store: Store, *chats: int, since: date = TODAY) -> Retention:
    for chat_id in chats:
        await saved(store, chat_id, first_case(), message("Hello"), update_id=chat_id, today=since)
    return Retention(store, keep_days=KEPT)


async def warn(store: Store, chat_id: int, on: date) -> None:
    case = next_case(first_case())
    await saved(store, chat_id, case, message("Soon"), seen=1, today=on, warns=True)


async def alive(store: Store, *chats: int) -> list[int]:
    return [each for each in chats if (await store.load(each)).case is not None]


async def test_who_is_silent_is_warned_a_week_before_and_once(store: Store) -> None:
    retention = await silent(store, 1, 2)

    assert await retention.to_warn(DUE) == []
    found = await retention.to_warn(DUE + timedelta(days=1))
    assert sorted(each.chat_id for each in found) == [1, 2]
    assert {each.last_word_on for each in found} == {TODAY}

    await warn(store, 1, DUE + timedelta(days=1))
    found = await retention.to_warn(DUE + timedelta(days=2))
    assert [each.chat_id for each in found] == [2]


async def test_who_was_warned_in_time_is_erased_when_the_days_are_over(store: Store) -> None:
    retention = await silent(store, 1, 2)
    await warn(store, 1, DUE)

    assert await retention.expire(LAST_DAY) == 0
    assert await retention.expire(LAST_DAY + timedelta(days=1)) == 1

    assert await alive(store, 1, 2) == [2]
    assert [each.chat_id for each in await owed_by(store)] == [2]
    assert await retention.expire(LAST_DAY + timedelta(days=1)) == 0


async def test_who_is_warned_late_has_the_whole_week(store: Store) -> None:
    retention = await silent(store, 1)
    late = LAST_DAY + timedelta(days=10)  # the bot was down
    found = await retention.to_warn(late)
    assert retention.last_day(found[0], today=late) == late + NOTICE
    await warn(store, 1, late)

    assert await retention.expire(late + NOTICE) == 0
    assert await retention.expire(late + NOTICE + timedelta(days=1)) == 1


async def test_a_word_after_the_warning_keeps_the_case(store: Store) -> None:
    retention = await silent(store, 1)
    await warn(store, 1, DUE)
    spoke = DUE + timedelta(days=3)
    case = next_case(next_case(first_case()))
    await saved(store, 1, case, seen=2, update_id=9, today=spoke)

    assert await retention.expire(LAST_DAY + timedelta(days=1)) == 0
    assert await retention.to_warn(DUE + timedelta(days=2)) == []
    found = await retention.to_warn(spoke + timedelta(days=KEPT - 6))
    assert [each.last_word_on for each in found] == [spoke]


async def test_who_cannot_be_warned_is_erased_all_the_same(store: Store) -> None:
    retention = await silent(store, 1)
    await store.block(1, TODAY)

    assert await retention.to_warn(LAST_DAY) == []
    assert await retention.expire(LAST_DAY + timedelta(days=1)) == 1


async def test_nobody_is_waited_for_for_ever(store: Store) -> None:
    retention = await silent(store, 1)

    assert await retention.expire(LAST_DAY + timedelta(days=30)) == 0
    assert await retention.expire(LAST_DAY + timedelta(days=31)) == 1


async def test_a_reminder_of_ours_is_not_the_persons_last_word(store: Store) -> None:
    retention = await silent(store, 1, 2)
    later = TODAY + timedelta(days=60)
    await saved(store, 1, next_case(first_case()), message("Reminder"), seen=1, today=later)
    await saved(store, 2, next_case(first_case()), seen=1, update_id=3, today=later)

    found = await retention.to_warn(DUE + timedelta(days=1))

    assert [each.chat_id for each in found] == [1]
