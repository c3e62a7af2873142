"""Workers that the tests of this folder share: each loads the engine once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from letters.reading.workers import Workers


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[Workers]:
    made = Workers(1)
    yield made
    made.close()
