"""What a turn sends, in order: what was chosen, then the replies; old keyboards go."""

from __future__ import annotations

from bot.conversation.replies import Turn
from bot.conversation.screens import CHECK
from bot.reading import Tapped
from bot.render import MAX_TEXT, Buttons, calls, length
from storage import Outgoing

NEW = ("sendMessage", "sendPhoto", "sendDocument")  # what stands under the message of before


def of_turn(
    turn: Turn, tapped: Tapped | None, live_message_id: int | None, buttons: Buttons
) -> list[Outgoing]:
    """The calls of a turn. One message carries a keyboard at a time."""
    target = tapped.message_id if tapped else None
    in_place = target if target is not None and target == live_message_id else None
    found: list[Outgoing] = []
    for reply in turn.replies:
        found += calls(reply, buttons, edit=live_message_id if reply.grows else in_place)
    asks = any(each.method in NEW and "reply_markup" in each.payload for each in found)
    if turn.chosen and tapped and tapped.message_id is not None:
        return [_chosen(tapped, turn.chosen), *found]
    if asks and live_message_id is not None:
        bare = Outgoing("editMessageReplyMarkup", {"message_id": live_message_id})
        return [bare, *found]
    return found


def _chosen(tapped: Tapped, chosen: str) -> Outgoing:
    """The tapped question without its buttons, with what was chosen under it."""
    text = f"{tapped.text}\n\n{CHECK}{chosen}"
    if not tapped.text or length(text) > MAX_TEXT:
        return Outgoing("editMessageReplyMarkup", {"message_id": tapped.message_id})
    payload = {
        "message_id": tapped.message_id,
        "text": text,
        "entities": list(tapped.entities),
        "link_preview_options": {"is_disabled": True},
    }
    return Outgoing("editMessageText", payload)
