"""Running text in the pieces that the looks draw: what must not break, what may have to.

Most text is drawn as it is; only what needs a box or must be measured is cut out, for each piece
costs the compiler time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Piece = str | dict[str, Any]

# What reads badly in two halves: a telephone number, the number of an enclosure, of weeks.
HELD = re.compile(r"(\([0-9]{3}\) [0-9]{3}-[0-9]{4}|\((?:enclosure [0-9]+|[0-9]+ weeks)\))")
# Han, kana and hangul break between any two of them.
_WORD = re.compile(
    "[^\\s\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]{8,}"
)


@dataclass(frozen=True)
class Rooms:
    """The room for words, in em: a longer one (an address on the web) breaks anywhere."""

    columns: float  # of a table, all together
    usual: float  # above the line to sign on: the narrowest but a table's and a timeline's
    moment: float = 6  # beside a day on a line of time
    inset: float = 1.2  # what a cell keeps free of its column

    def of_cells(self, widths: Sequence[float]) -> list[float]:
        """Of the cells of columns of these shares."""
        return [self.columns * share / sum(widths) - self.inset for share in widths]


WIDEST = 0.95  # em: a bold W
USUAL, LARGE = Rooms(columns=42, usual=22), Rooms(columns=29, usual=15)


def cut(runs: Sequence[dict[str, Any]], room: float) -> list[Piece]:
    """The pieces of the runs in their order; one that has no look of its own is a text alone."""
    return [piece for run in runs for piece in _cut(run, room)]


def _cut(run: dict[str, Any], room: float) -> Iterator[Piece]:
    looks = [name for name in ("bold", "italic", "marked") if run[name]]
    for text, form in _parts(run["text"], room):
        if text:
            plain = not looks and not form
            yield text if plain else {"text": text, "form": form, "looks": looks}


def _parts(text: str, room: float) -> Iterator[tuple[str, Literal["", "held", "long"]]]:
    for place, part in enumerate(HELD.split(text) if "(" in text else (text,)):
        if place % 2:
            yield part, "held"
        else:
            yield from _long_words(part, room)


def _long_words(text: str, room: float) -> Iterator[tuple[str, Literal["", "long"]]]:
    """The words that may be longer than the room, each alone, and the text between them."""
    begun = 0
    if len(text) * WIDEST > room:
        for word in _WORD.finditer(text):
            if len(word.group()) * WIDEST > room:
                yield text[begun : word.start()], ""
                yield word.group(), "long"
                begun = word.end()
    yield text[begun:], ""
