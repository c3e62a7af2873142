"""Why a file that a person sent cannot be read."""

from __future__ import annotations

from typing import Literal, get_args

from flows.errors import AppealError

Code = Literal[
    "empty",
    "too_big",
    "too_many_pages",
    "too_many_pixels",
    "encrypted",
    "corrupt",
    "not_supported",
    "too_long",
    "too_much",
    "no_text",
    "no_signature",
]
"""too_long: the time ran out. too_much: the memory did. no_text: there is nothing to read.
no_signature: no ink on white paper, or a page of text."""

CODES: tuple[Code, ...] = get_args(Code)


class Unreadable(AppealError):
    """A file that cannot be read. Never carries what is in it, nor its name."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)  # alone, so that it can leave a worker (pickle calls cls(*args))
        self.code: Code = code
