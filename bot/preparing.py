"""Strangers' files made ready as sheets, in processes of their own (`letters.reading.workers`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from letters.reading import pages
from letters.reading.workers import Workers
from letters.writing.exhibit import Sheet

PATIENCE = 120.0  # seconds for a file: a PDF of thirty pages on a busy computer
Prepared = tuple[Sheet, bool]  # a page, and whether its words survive a fax
Told = Callable[[int, int], Awaitable[None]]


class Preparing(Protocol):
    """Who makes files ready. Tests have one that is quick."""

    async def sheets(self, content: bytes) -> Sequence[Prepared]:
        """The pages of a photo or a PDF, in order. Raises Unreadable."""
        ...

    async def signature(self, content: bytes) -> Sheet:
        """The signature on a photo. Raises Unreadable."""
        ...

    async def texts(self, content: bytes, told: Told) -> Sequence[str]:
        """What each page says. `told(page, pages)` before one is looked at. Raises Unreadable."""
        ...

    async def found(self, texts: Sequence[str]) -> dict[str, Any]:
        """What a paper of these pages tells, as `letters read --json`. Raises Unreadable."""
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

    async def texts(self, content: bytes, told: Told) -> Sequence[str]:
        return await pages.read(content, self._workers, told)

    async def found(self, texts: Sequence[str]) -> dict[str, Any]:
        return await self._workers.run(told_by, tuple(texts))

    def close(self) -> None:
        self._workers.close()


def prepared(content: bytes) -> tuple[Prepared, ...]:
    """The job of a worker: the pages, each with whether it is legible."""
    # a worker alone needs these, and they take a second to import
    from letters.exhibits.legible import legible
    from letters.exhibits.sheets import sheets

    return tuple((sheet, legible(sheet)) for sheet in sheets(content))


def told_by(texts: Sequence[str]) -> dict[str, Any]:
    """The job of a worker: what these pages tell."""
    from letters.reading import notice
    from letters.reading.shape import json_shape

    return json_shape(notice.read(texts), "")


def signed(content: bytes) -> Sheet:
    """The job of a worker: the signature alone."""
    from letters.exhibits.signature import signature

    return signature(content)
