"""Replies as calls to Telegram: the only place that knows its HTML and its limits."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.replies import Reply, Row, encode
from flows.interview.words import FIELD, Phrase
from storage import Outgoing, PaperFile

MAX_TEXT = 4096  # UTF-16 units after entities
MAX_TOAST = 200
MAX_DATA = 64  # bytes
PICTURES = ("png", "jpg")  # what is shown in the chat and not as a file
GAP = "\n\n"


@dataclass(frozen=True)
class Buttons:
    """What the data of buttons begin with."""

    reference: str
    screen: int


def calls(reply: Reply, buttons: Buttons, *, edit: int | None) -> list[Outgoing]:
    """The calls that show `reply`; long texts in several messages, buttons under the last.

    `edit` is the message to change in place, where the reply may be shown so.
    """
    if reply.file:
        paper = reply.file
        kind = f"{paper.kind}.{paper.format}"
        kept = PaperFile(kind, paper.name, paper.content, paper.made_of, paper.pages)
        method = "sendPhoto" if paper.format in PICTURES else "sendDocument"
        return [Outgoing(method, _under(reply, buttons), kept)]
    texts = list(messages(reply.parts))
    found = [Outgoing("sendMessage", _message(text)) for text in texts]
    markup = keyboard(reply.rows, buttons)
    if markup:
        found[-1].payload["reply_markup"] = markup
    if (reply.in_place or reply.grows) and edit is not None and len(found) == 1:
        return [Outgoing("editMessageText", {"message_id": edit, **found[0].payload})]
    return found


def messages(parts: Sequence[Phrase]) -> Iterator[str]:
    """The parts as HTML, as few messages as Telegram's limit allows."""
    pending = ""
    for part in parts:
        for piece in _pieces(part):
            joined = f"{pending}{GAP}{piece}" if pending else piece
            if length(joined) <= MAX_TEXT:
                pending = joined
                continue
            yield pending
            pending = piece
    if pending:
        yield pending


def markup(phrase: Phrase) -> str:
    """A phrase as HTML: everything a person wrote is escaped, ** becomes bold."""
    bits = html.escape(phrase.text, quote=False).split("**")
    bold = "".join(f"<b>{bit}</b>" if place % 2 else bit for place, bit in enumerate(bits))
    return FIELD.sub(lambda found: _field(phrase.fields[found[1]]), bold)


def length(text: str) -> int:
    """How Telegram counts a text: UTF-16 units, without marks."""
    bare = html.unescape(text.replace("<b>", "").replace("</b>", ""))
    return len(bare.encode("utf-16-le")) // 2


def keyboard(rows: Sequence[Row], buttons: Buttons) -> dict[str, Any] | None:
    """The buttons as Telegram takes them, None where there are none."""
    if not rows:
        return None
    drawn = [
        [
            {
                "text": button.label,
                "callback_data": encode(button, reference=buttons.reference, screen=buttons.screen),
            }
            for button in row
        ]
        for row in rows
    ]
    return {"inline_keyboard": drawn}


def _under(reply: Reply, buttons: Buttons) -> dict[str, Any]:
    """What stands under a file: its caption and its buttons."""
    found: dict[str, Any] = {}
    if reply.parts:
        found = {"caption": GAP.join(markup(part) for part in reply.parts), "parse_mode": "HTML"}
    drawn = keyboard(reply.rows, buttons)
    return {**found, "reply_markup": drawn} if drawn else found


def _message(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _pieces(part: Phrase) -> Iterator[str]:
    """A part as HTML, cut at lines where it is longer than one message."""
    whole = markup(part)
    if length(whole) <= MAX_TEXT:
        yield whole
        return
    pending = ""
    for line in markup(part).split("\n"):
        for bit in _cut(line):
            joined = f"{pending}\n{bit}" if pending else bit
            if length(joined) > MAX_TEXT:
                yield pending
                joined = bit
            pending = joined
    if pending:
        yield pending


def _cut(line: str) -> Iterator[str]:
    """A line that is longer than a message, cut; it loses its bold."""
    if length(line) <= MAX_TEXT:
        yield line
        return
    bare = html.unescape(line.replace("<b>", "").replace("</b>", ""))
    step = MAX_TEXT // 2
    for start in range(0, len(bare), step):
        yield html.escape(bare[start : start + step], quote=False)


def _field(value: object) -> str:
    return markup(value) if isinstance(value, Phrase) else html.escape(str(value), quote=False)
