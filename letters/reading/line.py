"""A line as it was found on a photographed page."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Line:
    """A piece of a line: what stands between two wide gaps.

    `box`: its four corners, clockwise from its upper left, in pixels of the page turned upright.
    """

    text: str
    confidence: float
    box: Box

    def __repr__(self) -> str:
        return f"Line({len(self.text)} characters, {self.confidence:.2f})"
