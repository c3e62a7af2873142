"""A paper that the person sent as photos or as a PDF, to go with the letter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """One page of it as a JPEG in gray, straightened; `width` and `height` in pixels."""

    jpeg: bytes
    width: int
    height: int

    def __repr__(self) -> str:
        return f"Sheet({self.width} x {self.height})"


@dataclass(frozen=True)
class Exhibit:
    """The pages of one paper, in order. `document` is its key in `law/documents.yaml`."""

    document: str
    sheets: tuple[Sheet, ...]
