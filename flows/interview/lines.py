"""One message that answers several questions, a line for each.

A label decides ("Fax 651-555-0136"), then the shape of the line (a phone number, a date, a code),
then its place among the lines. A line that may be two things is given to neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.errors import InvalidAnswer
from flows.interview import shapes
from flows.interview.answers import NO_NAMES, Names, parse
from flows.interview.cleaning import cleaned
from flows.interview.labels import goes_on, is_like
from flows.interview.pieces import MOST, Line, Message, take_apart
from flows.interview.questions import Question
from flows.interview.values import NOTHING

TEXTS = ("text", "long_text")


@dataclass(frozen=True, repr=False)
class Reading:
    """What a message told. `values`: None is "not known"; `wrong`: what does not fit, and why.

    `left` are the lines that no question took; `nothing`: some line said that there is none;
    `secret`: one held a Social Security number; `pictures` counts those left out.
    """

    values: Mapping[str, Any]
    wrong: Mapping[str, InvalidAnswer]
    left: tuple[str, ...]
    nothing: bool
    secret: bool
    pictures: int


def read_lines(
    members: Sequence[Question],
    text: str,
    *,
    asked: Collection[str],
    today: date,
    names: Names = NO_NAMES,
    beside: Mapping[str, Any] = NOTHING,
) -> Reading:
    """What `text` answers of `members`. A line without a label answers only what is `asked`."""
    whole = cleaned(text)
    known = {question.key: question for question in members}
    message = Message(known, [key for key in known if key in asked], today, names)
    lines = whole.text.split("\n")
    take_apart(message, "\n".join(lines[:MOST]))
    _shaped(message)
    _in_order(message)
    _doubtful(message)
    values: dict[str, Any] = {
        key: None for key in message.without if known[key].optional or known[key].unsure
    }
    wrong: dict[str, InvalidAnswer] = {}
    for key, question in known.items():
        given = "\n".join(line.text for line in message.lines if line.key == key)
        if not given:
            continue
        try:
            values[key] = parse(question, given, today=today, names=names, beside=beside)
        except InvalidAnswer as why:
            values.pop(key, None)
            wrong[key] = why
    left = (*(line.text for line in message.lines if line.key is None), *lines[MOST:])
    return Reading(values, wrong, left, message.nothing, message.secret, whole.pictures)


# ------------------------------------------------------------------ by their shape


def _shaped(message: Message) -> None:
    """Lines whose shape tells what they are; of several that may be the same thing, none is."""
    wants: list[tuple[Line, set[str]]] = []
    for line in message.waiting():
        keys = {key for key in message.free(line) if message.is_sure(key, line.text)}
        if keys:
            wants.append((line, keys))
    while wants:
        found = _clear(message, wants)
        for line, key in found:
            line.key = key
        if not found:
            for line, _ in wants:
                line.left = True
        taken = {key for _, key in found}
        wants = [(line, keys - taken) for line, keys in wants if line.key is None and not line.left]
        for line, keys in wants:
            line.left = not keys


def _clear(message: Message, wants: list[tuple[Line, set[str]]]) -> list[tuple[Line, str]]:
    """Lines that alone want their question, or as many as the questions that they all want."""
    for _, keys in wants:
        alike = [line for line, each in wants if each == keys]
        ordered = [key for key in message.asked if key in keys]
        if len(alike) == len(ordered):
            return list(zip(alike, ordered, strict=True))
        if len(ordered) == 1 and message.kind(ordered[0]) == "codes":
            return [(line, ordered[0]) for line in alike]
    return []


# ------------------------------------------------------------------ by their place


def _in_order(message: Message) -> None:
    """The other lines: to what they go on from, else to the first text that they may be."""
    above: str | None = None
    for line in message.lines:
        if line.key is None and not line.left:
            if above and message.kind(above) == "long_text" and goes_on(above, line.text):
                line.key = above
            elif line.place in message.free(line):
                line.key = line.place
            elif any(shapes.may_be(message.members[key], line.text) for key in message.free(line)):
                continue
            else:
                line.key = _place_of(message, line, above)
        above = line.key


def _place_of(message: Message, line: Line, above: str | None) -> str | None:
    texts = [key for key in message.free(line) if message.kind(key) in TEXTS]
    if above and message.kind(above) == "long_text":
        return next((key for key in texts if is_like(key, line.text)), above)
    for key in texts:
        if message.kind(key) == "long_text" or is_like(key, line.text) is not False:
            return key
    return None


def _doubtful(message: Message) -> None:
    """What may be a number of any kind: a claim, a phone number that lacks its area code."""
    for line in message.waiting():
        free = message.free(line)
        like = [k for k in free if message.kind(k) == "text" and is_like(k, line.text)]
        may = [k for k in free if shapes.may_be(message.members[k], line.text)]
        line.key = next(iter([*like, *may]), None)
