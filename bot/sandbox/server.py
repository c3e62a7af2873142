"""The routes: the Bot API, file downloads, the page, and the faults that tests switch on."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import guard, limits, methods, page, parameters
from bot.sandbox.chats import World
from bot.sandbox.faults import Fault
from bot.sandbox.messages import Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.webhook import Webhook

_TOKEN = re.compile(r"\d+:[\w-]+")
_NOT_FOUND = limits.Refused(404, "Not Found")
_LONGEST_POLL = 50.0


def application(world: World, *, port: int) -> guard.Guard:
    api = _Api(world)
    routes = [
        Route("/bot{token}/{method}", api.call, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", api.download),
        Route("/control/fault", api.fault, methods=["POST"]),
        Route("/control/clear", api.clear, methods=["POST"]),
        Route("/control/replay", api.replay, methods=["POST"]),
        Route("/control/expire", api.expire, methods=["POST"]),
        Route("/control/calls", api.calls),
        *page.routes(world, api.webhook),
    ]
    app = Starlette(routes=routes, exception_handlers={ClientDisconnect: _gone})
    return guard.Guard(app, port=port)


class _Api:
    def __init__(self, world: World) -> None:
        self._world = world
        self.webhook = Webhook(world)

    async def call(self, request: Request) -> Response:
        method = request.path_params["method"].lower()
        try:
            if not _TOKEN.fullmatch(request.path_params["token"]):
                raise _NOT_FOUND
            asked = await parameters.read(request)
        except limits.Refused as refused:
            return _refusal(refused)
        chat_id = asked.chat_id()
        fault = self._world.faults.take(method, chat_id)
        self._world.busy[chat_id or 0] += 1
        try:
            return await self._answer(request, method, asked, fault)
        finally:
            self._world.busy[chat_id or 0] -= 1

    async def _answer(
        self, request: Request, method: str, asked: Parameters, fault: Fault | None
    ) -> Response:
        answer = None
        try:
            if fault and (refusal := fault.refusal()):
                raise refusal
            if fault is None or fault.after:
                result = await self._result(request, method, asked)
                answer = Response(methods.encoded(result), media_type="application/json")
            self._remember(method, asked, fault.kind if fault else "ok")
        except limits.Refused as refused:
            self._remember(method, asked, refused.description)
            answer = _refusal(refused)
            if fault is None or not fault.after:
                return answer
        if fault:
            await self._world.faults.bell.wait(fault.seconds)
            guard.break_connection(request)
        return answer or Response()

    async def _result(self, request: Request, method: str, asked: Parameters) -> Any:
        if method == "getupdates":
            return await self._updates(request, asked)
        if method == "setwebhook":
            return await self.webhook.set(asked)
        if method == "deletewebhook":
            return await self.webhook.remove(asked)
        if method == "getwebhookinfo":
            return self.webhook.info()
        if method not in methods.METHODS:
            raise _NOT_FOUND
        return methods.METHODS[method](self._world, asked)

    async def _updates(self, request: Request, asked: Parameters) -> list[Json]:
        if self.webhook.url:
            raise limits.Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if asked.has("allowed_updates"):
            self._world.updates.allowed = asked.json("allowed_updates") or ()
        seconds = min(float(asked.integer("timeout")), _LONGEST_POLL)
        limit = min(max(asked.integer("limit", 100), 1), 100)
        poll = asyncio.ensure_future(
            self._world.updates.poll(asked.integer("offset"), limit=limit, seconds=seconds)
        )
        # A bot that died no longer listens: its poll must not count as one.
        gone = asyncio.ensure_future(request.receive())
        await asyncio.wait((poll, gone), return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not poll.done():
            poll.cancel()
            raise ClientDisconnect
        return await poll

    def _remember(self, method: str, asked: Parameters, outcome: str) -> None:
        """Keeps the call for tests; getUpdates is left out, it says nothing."""
        if method != "getupdates":
            values = {k: v for k, v in asked.values.items() if v is not None}
            files = {name: upload.name for name, upload in asked.uploads.items()}
            call = {"method": method, "parameters": values, "files": files, "outcome": outcome}
            seq = self._world.number()
            self._world.calls.append({"seq": seq, "at": time.time(), **call})

    async def download(self, request: Request) -> Response:
        file = self._world.paths.get(request.path_params["path"])
        if file is None or not _TOKEN.fullmatch(request.path_params["token"]):
            return _refusal(_NOT_FOUND)
        return Response(file.content, media_type="application/octet-stream")

    async def fault(self, request: Request) -> Response:
        try:
            self._world.faults.add(msgspec.json.decode(await request.body(), type=Fault))
        except msgspec.DecodeError as error:
            return page.told({"error": str(error)}, status=400)
        return page.told({"waiting": self._world.faults.left()})

    async def clear(self, request: Request) -> Response:
        self._world.faults.clear()
        return page.told({"waiting": 0})

    async def replay(self, request: Request) -> Response:
        asked = await parameters.read(request)
        return page.told({"replayed": self._world.updates.replay(asked.integer("count", 1))})

    async def expire(self, request: Request) -> Response:
        """Makes every tap so far too old to be answered."""
        self._world.queries.clear()
        return page.told({})

    async def calls(self, request: Request) -> Response:
        after = int(request.query_params.get("after", 0))
        calls = [call for call in self._world.calls if call["seq"] > after]
        return page.told({"calls": calls, "faults_left": self._world.faults.left()})


def _refusal(refused: limits.Refused) -> Response:
    body = msgspec.json.encode(refused.as_api())
    return Response(body, status_code=refused.code, media_type="application/json")


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)
