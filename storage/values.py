"""What goes into the store and what comes out. No repr here shows a person's words or chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.errors import StoreError
from flows.interview.case import Case


class AlreadyHandled(StoreError):
    """This update was handled before. Nothing was written."""


@dataclass(frozen=True)
class Incoming:
    """An update as Telegram sent it. `chat_id` is None where it belongs to no chat."""

    update_id: int
    chat_id: int | None = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class PaperFile:
    """A document made for a case. `kind` is a key of ours; two formats of one kind may be kept.

    `made_of` is the digest by which it is known again, `pages` how many it has; two documents of
    the same bytes are the same whatever they were made of.
    """

    kind: str
    name: str = field(repr=False)
    content: bytes = field(repr=False)
    made_of: str = field(default="", repr=False, compare=False)
    pages: int | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class SheetFile:
    """A page that the person sent: the one at `position` of that paper. The content is ours."""

    document: str
    position: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class SheetChanges:
    """Pages that go, as (paper, position), and then the pages that come."""

    drop: tuple[tuple[str, int], ...] = ()
    put: tuple[SheetFile, ...] = ()


NO_SHEETS = SheetChanges()


@dataclass(frozen=True)
class Feedback:
    """What a person said of the bot, and the key of the question they were at."""

    question: str
    words: str = field(repr=False)


@dataclass(frozen=True)
class Outgoing:
    """A call to Telegram that is owed to a chat. `payload` can be JSON and names no chat."""

    method: str
    payload: dict[str, Any] = field(repr=False)
    file: PaperFile | None = None


@dataclass(frozen=True)
class Waiting:
    """An `Outgoing` that was saved and is not known to have arrived.

    `again`: it may have arrived all the same. `telegram_file_id`: Telegram has this very file.
    `attempts`: how many times it was handed out to be sent, this time included.
    """

    outgoing_id: int
    chat_id: int = field(repr=False)
    method: str
    payload: dict[str, Any] = field(repr=False)
    file: PaperFile | None
    telegram_file_id: str | None = field(repr=False)
    again: bool
    attempts: int = 1


@dataclass(frozen=True)
class Delivered:
    """A reply that arrived, the message that carries the keyboard since then, its file's name.

    `before` are replies that arrived before it, of which there is nothing to keep.
    """

    outgoing_id: int
    live_message_id: int | None = None
    telegram_file_id: str | None = field(default=None, repr=False)
    before: Sequence[int] = ()


@dataclass(frozen=True)
class Silent:
    """A chat from which nothing came for long."""

    chat_id: int = field(repr=False)
    last_word_on: date


@dataclass(frozen=True)
class Held:
    """What is kept of a chat. `live_message_id`: the message that carries the keyboard now."""

    case: Case | None
    live_message_id: int | None
    blocked: bool
