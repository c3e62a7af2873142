"""What a turn asks for that takes a while: papers to write, files to fetch. Others go on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

from bot.conversation import keeping, papers
from bot.conversation.events import Brought, Event, Listed, WasRead
from bot.conversation.replies import Fetch, House, Turn
from bot.conversation.talk import turn as talk
from bot.delivery import Delivery
from bot.files import NotFetched
from bot.sheets import Sheets, at_work, exhibits, signature
from letters.writing.exhibit import Sheet
from letters.writing.paper import Paper
from storage import PaperFile, Store

PREVIEW = "preview.png"  # what page one is kept under: no file that the person has


class Making:
    """Writes papers and makes pages ready for the turns that ask for it."""

    def __init__(self, store: Store, delivery: Delivery, sheets: Sheets, house: House) -> None:
        self._store = store
        self._delivery = delivery
        self._sheets = sheets
        self._house = house

    async def made(self, turn: Turn, chat_id: int, today: date) -> tuple[Turn, list[Sheet]]:
        """The turn with all it asks for, and the sheets that it keeps."""
        sheets: list[Sheet] = []
        if turn.fetch:
            turn, sheets = await self._with_sheets(turn, turn.fetch, chat_id, today)
        if turn.reads:
            found = await self._sheets.found(turn.reads.texts, chat_id)
            if turn.reads.card and found["kind"] == "other":  # a card with few words on it
                found = {**found, "kind": "card"}
            turn = self._after(turn, WasRead(found, turn.reads.pasted), today)
        if turn.brings:
            turn = await self._with_case_file(turn, turn.brings, chat_id, today)
        if turn.cases is not None:
            kept = tuple(await self._store.cases(chat_id))
            turn = self._after(turn, Listed(kept, turn.cases), today)
        if turn.writes:
            turn = await self._with_papers(turn, chat_id, today)
        return turn, sheets

    async def _with_papers(self, turn: Turn, chat_id: int, today: date) -> Turn:
        assert turn.case is not None
        case = turn.case
        kept = await self._store.sheets(chat_id) if keeping.has_pages(case) else []
        if turn.writes in ("changed", "all") and keeping.has_later(case):
            kept = [each for each in kept if keeping.goes_later(case, each.document, each.position)]
        before = [] if turn.writes == "preview" else await self._store.papers(chat_id)
        async with at_work(self._delivery, chat_id, "upload_document"):
            made = await asyncio.to_thread(
                papers.handed_over,
                turn.case,
                today=today,
                which=turn.writes,
                exhibits=exhibits(kept),
                signature=signature(kept),
                known=[_paper(each) for each in before if each.kind != PREVIEW],
            )
        return replace(turn, replies=(*turn.replies, *made), writes="")

    async def _with_sheets(
        self, turn: Turn, fetch: Fetch, chat_id: int, today: date
    ) -> tuple[Turn, list[Sheet]]:
        assert turn.case is not None
        event, made = await self._sheets.gather(fetch, chat_id, language=turn.case.language)
        return self._after(turn, event, today), made

    async def _with_case_file(self, turn: Turn, file: str, chat_id: int, today: date) -> Turn:
        held = len(await self._store.cases(chat_id))
        try:
            event = Brought(await self._sheets.data(file), held)
        except NotFetched:
            event = Brought(None, held, fetched=False)
        return self._after(turn, event, today)

    def _after(self, turn: Turn, event: Event, today: date) -> Turn:
        """The turn that what was waited for leads to."""
        assert turn.case is not None
        language = turn.case.language
        found = talk(turn.case, event, today=today, house=self._house, language=language)
        return replace(found, chosen=turn.chosen, toast=turn.toast)


def _paper(kept: PaperFile) -> Paper:
    """A paper as it was handed over before."""
    kind, _, form = kept.kind.partition(".")
    return Paper(kind, form, kept.name, kept.content, kept.pages, kept.made_of)
