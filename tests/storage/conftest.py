"""Every test that asks for `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage import Keys, Store, new_key
from tests.support.databases import Database, database

__all__ = ["database"]


@pytest.fixture
def keys() -> Keys:
    return Keys.from_text(new_key())


@pytest.fixture
async def store(database: Database, keys: Keys) -> AsyncIterator[Store]:
    store = await Store.open(database.url, keys)
    yield store
    await store.close()
