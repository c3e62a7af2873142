"""The replies that a store owes, all of them at once."""

from __future__ import annotations

from datetime import timedelta

from storage import Store, Waiting


async def owed_by(store: Store, *, idle: timedelta = timedelta(0)) -> list[Waiting]:
    """Takes what nobody has taken for so long, in order."""
    return [each async for some in store.undelivered(idle=idle) for each in some]
