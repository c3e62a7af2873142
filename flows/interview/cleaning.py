"""Text from strangers, made fit for a letter: no controls, no direction marks, no pictures."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

# Pictures: emoji of every kind with their joiners, skin tones, flags and keycaps. A plain digit,
# # or * is formally an emoji too, so only real pictographs count.
_PICTURE = regex.compile(
    r"(?:\p{Regional_Indicator}{1,2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|(?![©®™])\p{Extended_Pictographic}[\uFE0F\U0001F3FB-\U0001F3FF\U000E0020-\U000E007F]*"
    r"(?:\u200D\p{Extended_Pictographic}[\uFE0F\U0001F3FB-\U0001F3FF]*)*)"
)
# Controls but for the line break, lone surrogates, private and unassigned code points, and the
# marks that turn the direction of text: a name may hold letters of any script, never these.
_UNPRINTABLE = regex.compile(
    r"[\p{Cs}\p{Co}\p{Cn}\uFEFF\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFE0E\uFE0F\u2060-\u2064]"
    r"|(?!\n)\p{Cc}"
)
_SPACES = regex.compile(r"[^\S\n]+")
_LINES = regex.compile(r"\n{3,}")
# A social security number as it is written; never kept, whatever was asked.
SOCIAL_SECURITY = regex.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}-\d{2}-\d{4}(?![\w-])")


@dataclass(frozen=True)
class Cleaned:
    """`text` as it may be stored, and how many pictures were left out."""

    text: str
    pictures: int

    def __repr__(self) -> str:
        return f"Cleaned(pictures={self.pictures})"


def cleaned(text: str) -> Cleaned:
    """What a letter can carry of `text`: NFC, single spaces, at most one empty line in a row."""
    if text.isascii() and text.isprintable():  # most answers: there is nothing to leave out
        return Cleaned(" ".join(text.split()), 0)
    text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    text, pictures = _PICTURE.subn("", text)
    text = _UNPRINTABLE.sub("", text)
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return Cleaned(_LINES.sub("\n\n", "\n".join(lines)).strip(), pictures)


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
