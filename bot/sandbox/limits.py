"""What Telegram refuses, in Telegram's own words, so that the bot meets the same errors here.

Source: core.telegram.org/bots/api, and the checks of tdlib and telegram-bot-api.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_DATA_BYTES = 64
TOAST_CHARACTERS = 200
DOCUMENT_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
BUTTONS = 100
COMMANDS = 100
NAME_CHARACTERS = 64
DESCRIPTION_CHARACTERS = 512
SHORT_DESCRIPTION_CHARACTERS = 120
ALBUM = range(2, 11)

ACTIONS = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LINK = re.compile(r"(?:https?|tg)://\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
# A button does exactly one thing; these name the thing.
_BUTTON_DEEDS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
    "pay",
)


class Refused(Exception):
    """Telegram's answer to a call that it does not carry out."""

    def __init__(self, code: int, description: str, *, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def as_api(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(why: str) -> Refused:
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    return Refused(403, f"Forbidden: {why}")


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str) -> None:
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_UNITS:
        raise bad_request("message is too long")


def check_caption(caption: str) -> None:
    if units(caption) > CAPTION_UNITS:
        raise bad_request("message caption is too long")


def check_toast(text: str) -> None:
    if len(text) > TOAST_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")


def check_keyboard(markup: object) -> None:
    """Raises Refused unless `markup` is one of Telegram's four kinds, well formed."""
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    for key in ("inline_keyboard", "keyboard"):
        if key in markup:
            _check_rows(markup[key], inline=key == "inline_keyboard")


def check_commands(commands: object) -> None:
    if not isinstance(commands, Sequence) or isinstance(commands, str):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, Mapping):
            raise bad_request("expected an Object of BotCommand")
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_words_about_the_bot(words: str, *, most: int, error: str) -> None:
    if len(words) > most:
        raise bad_request(error)


def check_document(content: bytes) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > DOCUMENT_BYTES:
        raise Refused(413, "Request Entity Too Large")


def check_photo(content: bytes, size: tuple[int, int] | None) -> None:
    """Raises Refused for a picture that Telegram would not show; `size` is (width, height)."""
    check_document(content)
    if len(content) > PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_BYTES} bytes"
        )
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(size) > 20 * max(1, min(size)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def check_album(kinds: Sequence[str]) -> None:
    if not kinds:
        raise bad_request("there are no messages to send")
    if len(kinds) not in ALBUM:
        raise bad_request("media group must include 2-10 items")
    if "document" in kinds and set(kinds) != {"document"}:
        raise bad_request("document can't be mixed with other media types")


def _check_rows(rows: object, *, inline: bool) -> None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request("inline keyboard row must be an Array of InlineKeyboardButton")
        for button in row:
            _check_button(button, inline=inline)
    if sum(len(row) for row in rows) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")


def _check_button(button: object, *, inline: bool) -> None:
    if not inline and isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, Mapping):
        raise bad_request("can't parse inline keyboard button: Object expected")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not inline:
        return
    deeds = [deed for deed in _BUTTON_DEEDS if button.get(deed)]
    if not deeds:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(deeds) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if len(str(button.get("callback_data", "")).encode()) > CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in deeds and not _LINK.fullmatch(str(button["url"])):
        raise bad_request("BUTTON_URL_INVALID")
