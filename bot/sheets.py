"""The pages that a person sent: fetched, made ready, kept, shown again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec

from bot.conversation.events import Pages, SheetSeen
from bot.conversation.keeping import CARD, DENIAL, SIGNATURE
from bot.conversation.replies import Fetch, Turn
from bot.delivery import Delivery, Undelivered
from bot.files import Files, NotFetched
from bot.preparing import Prepared, Preparing
from bot.progress import Progress
from letters.reading.unreadable import Unreadable
from letters.writing.booklet import booklet
from letters.writing.exhibit import Exhibit, Sheet
from storage import PaperFile, SheetChanges, SheetFile, Waiting

log = logging.getLogger(__name__)

MOST_CASE_BYTES = 2_000_000  # a file of a case: answers, no pages
SHOWN_FOR = 4.5  # seconds: Telegram shows a chat action for five


class Sheets:
    """From Telegram's files to sheets, and back to pictures in the chat."""

    def __init__(self, files: Files, preparing: Preparing, delivery: Delivery) -> None:
        self._files = files
        self._preparing = preparing
        self._delivery = delivery

    async def gather(
        self, fetch: Fetch, chat_id: int, *, language: str
    ) -> tuple[Pages, list[Sheet]]:
        """The files of a paper as an event, and the sheets that it counts."""
        made: list[Prepared] = []
        texts: list[str] = []
        progress = Progress(self._delivery, chat_id, language)
        refused: str | None = None
        async with at_work(self._delivery, chat_id, "typing"):
            for file in fetch.files:
                try:
                    sheets, told = await self._made(fetch.document, file, progress)
                    made += sheets
                    texts += told
                except NotFetched as failed:
                    refused = refused or ("too_big" if failed.too_big else "not_fetched")
                except Unreadable as unreadable:
                    refused = refused or unreadable.code
        log.info("%s files gave %s sheets, refused: %s", len(fetch.files), len(made), refused)
        seen = tuple(SheetSeen(len(sheet.jpeg), legible) for sheet, legible in made)
        event = Pages(fetch.document, seen, refused, fetch.album, tuple(texts))
        return event, [sheet for sheet, _ in made]

    async def data(self, file: str) -> object:
        """What is in a JSON file; None where it is none. Raises NotFetched."""
        async with self._files.room:
            content = await self._files.fetch(file)
        try:
            return msgspec.json.decode(content) if len(content) <= MOST_CASE_BYTES else None
        except (msgspec.DecodeError, RecursionError):
            return None

    async def found(self, texts: Sequence[str], chat_id: int) -> dict[str, Any]:
        """What a paper tells; nothing of a denial where it cannot be read."""
        async with at_work(self._delivery, chat_id, "typing"):
            try:
                return await self._preparing.found(texts)
            except Unreadable as unreadable:
                log.warning("a paper was not read: %s", unreadable.code)
                return {"kind": "denial", "fields": {}}

    async def show(self, kept: Sequence[SheetFile], document: str, chat_id: int) -> None:
        """Sends the pages of a paper back: one as a picture, more as one PDF. Nothing is owed:
        who wants to see them again asks again."""
        sheets = [unpacked(each) for each in kept if each.document == document]
        if not sheets:
            return
        method, file = "sendPhoto", PaperFile("look", "Page.jpg", sheets[0].jpeg)
        if len(sheets) > 1:
            content = await asyncio.to_thread(booklet, sheets)
            method, file = "sendDocument", PaperFile("look", "Pages.pdf", content)
        waiting = Waiting(0, chat_id, method, {}, file, telegram_file_id=None, again=False)
        try:
            await self._delivery.send(waiting, language="en")
        except Undelivered as late:
            log.info("pages were not shown: %s", late)

    def close(self) -> None:
        """Ends the workers."""
        self._preparing.close()

    async def _made(
        self, document: str, file: str, progress: Progress
    ) -> tuple[Sequence[Prepared], Sequence[str]]:
        """The pages of a file, and what they say where that is read."""
        async with self._files.room:
            content = await self._files.fetch(file)
            if document == SIGNATURE:
                return [(await self._preparing.signature(content), True)], ()
            if document == CARD:
                return (), await self._preparing.texts(content, progress.told)
            if document != DENIAL:
                return await self._preparing.sheets(content), ()
            sheets, texts = await asyncio.gather(
                self._preparing.sheets(content),
                self._texts(content, progress),
                return_exceptions=True,
            )
            if isinstance(texts, BaseException):
                raise texts
            if isinstance(sheets, Unreadable) and texts:  # a card is no page of a letter
                return (), texts
            if isinstance(sheets, BaseException):
                raise sheets
            return sheets, texts

    async def _texts(self, content: bytes, progress: Progress) -> Sequence[str]:
        """What a letter says; nothing where it cannot be read: its pages are kept all the same."""
        try:
            return await self._preparing.texts(content, progress.told)
        except Unreadable as unreadable:
            log.info("a letter was kept and not read: %s", unreadable.code)
            return ()


def changes(turn: Turn, made: Sequence[Sheet]) -> SheetChanges:
    """What a turn does to the pages that are kept; `made` are those that it puts, in order."""
    put = tuple(
        SheetFile(document, position, packed(sheet))
        for (document, position), sheet in zip(turn.puts, made, strict=bool(turn.puts))
    )
    return SheetChanges(turn.drops, put)


def exhibits(kept: Sequence[SheetFile]) -> tuple[Exhibit, ...]:
    """The pages that are kept, as the exhibits of the letter."""
    papers: dict[str, list[Sheet]] = {}
    for each in kept:
        if each.document != SIGNATURE:
            papers.setdefault(each.document, []).append(unpacked(each))
    return tuple(Exhibit(document, tuple(sheets)) for document, sheets in papers.items())


def signature(kept: Sequence[SheetFile]) -> Sheet | None:
    """The signature that is kept."""
    return next((unpacked(each) for each in kept if each.document == SIGNATURE), None)


def packed(sheet: Sheet) -> bytes:
    """A sheet as it is kept."""
    return msgspec.msgpack.encode((sheet.jpeg, sheet.width, sheet.height))


def unpacked(kept: SheetFile) -> Sheet:
    """A sheet that was kept."""
    return Sheet(*msgspec.msgpack.decode(kept.content, type=tuple[bytes, int, int]))


@asynccontextmanager
async def at_work(delivery: Delivery, chat_id: int, action: str) -> AsyncIterator[None]:
    """While the block runs the chat says that we are at it."""
    shown = asyncio.create_task(_keep_showing(delivery, chat_id, action))
    try:
        yield
    finally:
        shown.cancel()
        with suppress(asyncio.CancelledError):
            await shown


async def _keep_showing(delivery: Delivery, chat_id: int, action: str) -> None:
    with suppress(Exception):  # it is a courtesy
        while True:
            await delivery.call("sendChatAction", {"chat_id": chat_id, "action": action})
            await asyncio.sleep(SHOWN_FOR)
