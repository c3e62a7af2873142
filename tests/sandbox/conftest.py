"""One server for all tests of the sandbox; each test brings people of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.sandbox import Person, Sandbox, running


@pytest.fixture(scope="package")
def shared_url() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture
async def shared(shared_url: str) -> AsyncIterator[Sandbox]:
    """The same server for many tests: nothing waits in its queue, but others were here."""
    async with Sandbox(shared_url) as sandbox:
        await sandbox.call("deleteWebhook", drop_pending_updates=True)
        yield sandbox
        await sandbox.clear_faults()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A server of its own."""
    async with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def someone(shared: Sandbox) -> Person:
    """A person who has said something, so that a bot may write to them."""
    person = await shared.person()
    await person.says("Good morning", timeout=0)
    return person
