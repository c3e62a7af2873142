"""What people do in a chat, each deed as the update that the bot hears of."""

from __future__ import annotations

from bot.sandbox import formatting, limits, pictures, sending
from bot.sandbox.chats import Chat, Person, World, now
from bot.sandbox.members import membership
from bot.sandbox.messages import Json, Message
from bot.sandbox.parameters import Parameters

_ID = "SANDBOX0000000000"
OTHERS: dict[str, Json] = {
    "sticker": {
        "sticker": {
            "file_id": _ID,
            "file_unique_id": _ID,
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "🙂",
        }
    },
    "voice": {
        "voice": {
            "file_id": _ID,
            "file_unique_id": _ID,
            "duration": 3,
            "mime_type": "audio/ogg",
            "file_size": 9000,
        }
    },
    "location": {"location": {"latitude": 39.96, "longitude": -83.0}},
    "contact": {"contact": {"phone_number": "+15550100", "first_name": "Sam"}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "Tea or coffee?",
            "options": [
                {"persistent_id": str(n), "text": text, "voter_count": 0}
                for n, text in enumerate(("Tea", "Coffee"))
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}


def writes(world: World, person: Person, asked: Parameters) -> Json:
    """A text; with `edit_message_id`, a new wording of one that the person sent before."""
    written = formatting.from_plain(asked.text("text"))
    limits.check_text(written.text)
    if asked.has("edit_message_id"):
        message = person.chat.messages.get(asked.integer("edit_message_id"))
        if message is None or message.by_bot:
            raise limits.bad_request("message to edit not found")
        message.written, message.edited_at = written, now()
        world.show("edited", person.chat, message, by="person")
        world.updates.put("edited_message", message.as_api(), person=person.id)
        return {"message_id": message.id}
    message = world.message(person.chat, person.as_api())
    message.written = written
    return _say(world, person.chat, message)


def taps(world: World, person: Person, asked: Parameters) -> Json:
    """A tap on a button; `force` taps one that is no longer there, as a slow phone does."""
    message_id, data = asked.integer("message_id"), asked.text("data")
    message = person.chat.messages.get(message_id)
    if not asked.true("force") and (message is None or not message.has_button(data)):
        raise limits.bad_request("that button is no longer there")
    if message is None:
        gone: Json = {"message_id": message_id, "chat": person.chat.as_api(), "date": 0}
    _log(person.chat, "tapped", message_id=message_id, data=data)
    query = {
        "id": world.ask(person, person.chat),
        "from": person.as_api(),
        "message": message.as_api() if message else gone,
        "chat_instance": str(person.id),
        "data": data,
    }
    world.updates.put("callback_query", query, person=person.id)
    return {"callback_query_id": query["id"]}


def sends_file(world: World, person: Person, asked: Parameters) -> Json:
    """A photo or a document in the field `file`; photos of one album share `media_group_id`."""
    upload = asked.upload("file")
    if upload is None or not upload.content:
        raise limits.bad_request("file must be non-empty")
    message = world.message(person.chat, person.as_api())
    message.written = formatting.from_plain(asked.text("caption"))
    limits.check_caption(message.written.text)
    # What a phone cannot show as a photo (HEIC, PDF) it sends as a file.
    is_photo = asked.text("kind") == "photo" and pictures.size(upload.content) is not None
    folder = "photos" if is_photo else "documents"
    name = f"photo_{message.id}.jpg" if is_photo else upload.name
    message.file = world.keep(folder=folder, name=name, mime=upload.mime, content=upload.content)
    message.thumbnail = sending.thumbnail(world) if is_photo else None
    message.album = asked.text("media_group_id") or None
    return _say(world, person.chat, message)


def sends_other(world: World, person: Person, asked: Parameters) -> Json:
    kind = asked.text("kind")
    if kind not in OTHERS:
        raise limits.bad_request(f"kind must be one of {', '.join(OTHERS)}")
    message = world.message(person.chat, person.as_api())
    message.other = OTHERS[kind]
    return _say(world, person.chat, message)


def blocks(world: World, person: Person, asked: Parameters) -> Json:
    return _set_blocked(world, person, before="member", after="kicked")


def unblocks(world: World, person: Person, asked: Parameters) -> Json:
    return _set_blocked(world, person, before="kicked", after="member")


def writes_in_group(world: World, person: Person, asked: Parameters) -> Json:
    group = world.group_of(person)
    message = world.message(group, person.as_api())
    message.written = formatting.from_plain(asked.text("text"))
    limits.check_text(message.written.text)
    return _say(world, group, message)


def adds_to_group(world: World, person: Person, asked: Parameters) -> Json:
    group = world.group_of(person)
    group.left = False
    _log(group, "added")
    body = membership(group, person.as_api(), world.bot, before="left", after="member")
    world.updates.put("my_chat_member", body, person=person.id)
    return {"chat_id": group.id}


def _say(world: World, chat: Chat, message: Message) -> Json:
    chat.started = True
    world.add(chat, message, by="person")
    if chat.blocked or chat.left:
        return {"message_id": message.id}
    world.updates.put("message", message.as_api(), person=chat.person)
    return {"message_id": message.id}


def _set_blocked(world: World, person: Person, *, before: str, after: str) -> Json:
    chat = person.chat
    if chat.blocked != (after == "kicked"):
        chat.blocked = after == "kicked"
        _log(chat, "blocked" if chat.blocked else "unblocked")
        body = membership(chat, person.as_api(), world.bot, before=before, after=after)
        world.updates.put("my_chat_member", body, person=person.id)
    return {}


def _log(chat: Chat, kind: str, **more: object) -> None:
    chat.log.add(kind, by="person", chat=chat.kind, **more)
