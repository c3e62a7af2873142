"""What can go wrong in writing, as two branches of the tree in `flows.errors`.

AppealError
├── DataError
│   └── BadTemplate   a template prints what nobody owns, or is no XHTML: names file and line
└── Undrawable        no font can draw a character: names it and the owner, never the text
"""

from __future__ import annotations

from flows.errors import AppealError, DataError


class BadTemplate(DataError):
    """A template of ours is wrong. The message names the template and what is wrong in it."""


class Undrawable(AppealError):
    """A character that no font of ours can draw."""

    def __init__(self, character: str, owner: str | None) -> None:
        self.code_point = f"U+{ord(character):04X}"
        self.owner = owner
        super().__init__(f"{self.code_point} in {owner or 'the template'} cannot be drawn")
