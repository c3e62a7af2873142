"""What stands in the law tables, walked through."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flows.law.sources import Sourced


def sourced(value: object) -> Iterator[Sourced]:
    """Every sourced value inside a table."""
    if isinstance(value, Sourced):
        yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from sourced(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from sourced(each)
