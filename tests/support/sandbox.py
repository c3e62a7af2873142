"""The sandbox as tests use it: a server in a process of its own, and people who talk to the bot.

    async with Sandbox() as sandbox:
        patient = await sandbox.person(language_code="en")
        await patient.says("/start")
        await patient.taps("Yes")
        assert "Thank you" in patient.last
        print(patient.transcript())

Every deed of a person waits until the bot has answered and is quiet, and returns what it did.
`timeout=0` does not wait. A bot that says nothing within the timeout is a `Silence`.
"""

from __future__ import annotations

import asyncio
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

ROOT = Path(__file__).parents[2]
TOKEN = "1234567890:SANDBOX_token_of_no_bot"
TIMEOUT = 10.0
SETTLE = 0.15
# Seconds that Telegram shows "typing"; while it does, the bot is still at work.
_TYPING = 5.0
_STRONG = frozenset({"message", "edited", "toast", "left"})


class Silence(AssertionError):
    """The bot did not answer."""


@contextmanager
def running() -> Iterator[str]:
    """A sandbox in a child process, as its address. For fixtures that outlive one test."""
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line.startswith("sandbox on "):
                raise RuntimeError(f"the sandbox did not start: {line!r}")
            yield line.split()[-1]
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(frozen=True)
class Button:
    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Attachment:
    name: str
    mime: str
    size: int
    url: str


@dataclass(frozen=True)
class Event:
    """One line of the sandbox's log.

    `kind` is message, edited, keyboard (only the buttons changed), deleted, toast, answered (a
    tap, without words), typing, left; or, of a person, tapped, blocked, unblocked, added.
    """

    seq: int
    kind: str
    by: str
    chat: str
    message_id: int = 0
    text: str = ""
    html: str = ""
    entities: Sequence[dict[str, Any]] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    file: Attachment | None = None
    other: str | None = None
    data: str = ""
    alert: bool = False
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]


class Sandbox:
    """A sandbox to talk to: a new child process, or the one at `url`."""

    def __init__(self, url: str | None = None) -> None:
        self.url = url or ""
        self._stack = ExitStack()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        if not self.url:
            self.url = await asyncio.to_thread(self._stack.enter_context, running())
        self._session = aiohttp.ClientSession(self.url)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session:
            await self._session.close()
        await asyncio.to_thread(self._stack.close)

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's `base_url`."""
        return self.url + "/bot"

    @property
    def base_file_url(self) -> str:
        """For python-telegram-bot's `base_file_url`."""
        return self.url + "/file/bot"

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which `python -m bot` uses this sandbox as if it were Telegram."""
        return {"TELEGRAM_API_URL": self.url, "TELEGRAM_BOT_TOKEN": TOKEN}

    @property
    def http(self) -> aiohttp.ClientSession:
        assert self._session is not None, "use it as `async with Sandbox() as sandbox`"
        return self._session

    async def person(
        self,
        *,
        number: int | None = None,
        name: str = "Sam",
        language_code: str | None = "en",
        settle: float = SETTLE,
        timeout: float = TIMEOUT,
    ) -> Person:
        """Someone new; with `number`, the person who has that number here, or will."""
        body = {"person": number, "name": name, "language_code": language_code}
        opened = await self.post("/page/open", body)
        return Person(self, int(opened["person"]), settle=settle, timeout=timeout)

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """A Bot API call, as a bot would make it: the whole answer, refusals too."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def fault(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int = 1,
        chat_id: int | None = None,
        hold: float = 3.0,
    ) -> None:
        """The next `times` calls of `method` ("*": any) go wrong; see bot/sandbox/faults.py."""
        fault = {"method": method, "kind": kind, "times": times, "retry_after": retry_after}
        await self.post("/control/fault", {**fault, "chat_id": chat_id, "hold": hold})

    async def clear_faults(self) -> None:
        await self.post("/control/clear", {})

    async def faults_left(self) -> int:
        return int((await self.get("/control/calls"))["faults_left"])

    async def replay(self, count: int = 1) -> int:
        """Sends the bot the last `count` updates that it confirmed once more."""
        return int((await self.post("/control/replay", {"count": count}))["replayed"])

    async def expire_taps(self) -> None:
        """From now on the taps so far are too old to be answered."""
        await self.post("/control/expire", {})

    async def calls(self, method: str | None = None, *, after: int = 0) -> list[dict[str, Any]]:
        """What the bot called (but getUpdates): method, parameters, files, outcome, at, seq."""
        calls = (await self.get(f"/control/calls?after={after}"))["calls"]
        wanted = method.lower() if method else None
        return [call for call in calls if wanted in (None, call["method"])]

    async def refused(self, *, after: int = 0) -> list[dict[str, Any]]:
        """The calls that Telegram would have refused. A good bot has none."""
        return [c for c in await self.calls(after=after) if c["outcome"].startswith("Bad Request")]

    async def post(self, path: str, body: object) -> dict[str, Any]:
        form = body if isinstance(body, aiohttp.FormData) else None
        async with self.http.post(path, data=form, json=None if form else body) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.ok, f"{path}: {told}"
            return told

    async def get(self, path: str) -> dict[str, Any]:
        async with self.http.get(path) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.ok, f"{path}: {told}"
            return told


