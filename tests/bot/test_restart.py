"""A bot that stops and starts again, and what is out of its hands meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from flows.errors import StoreError
from storage import Incoming
from tests.bot import mri
from tests.support.bot import LocalBot, local_bot, waits_until
from tests.support.sandbox import Sandbox


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return [
        "query is too old",  # a tap that waited for the bot to come back
        "message is not modified",  # buttons that were taken away before the person blocked us
    ]


async def at_once(seconds: float) -> None:
    """A pause that takes no time."""
    await asyncio.sleep(0)


def bot_in(folder: Path, sandbox: Sandbox) -> AbstractAsyncContextManager[LocalBot]:
    return local_bot(sandbox, folder, pause=at_once)


async def owed(bot: LocalBot) -> int:
    return (await bot.store.backlog())["waiting"]


async def test_a_reply_that_did_not_go_out_waits_and_comes_after_a_restart(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest, until="notice_date")
        await sandbox.fault("sendMessage", "bad_gateway", times=2, chat_id=guest.id)
        await guest.says("July 6, 2026", timeout=0)
        await guest.replies()
        assert mri.asked(guest) == "notice_date"
        assert await owed(bot) == 1

    async with bot_in(tmp_path, sandbox) as bot:
        guest.moves_to(bot)
        await waits_until(guest, lambda: mri.asked(guest) == "received_on")
        assert guest.last.startswith("(again) ")
        await guest.says("July 9, 2026")
        assert mri.asked(guest) == "printed_deadline"
        assert await owed(bot) == 0


async def test_what_is_said_while_the_bot_is_away_is_answered_in_order(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest, until="notice_date")
    await guest.says("July 6, 2026", timeout=0)
    await guest.says("July 9, 2026", timeout=0)

    async with bot_in(tmp_path, sandbox) as bot:
        guest.moves_to(bot)
        await waits_until(guest, lambda: mri.asked(guest) == "printed_deadline")
        held = await bot.store.load(guest.id)
        assert held.case
        assert held.case.answers["notice_date"] == "2026-07-06"
        assert held.case.answers["received_on"] == "2026-07-09"


async def test_one_who_blocked_in_the_midst_of_a_reply_gets_it_when_they_are_back(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest, until="notice_date")
        await guest.says("July 6, 2026", timeout=0)
        await sandbox.fault("sendMessage", "blocked", chat_id=guest.id)
        await guest.replies()
        held = await bot.store.load(guest.id)
        assert held.case and held.case.answers["notice_date"] == "2026-07-06"
        await guest.says("/start")

        assert mri.asked(guest) == "received_on"


async def test_a_tap_that_waited_too_long_still_counts(sandbox: Sandbox, tmp_path: Path) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
    await guest.taps("For me", timeout=0)
    await sandbox.expire_taps()

    async with bot_in(tmp_path, sandbox) as bot:
        guest.moves_to(bot)
        await waits_until(guest, lambda: mri.asked(guest) == "first_denial")

    assert "That was not saved" not in guest.transcript()


async def test_a_poll_that_fails_is_made_again(sandbox: Sandbox, tmp_path: Path) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await sandbox.fault("getUpdates", "bad_gateway")
        await mri.agrees(guest)

        assert mri.asked(guest) == "asker"
    await sandbox.clear_faults()


async def test_updates_that_cannot_be_kept_are_asked_for_again(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with bot_in(tmp_path, sandbox) as bot:
        guest = await bot.guest()
        await mri.agrees(guest)
        keeps, failures = bot.store.receive, [StoreError("the disk is full")]

        async def receive(updates: Sequence[Incoming]) -> list[Incoming]:
            if failures:
                raise failures.pop()
            return await keeps(updates)

        bot.store.receive = receive  # type: ignore[method-assign]  # a disk that was full once
        await guest.taps("For me")

        assert failures == []
        assert mri.asked(guest) == "first_denial"
