"""A document as plain text: the same words as PDF and DOCX, for goldens and for reading aloud."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from functools import singledispatch

from letters.writing import blocks as b

MOST_WORDS = 900  # of a letter's body: a reviewer reads no more
# "(29 CFR 2560.503-1(h)(3)(ii))": looked up, not read.
CITATION = re.compile(r"\([^()]*\b\d+ (?:CFR|USC)\b(?:[^()]|\([^()]*\))*\)")


def text(document: b.Document, *, width: int | None = None) -> str:
    """The body, one paragraph a line, or wrapped to `width` characters. Ends with a line end.

    The footer is left out: it repeats the name and number on every page.
    """
    lines = _stacked(document.blocks, document.labels)
    if width is None:
        return "\n".join(lines) + "\n"
    return "\n".join(_wrapped(line, width) for line in lines) + "\n"


def words_of_body(document: b.Document) -> int:
    """How many words stand between the subject of a letter and its signature, citations apart."""
    signed = [n for n, each in enumerate(document.blocks) if isinstance(each, b.Signature)]
    body = document.blocks[: signed[0]] if signed else document.blocks
    told = [each for each in body if not isinstance(each, b.Address | b.Re)]
    lines = _stacked(told, document.labels)
    return sum(len(CITATION.sub("", line).split()) for line in lines)


def _stacked(blocks: Iterable[b.Block], labels: b.Labels) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        made = _lines(block, labels)
        if made and lines:
            lines.append("")
        lines.extend(made)
    return lines


@singledispatch
def _lines(block: b.Block, labels: b.Labels) -> list[str]:
    return []  # spacers and page breaks


@_lines.register
def _(block: b.Paragraph, labels: b.Labels) -> list[str]:
    return [f"{'    ' if block.style == 'quote' else ''}{line}" for line in _split(block.runs)]


@_lines.register
def _(block: b.Heading, labels: b.Labels) -> list[str]:
    return _split(block.runs)


@_lines.register
def _(block: b.Bullets, labels: b.Labels) -> list[str]:
    return _items(block.items, ["•"] * len(block.items), labels)


@_lines.register
def _(block: b.Numbered, labels: b.Labels) -> list[str]:
    return _items(block.items, [f"{n}." for n in range(1, len(block.items) + 1)], labels)


@_lines.register
def _(block: b.Steps, labels: b.Labels) -> list[str]:
    return _items(block.items, ["☐"] * len(block.items), labels)


@_lines.register
def _(block: b.Table, labels: b.Labels) -> list[str]:
    rows = (*block.header, *block.rows)
    return [" | ".join(" ".join(_split(cell.runs)) for cell in row) for row in rows]


@_lines.register
def _(block: b.Timeline, labels: b.Labels) -> list[str]:
    return [
        f"{' '.join(_split(moment.label))} | {' '.join(_split(moment.day))}"
        for moment in block.moments
    ]


@_lines.register
def _(block: b.Address, labels: b.Labels) -> list[str]:
    return ["".join(run.text for run in line) for line in block.lines]


@_lines.register
def _(block: b.Re, labels: b.Labels) -> list[str]:
    shown = []
    for line in block.lines:
        label = f"{line.label}: " if line.label else ""
        shown.append(f"{label}{' '.join(_split(line.runs))}")
    margins = [labels.re, *[" " * len(labels.re)] * (len(shown) - 1)]
    return [f"{margin} {line}" for margin, line in zip(margins, shown, strict=True)]


@_lines.register
def _(block: b.Signature, labels: b.Labels) -> list[str]:
    closing = [*_split(block.closing), ""] if block.closing else []
    name = f"{' '.join(_split(block.name))}    {labels.date}"
    return [*closing, "_" * 30, name, *_split(block.role)]


def _items(items: Sequence[b.Item], markers: Sequence[str], labels: b.Labels) -> list[str]:
    lines = []
    for item, marker in zip(items, markers, strict=True):
        first, *rest = [*_split(item.by), *_split(item.runs)] or [""]
        lines.append(f"{marker} {first}")
        below = [*rest, *(line for line in _stacked(item.more, labels) if line)]
        lines.extend(f"{' ' * (len(marker) + 1)}{line}" for line in below)
    return lines


def _split(runs: b.Runs) -> list[str]:
    return "".join(run.text for run in runs).split("\n") if runs else []


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    if line.lstrip()[:2] in {"• ", "☐ "}:
        indent += "  "
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
