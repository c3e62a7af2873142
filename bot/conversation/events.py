"""What a person does in a chat, without Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """A text that is no command. `at` is the second it was sent, 0 where that is not known."""

    text: str = field(repr=False)
    at: int = 0


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
    """A photo or a file. Those that were sent together share their `album`."""

    album: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Edited:
    """An older message was changed."""


@dataclass(frozen=True)
class Other:
    """Anything else: a sticker, a voice message, a location."""


Event = Said | Pressed | Commanded | Showed | Edited | Other
