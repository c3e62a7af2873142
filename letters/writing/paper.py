"""A written document, ready to be sent or saved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A written document. The name says nothing of health: it shows in notifications.

    `kind` is one of the contract's (appeal_letter, checklist, packet, ...), `format` the ending.
    `made_of` is the digest by which a `Shelf` knows it again: as private as the paper, for it can
    confirm a guess.
    """

    kind: str
    format: str
    name: str
    content: bytes
    pages: int | None = None
    made_of: str = ""

    def __repr__(self) -> str:
        return f"Paper({self.kind}.{self.format}, {len(self.content)} bytes)"
