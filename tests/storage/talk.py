"""A person who talks to the bot, as the store sees it. Nobody real."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from flows.interview.case import Case, new_case
from storage import Feedback, Incoming, Outgoing, PaperFile, SheetChanges, SheetFile, Store, Waiting
from storage.values import NO_SHEETS

TODAY = date(2026, 11, 2)
PAPER = PaperFile("appeal_letter", "Appeal_Letter.pdf", b"%PDF the letter")


def first_case(**answers: Any) -> Case:
    return msgspec.structs.replace(new_case("en", today=TODAY), revision=1, answers=answers)


def next_case(case: Case, **answers: Any) -> Case:
    return msgspec.structs.replace(
        case, revision=case.revision + 1, answers={**case.answers, **answers}
    )


def message(text: str, **payload: Any) -> Outgoing:
    return Outgoing("sendMessage", {"text": text, **payload})


def document(paper: PaperFile = PAPER, **payload: Any) -> Outgoing:
    return Outgoing("sendDocument", payload, paper)


def pages(document: str, *contents: bytes, start: int = 1) -> SheetChanges:
    """Those pages of a paper come, from place `start` on."""
    return SheetChanges(
        put=tuple(SheetFile(document, *each) for each in enumerate(contents, start))
    )


async def told(store: Store, *updates: tuple[int, int | None, bytes]) -> list[Incoming]:
    return await store.receive([Incoming(*update) for update in updates])


async def saved(
    store: Store,
    chat_id: int,
    case: Case | None,
    *outgoing: Outgoing,
    seen: int | None = None,
    update_id: int | None = None,
    today: date = TODAY,
    remind_on: date | None = None,
    sheets: SheetChanges = NO_SHEETS,
    feedback: Feedback | None = None,
    warns: bool = False,
) -> list[Waiting]:
    return await store.save(
        chat_id,
        update_id=update_id,
        case=case,
        seen_revision=seen,
        outgoing=outgoing,
        today=today,
        remind_on=remind_on,
        sheets=sheets,
        feedback=feedback,
        warns=warns,
    )
