"""A bot that is born in milliseconds: a process that has loaded everything forks it.

For tests that kill a bot hundreds of times. What is killed is a whole process with a loop, a
connection and threads of its own; the one it came from holds no case, no key and no socket.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.support.bot import ROOT, ChildBot
from tests.support.sandbox import Sandbox

_NURSERY = """\
import os, sys
from bot.__main__ import main
from tests.bench.talk import step
step(0)
for line in sys.stdin:
    if line.startswith("start"):
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os._exit(main([]))
        print(child, flush=True)
    else:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class BornBot(ChildBot):
    """A `ChildBot` that starts at once."""

    def __init__(self, sandbox: Sandbox, folder: Path, **settings: str) -> None:
        super().__init__(sandbox, folder, **settings)
        self._nursery: Process | None = None
        self._child: int | None = None

    async def __aexit__(self, *_: object) -> None:
        await super().__aexit__()
        if self._nursery and self._nursery.stdin:
            self._nursery.stdin.close()
            await self._nursery.wait()

    async def start(self) -> None:
        if self._nursery is None:
            with self.log_path.open("ab") as log:
                self._nursery = await asyncio.create_subprocess_exec(
                    sys.executable, "-c", _NURSERY, cwd=ROOT, env=self._environment,
                    stdin=PIPE, stdout=PIPE, stderr=log,
                )  # fmt: skip
        self._child = await self._told("start")

    async def _end(self, how: signal.Signals) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        os.kill(child, how)
        return await asyncio.wait_for(self._told("wait"), 30)

    async def _told(self, word: str) -> int:
        assert self._nursery and self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(f"{word}\n".encode())
        await self._nursery.stdin.drain()
        return int(await self._nursery.stdout.readline())