class Person:
    """Someone who talks to the bot. `settle` is how long the bot is silent when it is done."""

    def __init__(self, sandbox: Sandbox, number: int, *, settle: float, timeout: float) -> None:
        self.sandbox = sandbox
        self.id = number
        self.settle = settle
        self.timeout = timeout
        self.events: list[Event] = []
        self.files: dict[str, bytes] = {}
        self._visible: dict[int, Event] = {}
        self._lines: list[str] = []

    # What a person does

    async def says(self, text: str, *, timeout: float | None = None) -> list[Event]:
        return await self._do("text", {"text": text}, timeout)

    async def edits(
        self, message_id: int, text: str, *, timeout: float | None = None
    ) -> list[Event]:
        return await self._do("text", {"text": text, "edit_message_id": message_id}, timeout)

    async def taps(self, label: str, *, timeout: float | None = None) -> list[Event]:
        """Taps the button with that label, on the newest message that shows one."""
        await self._catch_up()
        for message in reversed(self.messages):
            for button in message.buttons:
                if button.text == label and button.data is not None:
                    return await self.taps_data(message.message_id, button.data, timeout=timeout)
        visible = [label for message in self.messages for label in message.labels]
        raise AssertionError(
            f"no button {label!r}; the buttons are {visible}\n{self.transcript(last=6)}"
        )

    async def taps_data(
        self, message_id: int, data: str, *, timeout: float | None = None
    ) -> list[Event]:
        """Taps even a button that is gone by now."""
        body = {"message_id": message_id, "data": data, "force": True}
        return await self._do("tap", body, timeout)

    async def sends_photo(
        self,
        content: bytes,
        *,
        caption: str = "",
        album: str | None = None,
        timeout: float | None = None,
    ) -> list[Event]:
        """A photo (PNG or JPEG); the photos of one album share the same `album`."""
        form = self._form("photo", "photo.jpg", content, "image/jpeg", caption, album)
        return await self._do("file", form, timeout)

    async def sends_file(
        self,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        *,
        caption: str = "",
        album: str | None = None,
        timeout: float | None = None,
    ) -> list[Event]:
        form = self._form("document", name, content, mime, caption, album)
        return await self._do("file", form, timeout)

    async def sends_sticker(self, *, timeout: float | None = None) -> list[Event]:
        return await self.sends_other("sticker", timeout=timeout)

    async def sends_voice(self, *, timeout: float | None = None) -> list[Event]:
        return await self.sends_other("voice", timeout=timeout)

    async def sends_location(self, *, timeout: float | None = None) -> list[Event]:
        return await self.sends_other("location", timeout=timeout)

    async def sends_contact(self, *, timeout: float | None = None) -> list[Event]:
        return await self.sends_other("contact", timeout=timeout)

    async def sends_poll(self, *, timeout: float | None = None) -> list[Event]:
        return await self.sends_other("poll", timeout=timeout)

    async def sends_other(self, kind: str, *, timeout: float | None = None) -> list[Event]:
        return await self._do("other", {"kind": kind}, timeout)

    async def blocks(self) -> None:
        await self._do("block", {}, 0)

    async def unblocks(self, *, timeout: float = 0) -> list[Event]:
        return await self._do("unblock", {}, timeout)

    async def adds_to_group(self, *, timeout: float | None = None) -> list[Event]:
        return await self._do("group_add", {}, timeout)

    async def says_in_group(self, text: str, *, timeout: float | None = None) -> list[Event]:
        return await self._do("group_text", {"text": text}, timeout)

    async def replies(self, timeout: float | None = None) -> list[Event]:
        """What the bot does next by itself; an empty list when it does nothing."""
        return await self._listen(self.timeout if timeout is None else timeout)

    # What a person sees

    @property
    def messages(self) -> list[Event]:
        """The private chat as it stands now, oldest first, each message in its last form."""
        return [self._visible[key] for key in sorted(self._visible)]

    @property
    def last_message(self) -> Event | None:
        """The newest message of the bot."""
        return next((m for m in reversed(self.messages) if m.by == "bot"), None)

    @property
    def last(self) -> str:
        """The text of the bot's newest message."""
        return self.last_message.text if self.last_message else ""

    @property
    def buttons(self) -> list[str]:
        """The labels on the newest message that has a keyboard."""
        return next((m.labels for m in reversed(self.messages) if m.rows), [])

    @property
    def toasts(self) -> list[str]:
        return [event.text for event in self.events if event.kind == "toast"]

    def transcript(self, *, last: int = 0) -> str:
        """The talk in the order it happened; with `last`, only that many lines."""
        return "\n".join(self._lines[-last:])

    # How it works

    def _form(
        self, kind: str, name: str, content: bytes, mime: str, caption: str, album: str | None
    ) -> aiohttp.FormData:
        # Without quote_fields=False aiohttp percent-encodes the name.
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("kind", kind)
        form.add_field("caption", caption)
        form.add_field("file", BytesIO(content), filename=name, content_type=mime)
        if album:
            form.add_field("media_group_id", album)
        return form

    async def _do(self, deed: str, body: object, timeout: float | None) -> list[Event]:
        await self._catch_up()
        await self.sandbox.post(f"/page/{self.id}/{deed}", body)
        timeout = self.timeout if timeout is None else timeout
        if timeout <= 0:
            return []
        heard = await self._listen(timeout)
        if not heard:
            raise Silence(f"no answer within {timeout:g} s\n{self.transcript(last=6)}")
        return heard

    async def _catch_up(self) -> None:
        await self._log(0)

    async def _listen(self, timeout: float) -> list[Event]:
        """Bot events until it is quiet: nothing for `settle` seconds (three times as long after
        something that is rarely the whole answer), no call open, every update confirmed, and
        not typing. Each event gives the bot another `timeout` seconds.
        """
        clock = asyncio.get_running_loop().time
        heard: list[Event] = []
        heard_at = clock()
        while (left := heard_at + timeout - clock()) > 0:
            fresh, at_work = await self._log(min(left, self._patience(heard, timeout)))
            answers = [event for event in fresh if event.by == "bot"]
            if answers:
                heard.extend(answers)
                heard_at = clock()
                continue
            typing = bool(heard) and heard[-1].kind == "typing" and clock() < heard_at + _TYPING
            if heard and not fresh and not at_work and not typing:
                break
        return heard

    def _patience(self, heard: Sequence[Event], timeout: float) -> float:
        if not heard:
            return timeout
        return self.settle if heard[-1].kind in _STRONG else 3 * self.settle

    async def _log(self, wait: float) -> tuple[list[Event], bool]:
        seq = self.events[-1].seq if self.events else 0
        told = await self.sandbox.get(f"/page/{self.id}/log?after={seq}&wait={wait:.3f}")
        fresh = [_event(raw) for raw in told["events"]]
        for event in fresh:
            await self._see(event)
        return fresh, bool(told["pending"] or told["busy"])

    async def _see(self, event: Event) -> None:
        self.events.append(event)
        if line := self._line(event):
            self._lines.append(line)
        if event.chat != "private":
            return
        if event.kind in ("message", "edited", "keyboard"):
            self._visible[event.message_id] = event
        if event.kind == "deleted":
            self._visible.pop(event.message_id, None)
        if event.kind == "message" and event.by == "bot" and event.file:
            async with self.sandbox.http.get(event.file.url) as answer:
                self.files[event.file.name] = await answer.read()

    def _line(self, event: Event) -> str:
        mark = ">" if event.by == "person" else "<"
        mark += "" if event.chat == "private" else " (group)"
        if event.kind in ("message", "edited"):
            again = "(edited)" if event.kind == "edited" else ""
            file = event.file.name if event.file else event.other or ""
            labels = " ".join(f"[{label}]" for label in event.labels)
            return " ".join(filter(None, (mark, again, file, event.text, labels)))
        if event.kind == "tapped":
            return f"{mark} [{self._label(event)}]"
        if event.kind == "toast":
            return f"{mark} ({event.text})"
        if event.kind in ("deleted", "left", "blocked", "unblocked", "added"):
            return f"{mark} ({event.kind})"
        return ""

    def _label(self, tapped: Event) -> str:
        for event in reversed(self.events):
            if event.message_id == tapped.message_id:
                for button in event.buttons:
                    if button.data == tapped.data:
                        return button.text
        return tapped.data


def picture(width: int = 600, height: int = 800) -> bytes:
    """A grey PNG of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xc8" * width) * height)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _event(raw: dict[str, Any]) -> Event:
    rows = tuple(tuple(Button(**button) for button in row) for row in raw.get("buttons", ()))
    names = ("message_id", "text", "html", "entities", "other", "data", "alert")
    return Event(
        seq=raw["seq"],
        kind=raw["kind"],
        by=raw["by"],
        chat=raw["chat"],
        rows=rows,
        file=Attachment(**raw["file"]) if raw.get("file") else None,
        raw=raw,
        **{name: raw[name] for name in names if name in raw},
    )
