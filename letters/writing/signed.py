"""A letter with a photo of a signature on its line."""

from __future__ import annotations

from dataclasses import replace

from letters.writing.blocks import Document, Signature
from letters.writing.exhibit import Sheet


def signed(letter: Document, signature: Sheet | None) -> Document:
    """The letter, signed where there is a signature; no line of it moves."""
    if signature is None:
        return letter
    return replace(
        letter,
        blocks=tuple(
            replace(block, ink=signature) if isinstance(block, Signature) else block
            for block in letter.blocks
        ),
    )
