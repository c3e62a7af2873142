"""A bell: whoever waits for news of something wakes when it rings."""

from __future__ import annotations

import asyncio


class Bell:
    """Rings for everyone who waits at that moment, and for nobody later."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Returns at the next ring, or when `seconds` have passed."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self._next.wait()
        except TimeoutError:
            return
