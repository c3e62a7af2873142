"""What the commands share: one sentence on standard error and status 2 for bad input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from flows.errors import AppealError, BadRequest


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        raise BadRequest(f"{self.prog}: {message}.")


def run(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> int:
    """Prints what the command's `run` gives; 0 if all went well, 2 for what can be put right."""
    try:
        asked = parser.parse_args(arguments)
        print(asked.run(asked))  # noqa: T201 - commands speak on standard output
    except AppealError as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - and complain on standard error
        return 2
    return 0


def day(text: str) -> date:
    """A day as an argument.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2026-07-10") from None
