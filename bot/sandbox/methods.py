"""The Bot API methods by name, and those of them that send no message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from bot.sandbox import limits, sending
from bot.sandbox.chats import World
from bot.sandbox.members import membership
from bot.sandbox.messages import Json
from bot.sandbox.parameters import Parameters

Method = Callable[[World, Parameters], Any]


def get_me(world: World, asked: Parameters) -> Json:
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return world.bot | dict.fromkeys(abilities, False)


def answer_callback_query(world: World, asked: Parameters) -> bool:
    text = asked.text("text")
    limits.check_toast(text)
    query = world.answer(asked.text("callback_query_id"))
    kind = "toast" if text else "answered"
    query.chat.log.add(
        kind, by="bot", chat=query.chat.kind, text=text, alert=asked.true("show_alert")
    )
    return True


def send_chat_action(world: World, asked: Parameters) -> bool:
    chat = sending.chat_of(world, asked)
    action = asked.text("action")
    if action not in limits.ACTIONS:
        raise limits.bad_request("wrong parameter action in request")
    chat.log.add("typing", by="bot", chat=chat.kind, action=action)
    return True


def get_file(world: World, asked: Parameters) -> Json:
    file = world.files.get(asked.text("file_id"))
    if file is None:
        raise limits.bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > limits.DOWNLOAD_BYTES:
        raise limits.bad_request("file is too big")
    return file.as_api() | {"file_path": file.path}


def get_chat(world: World, asked: Parameters) -> Json:
    chat = world.chats.get(asked.chat_id() or 0)
    if chat is None:
        raise limits.bad_request("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat.as_api() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), True),
    }


def leave_chat(world: World, asked: Parameters) -> bool:
    chat = sending.chat_of(world, asked)
    if chat.kind == "private":
        raise limits.bad_request("chat member status can't be changed in private chats")
    chat.left = True
    chat.log.add("left", by="bot", chat=chat.kind)
    body = membership(chat, world.bot, world.bot, before="member", after="left")
    world.updates.put("my_chat_member", body, person=chat.person)
    return True


def set_my_commands(world: World, asked: Parameters) -> bool:
    commands = asked.json("commands") or []
    limits.check_commands(commands)
    bare = [c | {"command": c["command"].removeprefix("/")} for c in commands]
    world.profile.commands[_scope(asked)] = bare
    world.profile.changes += 1
    return True


def get_my_commands(world: World, asked: Parameters) -> list[Json]:
    return world.profile.commands.get(_scope(asked), [])


def delete_my_commands(world: World, asked: Parameters) -> bool:
    world.profile.commands.pop(_scope(asked), None)
    world.profile.changes += 1
    return True


def set_my_name(world: World, asked: Parameters) -> bool:
    most = limits.NAME_CHARACTERS
    return _tell(world, world.profile.names, asked, "name", most, "BOT_TITLE_INVALID")


def set_my_description(world: World, asked: Parameters) -> bool:
    most, told = limits.DESCRIPTION_CHARACTERS, world.profile.descriptions
    return _tell(world, told, asked, "description", most, "BOT_DESCRIPTION_TOO_LONG")


def set_my_short_description(world: World, asked: Parameters) -> bool:
    most, told = limits.SHORT_DESCRIPTION_CHARACTERS, world.profile.short_descriptions
    return _tell(world, told, asked, "short_description", most, "BOT_SHORT_DESCRIPTION_TOO_LONG")


def get_my_name(world: World, asked: Parameters) -> Json:
    return {"name": world.profile.name(asked.text("language_code"))}


def get_my_description(world: World, asked: Parameters) -> Json:
    told = world.profile.descriptions
    return {"description": told.get(asked.text("language_code")) or told.get("", "")}


def get_my_short_description(world: World, asked: Parameters) -> Json:
    told = world.profile.short_descriptions
    return {"short_description": told.get(asked.text("language_code")) or told.get("", "")}


def set_chat_menu_button(world: World, asked: Parameters) -> bool:
    button = asked.json("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise limits.bad_request("MenuButton has unsupported type")
    world.profile.menu_button = button
    return True


def get_chat_menu_button(world: World, asked: Parameters) -> Json:
    return world.profile.menu_button


def _scope(asked: Parameters) -> tuple[str, str]:
    scope = asked.json("scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if scope.get("chat_id") is not None:
        kind = f"{kind}:{scope['chat_id']}"
    return kind, asked.text("language_code")


def _tell(
    world: World, told: dict[str, str], asked: Parameters, field: str, most: int, error: str
) -> bool:
    limits.check_words_about_the_bot(asked.text(field), most=most, error=error)
    told[asked.text("language_code")] = asked.text(field)
    world.profile.changes += 1
    return True


METHODS: dict[str, Method] = {
    method.__name__.replace("_", ""): method
    for method in (
        get_me,
        sending.send_message,
        sending.send_document,
        sending.send_photo,
        sending.send_media_group,
        sending.edit_message_text,
        sending.edit_message_caption,
        sending.edit_message_reply_markup,
        sending.delete_message,
        sending.delete_messages,
        answer_callback_query,
        send_chat_action,
        get_file,
        get_chat,
        leave_chat,
        set_my_commands,
        get_my_commands,
        delete_my_commands,
        set_my_name,
        get_my_name,
        set_my_description,
        get_my_description,
        set_my_short_description,
        get_my_short_description,
        set_chat_menu_button,
        get_chat_menu_button,
    )
}


def encoded(result: Any) -> bytes:
    return msgspec.json.encode({"ok": True, "result": result})
