"""The text of a paper with its places: lines, cells of a line, columns, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from letters.reading.found import squeezed
from letters.reading.patterns import small


class Span(NamedTuple):
    """A piece of the text, by its places."""

    start: int
    end: int


class Layout:
    """A paper's text, read once. Marks of Markdown and HTML are blanks in it, never words."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.text = _plain("\n\n".join(pages))

    def __repr__(self) -> str:
        return "<Layout>"

    @cached_property
    def lines(self) -> list[Span]:
        """Every line, blank ones too, without its end."""
        return [Span(*found.span()) for found in re.finditer(r"[^\n]*", self.text)]

    @cached_property
    def cells(self) -> list[list[Span]]:
        """The cells of each line: what gaps, bars or tabs part."""
        return [
            [
                Span(line.start + each.start(), line.start + each.end())
                for each in _CELL.finditer(self.text[line.start : line.end])
            ]
            for line in self.lines
        ]

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line begins, for a search by halves."""
        return [line.start for line in self.lines]

    def words(self, span: Span) -> str:
        """The words of a piece, with single spaces."""
        return squeezed(self.text[span.start : span.end])

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences in reading order, column after column, each on one line."""
        return [
            each
            for paragraph in _paragraphs(_columns_apart(self.text.split("\n")))
            for each in _sentences(paragraph)
        ]

    @cached_property
    def prose(self) -> str:
        """All sentences as one text."""
        return " ".join(self.sentences)

    @cached_property
    def small_prose(self) -> str:
        """All sentences in small letters, each in the same place as in `prose`."""
        return small(self.prose)

    @cached_property
    def top(self) -> list[list[Span]]:
        """The cells of the first lines that hold words: where a letter has its date."""
        found = [cells for cells in self.cells if cells]
        return found[:_TOP_LINES]


_TOP_LINES = 24
_CELL = re.compile(r"[^\s|¦](?:(?! {2,}|\t|[|¦]).)*(?<![\s|¦])")
_MARKS = re.compile(
    r"\*\*|(?<!\w)__(?=[^\W_])|(?<=[^\W_])__(?!\w)|^\s{0,3}#{1,6}(?=\s)|^>+(?=\s)|`+|\|[-:| ]+\|$|"
    r"</?(?:b|i|u|p|br|em|strong|span|div|td|tr|th|table|tbody|thead|li|ul|ol|h[1-6]|font|a|html|body|"
    r"script|style|center|small|hr|sup|sub)(?:\s[^<>\n]*)?/?>|<!--.*?-->",
    re.IGNORECASE | re.MULTILINE,
)
# Lines that speak to a program and not to a person are no words of a plan.
_INSTRUCTS = re.compile(
    r"^[^\n]*(?:(?:ignore|disregard|forget|override)[^\n]{0,40}(?:instruction|prompt|rules above|"
    r"previous|the above|all above)|(?<![^\n])[ ]*(?:system|assistant|developer) ?:|"
    r"\bmark (?:this|every|each|all)\b[^\n]{0,40}\bas (?:approved|paid|covered|denied)\b|"
    r"system prompt|\bas an ai\b|you are an? (?:ai|assistant|language model)|</?system>|"
    r"\[/?INST\]|\bset (?:the )?"
    r"(?:coverage|deadline|reason)\b|(?:ignore|ignora|"
    r"olvida)[^\n]{0,30}instrucciones)[^\n]*(?:\n(?![ ]*\n)[^\n]*){0,3}",
    re.IGNORECASE | re.MULTILINE,
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def _plain(text: str) -> str:
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
    plain = _INSTRUCTS.sub(lambda words: " " * len(words.group()), plain.translate(_SPACES))
    plain = _MARKS.sub(lambda mark: " " * len(mark.group()), plain)
    return _EMPTY.sub(lambda run: run.group()[:_WIDEST], _LINE_ENDS.sub("", plain))[:_LONGEST]


_WIDEST = 240  # no gap between two columns is wider
_LONGEST = 200_000  # more than forty full pages
_LINE_ENDS = re.compile(r"(?<! ) +$|(?<=\n\n\n)\n+", re.MULTILINE)
_EMPTY = re.compile(rf"(?<! ) {{{_WIDEST},}}")


_SPACES = {
    **dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " "),
    ord("\t"): "    ",
    **{code: None for code in range(32) if chr(code) not in "\n\t"},
}


def _columns_apart(lines: Sequence[str]) -> Iterator[str]:
    """The lines, prose that stands side by side one column after the other."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
            continue
        yield from _one_by_one(block)
        yield ""
        block = []


def _one_by_one(block: Sequence[str]) -> list[str]:
    gutter = _gutter(block)
    if gutter is None:
        return list(block)
    left = [line[:gutter].rstrip() for line in block]
    right = [line[gutter:].strip() for line in block]
    return [*(line for line in left if line.strip()), "", *(line for line in right if line)]


def _gutter(block: Sequence[str]) -> int | None:
    """Where the second column begins, if the block is two columns of prose."""
    if len(block) < _LEAST_LINES:
        return None
    width = max(map(len, block))
    free = [all(not line[at : at + 1].strip() for line in block) for at in range(width)]
    for at in range(width - 1, 0, -1):
        if not free[at - 1] or free[at]:
            continue
        gap = next((n for n in range(1, at) if not free[at - n]), at) - 1
        left = [line[:at].strip() for line in block if line[:at].strip()]
        right = [line[at:].strip() for line in block if line[at:].strip()]
        if gap >= _LEAST_GAP and _is_prose(left, block) and _is_prose(right, block):
            return at
    return None


_LEAST_LINES, _LEAST_GAP = 4, 2


def _is_prose(column: Sequence[str], block: Sequence[str]) -> bool:
    """Whether a column is running text and no column of labels or numbers."""
    if len(column) < 0.6 * len(block):
        return False
    words = sum(len(line.split()) for line in column) / len(column)
    labels = sum(1 for line in column if re.match(r"[^:]{2,30}:(?:\s|$)", line))
    return words >= 3.5 and labels < len(column) / 2


_BULLET = re.compile(r"\s*(?:[•▪●○◦☐☑☒✓*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_LABEL_LINE = re.compile(r"\s*[A-ZÁÉÍÓÚÑ¿][^:.?!\n]{1,38}:(?:\s|$)")


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    joined = ""
    for line in lines:
        words = squeezed(line)
        starts = bool(_BULLET.match(line) or _LABEL_LINE.match(line) or _is_heading(words))
        if joined and (not words or starts or _is_heading(joined)):
            yield joined
            joined = ""
        if words:
            tight = joined.endswith("-") and joined[-2:-1].isalnum() and words[:1].isalnum()
            joined = f"{joined}{'' if tight or not joined else ' '}{words}"
    if joined:
        yield joined


def _is_heading(words: str) -> bool:
    return words.isupper() and 1 < len(words.split()) <= 9 and not words.endswith((".", ","))


_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(¿¡]?[A-ZÁÉÍÓÚÑ0-9¿¡•☐*–-])")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|No|Nos|Núm|St|Ste|Inc|Ltd|Co|Corp|vs|Sec|Rev|Attn|e\.g|i\.e|"
    r"U\.S|P\.O|[A-Z]|approx|Ph\.D|M\.D|D\.O|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def _sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        if _NO_END.search(paragraph[start : end.start()]):
            continue
        yield paragraph[start : end.start()]
        start = end.end()
    yield paragraph[start:]
