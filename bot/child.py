"""The sandbox as a child process: started with the bot, ended with it."""

from __future__ import annotations

import subprocess
import sys
from types import TracebackType

from flows.errors import BadRequest

READY = "sandbox on "


class SandboxChild:
    """A local Bot API server and its page, on this computer only."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def __enter__(self) -> SandboxChild:
        """Starts it and waits until it listens.

        Raises:
            BadRequest: the port is taken.
        """
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.sandbox", "--port", str(self._port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line.startswith(READY):
            self._process.wait()
            raise BadRequest(
                f"Port {self._port} is taken. Set SANDBOX_PORT to another, such as 8090."
            )
        self.url = line.removeprefix(READY)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=10)
            if self._process.stdout:
                self._process.stdout.close()
