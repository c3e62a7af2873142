"""Jobs for workers, most of them bad."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable, Iterator

from letters.reading.unreadable import Code, Unreadable

SECRET = "Rosa Vega 1971"


def double(number: int) -> int:
    return 2 * number


def same(content: bytes) -> bytes:
    return content


def modules() -> list[str]:
    return sorted(sys.modules)


def process() -> int:
    return os.getpid()


def priority() -> int:
    return os.nice(0)


def refuse(code: Code) -> None:
    raise Unreadable(code)


def hang() -> None:
    while True:
        pass


def sleep() -> None:
    ctypes.CDLL(None).sleep(600)


def swell() -> int:
    return len(bytearray(8 * 1024**3))


def swell_slowly() -> None:
    kept = []
    while True:
        kept.append(bytes(10_000_000))


def die() -> None:
    os._exit(3)


def leave() -> None:
    sys.exit(0)


def crash() -> None:
    ctypes.string_at(0)


def abort() -> None:
    os.abort()


def fail() -> None:
    raise ValueError(SECRET)


def deepen() -> None:
    deepen()


def unpicklable() -> Callable[[], None]:
    return lambda: None


def generator() -> Iterator[int]:
    return (number for number in range(3))


def speak() -> None:
    print(SECRET)
    os.write(2, SECRET.encode())


def write() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(SECRET.encode())
