"""A message taken apart: its lines, and the questions that their labels name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.interview import shapes
from flows.interview.answers import Names
from flows.interview.cleaning import SOCIAL_SECURITY
from flows.interview.labels import is_courtesy, is_like, labels_of, says_nothing
from flows.interview.questions import Question

MOST = 40  # lines that are read of one message
SEVERAL = ("codes", "long_text")  # kinds of answers that may have more than one line
_MARK = re.compile(r"(?:[•*·–—-]|(?P<number>[1-9])[.)])\s+")


@dataclass(repr=False)
class Line:
    """A line on its way: `key` is its question, `among` what it may answer, `left` gives it up."""

    text: str
    among: frozenset[str]
    place: str | None = None  # the question that its number in the person's list names
    key: str | None = None
    left: bool = False


@dataclass(repr=False)
class Message:
    """The lines, and what they may answer. `without`: said not to be there."""

    members: Mapping[str, Question]
    asked: Sequence[str]
    today: date
    names: Names
    lines: list[Line] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    nothing: bool = False
    secret: bool = False

    def free(self, line: Line) -> list[str]:
        """What the line may answer and no other line does."""
        taken = {each.key for each in self.lines} | self.without
        return [key for key in self.asked if key in line.among and key not in taken]

    def kind(self, key: str) -> str:
        return self.members[key].kind

    def waiting(self) -> Iterator[Line]:
        """The lines that are nobody's yet."""
        return (line for line in self.lines if line.key is None and not line.left)

    def is_sure(self, key: str, text: str) -> bool:
        return shapes.is_sure(self.members[key], text, today=self.today, names=self.names)


def take_apart(message: Message, text: str) -> None:
    """Parts the text into lines; each that begins with a label knows its question.

    A label alone on its line speaks of the next.
    """
    awaited: str | None = None
    for piece, place in _pieces(message, text):
        value, keys = _without_label(message, piece)
        key = min(keys) if len(keys) == 1 else None
        if not value:
            awaited = key or awaited
            continue
        key = key or (None if keys else awaited)
        awaited = None
        if says_nothing(value):
            message.nothing = True
            message.without |= {key or place or ""} & set(message.members)
        elif key is None and SOCIAL_SECURITY.search(value):
            message.secret = True
        elif key or keys or not is_courtesy(value):
            again = any(line.key == key for line in message.lines if key)
            line = Line(value, keys or frozenset(message.asked), place)
            line.left = key is not None and again and message.kind(key) not in SEVERAL
            line.key = None if line.left else key
            message.lines.append(line)


def _pieces(message: Message, text: str) -> Iterator[tuple[str, str | None]]:
    """The lines, without marks of a list; those that hold several things, parted.

    With each the question that its number names: the questions were listed with numbers.
    """
    for line in text.split("\n"):
        mark = _MARK.match(line)
        number = int(mark["number"]) if mark and mark["number"] else 0
        place = message.asked[number - 1] if 0 < number <= len(message.asked) else None
        for piece in _parted(message, line[mark.end() :] if mark else line):
            yield from ((each, place) for each in _codes(message, piece))
            place = None


def _parted(message: Message, line: str) -> Iterator[str]:
    """A line parted at commas, where what comes before or after one stands by itself."""
    pending = ""
    for part in re.split(r"(?<=[,;])\s+", line, maxsplit=MOST):
        label = any(found.marked for found in labels_of(part, message.members))
        if pending and (label or any(_stands_alone(message, each) for each in (pending, part))):
            yield pending.rstrip(" ,;")
            pending = part
        else:
            pending = f"{pending} {part}".strip()
    yield pending


def _stands_alone(message: Message, part: str) -> bool:
    bare = part.rstrip(" ,;")  # not a date: those have commas of their own
    keys = [key for key in message.asked if message.kind(key) != "day"]
    return any(message.is_sure(key, bare) for key in keys)


def _codes(message: Message, line: str) -> list[str]:
    """Codes of several questions ("M54.16 72148") each by itself, and one beside its name
    ("Lumbar radiculopathy (M54.16)") apart from it; else the line."""
    keys = [key for key in message.asked if message.kind(key) == "codes"]
    value, named = _without_label(message, line)
    parts = [part for part in re.split(r"[\s,;/]+", value) if part]
    if not keys or (len(named) == 1 and min(named) in keys) or len(parts) < 2:
        return [line]
    fits = [{key for key in keys if message.is_sure(key, part)} for part in parts]
    if all(fits):
        return [line] if set.intersection(*fits) else parts
    for beside in (parts[0], parts[-1]):
        code = beside.strip("()[]:")
        if "." in code and any(message.is_sure(key, code) for key in keys):
            return [line.replace(beside, "", 1).strip(" ,;:-–"), code]
    return [line]


def _without_label(message: Message, text: str) -> tuple[str, frozenset[str]]:
    """The value and the questions that its label names; no questions where it has none.

    "Case Western" begins with a label by chance: without a colon, what follows must look the part.
    """
    for found in labels_of(text, message.members):
        if (
            found.marked
            or not found.rest
            or any(_suits(message, k, found.rest) for k in found.keys)
        ):
            return found.rest, found.keys
    return text, frozenset()


def _suits(message: Message, key: str, text: str) -> bool:
    likely = is_like(key, text) or shapes.may_be(message.members[key], text)
    return likely or message.is_sure(key, text)
