"""Updates that nobody would send, handed to a bot without Telegram in between.

They begin as true ones and are changed: other types, huge and empty texts, numbers below zero,
fields that nobody knows, fields that are gone, the same number twice. What has another shape is
emptied before the library sees it.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import msgspec
from telegram import Update

from bot.heard import heard
from flows import moved
from flows.interview.case import new_case
from storage import Incoming
from tests.support.bot import TODAY, LocalBot

Json = dict[str, Any]
FIRST = 9_000_000  # the number of the first stranger
TEXTS = (
    "/start", "/delete", "/letter", "/review", "/back", "/mydata", "/cases", "/skip", "For me",
    "July 6, 2026", "", " ", "\x00", "\u202e\u2066abc", "\U0001f469\u200d" * 500,
    "a" * 4096, "\xff" * 9000, "{{7*7}}", "<b>", "../../etc/passwd", "=cmd|' /C calc'!A0",
    "#let x = 1", "' OR 1=1 --", "I want to die", "\n" * 400, "9" * 2000,
    "\ufdfa" * 300, "\u0663\u0661/02/2026",
    "/" + "x" * 300, "-1", "\ud7ff\ue000", "Done", "Yes", "English", "I agree, start",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, 0, -1, 2**63, -(2**63), 1.5, True, "", "x", [], {}, [None], {"id": -5}, "a" * 5000,
)  # fmt: skip
DATA = ("", "x", "a:b:c:d", "-:0:wxx:agree", "-:-1:wen:en", "ABC234:9999:asker:0", "x" * 64)


def fuzzed(count: int, *, seed: int, people: int) -> Iterator[Json]:
    """So many updates of so many people; about a third are as Telegram would send them."""
    dice = random.Random(seed)
    number, made = 5_000_000 * (seed + 1), list[Json]()
    for _ in range(count):
        if made and dice.random() < 0.05:
            yield copy.deepcopy(dice.choice(made[-50:]))  # the same number once more
            continue
        number += 1
        update = _true(dice, number, FIRST + dice.randrange(people))
        for _ in range(dice.choice((0, 0, 1, 1, 2, 5))):
            _spoil(dice, update)
        update["update_id"] = number
        made.append(update)
        yield update


def _true(dice: random.Random, number: int, person: int) -> Json:
    who = {"id": person, "is_bot": False, "first_name": "Sam", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Sam"}
    message: Json = {"message_id": number, "date": 1_783_000_000, "chat": chat, "from": who}
    kind = dice.randrange(6)
    if kind == 0:
        shown = {**message, "from": {**who, "is_bot": True}, "text": "A question"}
        tap = {"id": str(number), "from": who, "chat_instance": "1", "message": shown}
        return {"callback_query": {**tap, "data": dice.choice(DATA)}}
    if kind == 1:
        sent = {"file_id": "F1", "file_unique_id": "U1", "file_size": 10, "mime_type": "text/html"}
        return {"message": {**message, "document": {**sent, "file_name": "../x\x00.pdf"}}}
    if kind == 2:
        return {"edited_message": {**message, "edit_date": 1, "text": dice.choice(TEXTS)}}
    if kind == 3 and dice.random() < 0.3:
        old, new = {"user": who, "status": "member"}, {"user": who, "status": "kicked"}
        states = {"old_chat_member": old, "new_chat_member": {**new, "until_date": 0}}
        return {"my_chat_member": {"chat": chat, "from": who, "date": 1, **states}}
    return {"message": {**message, "text": dice.choice(TEXTS)}}


def _spoil(dice: random.Random, update: Json) -> None:
    """Changes one field, somewhere: another value, gone, or one that nobody knows."""
    at: Any = update
    while True:
        deeper = [key for key, value in at.items() if isinstance(value, dict) and value]
        if not deeper or dice.random() < 0.3:
            break
        at = at[dice.choice(deeper)]
    key = dice.choice(list(at))
    change = dice.randrange(4)
    if change == 0:
        at[key] = copy.deepcopy(dice.choice(VALUES))
    elif change == 1 and len(at) > 1:
        del at[key]
    elif change == 2:
        at[f"unknown_{dice.randrange(99)}"] = copy.deepcopy(dice.choice(VALUES))
    elif isinstance(at[key], str):
        at[key] = dice.choice(TEXTS)


class Strangers:
    """Hands updates to a bot as its poll would: read, kept, handled."""

    def __init__(self, bot: LocalBot) -> None:
        self._bot = bot
        self.handled = 0
        self.unread = 0

    async def come(self, people: int) -> None:
        """The strangers, so that Telegram knows their chats, each with a case."""
        for number in range(FIRST, FIRST + people):
            await self._bot.sandbox.person(number=number)
            case = moved(new_case("en", today=TODAY), "agree", today=TODAY)
            await self._bot.store.save(
                number, update_id=None, case=msgspec.structs.replace(case, revision=1),
                seen_revision=None, outgoing=[], today=TODAY,
            )  # fmt: skip

    async def sends(self, update: Json) -> None:
        """One update, as an answer to the poll brings it."""
        application = self._bot.bot.application
        for words in heard(msgspec.json.encode({"ok": True, "result": [update]})):
            read = Update.de_json(msgspec.json.decode(words), application.bot)
            if read.effective_chat is None:
                self.unread += 1
            number = read.effective_chat.id if read.effective_chat else None
            await self._bot.store.receive([Incoming(read.update_id, number, words)])
            await application.process_update(read)
            self.handled += 1
