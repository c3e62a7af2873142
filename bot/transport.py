"""python-telegram-bot over pyreqwest: the work of a call is done outside the interpreter's lock."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import Any

import certifi
import msgspec
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import (
    BuilderError,
    DetailedPyreqwestError,
    PoolTimeoutError,
    PyreqwestError,
    RequestTimeoutError,
)
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.request import RequestBuilder
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 256
WAIT = 20.0  # seconds for a call; a file may take longer
FILE_WAIT = 90.0
_CONNECTING = timedelta(seconds=10)
# Below an error that came before anything was sent. The names of the errors do not tell it: a line
# that breaks while Telegram answers is a ConnectError, too.
_UNCONNECTED = "client error (Connect)"


class NotSent(NetworkError):
    """The call never reached Telegram: it may be made again without fear."""


class Transport(BaseRequest):
    """One connection pool. Never follows a proxy and never logs an address: they hold the token."""

    def __init__(self, *, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._client: Client | None = None

    @property
    def read_timeout(self) -> float | None:
        return WAIT

    async def initialize(self) -> None:
        if self._client is None:
            self._client = _client(self._connections)

    async def shutdown(self) -> None:
        if self._client:
            await self._client.close()
            self._client = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What an answer says. An answer that is none is not logged: it may hold a person's words.

        Raises:
            TelegramError: it is no JSON.
        """
        try:
            return msgspec.json.decode(payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise TelegramError("the answer is no JSON") from None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._client is None:
            raise NetworkError("the transport is not open")
        asked = read_timeout if isinstance(read_timeout, int | float) else WAIT
        wait = max(asked, FILE_WAIT) if request_data and request_data.contains_files else asked
        return await _answer(_written(self._client.request(method, url), request_data), wait)


async def status_and_date(url: str) -> tuple[int, str | None]:
    """What a server answers to one GET, and the date it gives.

    Raises:
        NetworkError: it cannot be reached.
    """
    client = _client(1)
    try:
        answer = await client.get(url).timeout(timedelta(seconds=WAIT)).build().send()
        return answer.status, answer.get_header("Date")
    except PyreqwestError as failed:
        raise NetworkError(type(failed).__name__) from None
    finally:
        await client.close()


async def _answer(request: RequestBuilder, wait: float) -> tuple[int, bytes]:
    """Status and words of the answer to a call. Errors never say the address."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        answer = await request.timeout(timedelta(seconds=wait)).build().send()
        found = answer.status, bytes(await answer.bytes())
    except PyreqwestError as failed:
        if _was_never_sent(failed):
            raise NotSent(f"no connection: {type(failed).__name__}") from None
        if isinstance(failed, RequestTimeoutError):
            raise TimedOut from None
        raise NetworkError(type(failed).__name__) from None
    # pyreqwest 0.15 loses a cancellation that comes together with the answer.
    if task and task.cancelling() > before:
        raise asyncio.CancelledError
    return found


def _was_never_sent(failed: PyreqwestError) -> bool:
    if isinstance(failed, PoolTimeoutError):
        return True
    causes = failed.details["causes"] if isinstance(failed, DetailedPyreqwestError) else None
    return any(each["message"] == _UNCONNECTED for each in causes or ())


def _client(connections: int) -> Client:
    def build() -> Client:
        builder = ClientBuilder().no_proxy().follow_redirects(False)
        return builder.max_connections(connections).connect_timeout(_CONNECTING).build()

    try:
        return build()
    except BuilderError:  # a computer without a list of authorities: the one of a package
        os.environ["SSL_CERT_FILE"] = certifi.where()
        return build()


def _written(request: RequestBuilder, said: RequestData | None) -> RequestBuilder:
    if said is None:
        return request
    if not said.contains_files:  # as a form it would cost ten times as much to write
        body = msgspec.json.encode(said.parameters)
        return request.header("Content-Type", "application/json").body_bytes(body)
    form = FormBuilder().percent_encode_noop()  # else file names arrive percent-encoded
    for name, value in said.json_parameters.items():
        form = form.text(name, value)
    for name, (file_name, content, kind) in said.multipart_data.items():
        held = content if isinstance(content, bytes) else content.read()
        part = PartBuilder.from_bytes(held).file_name(file_name).mime(kind)
        form = form.part(name, part)
    return request.multipart(form)
