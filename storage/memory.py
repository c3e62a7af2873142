"""The talks that were answered last, as they stand on disk: what is read at every step."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace

import msgspec

from flows.interview.case import Case
from storage.values import Held

MOST = 1024  # chats: who talks at the same time, not who has a case


class Memory:
    """What `Store.load` would read of the latest chats, and nothing else of anybody.

    It is changed by the writer's thread alone, in the order of its commits and once they are on
    disk, and asked by the others without a lock: each would wait for the other's turn at the
    interpreter, and no operation on the dict can be seen by half. Whoever is not sure of what is
    on disk forgets. What it hands out is handed out again: a case is a value that nobody changes
    in place.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[int, Held] = OrderedDict()

    def __repr__(self) -> str:
        return f"Memory({len(self)} chats)"

    def __len__(self) -> int:
        return len(self._held)

    def held(self, chat_id: int) -> Held | None:
        """What is kept of the chat; None where that has to be read."""
        held = self._held.get(chat_id)
        if held is not None:
            with suppress(KeyError):  # the writer has just forgotten it
                self._held.move_to_end(chat_id)
        return held

    def loaded(self, chat_id: int, held: Held) -> None:
        """This was read. Strangers are not remembered: they would push out who talks."""
        if held.case is None:
            self.forget(chat_id)
            return
        self._held[chat_id] = held
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def saved(self, chat_id: int, case: Case) -> None:
        """This was written."""
        held = self._held.get(chat_id)
        if held is None or held.case is None:  # what is on the screen is not known
            return
        if held.case.reference != case.reference:
            self.forget(chat_id)
            return
        # As it will be read again one day: JSON knows no tuples.
        same = msgspec.json.decode(msgspec.json.encode(case), type=Case)
        self._held[chat_id] = replace(held, case=same)

    def shown(self, chat_id: int, live_message_id: int) -> None:
        """That message carries the keyboard now."""
        held = self._held.get(chat_id)
        if held is not None:
            self._held[chat_id] = replace(held, live_message_id=live_message_id)

    def forget(self, chat_id: int) -> None:
        """What is kept of this chat has to be read again."""
        self._held.pop(chat_id, None)

    def clear(self) -> None:
        """What is kept of anybody has to be read again."""
        self._held.clear()
