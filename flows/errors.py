"""What can go wrong, as one tree.

AppealError
├── DataError        our data is wrong: fail at start-up, name file and key
├── InvalidAnswer    the person's text does not parse: carries question key and code, never the text
├── BadRequest       a command was given something it cannot use: one sentence, for standard error
└── StoreError       Stale (somebody answered in between), Sealed (no key opens this row)
"""

from __future__ import annotations


class AppealError(Exception):
    """The root of every error we raise on purpose."""


class DataError(AppealError):
    """Our own data is wrong. The message names file and key."""


class InvalidAnswer(AppealError):
    """An answer that does not parse. Never carries what the person wrote."""

    def __init__(self, key: str, code: str, **limits: object) -> None:
        super().__init__(f"{key}: {code}")
        self.key = key
        self.code = code
        self.limits = limits


class BadRequest(AppealError):
    """A command cannot use what it was given. The message is one sentence for a person."""


class StoreError(AppealError):
    """The store could not do what was asked."""


class Stale(StoreError):
    """The case was changed since it was read."""


class Sealed(StoreError):
    """No key we hold opens this row."""
