"""A Bot API server that does as little as one can: it counts, and lets people answer at once.

The sandbox checks all that Telegram checks, which costs more than a bot's own work. This one is for
measuring: whatever a bot sends is taken, and the message that it made is given back.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import httptools
import msgspec

Json = dict[str, Any]
Heard = Callable[[int, Json], None]  # a chat, and the message that stands there now
OURS: Json = {"id": 7_000_000_001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_EMPTY: dict[str, object] = {
    "getme": OURS,
    "getmyname": {"name": ""},
    "getmydescription": {"description": ""},
    "getmyshortdescription": {"short_description": ""},
}
_LIMIT = 100


class Api:
    """The state of the server: updates that wait, and messages as they stand."""

    def __init__(self, heard: Heard) -> None:
        self.calls: Counter[str] = Counter()
        self._heard = heard
        self._updates: deque[Json] = deque()
        self._poll: tuple[_Connection, asyncio.TimerHandle] | None = None
        self._numbers = itertools.count(1)
        self._kept: dict[tuple[int, int], Json] = {}

    def number(self) -> int:
        """A number for a message or an update, never given before."""
        return next(self._numbers)

    def put(self, update: Json) -> None:
        """An update for the bot."""
        self._updates.append({"update_id": self.number(), **update})
        if self._poll:
            connection, timer = self._poll
            self._poll = None
            timer.cancel()
            connection.answers(self._waiting())

    def called(self, connection: _Connection, method: str, asked: Json) -> None:
        """One call of the bot."""
        self.calls[method] += 1
        if method == "getupdates":
            self._polled(connection, int(asked.get("offset", 0)), float(asked.get("timeout", 0)))
            return
        chat_id = int(asked.get("chat_id", 0))
        if method not in ("sendmessage", "editmessagetext", "editmessagereplymarkup"):
            connection.answers(_EMPTY.get(method, [] if method.startswith("get") else True))
            return
        message = self._message(chat_id, asked)
        connection.answers(message)
        self._heard(chat_id, message)

    def _message(self, chat_id: int, asked: Json) -> Json:
        number = int(asked.get("message_id") or self.number())
        known = self._kept.pop((chat_id, number), {})
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Sam"},
            "from": OURS,
            "text": asked.get("text") or known.get("text", ""),
        }
        if "reply_markup" in asked:
            markup = asked["reply_markup"]
            message["reply_markup"] = (
                msgspec.json.decode(markup) if isinstance(markup, str) else markup
            )
            self._kept[chat_id, number] = message
        return message

    def _polled(self, connection: _Connection, offset: int, seconds: float) -> None:
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if self._updates or not seconds:
            connection.answers(self._waiting())
            return
        timer = asyncio.get_running_loop().call_later(seconds, self._nothing, connection)
        self._poll = connection, timer

    def _waiting(self) -> list[Json]:
        return list(itertools.islice(self._updates, _LIMIT))

    def _nothing(self, connection: _Connection) -> None:
        self._poll = None
        connection.answers([])


class _Connection(asyncio.Protocol):
    """One connection of the bot: calls one after the other, each answered with JSON."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._url, self._body = b"", b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    # what httptools calls

    def on_message_begin(self) -> None:
        self._url, self._body = b"", b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        method = self._url.decode().rpartition("/")[2].lower()
        if self._body.startswith(b"{"):
            asked = msgspec.json.decode(self._body, type=Json)
        else:
            asked = dict(parse_qsl(self._body.decode()))
        self._api.called(self, method, asked)

    def answers(self, result: object) -> None:
        """The answer to the call that waits."""
        body = msgspec.json.encode({"ok": True, "result": result})
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        if self._transport and not self._transport.is_closing():
            self._transport.write(head % len(body) + body)


async def listening(api: Api) -> tuple[asyncio.Server, str]:
    """The server and its address, on a free port of this computer."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(api), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    return server, f"http://{host}:{port}"
