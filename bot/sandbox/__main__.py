"""The sandbox alone: a local Bot API server and its chat page, without a bot."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from types import FrameType

import uvicorn

from bot.sandbox import guard, server
from bot.sandbox.chats import World


class _Server(uvicorn.Server):
    """Says its address when it is ready, and lets go of long polls when it stops."""

    def __init__(self, config: uvicorn.Config, world: World, address: str) -> None:
        super().__init__(config)
        self._world = world
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"sandbox on {self._address}", flush=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._world.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    port = os.environ.get("SANDBOX_PORT") or "8080"
    parser.add_argument("--port", type=int, default=port, help="0 chooses a free one")
    listener = _listener(parser, parser.parse_args().port)
    port = listener.getsockname()[1]
    world = World()
    config = uvicorn.Config(
        server.application(world, port=port),
        loop="uvloop",
        http=guard.Protocol,
        lifespan="off",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    try:
        _Server(config, world, f"http://127.0.0.1:{port}").run(sockets=[listener])
    except KeyboardInterrupt:
        sys.exit(130)


def _listener(parser: argparse.ArgumentParser, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        parser.error(f"port {port} is not free ({error}); choose another with --port or 0")
    return listener


if __name__ == "__main__":
    main()
