"""Someone who talks to the bot through the sandbox, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Protocol

import aiohttp

from bot.sandbox.log import Event, read_event
from bot.sandbox.talk import Talk

TIMEOUT = 10.0
SETTLE = 0.15
# Seconds that Telegram shows "typing"; while it does, the bot is still at work.
_TYPING = 5.0
_STRONG = frozenset({"message", "edited", "toast", "left"})


class Wire(Protocol):
    """The way to a sandbox: see `client.Sandbox`."""

    @property
    def http(self) -> aiohttp.ClientSession: ...
    async def post(self, path: str, body: object) -> dict[str, Any]: ...
    async def get(self, path: str) -> dict[str, Any]: ...


class Silence(AssertionError):
    """The bot did not answer."""


class Person(Talk):
    """Someone who talks to the bot. `settle` is how long the bot is silent when it is done."""

    def __init__(self, sandbox: Wire, number: int, *, settle: float, timeout: float) -> None:
        super().__init__()
        self.sandbox = sandbox
        self.id = number
        self.settle = settle
        self.timeout = timeout
        self.files: dict[str, bytes] = {}

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

    async def catches_up(self) -> None:
        """Looks at what has come so far, and does not wait."""
        await self._catch_up()

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
        fresh = [read_event(raw) for raw in told["events"]]
        for event in fresh:
            await self._see(event)
        return fresh, bool(told["pending"] or told["busy"])

    async def _see(self, event: Event) -> None:
        self.sees(event)
        if event.kind == "message" and event.chat == "private" and event.by == "bot" and event.file:
            async with self.sandbox.http.get(event.file.url) as answer:
                self.files[event.file.name] = await answer.read()
