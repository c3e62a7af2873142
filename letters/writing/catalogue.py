"""The letter's own sentences in the person's language, by data; a person's words stay as they are.

A sentence is known by its fixed words, with {1}, {2} ... for the values in it. What the catalogue
does not know is quoted in English: nothing of the letter is ever left out.

The shape of `letters/data/reading_copy.es.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from flows.loading import load
from letters.writing.blocks import Run, Runs

FOLDER = Path(__file__).parent.parent / "data"
AND = {" and ": " y ", ", and ": " y ", " or ": " o ", ", or ": " o ", ", ": ", ", " · ": " · "}

Value = Callable[[Run], str]  # a value of the letter as the copy tells it

_FIRST = 0xE000  # the first of the private characters that stand for values
_SLOT = "[\ue000-\uf7ff]"
_ENDED = "\uf8ff"  # behind a value that ends a sentence by itself
_LIST = re.compile(rf"{_SLOT}(?:(?:, and |, or | and | or |, | · ){_SLOT})+")
_ASIDE = re.compile(rf" \((enclosure )?({_SLOT})\)")
_SENTENCES = re.compile(rf"(?<=[.?!])\s+|(?<={_ENDED})\s+|(?<={_ENDED}”)\s+(?!\()")
_FIELD = re.compile(r"(\{\d+\})")


@cache
def catalogue() -> dict[str, str]:
    """The sentences of the letter and what they say in Spanish."""
    return load(FOLDER / "reading_copy.es.yaml", dict[str, str])


@dataclass(frozen=True)
class Sentence:
    """One sentence of the letter: its key in the catalogue, and what stands in it.

    `slots` are the values of each field, with the words between them; `asides` stand in
    parentheses: citations, and the numbers of enclosures.
    """

    key: str
    slots: tuple[Runs, ...]
    asides: tuple[tuple[bool, Run], ...]
    bold: bool


def told(runs: Runs, value: Value) -> Runs:
    """The same in the person's language."""
    found: list[Run] = []
    for line in _lines(runs):
        if found:
            found.append(Run("\n"))
        for n, sentence in enumerate(sentences(line)):
            if n:
                found.append(Run(" "))
            found.extend(_said(sentence, value))
    return tuple(found)


def sentences(runs: Runs) -> Iterator[Sentence]:
    """The sentences of one line."""
    owned = [run for run in runs if run.owner]
    marks = iter(range(len(owned)))
    line = "".join(_marked(run, marks) if run.owner else run.text for run in runs)
    bold_words = [run.text.strip() for run in runs if not run.owner and run.bold]
    for part in filter(None, map(str.strip, _SENTENCES.split(line))):
        part = part.replace(_ENDED, "")
        asides = [(bool(mark[1]), owned[ord(mark[2]) - _FIRST]) for mark in _ASIDE.finditer(part)]
        bare = _ASIDE.sub("", part)
        slots: list[Runs] = []
        key = _keyed(bare, owned, slots)
        yield Sentence(key, tuple(slots), tuple(asides), key in bold_words)


def unknown(runs: Runs) -> Iterator[str]:
    """The sentences whose fixed words the catalogue does not know."""
    for line in _lines(runs):
        for each in sentences(line):
            if not _plain(each.key) and each.key not in catalogue():
                yield each.key


def _marked(run: Run, marks: Iterator[int]) -> str:
    ended = _ENDED if re.search(r"[.!?…][\"”’)]*$", run.text) else ""
    return chr(_FIRST + next(marks)) + ended


def _keyed(part: str, owned: Sequence[Run], slots: list[Runs]) -> str:
    """The part with {1}, {2} ...; several values in a row are one field."""

    def field(mark: re.Match[str]) -> str:
        pieces = re.split(f"({_SLOT})", mark[0])
        slots.append(
            tuple(
                owned[ord(piece) - _FIRST] if n % 2 else Run(AND[piece])
                for n, piece in enumerate(pieces)
                if piece
            )
        )
        return f"{{{len(slots)}}}"

    return re.sub(rf"{_LIST.pattern}|{_SLOT}", field, part)


def _plain(key: str) -> bool:
    """Whether there is no word of ours in it."""
    return not re.search(r"[A-Za-z]", _FIELD.sub("", key))


def _said(sentence: Sentence, value: Value) -> Iterator[Run]:
    known = sentence.key if _plain(sentence.key) else catalogue().get(sentence.key)
    if known is None:
        yield Run("En inglés dice: “", italic=True)
        yield from _filled(sentence.key, sentence, lambda run: run.text)
        yield Run("”")
        return
    yield from _filled(known, sentence, value)


def _filled(text: str, sentence: Sentence, value: Value) -> Iterator[Run]:
    """The text with its values, the asides before its end mark."""
    end = text[-1] if text[-1:] in (".", ":") and sentence.asides else ""
    for part in _FIELD.split(text.removesuffix(end) if end else text):
        if _FIELD.fullmatch(part):
            for run in sentence.slots[int(part[1:-1]) - 1]:
                yield replace(run, text=value(run)) if run.owner else run
        elif part:
            yield Run(part, bold=sentence.bold)
    for enclosure, run in sentence.asides:
        yield Run(" (anexo " if enclosure else " (")
        yield replace(run, text=value(run))
        yield Run(")")
    if end:
        yield Run(end)


def _lines(runs: Runs) -> Iterator[Runs]:
    line: list[Run] = []
    for run in runs:
        if run.text == "\n":
            yield tuple(line)
            line = []
        else:
            line.append(run)
    yield tuple(line)
