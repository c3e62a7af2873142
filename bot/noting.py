"""A note to a person that is kept nowhere: what the bot itself cannot do just now."""

from __future__ import annotations

from bot.conversation.replies import Reply
from bot.delivery import Blocked, Delivery, Refused, Undelivered
from bot.reading import Seen
from bot.render import Buttons, calls
from flows.interview.words import words


async def noted(delivery: Delivery, seen: Seen, key: str, **fields: object) -> str | None:
    """Says `messages.<key>` to who sent an update; the kind of fault where that fails."""
    if seen.chat_id is None or seen.place != "private":
        return None
    told = Reply((words(seen.language).phrase(f"messages.{key}", **fields),))
    try:
        for each in calls(told, Buttons("-", 0), edit=None):
            await delivery.call(each.method, {"chat_id": seen.chat_id, **each.payload})
    except (Blocked, Refused, Undelivered) as failed:
        return type(failed).__name__
    return None
