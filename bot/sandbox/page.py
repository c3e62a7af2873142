"""What a person does at the page: write, tap, send files, block; and the log that shows it all.

The browser's page and the tests use the same routes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.sandbox import limits, parameters, people, pictures
from bot.sandbox.chats import Person, World
from bot.sandbox.messages import File, Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.webhook import Webhook

_FOLDER = Path(__file__).parent / "page"
_SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp")
_LONGEST_WAIT = 50.0

Deed = Callable[[World, Person, Parameters], Json]


def told(answer: Json, *, status: int = 200) -> Response:
    body = msgspec.json.encode(answer)
    return Response(body, status_code=status, media_type="application/json")


def routes(world: World, webhook: Webhook) -> list[Route]:
    here = _Page(world, webhook)
    deeds: dict[str, Deed] = {
        "text": people.writes,
        "tap": people.taps,
        "file": people.sends_file,
        "other": people.sends_other,
        "block": people.blocks,
        "unblock": people.unblocks,
        "group_text": people.writes_in_group,
        "group_add": people.adds_to_group,
    }
    return [
        Route("/", here.index),
        Route("/static/{name}", here.static),
        Route("/page/open", here.open, methods=["POST"]),
        Route("/page/files/{file_id}/{name:path}", here.file),
        Route("/page/{person:int}/log", here.log),
        *(
            Route(f"/page/{{person:int}}/{name}", here.doing(deed), methods=["POST"])
            for name, deed in deeds.items()
        ),
    ]


class _Page:
    def __init__(self, world: World, webhook: Webhook) -> None:
        self._world = world
        self._webhook = webhook

    async def index(self, request: Request) -> Response:
        return FileResponse(_FOLDER / "index.html")

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ("page.css", "page.js", "icon.svg"):
            return told({"error": "there is no such file"}, status=404)
        return FileResponse(_FOLDER / name)

    async def open(self, request: Request) -> Response:
        try:
            asked = await parameters.read(request)
            number = asked.integer("person") or None
        except limits.Refused as refused:
            return told({"error": refused.description}, status=400)
        person = self._world.open(
            number,
            name=asked.text("name") or "You",
            language_code=asked.text("language_code") or None,
        )
        return told({"person": person.id, "run": self._world.run})

    async def log(self, request: Request) -> Response:
        person = self._person(request)
        if person is None:
            return told({"error": "nobody with that number was here"}, status=404)
        after = int(request.query_params.get("after", 0))
        wait = min(float(request.query_params.get("wait", 0)), _LONGEST_WAIT)
        log = person.chat.log
        if not log.after(after) and not self._world.updates.closed:
            await request.body()  # read to its end: the next receive() is the hanging up
            news = asyncio.ensure_future(log.wait(after, wait))
            gone = asyncio.ensure_future(request.receive())
            await asyncio.wait((news, gone), return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            gone.cancel()
        return told(
            {
                "run": self._world.run,
                "events": log.after(after),
                "last": len(log.events),
                "pending": self._world.updates.pending(person.id),
                "busy": self._world.busy[person.id],
                "bot_listens": self._world.updates.polled or bool(self._webhook.url),
                "bot": self._bot(person),
            }
        )

    async def file(self, request: Request) -> Response:
        file = self._world.files.get(request.path_params["file_id"])
        if file is None:
            return told({"error": "there is no such file"}, status=404)
        return _as_download(file)

    def doing(self, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def route(request: Request) -> Response:
            person = self._person(request)
            if person is None:
                return told({"error": "nobody with that number was here"}, status=404)
            try:
                return told(deed(self._world, person, await parameters.read(request)))
            except limits.Refused as refused:
                return told({"error": refused.description}, status=refused.code)

        return route

    def _person(self, request: Request) -> Person | None:
        return self._world.people.get(request.path_params["person"])

    def _bot(self, person: Person) -> Json:
        profile = self._world.profile
        language = (person.language_code or "").partition("-")[0]
        scopes = (f"chat:{person.id}", "all_private_chats", "default")
        told_of = profile.descriptions
        return {
            "name": profile.name(language),
            "description": told_of.get(language) or told_of.get("", ""),
            "commands": profile.commands_for(language, scopes),
        }


def _as_download(file: File) -> Response:
    """A stranger's file never runs here: it is saved, and only true pictures are shown."""
    shown = file.mime in _SHOWN_IN_PLACE and pictures.size(file.content) is not None
    mime = file.mime if shown else "application/octet-stream"
    name = quote(file.name, safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(file.content, media_type=mime, headers=headers)
