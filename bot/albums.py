"""Albums of people of whom nothing is kept: several photos, one answer. In memory only."""

from __future__ import annotations

from bot.conversation.events import Event, Showed

MOST = 1000  # chats: whoever has not agreed by then is told once more


class Albums:
    """Which album was answered last in each chat that has no case."""

    def __init__(self) -> None:
        self._told: dict[int, str] = {}

    def told_before(self, chat_id: int, event: Event | None) -> bool:
        """Whether the album that this photo belongs to has been answered; from now on it is."""
        if not isinstance(event, Showed) or event.album is None:
            return False
        if self._told.get(chat_id) == event.album:
            return True
        if len(self._told) >= MOST:
            self._told.pop(next(iter(self._told)))
        self._told[chat_id] = event.album
        return False
