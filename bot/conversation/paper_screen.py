"""What was read from a paper, on one screen: each line with the words it rests on.

`scratch["read"]` holds it until the person says: the answers, the words, the lines ticked as wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.labels import name, one_line, plain_value, short_name, shortened
from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, Reply, Row
from flows.interview.path import Step
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words

SHORT = 220  # letters of a value on the screen: a quoted reason is longer


def screen(at: Now, *, in_place: bool = False) -> Reply:
    """The lines that were read, each with the words it rests on."""
    said, read = at.words, at.case.scratch["read"]
    fixing = read.get("wrong") is not None
    title = "read_card" if read["kind"] == "card" else "read_letter"
    lines = [_told(place, each, said) for place, each in enumerate(read["lines"], 1)]
    body = Phrase(
        "\n".join(f"{{l{place}}}" for place in range(1, len(lines) + 1)),
        {f"l{place}": each for place, each in enumerate(lines, 1)},
    )
    after = said.phrase("messages.read_fix" if fixing else "messages.read_check")
    rows = _wrong_rows(read, said) if fixing else _rows(said)
    return Reply((said.phrase(f"messages.{title}"), body, after), rows, in_place)


def _told(place: int, line: Mapping[str, Any], said: Words) -> Phrase:
    question = interview().question(line["key"])
    title = name(line["key"], said)
    told = [
        shortened(one_line(plain_value(Step(question), each, said)), SHORT)
        for each in (line["value"], *line.get("also", ()))
    ]
    fields: dict[str, Any] = {
        "place": place,
        "name": title[:1].upper() + title[1:],
        "value": told[0],
    }
    if len(told) > 1:
        fields["value"] = said.phrase("messages.read_either", first=told[0], second=told[1])
    if not line["words"]:
        return said.phrase("messages.read_line", **fields)
    return said.phrase("messages.read_line_words", words=line["words"], **fields)


def _rows(said: Words) -> tuple[Row, ...]:
    return (
        (Button(said.button("read_right"), SCREEN, "read-right"),),
        (Button(said.button("read_short"), SCREEN, "read-short"),),
        (Button(said.button("read_fix"), SCREEN, "read-fix"),),
        (Button(said.button("read_drop"), SCREEN, "read-drop"),),
    )


def _wrong_rows(read: Mapping[str, Any], said: Words) -> tuple[Row, ...]:
    wrong = read["wrong"]
    rows: list[Row] = []
    for place, line in enumerate(read["lines"]):
        title = short_name(line["key"], said)
        mark = "✗ " if place in wrong else ""
        label = shortened(f"{mark}{place + 1}. {title[:1].upper()}{title[1:]}")
        rows.append((Button(label, SCREEN, f"read-{place}"),))
    rows.append((Button(said.button("read_keep_rest"), SCREEN, "read-right"),))
    return tuple(rows)
