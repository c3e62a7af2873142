"""Bot API methods that put messages into a chat, change them and take them away."""

from __future__ import annotations

from typing import Any

from bot.sandbox import formatting, limits, pictures
from bot.sandbox.chats import Chat, World, now
from bot.sandbox.formatting import Formatted
from bot.sandbox.messages import File, Json, Message
from bot.sandbox.parameters import Parameters

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def chat_of(world: World, asked: Parameters) -> Chat:
    """The chat named by `chat_id`. Raises Refused when the bot may not write there."""
    if not asked.text("chat_id"):
        raise limits.bad_request("chat_id is empty")
    chat = world.chats.get(asked.chat_id() or 0)
    if chat is None:
        raise limits.bad_request("chat not found")
    if chat.blocked:
        raise limits.forbidden("bot was blocked by the user")
    if chat.left:
        raise limits.forbidden("bot is not a member of the group chat")
    if not chat.started:
        raise limits.forbidden("bot can't initiate conversation with a user")
    return chat


def send_message(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _new(world, chat, asked)
    message.written = _written(asked, "text", "entities")
    limits.check_text(message.written.text)
    return world.add(chat, message, by="bot").as_api()


def send_document(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _new(world, chat, asked)
    _caption(message, asked)
    message.file = _file(world, asked, "document")
    return world.add(chat, message, by="bot").as_api()


def send_photo(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _new(world, chat, asked)
    _caption(message, asked)
    message.file = _file(world, asked, "photo")
    message.thumbnail = thumbnail(world)
    return world.add(chat, message, by="bot").as_api()


def send_media_group(world: World, asked: Parameters) -> list[Json]:
    chat = chat_of(world, asked)
    media = asked.json("media")
    if not isinstance(media, list) or not all(isinstance(item, dict) for item in media):
        raise limits.bad_request("can't parse media JSON object")
    kinds = [str(item.get("type")) for item in media]
    limits.check_album(kinds)
    album = str(world.number())
    messages = []
    for kind, item in zip(kinds, media, strict=True):
        if kind not in ("document", "photo"):
            raise limits.bad_request(f"the sandbox knows no media of type {kind}")
        inner = Parameters(item | {kind: item.get("media")}, asked.uploads)
        message = _new(world, chat, asked)
        _caption(message, inner)
        message.file = _file(world, inner, kind)
        message.thumbnail = thumbnail(world) if kind == "photo" else None
        message.album, message.markup = album, None
        messages.append(message)
    return [world.add(chat, message, by="bot").as_api() for message in messages]


def edit_message_text(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _editable(chat, asked)
    written = _written(asked, "text", "entities")
    limits.check_text(written.text)
    if not message.has_text:
        raise limits.bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, written, _markup(asked))


def edit_message_caption(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _editable(chat, asked)
    written = _written(asked, "caption", "caption_entities")
    limits.check_caption(written.text)
    if message.file is None:
        raise limits.bad_request("there is no caption in the message to edit")
    return _edit(world, chat, message, written, _markup(asked))


def edit_message_reply_markup(world: World, asked: Parameters) -> Json:
    chat = chat_of(world, asked)
    message = _editable(chat, asked)
    return _edit(world, chat, message, message.written, _markup(asked))


def delete_message(world: World, asked: Parameters) -> bool:
    chat = chat_of(world, asked)
    _delete(chat, asked.integer("message_id"))
    return True


def delete_messages(world: World, asked: Parameters) -> bool:
    chat = chat_of(world, asked)
    for message_id in asked.json("message_ids") or []:
        if message_id in chat.messages:
            _delete(chat, message_id)
    return True


def thumbnail(world: World) -> File:
    content = pictures.THUMBNAIL
    return world.keep(folder="photos", name="t.png", mime="image/png", content=content)


def _new(world: World, chat: Chat, asked: Parameters) -> Message:
    message = world.message(chat, world.bot)
    message.markup = _markup(asked)
    reply: Any = asked.json("reply_parameters") or {}
    replied_id = reply.get("message_id") or asked.integer("reply_to_message_id")
    if replied_id:
        message.reply_to = chat.messages.get(replied_id)
        if message.reply_to is None and not reply.get("allow_sending_without_reply"):
            raise limits.bad_request("message to be replied not found")
    return message


def _markup(asked: Parameters) -> Json | None:
    markup: Json | None = asked.json("reply_markup")
    if not markup:
        return None
    limits.check_keyboard(markup)
    # An inline keyboard without a button is how bots take one away.
    return markup if markup.get("inline_keyboard", True) else None


def _written(asked: Parameters, words: str, entities: str) -> Formatted:
    mode = asked.text("parse_mode").lower()
    if not mode:
        return formatting.from_plain(asked.text(words), asked.json(entities))
    if mode != "html":
        # Markdown is left out on purpose: a value with "." or "-" breaks it.
        raise limits.bad_request("unsupported parse_mode")
    return formatting.from_html(asked.text(words))


def _caption(message: Message, asked: Parameters) -> None:
    message.written = _written(asked, "caption", "caption_entities")
    limits.check_caption(message.written.text)


def _file(world: World, asked: Parameters, kind: str) -> File:
    """The file of a new upload, or one known by its file_id."""
    upload = asked.upload(kind)
    if upload is None:
        known = world.files.get(asked.text(kind))
        if known is None:
            raise limits.bad_request("wrong file identifier/HTTP URL specified")
        return known
    if kind == "photo":
        limits.check_photo(upload.content, pictures.size(upload.content))
    limits.check_document(upload.content)
    folder = "photos" if kind == "photo" else "documents"
    return world.keep(
        folder=folder, name=upload.name, mime=_mime(upload.mime), content=upload.content
    )


def _mime(mime: str) -> str:
    return "" if mime == "application/octet-stream" else mime


def _editable(chat: Chat, asked: Parameters) -> Message:
    message = chat.messages.get(asked.integer("message_id"))
    if message is None:
        raise limits.bad_request("message to edit not found")
    if not message.by_bot:
        raise limits.bad_request("message can't be edited")
    return message


def _edit(
    world: World, chat: Chat, message: Message, written: Formatted, markup: Json | None
) -> Json:
    same_words = (written.text, written.entities) == (
        message.written.text,
        message.written.entities,
    )
    if same_words and markup == message.markup:
        raise limits.bad_request(_SAME)
    message.written, message.markup = written, markup
    message.edited_at = now()
    world.show("keyboard" if same_words else "edited", chat, message, by="bot")
    return message.as_api()


def _delete(chat: Chat, message_id: int) -> None:
    message = chat.messages.pop(message_id, None)
    if message is None:
        raise limits.bad_request("message to delete not found")
    message.deleted = True
    chat.log.add("deleted", by="bot", chat=chat.kind, message_id=message_id)
