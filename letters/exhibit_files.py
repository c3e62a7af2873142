"""The exhibits and the signature that a command names as files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from flows.documents import papers
from flows.errors import BadRequest
from letters.reading.unreadable import Unreadable
from letters.writing.exhibit import Exhibit, Sheet


def named(argument: str) -> tuple[str, Path]:
    """DOCUMENT=FILE, the document a key of `law/documents.yaml`."""
    document, _, path = argument.partition("=")
    if document not in papers().days_to_get or not path:
        raise argparse.ArgumentTypeError(f"{document} is no document, or no file is named for it")
    return document, Path(path)


def read(
    exhibits: Sequence[tuple[str, Path]], ink: Path | None
) -> tuple[tuple[Exhibit, ...], Sheet | None]:
    """The exhibits, files of one document after another, and the signature.

    Raises:
        BadRequest: a file is not there, is no photo and no PDF, or cannot be read on a fax.
    """
    if not exhibits and ink is None:
        return (), None
    # Here, because what reads pictures takes a second to load, and most drafts have none.
    from letters.exhibits.legible import legible
    from letters.exhibits.sheets import sheets
    from letters.exhibits.signature import signature

    found: dict[str, tuple[Sheet, ...]] = {}
    for document, path in exhibits:
        try:
            made = sheets(_content(path))
        except Unreadable as wrong:
            raise BadRequest(f"{path}: {wrong.code}.") from None
        if not all(legible(sheet) for sheet in made):
            raise BadRequest(f"{path}: a fax of it cannot be read. Take the photo again.")
        found[document] = (*found.get(document, ()), *made)
    try:
        signed = signature(_content(ink)) if ink else None
    except Unreadable as wrong:
        raise BadRequest(f"{ink}: {wrong.code}.") from None
    return tuple(Exhibit(document, pages) for document, pages in found.items()), signed


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise BadRequest(f"{path}: there is no such file, or it cannot be read.") from None
