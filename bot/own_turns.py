"""What the bot says by itself, when nobody has just written: a warning, a reminder."""

from __future__ import annotations

from datetime import date

import msgspec

from bot.conversation.replies import Turn
from bot.handlers import Handlers
from bot.outgoing import of_turn
from bot.render import Buttons
from flows.errors import Stale
from flows.reminders import next_day
from storage import Held, Store


class OwnTurns:
    """Written as a turn of the talk is, and delivered. It does not count as the person's word."""

    def __init__(self, store: Store, handlers: Handlers) -> None:
        self._store = store
        self._handlers = handlers

    async def take(
        self, chat_id: int, held: Held, turn: Turn, *, today: date, warns: bool = False
    ) -> bool:
        """One turn of the chat whose case is `held`; False where a word came in between.

        `warns`: it says that the case will be erased.
        """
        assert held.case is not None
        assert turn.case is not None
        case = msgspec.structs.replace(turn.case, revision=held.case.revision + 1)
        buttons = Buttons(case.reference, case.screen)
        try:
            waiting = await self._store.save(
                chat_id,
                update_id=None,
                case=case,
                seen_revision=held.case.revision,
                outgoing=of_turn(turn, None, held.live_message_id, buttons),
                today=today,
                remind_on=next_day(case, today=today),
                warns=warns,
            )
        except Stale:
            return False
        await self._handlers.deliver(waiting, language=case.language)
        return True
