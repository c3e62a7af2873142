"""python -m letters read [--json] FILE...: what denial letters and insurance cards say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.command_line import Parser
from flows.errors import BadRequest
from letters.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from letters.reading.notice import Notice

_WHY = {
    "empty": "the file is empty",
    "too_big": "the file is too big",
    "too_many_pages": "the file has too many pages",
    "too_many_pixels": "the picture is too large",
    "encrypted": "the PDF is locked with a password",
    "corrupt": "the file is damaged",
    "not_supported": "this kind of file is not read; text, PDF, PNG, JPEG and HEIC are",
    "too_long": "reading it took too long",
    "too_much": "reading it took too much memory",
    "no_text": "no words were found in it",
}


def add_read(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds the command to those of `python -m letters`."""
    read = commands.add_parser("read", help="read denial letters and insurance cards")
    read.add_argument(
        "files", nargs="+", metavar="FILE", help="text, PDF or photo; - is standard input"
    )
    read.add_argument("--json", action="store_true")
    read.set_defaults(run=_read)


def _read(asked: argparse.Namespace) -> str:
    from letters.reading.shape import json_shape, summary

    notices = list(_notices(asked.files))  # all of them first: nothing is half written
    if asked.json:
        return "\n".join(
            json.dumps(json_shape(notice, file), ensure_ascii=False) for file, notice in notices
        )
    return "\n\n".join(summary(notice, file) for file, notice in notices)


def _notices(files: list[str]) -> Iterator[tuple[str, Notice]]:
    from letters.reading import notice, pages

    for file in files:
        try:
            yield file, notice.read(pages.pages(_content(file)))
        except Unreadable as wrong:
            raise BadRequest(f"{file}: {_WHY[wrong.code]}.") from None


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError:
        raise BadRequest(f"{file}: there is no such file, or it cannot be read.") from None
