"""Data files, read strictly: an unknown, missing or ill-typed key names itself and its file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from flows.errors import DataError

DATA = Path(__file__).parent / "data"

T = TypeVar("T")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every struct that is read from a data file."""


def load(path: Path, shape: type[T]) -> T:
    """One YAML file as `shape`.

    Raises:
        DataError: names the file and what in it does not fit.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError) as wrong:
        raise DataError(f"{_short(path)}: {wrong}") from None


def load_folder(folder: Path, shape: type[T]) -> dict[str, T]:
    """Every YAML file of a folder, by its name without the ending, sorted.

    Raises:
        DataError: a file does not fit, or the folder is empty.
    """
    found = {path.stem: load(path, shape) for path in sorted(folder.glob("*.yaml"))}
    if not found:
        raise DataError(f"{_short(folder)}: no data files")
    return found


def _short(path: Path) -> str:
    return str(path.relative_to(DATA)) if path.is_relative_to(DATA) else path.name
