"""The sandbox as tests use it; see `bot/sandbox/client.py` and `person.py`."""

from __future__ import annotations

import struct
import zlib

from bot.sandbox.client import TOKEN, Sandbox, running
from bot.sandbox.log import Attachment, Button, Event
from bot.sandbox.person import Person, Silence

__all__ = [
    "TOKEN",
    "Attachment",
    "Button",
    "Event",
    "Person",
    "Sandbox",
    "Silence",
    "picture",
    "running",
]


def picture(width: int = 600, height: int = 800) -> bytes:
    """A grey PNG of that size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xc8" * width) * height)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
