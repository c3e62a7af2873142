"""The log of a person's chat, as whoever follows it sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Attachment:
    name: str
    mime: str
    size: int
    url: str


@dataclass(frozen=True)
class Event:
    """One line of the sandbox's log.

    `kind` is message, edited, keyboard (only the buttons changed), deleted, toast, answered (a
    tap, without words), typing, left; or, of a person, tapped, blocked, unblocked, added.
    """

    seq: int
    kind: str
    by: str
    chat: str
    message_id: int = 0
    text: str = ""
    html: str = ""
    entities: Sequence[dict[str, Any]] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    file: Attachment | None = None
    other: str | None = None
    data: str = ""
    alert: bool = False
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]


def read_event(raw: dict[str, Any]) -> Event:
    """One line of the log as the server gives it."""
    rows = tuple(tuple(Button(**button) for button in row) for row in raw.get("buttons", ()))
    names = ("message_id", "text", "html", "entities", "other", "data", "alert")
    return Event(
        seq=raw["seq"],
        kind=raw["kind"],
        by=raw["by"],
        chat=raw["chat"],
        rows=rows,
        file=Attachment(**raw["file"]) if raw.get("file") else None,
        raw=raw,
        **{name: raw[name] for name in names if name in raw},
    )
