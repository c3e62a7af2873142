"""Patterns of the data files, for text in small letters.

A pattern without upper and lower case alike finds its place several times faster, so both the
pattern and the text are made small once.
"""

from __future__ import annotations

import re


def small(text: str) -> str:
    """The text in small letters, of the same length, so that places in it stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def one_line(pattern: str) -> str:
    """A pattern of several lines (a folded scalar) as one: a line goes on after a bar."""
    return re.sub(r"(?<=\|) +|(?<=\\s\+) +(?=\()", "", pattern.strip())


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a data file, for `small` text."""
    return re.compile(_CAPITAL.sub(lambda found: found[1] or found[2].lower(), one_line(pattern)))


_CAPITAL = re.compile(r"(\\.|\(\?P<\w+>)|([^\W\d_])")
