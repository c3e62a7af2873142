"""Messages and the files in them: what Telegram says of them to the bot, and we to the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.sandbox import pictures
from bot.sandbox.formatting import Formatted

Json = dict[str, Any]


@dataclass(frozen=True, repr=False)
class File:
    """A file that passed through. `path` is relative, as Telegram gives it to bots."""

    id: str
    path: str
    name: str
    mime: str
    content: bytes

    @property
    def unique_id(self) -> str:
        return "U" + self.id

    def as_api(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}

    def as_page(self) -> Json:
        url = f"/page/files/{self.id}/{quote(self.name, safe='')}"
        return {"name": self.name, "mime": self.mime, "size": self.size, "url": url}

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(eq=False, repr=False)
class Message:
    """One message of a chat. `other` holds Bot API fields of what is neither text nor file."""

    id: int
    chat: Json
    sender: Json
    date: int
    written: Formatted = field(default_factory=Formatted)
    markup: Json | None = None
    file: File | None = None
    thumbnail: File | None = None
    other: Json = field(default_factory=dict)
    album: str | None = None
    reply_to: Message | None = None
    edited_at: int | None = None
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def has_text(self) -> bool:
        return self.file is None and not self.other

    def as_api(self) -> Json:
        if self.deleted:
            return {"message_id": self.id, "chat": self.chat, "date": 0}
        answer: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat,
            "date": self.date,
            **self._words(),
            **self._file(),
            **self.other,
        }
        if self.edited_at:
            answer["edit_date"] = self.edited_at
        if self.album:
            answer["media_group_id"] = self.album
        if self.markup and "inline_keyboard" in self.markup:
            answer["reply_markup"] = self.markup
        if self.reply_to and not self.reply_to.deleted:
            answer["reply_to_message"] = {**self.reply_to.as_api()}
            answer["reply_to_message"].pop("reply_to_message", None)
        return answer

    def as_page(self) -> Json:
        return {
            "message_id": self.id,
            "text": self.written.text,
            "html": self.written.html,
            "entities": self.written.entities,
            "buttons": self.buttons(),
            "file": self.file.as_page() if self.file else None,
            "photo": self.thumbnail is not None,
            "other": next(iter(self.other), None),
            "date": self.date,
        }

    def buttons(self) -> list[list[Json]]:
        """The inline keyboard as rows of {text, data} or {text, url}."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    def has_button(self, data: str) -> bool:
        return any(button.get("data") == data for row in self.buttons() for button in row)

    def _words(self) -> Json:
        if not self.written.text:
            return {}
        kind, entities = ("text", "entities") if self.has_text else ("caption", "caption_entities")
        words: Json = {kind: self.written.text}
        if self.written.entities:
            words[entities] = self.written.entities
        return words

    def _file(self) -> Json:
        if self.file is None:
            return {}
        if self.thumbnail is None:
            extra = {"file_name": self.file.name, "mime_type": self.file.mime}
            return {"document": self.file.as_api() | extra}
        width, height = pictures.size(self.file.content) or (1, 1)
        return {
            "photo": [
                self.thumbnail.as_api() | {"width": 1, "height": 1},
                self.file.as_api() | {"width": width, "height": height},
            ]
        }


def _button(button: Json) -> Json:
    if "callback_data" in button:
        return {"text": button["text"], "data": button["callback_data"]}
    if "url" in button:
        return {"text": button["text"], "url": button["url"]}
    return {"text": button["text"]}
