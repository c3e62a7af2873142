"""Updates from where the bot has nothing to do, and messages that came by a way of their own."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot import reading
from bot.conversation.events import Commanded, Edited, Said, Showed

ANA = {"id": 41, "is_bot": False, "first_name": "Ana", "language_code": "es-MX"}
CHANNEL = {"id": -100, "type": "channel", "title": "News"}
PRIVATE = {"id": 41, "type": "private", "first_name": "Ana"}
BOT = {"id": 7, "is_bot": True, "first_name": "B"}


def seen(**update: Any) -> reading.Seen:
    return reading.read(Update.de_json({"update_id": 1, **update}, None))


def message(chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_790_000_000, "chat": chat, "from": ANA, **more}


def member(status: str) -> dict[str, Any]:
    return {
        "chat": CHANNEL,
        "from": ANA,
        "date": 1_790_000_000,
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": {"user": BOT, "status": status, "until_date": 0},
    }


def test_a_channel_is_left_like_a_group() -> None:
    post = seen(channel_post={**message(CHANNEL, text="Hello"), "from": None})

    assert (post.place, post.event) == ("group", None)
    assert seen(edited_channel_post=message(CHANNEL, text="Hello")).place == "group"


@pytest.mark.parametrize(("status", "place"), [("restricted", "joined"), ("left", "nowhere")])
def test_whoever_adds_the_bot_to_a_channel_or_takes_it_out(status: str, place: str) -> None:
    change = member(status)
    if status == "restricted":
        change["new_chat_member"] = {"user": BOT, "status": "member"}

    assert seen(my_chat_member=change).place == place


def test_a_forwarded_text_and_one_by_another_bot_are_texts() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Luz", "date": 1_780_000_000}
    forwarded = seen(message=message(text="July 6, 2026", forward_origin=origin))
    by_a_bot = seen(message=message(text="July 6, 2026", via_bot=BOT))

    for each in (forwarded, by_a_bot):
        assert isinstance(each.event, Said)
        assert each.event.text == "July 6, 2026"


def test_a_forwarded_photo_is_a_photo() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Luz", "date": 1_780_000_000}
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 5}]
    found = seen(message=message(photo=photo, forward_origin=origin))

    assert found.event == Showed(None, "f", 5)


def test_an_edited_message_says_which_and_how_it_reads_now() -> None:
    found = seen(edited_message=message(text="July 1, 2026", edit_date=1_790_000_009))

    assert found.event == Edited("July 1, 2026", 5)
    assert seen(edited_message=message(caption="x", edit_date=1)).event == Edited("", 5)


def test_a_command_for_this_bot_by_its_name_is_known_in_spanish_too() -> None:
    assert seen(message=message(text="/Llamada@a_bot now")).event == Commanded("call")


def test_the_language_of_somebody_who_tells_none_is_english() -> None:
    nameless = {key: value for key, value in ANA.items() if key != "language_code"}

    assert seen(message=message(text="x")).language == "es"
    assert seen(message={**message(text="x"), "from": nameless}).language == "en"
