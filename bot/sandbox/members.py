"""Who joins, leaves, blocks and unblocks: the body of a `my_chat_member` update."""

from __future__ import annotations

from bot.sandbox.chats import Chat, now
from bot.sandbox.messages import Json

_Member = dict[str, object]


def membership(chat: Chat, by: Json, bot: Json, *, before: str, after: str) -> Json:
    """`before` and `after` are "member", "left" or "kicked" (blocked)."""
    return {
        "chat": chat.as_api(),
        "from": by,
        "date": now(),
        "old_chat_member": _member(bot, before),
        "new_chat_member": _member(bot, after),
    }


def _member(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
