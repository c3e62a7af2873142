"""One sandbox for all of them, one bot for each module; each test brings people of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.bot import mri
from tests.support.bot import Guest, LocalBot, local_bot
from tests.support.sandbox import Sandbox, running


@pytest.fixture(scope="package")
def sandbox_url() -> Iterator[str]:
    with running() as url:
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox(sandbox_url: str) -> AsyncIterator[Sandbox]:
    """The server, empty of updates. At the end nothing was called that Telegram would refuse."""
    async with Sandbox(sandbox_url) as sandbox:
        await sandbox.clear_faults()
        await sandbox.call("deleteWebhook", drop_pending_updates=True)
        before = await sandbox.calls()
        yield sandbox
        after = before[-1]["seq"] if before else 0
        assert await sandbox.refused(after=after) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LocalBot]:
    async with local_bot(sandbox, tmp_path_factory.mktemp("bot")) as bot:
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
