"""What Telegram sends, as far as we look at it: the rest is neither read by the library nor kept.

An update of another shape would come again with every poll, and hold up everybody behind it, so of
such a one only the number is left.
"""

from __future__ import annotations

import json
import logging
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

log = logging.getLogger(__name__)

# Telegram promises 52 bits for a chat, and a date is a second of a year that the library can count.
LAST = 2**52
Number = Annotated[int, Meta(ge=-LAST, le=LAST)]
Second = Annotated[int, Meta(ge=0, le=253_402_300_799)]
Size = Annotated[int, Meta(ge=0, le=LAST)]
NO_BUTTONS: dict[str, Any] = {"inline_keyboard": []}
GONE = ("left", "kicked")


class _Chat(Struct):
    id: Number
    type: str


class _User(Struct, omit_defaults=True):
    id: Number
    is_bot: bool
    first_name: str
    language_code: str | None = None


class _Entity(Struct, omit_defaults=True):
    type: str
    offset: Size
    length: Size
    url: str | None = None
    language: str | None = None


class _File(Struct, omit_defaults=True):
    file_id: str
    file_unique_id: str
    file_size: Size | None = None
    file_name: str | None = None
    mime_type: str | None = None
    width: Size | None = None
    height: Size | None = None


class _Photo(Struct, omit_defaults=True):
    file_id: str
    file_unique_id: str
    width: Size
    height: Size
    file_size: Size | None = None


class _Pinned(Struct):
    message_id: Number
    date: Second
    chat: _Chat


class _Message(Struct, omit_defaults=True):
    message_id: Number
    date: Second
    chat: _Chat
    sender: _User | None = field(default=None, name="from")
    edit_date: Second | None = None
    text: str | None = None
    entities: list[_Entity] | None = None
    photo: list[_Photo] | None = None
    document: _File | None = None
    media_group_id: str | None = None
    new_chat_members: list[_User] | None = None
    pinned_message: _Pinned | None = None
    # Of the messages tapped on: the library would make an object of each button, for nobody.
    reply_markup: dict[str, Any] | None = None


class _Query(Struct, omit_defaults=True):
    id: str
    sender: _User = field(name="from")
    chat_instance: str
    message: _Message | None = None
    data: str | None = None


class _Member(Struct):
    status: str
    user: _User


class _Change(Struct):
    chat: _Chat
    sender: _User = field(name="from")
    date: Second
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(Struct, omit_defaults=True):
    update_id: Size
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Change | None = None


class _Answer(Struct):
    result: list[msgspec.Raw]


def heard(answer: bytes) -> list[bytes]:
    """The updates in an answer to getUpdates, each as JSON of what we look at.

    Raises:
        msgspec.DecodeError: it is no such answer.
    """
    found = (_plain(each) for each in _apart(answer))
    return [each for each in found if each is not None]


def _apart(answer: bytes) -> list[bytes]:
    """The updates, as they came; by the slower reader where the other stops at half a letter."""
    try:
        return [bytes(each) for each in msgspec.json.decode(answer, type=_Answer).result]
    except msgspec.DecodeError as broken:
        try:
            return [json.dumps(each).encode() for each in json.loads(answer)["result"]]
        except (ValueError, LookupError, TypeError):
            raise broken from None


def _plain(words: bytes) -> bytes | None:
    """An update without what nobody looks at; its number where it is none; None without one."""
    try:
        update = msgspec.json.decode(words, type=_Update)
    except msgspec.DecodeError:
        return _number(words)
    for message in (update.message, update.callback_query and update.callback_query.message):
        if message and message.reply_markup is not None:
            message.reply_markup = NO_BUTTONS
    if change := update.my_chat_member:
        for member in (change.old_chat_member, change.new_chat_member):
            member.status = "left" if member.status in GONE else "member"
    return msgspec.json.encode(update)


def _number(words: bytes) -> bytes | None:
    update = json.loads(words)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number < LAST:
        log.error("an update came without a number")
        return None
    log.error("update %s is not as Telegram writes them: it is left out", number)
    return msgspec.json.encode({"update_id": number})
