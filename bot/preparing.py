"""Strangers' files made ready as sheets, in processes of their own (`letters.reading.workers`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from letters.reading.workers import Workers
from letters.writing.exhibit import Sheet

PATIENCE = 120.0  # seconds for a file: a PDF of thirty pages on a busy computer
Prepared = tuple[Sheet, bool]  # a page, and whether its words survive a fax


class Preparing(Protocol):
    """Who makes files ready. Tests have one that is quick."""

    async def sheets(self, content: bytes) -> Sequence[Prepared]:
        """The pages of a photo or a PDF, in order. Raises Unreadable."""
        ...

    async def signature(self, content: bytes) -> Sheet:
        """The signature on a photo. Raises Unreadable."""
        ...

    def close(self) -> None: ...


class InWorkers:
    """The real one. What a file does to a worker is no harm to anybody else."""

    def __init__(self) -> None:
        self._workers = Workers()

    async def sheets(self, content: bytes) -> Sequence[Prepared]:
        return await self._workers.run(prepared, content, seconds=PATIENCE)

    async def signature(self, content: bytes) -> Sheet:
        return await self._workers.run(signed, content)

    def close(self) -> None:
        self._workers.close()


def prepared(content: bytes) -> tuple[Prepared, ...]:
    """The job of a worker: the pages, each with whether it is legible."""
    # a worker alone needs these, and they take a second to import
    from letters.exhibits.legible import legible
    from letters.exhibits.sheets import sheets

    return tuple((sheet, legible(sheet)) for sheet in sheets(content))


def signed(content: bytes) -> Sheet:
    """The job of a worker: the signature alone."""
    from letters.exhibits.signature import signature

    return signature(content)
