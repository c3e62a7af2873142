"""Keeps other websites out: one open in the same browser can reach this port, too.

Host must name this computer and our port (against DNS rebinding). A request that a browser
sends on behalf of another page says so in Origin or Sec-Fetch-Site, and is refused; a program
sends neither. No CORS header is ever given.
"""

from __future__ import annotations

from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_TRANSPORT = "sandbox.transport"
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'",
    ),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """The application behind a check of Host, Origin and Sec-Fetch-Site."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        names = ("127.0.0.1", "localhost", "[::1]")
        hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())
        self._hosts = {host.encode() for host in hosts}
        self._origins = {f"http://{host}".encode() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if why := self._reason_to_refuse(scope):
            refusal = JSONResponse({"ok": False, "error_code": 403, "description": why}, 403)
            await refusal(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _reason_to_refuse(self, scope: Scope) -> str | None:
        headers = dict(scope["headers"])
        if headers.get(b"host", b"").lower() not in self._hosts:
            return "Forbidden: this server answers to its own address only"
        origin = headers.get(b"origin")
        if origin is not None and origin.lower() not in self._origins:
            return "Forbidden: this came from another website"
        followed_link = scope["path"] == "/" and headers.get(b"sec-fetch-mode") == b"navigate"
        site = headers.get(b"sec-fetch-site", b"none")
        if site not in (b"none", b"same-origin") and not followed_link:
            return "Forbidden: this came from another website"
        return None


class Protocol(HttpToolsProtocol):
    """Lets a handler break the connection, as a bad network does."""

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        cast(dict[str, Any], self.scope)[_TRANSPORT] = self.transport


def break_connection(request: Request) -> None:
    transport = request.scope.get(_TRANSPORT)
    if transport is not None:
        transport.abort()
