"""What of Telegram's updates reaches the library and the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from telegram import Message, Update

from bot import reading
from bot.conversation.events import Other, Pressed, Said, Showed
from bot.heard import heard
from bot.storing import StoringBot
from storage import Store
from tests.bot.test_transport import http, server
from tests.support.bot import keys_of

WHO = {"id": 7, "is_bot": False, "first_name": "Sam", "last_name": "Doe", "language_code": "es"}
CHAT = {"id": 7, "type": "private", "first_name": "Sam", "username": "samdoe"}
SAID = {"message_id": 5, "date": 1_783_000_000, "chat": CHAT, "from": WHO}


def answer(*updates: Any) -> bytes:
    return msgspec.json.encode({"ok": True, "result": updates})


def kept(update: dict[str, Any]) -> dict[str, Any]:
    (words,) = heard(answer({"update_id": 1, **update}))
    found: dict[str, Any] = msgspec.json.decode(words)
    return found


def event(update: dict[str, Any]) -> Any:
    return reading.read(Update.de_json(kept(update), None)).event


def test_what_nobody_looks_at_is_not_kept() -> None:
    left = kept({"message": {**SAID, "text": "Hello", "location": {"latitude": 1, "longitude": 2}}})

    assert "samdoe" not in str(left)
    assert "Doe" not in str(left)
    assert left["message"].keys() == {"message_id", "date", "chat", "from", "text"}


def test_the_library_makes_the_same_of_what_is_left() -> None:
    photo = [{"file_id": "F", "file_unique_id": "U", "width": 9, "height": 9, "file_size": 3}]
    paper = {"file_id": "F", "file_unique_id": "U", "file_name": "case.JSON", "file_size": 4}
    shown = {**SAID, "text": "Ready?", "reply_markup": {"inline_keyboard": [[{"text": "Yes"}]]}}
    tap = {"id": "3", "from": WHO, "chat_instance": "1", "data": "-:0:wen:agree"}

    assert event({"message": {**SAID, "text": "Hola"}}) == Said("Hola", 1_783_000_000, 5)
    assert event({"message": {**SAID, "photo": photo}}) == Showed(None, "F", 3)
    assert event({"message": {**SAID, "document": paper}}) == Showed(None, "F", 4, data=True)
    assert event({"message": {**SAID, "sticker": {"emoji": "x"}}}) == Other()
    assert event({"message": {**SAID, "new_chat_members": [WHO]}}) is None
    query = {"callback_query": {**tap, "message": shown}}
    assert event(query) == Pressed("-:0:wen:agree", live=False)
    message = Update.de_json(kept(query), None).callback_query
    assert message
    assert isinstance(message.message, Message)
    assert message.message.reply_markup is not None
    assert message.message.reply_markup.inline_keyboard == ()


@pytest.mark.parametrize("status", ["left", "kicked", "member", "administrator", "of 2031"])
def test_who_comes_and_who_goes(status: str) -> None:
    states = {"old_chat_member": {"user": WHO, "status": "member"}}
    states["new_chat_member"] = {"user": WHO, "status": status}
    update = kept({"my_chat_member": {"chat": CHAT, "from": WHO, "date": 1, **states}})

    place = reading.read(Update.de_json(update, None)).place
    assert place == ("blocked" if status in ("left", "kicked") else "unblocked")


@pytest.mark.parametrize(
    "strange",
    [
        {"message": {**SAID, "text": 5}},
        {"message": {**SAID, "chat": {**CHAT, "id": 2**60}}},
        {"message": {**SAID, "date": 2**60}},
        {"message": "Hello"},
        {"callback_query": {"id": "3"}},
    ],
)
def test_of_another_shape_only_the_number_is_left(
    strange: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert kept(strange) == {"update_id": 1}
    assert caplog.messages == ["update 1 is not as Telegram writes them: it is left out"]


def test_words_that_are_no_words_are_left_out() -> None:
    broken = answer({"update_id": 1, "message": {**SAID, "text": "WORD"}}).replace(
        b"WORD", b"\\ud800"
    )

    assert heard(broken) == [b'{"update_id":1}']
    assert heard(answer({"message": SAID})) == []  # no number: nobody can be told it came


async def test_a_strange_update_holds_up_nobody(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'appeal.db'}", keys_of(tmp_path))
    said = {"update_id": 12, "message": {**SAID, "text": "Hello"}}
    told = answer({"update_id": 11, "message": {**SAID, "chat": None}}, said)
    try:
        async with server(http(200, told)) as (url, _):
            bot = StoringBot("1:x", url, store)
            await bot._request[0].initialize()
            updates = await bot.get_updates()
            await bot._request[0].shutdown()

        assert [each.update_id for each in updates] == [11, 12]
        assert [each.chat_id for each in await store.unhandled()] == [None, 7]
    finally:
        await store.close()


@pytest.mark.parametrize("words", [b"", b"<html>", b"[]", b'{"result":5}', b"\xff\xfe"])
def test_what_is_no_answer_is_said_to_be_none(words: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        heard(words)
