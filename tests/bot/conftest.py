"""One sandbox for all of them, one bot for each module; each test brings people of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import pytest_asyncio

import flows
from flows.interview.case import new_case
from tests.bot import mri
from tests.support.bot import TODAY, Guest, LocalBot, local_bot
from tests.support.quick import Quick
from tests.support.sandbox import Sandbox, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The bot of a module lives in one loop, so its tests run there too."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest.fixture(scope="package")
def sandbox_url() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    """What a module makes Telegram refuse on purpose."""
    return ()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(sandbox_url: str, provoked: Sequence[str]) -> AsyncIterator[Sandbox]:
    """The server, empty of updates. At the end nothing was called that Telegram would refuse."""
    async with Sandbox(sandbox_url) as sandbox:
        await sandbox.clear_faults()
        await sandbox.call("deleteWebhook", drop_pending_updates=True)
        before = await sandbox.calls()
        yield sandbox
        after = before[-1]["seq"] if before else 0
        refused = [each["outcome"] for each in await sandbox.refused(after=after)]
        assert [why for why in refused if not any(part in why for part in provoked)] == []


@pytest.fixture(scope="module")
def quick() -> Quick:
    """What stands in for the workers that open files."""
    return Quick()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory, quick: Quick
) -> AsyncIterator[LocalBot]:
    folder = tmp_path_factory.mktemp("bot")
    async with local_bot(sandbox, folder, preparing=quick) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def stranger(bot: LocalBot) -> Guest:
    """Someone who has not said a word."""
    return await bot.guest()


@pytest_asyncio.fixture(loop_scope="module")
async def patient(bot: LocalBot) -> Guest:
    """Someone who has agreed and sees the first question."""
    guest = await bot.guest()
    await mri.agrees(guest)
    return guest


PatientAt = Callable[[str | None], Awaitable[Guest]]
WHOLE: dict[str, Any] = {}  # every answer of the case in its order, once somebody has played it


@pytest_asyncio.fixture(loop_scope="module")
async def patient_at(bot: LocalBot) -> PatientAt:
    """Someone who has answered all up to that question and sees it; None: sees the review.

    They are put there by way of the store, for a walk takes a second.
    """
    if not WHOLE:
        guest = await bot.guest()
        await mri.agrees(guest)
        await mri.answers(guest)
        played = (await bot.store.load(guest.id)).case
        assert played is not None
        WHOLE.update(played.answers)
        await bot.store.erase(guest.id)

    async def put(key: str | None) -> Guest:
        guest = await bot.guest()
        given = dict(takewhile(lambda item: item[0] != key, WHOLE.items()))
        case = msgspec.structs.replace(
            new_case("en", today=TODAY), answers=given, phase="denial", revision=1
        )
        case = flows.settled(case, today=TODAY)
        await bot.store.save(
            guest.id, update_id=None, case=case, seen_revision=None, outgoing=[], today=TODAY
        )
        await guest.says("/start")
        await mri.answers(guest, until=key)  # of a block: asked by itself
        assert mri.asked(guest) == key
        return guest

    return put
