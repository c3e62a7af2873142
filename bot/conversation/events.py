"""What a person does in a chat, without Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.interview.case import Case


@dataclass(frozen=True)
class Said:
    """A text that is no command. `at` is the second it was sent, `message` its number; 0 where
    that is not known."""

    text: str = field(repr=False)
    at: int = 0
    message: int = 0


@dataclass(frozen=True)
class Pressed:
    """A button. `data` is ours, as `replies.Button` wrote it; `live` says it is the newest one."""

    data: str = field(repr=False)
    live: bool = True


@dataclass(frozen=True)
class Commanded:
    """A command by its English name; an unknown one by the name that was typed."""

    name: str = field(repr=False)


@dataclass(frozen=True)
class Showed:
    """A photo or a file. Those that were sent together share their `album`.

    `file` is what Telegram knows it by, None where it is of no kind that can be a paper (a video);
    `size` is in bytes, 0 where it is not told; `data` says that it is JSON: a case, not a paper.
    """

    album: str | None = field(default=None, repr=False)
    file: str | None = field(default=None, repr=False)
    size: int = 0
    data: bool = False


@dataclass(frozen=True)
class SheetSeen:
    """A page of what was sent, made ready. `legible`: its words survive a fax."""

    size: int
    legible: bool = True


@dataclass(frozen=True)
class Pages:
    """What became of the files that were fetched for a paper. `refused` is why one gave nothing:
    a code of `Unreadable`, or not_fetched. `texts` are its pages, where they are read."""

    document: str
    sheets: tuple[SheetSeen, ...] = ()
    refused: str | None = None
    album: str | None = field(default=None, repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class WasRead:
    """What a paper says, as `letters read --json` prints it; `pasted` is one that was typed in."""

    found: Mapping[str, Any] = field(repr=False)
    pasted: str = field(default="", repr=False)


@dataclass(frozen=True)
class Brought:
    """A file that may hold a case: what its JSON says, None where it is none or was not `fetched`.

    `cases` is how many the person has.
    """

    content: object = field(repr=False)
    cases: int = 1
    fetched: bool = True


@dataclass(frozen=True, repr=False)
class Listed:
    """Every case of the person; `opens` is the reference of the one to go on with, or empty."""

    cases: tuple[Case, ...]
    opens: str = ""


@dataclass(frozen=True)
class Edited:
    """An older message was changed: its number and how it reads now, empty where it is no text."""

    text: str = field(default="", repr=False)
    message: int = 0


@dataclass(frozen=True)
class Other:
    """Anything else: a sticker, a voice message, a location."""


Event = Said | Pressed | Commanded | Showed | Pages | WasRead | Brought | Listed | Edited | Other
