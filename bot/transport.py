"""python-telegram-bot over aiohttp: about twice the calls a second of its own httpx transport."""

from __future__ import annotations

from typing import Any

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 256
WAIT = 20.0  # seconds for a call; a file may take longer
FILE_WAIT = 90.0
_JSON = {"Content-Type": "application/json"}


class NotSent(NetworkError):
    """The call never reached Telegram: it may be made again without fear."""


class Transport(BaseRequest):
    """One connection pool. Never follows a proxy and never logs an address: they hold the token."""

    def __init__(self, *, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return WAIT

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session and not self._session.closed:
            await self._session.close()

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
        if self._session is None:
            raise NetworkError("the transport is not open")
        asked = read_timeout if isinstance(read_timeout, int | float) else WAIT
        wait = max(asked, FILE_WAIT) if request_data and request_data.contains_files else asked
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=None if request_data and request_data.contains_files else _JSON,
                timeout=aiohttp.ClientTimeout(total=wait, connect=10),
            ) as answer:
                return answer.status, await answer.read()
        except aiohttp.ClientConnectorError as failed:
            raise NotSent(f"no connection: {type(failed).__name__}") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as failed:
            raise NetworkError(type(failed).__name__) from None


async def status_and_date(url: str) -> tuple[int, str | None]:
    """What a server answers to one GET, and the date it gives.

    Raises:
        NetworkError: it cannot be reached.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=WAIT)) as session,
            session.get(url) as answer,
        ):
            return answer.status, answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError) as failed:
        raise NetworkError(type(failed).__name__) from None


def _body(request_data: RequestData | None) -> aiohttp.FormData | bytes | None:
    if request_data is None:
        return None
    if not request_data.contains_files:  # as a form it would cost ten times as much to write
        return msgspec.json.encode(request_data.parameters)
    form = aiohttp.FormData(quote_fields=False)  # else file names arrive percent-encoded
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form
