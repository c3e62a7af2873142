"""Formatted text: Telegram's HTML read into plain text and entities, as tdlib's parse_html does.

Offsets and lengths of entities are UTF-16 code units; offsets in errors are UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import limits

Entities = list[dict[str, Any]]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.:/-]+)))?"""
)
# What Telegram finds by itself in any text. Phone numbers and mentions are left out here.
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![^\s(])(?P<bot_command>/[a-zA-Z0-9_]{1,32})(?![\w/])"
)


@dataclass(frozen=True)
class Formatted:
    """Plain text, its entities, and the HTML that it came from (escaped text when it did not)."""

    text: str = ""
    entities: Entities = field(default_factory=list)
    html: str = ""


def from_html(source: str) -> Formatted:
    """Raises Refused, in Telegram's words, for HTML that Telegram does not take."""
    reader = _Reader(source)
    reader.read()
    return _trimmed("".join(reader.pieces), reader.entities, html=source)


def from_plain(text: str, entities: Entities | None = None) -> Formatted:
    """Raises Refused when an entity reaches outside the text."""
    length = limits.units(text)
    for entity in entities or []:
        end = entity.get("offset", 0) + entity.get("length", 0)
        if end > length:
            raise limits.bad_request(
                f"can't parse entities: Entity beginning at UTF-16 offset "
                f"{entity.get('offset')} ends after the end of the text at UTF-16 offset {length}"
            )
    return _trimmed(text, list(entities or []), html=_escaped(text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _trimmed(text: str, entities: Entities, *, html: str) -> Formatted:
    """Telegram drops white space around a message, and shifts the entities with it."""
    kept = text.strip()
    shift = limits.units(text[: len(text) - len(text.lstrip())])
    length = limits.units(kept)
    result: Entities = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(length, entity["offset"] - shift + entity["length"])
        if end > start:
            result.append(entity | {"offset": start, "length": end - start})
    result.extend(_found(kept, result))
    result.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(kept, result, html)


def _found(text: str, known: Entities) -> Iterator[dict[str, Any]]:
    closed = [e for e in known if e["type"] in ("code", "pre", "text_link")]
    for match in _FOUND.finditer(text):
        start = limits.units(text[: match.start()])
        end = start + limits.units(match[0])
        if not any(e["offset"] < end and start < e["offset"] + e["length"] for e in closed):
            yield {"type": str(match.lastgroup), "offset": start, "length": end - start}


@dataclass
class _Open:
    tag: str
    entity: dict[str, Any]


class _Reader:
    """One pass over the source. Unknown &names; stay as they are written, as in Telegram."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.length = 0
        self.pieces: list[str] = []
        self.entities: Entities = []
        self._open: list[_Open] = []

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                if self.source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
            else:
                self._text()
        if self._open:
            tag = self._open[-1].tag
            raise _unparsed(f"Can't find end tag corresponding to start tag {_quoted(tag)}")

    def _text(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        piece = _CHARACTER.sub(_character, self.source[self.at : end])
        self.pieces.append(piece)
        self.length += limits.units(piece)
        self.at = end

    def _start_tag(self) -> None:
        begin = self._byte()
        name = _TAG_NAME.match(self.source, self.at + 1)
        assert name is not None  # the pattern matches the empty string
        tag, cursor = name[0].lower(), name.end()
        if cursor >= len(self.source):
            raise _unparsed(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise _unparsed(f"Unsupported start tag {_quoted(tag)} at byte offset {begin}")
        attributes: dict[str, str] = {}
        while match := _ATTRIBUTE.match(self.source, cursor):
            value = match["double"] or match["single"] or match["bare"] or ""
            attributes[match["name"].lower()] = _CHARACTER.sub(_character, value)
            cursor = match.end()
        cursor += len(self.source[cursor:]) - len(self.source[cursor:].lstrip())
        if not self.source.startswith(">", cursor):
            raise _unparsed(f"Unclosed start tag {_quoted(tag)} at byte offset {begin}")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsed(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte()}'
            )
        entity: dict[str, Any] = {"type": _TAGS[tag], "offset": self.length}
        if tag == "a":
            entity["url"] = attributes.get("href", "")
        if tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if tag == "code" and self._open and self._open[-1].tag == "pre":
            language = attributes.get("class", "").removeprefix("language-")
            if language:
                self._open[-1].entity["language"] = language
        self._open.append(_Open(tag, entity))
        self.at = cursor + 1

    def _end_tag(self) -> None:
        begin = self._byte()
        if not self._open:
            raise _unparsed(f"Unexpected end tag at byte offset {begin}")
        end = self.source.find(">", self.at)
        if end < 0:
            raise _unparsed(f"Unclosed end tag at byte offset {begin}")
        found = self.source[self.at + 2 : end].strip().lower()
        opened = self._open.pop()
        # "</>" closes whatever is open; tdlib allows it.
        if found and found != opened.tag:
            raise _unparsed(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", '
                f'found "</{found}>"'
            )
        self._keep(opened)
        self.at = end + 1

    def _keep(self, opened: _Open) -> None:
        entity = opened.entity
        entity["length"] = self.length - entity["offset"]
        inside_pre = opened.tag == "code" and bool(self._open) and self._open[-1].tag == "pre"
        dead_link = opened.tag == "a" and not entity["url"]
        if entity["length"] and not inside_pre and not dead_link:
            self.entities.append(entity)

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, match[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    surrogate = 0xD800 <= code <= 0xDFFF
    return chr(code) if 0 < code <= 0x10FFFF and not surrogate else match[0]


def _quoted(tag: str) -> str:
    return f'"{tag}"'


def _unparsed(why: str) -> limits.Refused:
    return limits.bad_request(f"can't parse entities: {why}")
