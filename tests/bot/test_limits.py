"""How much one person may send in a while."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.limits import MANY, RATES, Limits, Rate
from tests.bot import mri
from tests.support.bot import Guest, comes_true, local_bot
from tests.support.sandbox import Sandbox


def test_a_hand_never_meets_the_limit() -> None:
    limits = Limits()

    taken = {limits.take(1, "updates", now=second) for second in range(3600)}
    albums = {limits.take(1, "files", now=minute * 60) for minute in range(20) for _ in range(3)}

    assert taken == albums == {"welcome"}


def test_a_machine_is_told_once_and_its_neighbour_is_welcome() -> None:
    limits = Limits({"updates": Rate(3, 10.0), "files": Rate(1, 10.0)})

    answers = [limits.take(1, "updates", now=0.0) for _ in range(6)]

    assert answers == ["welcome"] * 3 + ["too_much", "told", "told"]
    assert limits.take(2, "updates", now=0.0) == "welcome"
    assert limits.take(1, "files", now=0.0) == "welcome"


def test_who_waits_is_welcome_again_and_would_be_told_again() -> None:
    limits = Limits({"updates": Rate(1, 10.0), "files": Rate(1, 10.0)})

    answers = [limits.take(1, "updates", now=now) for now in (0.0, 1.0, 9.0, 10.5, 11.0)]

    assert answers == ["welcome", "too_much", "told", "welcome", "too_much"]


def test_a_clock_that_jumps_back_locks_nobody_out_for_long() -> None:
    limits = Limits({"updates": Rate(1, 10.0), "files": Rate(1, 10.0)})
    limits.take(1, "updates", now=1000.0)

    assert limits.take(1, "updates", now=0.0) == "too_much"
    assert limits.take(1, "updates", now=1010.0) == "welcome"


def test_nobody_at_rest_is_kept_in_memory() -> None:
    limits = Limits()
    for chat_id in range(5 * MANY):
        limits.take(chat_id, "updates", now=float(chat_id))

    assert len(limits._buckets) <= MANY + RATES["updates"].burst


async def test_who_floods_is_told_once_and_goes_on_after_a_while(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    few = Limits({"updates": Rate(8, 0.5), "files": Rate(1, 0.5)})
    async with local_bot(sandbox, tmp_path, limits=few) as bot:
        guest, neighbour = await bot.guest(), await bot.guest()
        await mri.agrees(guest)
        for _ in range(9):
            await guest.says("/why", timeout=0)
        await comes_true(lambda: _tells(guest))
        await neighbour.says("/start")
        assert "English" in neighbour.buttons

        await asyncio.sleep(2.1)  # the sandbox dates messages by the clock of this computer
        await guest.says("/start")

        told = [each.text for each in guest.messages if each.text.startswith("That was more")]
        assert len(told) == 1
        assert mri.asked(guest) == "asker"


async def _tells(guest: Guest) -> bool:
    await guest.replies()
    return "That was more than I can read" in guest.transcript()
