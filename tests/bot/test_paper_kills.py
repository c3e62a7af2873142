"""kill -9 while a photo is on its way: it is kept once, whenever the bot comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from storage import Store
from tests.bot import mri
from tests.bot.test_crash import HOLD, held_at
from tests.support.bot import Caller, ChildBot, keys_of, waits_until
from tests.support.quick import page
from tests.support.sandbox import Sandbox

QUICK = """\
import bot.app
from tests.support.quick import Quick
bot.app.InWorkers = Quick
"""


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return ["message is not modified"]  # a keyboard that went before the kill goes again


@pytest_asyncio.fixture(loop_scope="module")
async def child(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[ChildBot]:
    async with ChildBot(sandbox, tmp_path, first=QUICK) as child:
        yield child


@pytest_asyncio.fixture(loop_scope="module")
async def person(child: ChildBot) -> Caller:
    """Someone who is asked for the pages of the denial letter."""
    person = await child.caller()
    await mri.agrees(person)
    await person.sends_photo(page("1"))
    await waits_until(person, lambda: "1 page." in person.last)
    return person


async def kept(child: ChildBot, person: Caller) -> list[int]:
    """The places in the store of the child, which the case counts too."""
    store = await Store.open(
        f"sqlite:///{child.folder / 'data' / 'appeal.db'}", keys_of(child.folder)
    )
    held, sheets = await store.load(person.id), await store.sheets(person.id)
    await store.close()
    places = [each.position for each in sheets]
    assert held.case and [s.position for s in held.case.sheets["denial_letter"]] == places
    return places


async def test_a_photo_that_was_being_fetched_is_kept_after_the_kill(
    sandbox: Sandbox, child: ChildBot, person: Caller
) -> None:
    await sandbox.fault("getFile", "timeout_before", hold=HOLD)
    await person.sends_photo(page("2"), timeout=0)
    await held_at(sandbox, person)
    await child.kill()
    await sandbox.clear_faults()
    assert await kept(child, person) == [1]

    await child.start()
    await waits_until(person, lambda: "2 pages." in person.last)
    await child.stop()
    assert await kept(child, person) == [1, 2]


async def test_a_photo_whose_answer_was_being_sent_is_not_kept_twice(
    sandbox: Sandbox, child: ChildBot, person: Caller
) -> None:
    await sandbox.fault("sendMessage", "timeout_before", hold=HOLD)
    await person.sends_photo(page("2"), timeout=0)
    await held_at(sandbox, person)
    await child.kill()
    await sandbox.clear_faults()
    assert await kept(child, person) == [1, 2]

    await child.start()
    await waits_until(person, lambda: "2 pages." in person.last)
    await child.stop()
    assert await kept(child, person) == [1, 2]
