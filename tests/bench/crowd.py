"""A thousand people at a `server.Api`: each says what comes next when the bot has asked."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench.server import Api, Json

FIRST = 1_000_000
TEXTS = ("Pain in the lower back that runs down the leg, with numb toes.", "/back")
TAPS = ("[Yes]", "[Back]")


@dataclass
class Member:
    """Somebody of the crowd: the deed that is next, when the last was done, what is on screen."""

    number: int
    deed: int = 0
    since: float | None = None
    shown: Json = field(default_factory=dict)
    steps: int = 0


class Crowd:
    """People who do the same deeds again and again: texts, or buttons in brackets."""

    def __init__(self, count: int) -> None:
        self.api = Api(self._hears)
        self.members = {FIRST + n: Member(FIRST + n) for n in range(count)}
        self.deeds: Sequence[str] = ()
        self.took: list[float] = []
        self._closed = False
        self._idle = asyncio.Event()

    async def comes_in(self, deed: str) -> None:
        """Everybody does one thing and waits for the answer."""
        self.deeds, self._closed = (deed,), False
        for each in self.members.values():
            each.deed = 0
            self._does(each)
        await self.is_quiet()

    async def goes_round(self, deeds: Sequence[str], *, seconds: float) -> float:
        """Closed loop: who is answered does the next deed at once. The steps of a second."""
        self._begins(deeds)
        self._closed = True
        begun = time.perf_counter()
        for each in self.members.values():
            self._does(each)
        await asyncio.sleep(seconds)
        done, lasted = len(self.took), time.perf_counter() - begun
        self._closed = False
        await self.is_quiet()
        return done / lasted

    async def comes_by(self, deeds: Sequence[str], *, rate: float, seconds: float) -> list[float]:
        """Open loop: so many deeds a second, by chance, whoever waits. How long each took."""
        self._begins(deeds)
        dice, loop = random.Random(7), asyncio.get_running_loop()
        order = list(self.members.values())
        dice.shuffle(order)
        due, ends, turn = loop.time(), loop.time() + seconds, 0
        while due < ends:
            due += dice.expovariate(rate)
            await asyncio.sleep(max(0.0, due - loop.time()))
            free = next((m for m in order[turn:] + order[:turn] if m.since is None), None)
            turn = (turn + 1) % len(order)
            if free:
                self._does(free)
        await self.is_quiet()
        return self.took

    async def is_quiet(self) -> None:
        """Returns when nobody waits for an answer."""
        async with asyncio.timeout(180):
            while any(each.since is not None for each in self.members.values()):
                await asyncio.sleep(0.01)

    def _begins(self, deeds: Sequence[str]) -> None:
        if self.deeds != deeds:  # else everybody goes on where they are
            for each in self.members.values():
                each.deed = 0
        self.deeds, self.took = deeds, []

    def _does(self, member: Member) -> None:
        deed = self.deeds[member.deed]
        member.deed = (member.deed + 1) % len(self.deeds)
        member.since = time.perf_counter()
        who = {"id": member.number, "is_bot": False, "first_name": "Sam", "language_code": "en"}
        if deed.startswith("["):
            tap = {"id": str(self.api.number()), "from": who, "chat_instance": "1"}
            data = self._button(member, deed[1:-1])
            self.api.put({"callback_query": {**tap, "data": data, "message": member.shown}})
            return
        message = {
            "message_id": self.api.number(),
            "date": int(time.time()),
            "chat": {"id": member.number, "type": "private", "first_name": "Sam"},
            "from": who,
            "text": deed,
        }
        if deed.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(deed)}]
        self.api.put({"message": message})

    def _button(self, member: Member, label: str) -> str:
        rows = member.shown["reply_markup"]["inline_keyboard"]
        found = [each["callback_data"] for row in rows for each in row if each["text"] == label]
        assert found, f"no button {label} on: {member.shown['text']}"
        return str(found[0])

    def _hears(self, chat_id: int, message: Json) -> None:
        member = self.members.get(chat_id)
        if member is None or not message.get("reply_markup", {}).get("inline_keyboard"):
            return
        member.shown = message
        if member.since is None:
            return
        self.took.append(time.perf_counter() - member.since)
        member.since = None
        member.steps += 1
        if self._closed:
            self._does(member)
