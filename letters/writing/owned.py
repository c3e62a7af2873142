"""A value and who answers for it.

Templates are given `Owned` values only: nothing reaches a letter without an owner such as
`answer:treatments[0].name` or `source:...`. An `Owned` is no `str` and never shows its value
in a `repr`, so health data cannot leak through exceptions and logs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Owned:
    """One value (str, int, date, Decimal, bool or None) and its owner.

    True when the value is; compares with raw values, so that templates can branch on it.
    """

    value: Any
    owner: str

    def __repr__(self) -> str:
        return f"<owned by {self.owner}>"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == _raw(other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __contains__(self, part: object) -> bool:
        return self.value is not None and _raw(part) in self.value

    def __lt__(self, other: object) -> bool:
        return bool(self.value < _raw(other))

    def __le__(self, other: object) -> bool:
        return bool(self.value <= _raw(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.value > _raw(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.value >= _raw(other))


class OwnedList(tuple[Any, ...]):
    """The items of a list, each owned: `answer:tests[0]`, `answer:tests[1]` ..."""

    owner: str

    @classmethod
    def of(cls, items: Sequence[Any], owner: str) -> OwnedList:
        made = cls(items)
        made.owner = owner
        return made

    def __repr__(self) -> str:
        return f"<{len(self)} owned by {self.owner}>"


class OwnedFields:
    """The fields of a mapping as attributes. A field that is not there is an error.

    No public methods, so that a field may have any name (`items`, `values`, `get`).
    """

    __slots__ = ("_fields", "_owner")

    def __init__(self, fields: Mapping[str, Any], owner: str) -> None:
        self._fields = dict(fields)
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._fields:
            raise AttributeError(f"{self._owner} has no field {name}")
        return self._fields[name]

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __contains__(self, name: object) -> bool:
        return _raw(name) in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"<{len(self)} fields owned by {self._owner}>"


def own(value: object, owner: str) -> Any:
    """`value` with an owner at every leaf.

    Mappings, dataclasses and msgspec structs become `OwnedFields`, sequences `OwnedList`,
    anything else `Owned`. An owner that ends in a colon takes its children without a dot:
    `own(answers, "answer:").treatments[0].name` is owned by `answer:treatments[0].name`.
    What is owned already keeps its owner.
    """
    if isinstance(value, Owned | OwnedFields | OwnedList):
        return value
    if isinstance(value, Enum):
        return Owned(value.value, owner)
    fields = _fields(value)
    if fields is not None:
        stem = owner if owner.endswith(":") else f"{owner}."
        return OwnedFields(
            {key: own(field, f"{stem}{key}") for key, field in fields.items()}, owner
        )
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return OwnedList.of([own(item, f"{owner}[{i}]") for i, item in enumerate(value)], owner)
    return Owned(value, owner)


def _fields(value: object) -> dict[str, object] | None:
    if isinstance(value, Mapping):
        return {str(key): field for key, field in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    names: Sequence[str] | None = getattr(type(value), "__struct_fields__", None)  # msgspec
    return None if names is None else {name: getattr(value, name) for name in names}


def _raw(value: object) -> Any:
    return value.value if isinstance(value, Owned) else value
