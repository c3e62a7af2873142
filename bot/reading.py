"""A Telegram update as an event of the talk: who, where, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from telegram import Chat, ChatMember, Document, Message, PhotoSize, Update

from bot.conversation.commands import english_name
from bot.conversation.events import Commanded, Edited, Event, Other, Pressed, Said, Showed

Place = Literal["private", "group", "joined", "blocked", "unblocked", "nowhere"]


@dataclass(frozen=True, repr=False)
class Tapped:
    """The message whose button was tapped, as it stands in the chat."""

    query_id: str
    message_id: int | None
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    has_buttons: bool = False


@dataclass(frozen=True)
class Seen:
    """What an update says. `place` is what the chat is, or what happened to us in it."""

    update_id: int
    chat_id: int | None = field(repr=False)
    place: Place
    event: Event | None = None
    tapped: Tapped | None = None
    language: str = "en"


def read(update: Update, *, live_message_id: int | None = None) -> Seen:
    """The update as an event. `live_message_id` is the message that carries the keyboard now."""
    chat, user = update.effective_chat, update.effective_user
    language = "es" if user and str(user.language_code or "").lower().startswith("es") else "en"
    if chat is None:
        return Seen(update.update_id, None, "nowhere")
    place = _place(update, chat)
    if place != "private":
        return Seen(update.update_id, chat.id, place, language=language)
    event, tapped = _event(update, live_message_id)
    return Seen(update.update_id, chat.id, place, event, tapped, language)


def _place(update: Update, chat: Chat) -> Place:
    member = update.my_chat_member
    if chat.type != Chat.PRIVATE:
        if member and member.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED):
            return "nowhere"
        return "joined" if member else "group"
    if member:
        gone = member.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED)
        return "blocked" if gone else "unblocked"
    return "private"


def _event(update: Update, live_message_id: int | None) -> tuple[Event | None, Tapped | None]:
    query = update.callback_query
    if query:
        message = query.message
        live = message is not None and message.message_id == live_message_id
        tapped = Tapped(query.id, message.message_id if message else None)
        if isinstance(message, Message):
            entities = tuple(each.to_dict() for each in message.entities)
            shown, text = message.reply_markup is not None, message.text or ""
            tapped = Tapped(query.id, message.message_id, text, entities, has_buttons=shown)
        return Pressed(query.data or "", live=live), tapped
    if update.edited_message:
        changed = update.edited_message
        return Edited(changed.text or "", changed.message_id), None
    message = update.message
    return (_message(message) if message else None), None


def _message(message: Message) -> Event | None:
    text = message.text
    if text is not None:
        if text.startswith("/") and len(text) > 1:
            return Commanded(english_name(text[1:].split()[0].split("@")[0]))
        return Said(text, at=int(message.date.timestamp()), message=message.message_id)
    if message.photo or message.document or message.media_group_id:
        sent = message.photo[-1] if message.photo else message.document
        if sent is None:
            return Showed(message.media_group_id)
        return Showed(
            message.media_group_id, sent.file_id, sent.file_size or 0, data=_is_data(sent)
        )
    if message.pinned_message or message.new_chat_members:
        return None
    return Other()


def _is_data(sent: PhotoSize | Document) -> bool:
    """Whether a file calls itself JSON. What it is, its content tells."""
    if isinstance(sent, PhotoSize):
        return False
    named = (sent.file_name or "").casefold().endswith(".json")
    return named or sent.mime_type == "application/json"
