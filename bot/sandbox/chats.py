"""The state of the sandbox: chats with their messages and logs, files, and the bot's profile.

All in memory, and gone with the process. Every token is the same one bot.
"""

from __future__ import annotations

import itertools
import mimetypes
import re
import secrets
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox import limits
from bot.sandbox.bell import Bell
from bot.sandbox.faults import Faults
from bot.sandbox.messages import File, Json, Message
from bot.sandbox.updates import Updates

BOT_ID = 7_000_000_001
# Telegram stops the little clock on a button after about this long, and refuses the answer.
QUERY_SECONDS = 60.0
_CALLS_REMEMBERED = 5000


class Log:
    """What happened in a person's chats, in order; the page and the tests follow it."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.events: list[Json] = []

    def add(self, kind: str, *, by: str, chat: str, **more: object) -> None:
        seq = len(self.events) + 1
        self.events.append({"seq": seq, "kind": kind, "by": by, "chat": chat, **more})
        self.bell.ring()

    def after(self, seq: int) -> list[Json]:
        return self.events[seq:]

    async def wait(self, seq: int, seconds: float) -> None:
        """Returns when there is something after `seq`, or when `seconds` have passed."""
        # Look and wait without a pause between, or an event in that pause is not heard.
        if not self.after(seq):
            await self.bell.wait(seconds)


@dataclass(eq=False, repr=False)
class Chat:
    """A private chat or a group. `person` is whose log it shows in."""

    id: int
    kind: str
    title: str
    person: int
    log: Log
    started: bool = False
    blocked: bool = False
    left: bool = False
    messages: dict[int, Message] = field(default_factory=dict)

    def as_api(self) -> Json:
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}


@dataclass(repr=False)
class Person:
    """Someone at the page; their private chat has the same id, as at Telegram."""

    id: int
    name: str
    language_code: str | None
    chat: Chat

    def as_api(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language_code} if self.language_code else {})


@dataclass
class Query:
    """A tap that the bot may answer once, while it is fresh."""

    person: int
    chat: Chat
    tapped_at: float
    answered: bool = False


@dataclass
class Profile:
    """What the bot says about itself, by language code ("" is everybody)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "default"})
    changes: int = 0

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names.get("") or "Sandbox bot"

    def commands_for(self, language: str, scopes: Sequence[str]) -> list[Json]:
        """The first list that fits, narrowest scope first, then the person's language."""
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []


class World:
    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.paths: dict[str, File] = {}
        self.queries: dict[str, Query] = {}
        self.updates = Updates()
        self.profile = Profile()
        self.faults = Faults()
        self.calls: deque[Json] = deque(maxlen=_CALLS_REMEMBERED)
        self.busy: Counter[int] = Counter()
        self._numbers = itertools.count(1)
        self._people_ids = itertools.count(5001)

    @property
    def bot(self) -> Json:
        name = self.profile.name("")
        return {"id": BOT_ID, "is_bot": True, "first_name": name, "username": "sandbox_bot"}

    def number(self) -> int:
        return next(self._numbers)

    def open(self, person_id: int | None, *, name: str, language_code: str | None) -> Person:
        """The person with that id; a new one when the id is None or not known here."""
        if person_id in self.people:
            return self.people[person_id]
        while person_id is None or person_id in self.chats:
            person_id = next(self._people_ids)
        chat = Chat(person_id, "private", name, person_id, Log())
        person = Person(person_id, name, language_code, chat)
        self.people[person_id] = person
        self.chats[person_id] = chat
        return person

    def group_of(self, person: Person) -> Chat:
        """The one group that `person` shares with the bot, made on first use."""
        group_id = -1_000_000 - person.id
        if group_id not in self.chats:
            log, title = person.chat.log, f"Group of {person.name}"
            self.chats[group_id] = Chat(group_id, "group", title, person.id, log, started=True)
        return self.chats[group_id]

    def keep(self, *, folder: str, name: str, mime: str, content: bytes) -> File:
        """Stores a file under an id and a relative path, both free of what the name says."""
        number = self.number()
        guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
        dot = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
        path = f"{folder}/file_{number}{dot[0] if dot else ''}"
        file = File(f"F{number:08d}{secrets.token_hex(6)}", path, name, mime or guessed, content)
        self.files[file.id] = file
        self.paths[path] = file
        return file

    def add(self, chat: Chat, message: Message, *, by: str) -> Message:
        chat.messages[message.id] = message
        self.show("message", chat, message, by=by)
        return message

    def message(self, chat: Chat, sender: Json) -> Message:
        """A new, empty message; `add` puts it into the chat."""
        return Message(self.number(), chat.as_api(), sender, now())

    def show(self, kind: str, chat: Chat, message: Message, *, by: str) -> None:
        chat.log.add(kind, by=by, chat=chat.kind, **message.as_page())

    def ask(self, person: Person, chat: Chat) -> str:
        query_id = str(secrets.randbits(62))
        self.queries[query_id] = Query(person.id, chat, time.monotonic())
        return query_id

    def answer(self, query_id: str) -> Query:
        """Marks the tap as answered. Raises Refused when it is unknown, answered or old."""
        query = self.queries.get(query_id)
        if query is None or query.answered or time.monotonic() - query.tapped_at > QUERY_SECONDS:
            raise limits.bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        query.answered = True
        return query

    def close(self) -> None:
        """Wakes everyone who waits, so that the server can stop at once."""
        self.updates.closed = True
        self.updates.bell.ring()
        self.faults.bell.ring()
        for person in self.people.values():
            person.chat.log.bell.ring()


def now() -> int:
    return int(time.time())
