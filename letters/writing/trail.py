"""Where each statement comes from, and the linters that keep a letter honest.

Each linter reads a composed document and returns complaints: the place and the rule, with our
own words around it but never a person's.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypedDict

from letters.writing.blocks import Document
from letters.writing.places import Place, places
from letters.writing.spacing import fixed

Entry = TypedDict("Entry", {"text": str, "from": str})

_MONTH = re.compile(
    r"\b(January|February|April|June|July|August|September|October|November|December"
    r"|Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
    r"|(?<=[a-z,] )(May|March)\b"  # elsewhere they may begin a sentence as verbs
)
_NUMBER = (
    "two three four five six seven eight nine ten twelve fourteen fifteen twenty thirty forty"
    " forty-five sixty seventy-two ninety hundred dos tres cuatro cinco seis siete ocho nueve diez"
    " treinta sesenta noventa"
).replace(" ", "|")
_FACTS = {
    "digit": re.compile(r"\d"),
    "name of a month": _MONTH,
    "section sign": re.compile(r"§|\bC\.?F\.?R\b|\bU\.?S\.?C\b"),
    "number of days in words": re.compile(
        rf"\b({_NUMBER})\W+(calendar |business |working )?"
        r"(hour|day|week|month|year|hora|día|semana|mes|año)",
        re.IGNORECASE,
    ),
}
_MARKS = re.compile(r"\{\{|\}\}|\{%|%\}|</?v\b|&(?:amp|lt|gt|quot|#\d+);")
_HOLES = {
    "template mark": re.compile(rf"{_MARKS.pattern}|\$[A-Za-z_{{]"),
    "brackets": re.compile(r"\[[^\]]*\]"),
    "placeholder word": re.compile(
        r"\bInsert\b|\bN/A\b|(?i:\bunknown\b|\bTBD\b|\bXX+\b|\blorem\b)"
    ),
    "double space": re.compile(r"[ \u00a0]{2}"),
    "empty marks": re.compile(r"\(\s*\)|“\s*”|\"\s*\"|,\s*[,.;:]| [,.;:](?:\s|$)"),
}
_NAMED = re.compile(r"(?P<place>[\w.\[\]]+)=(?P<value>.*)")


def trail(document: Document) -> list[Entry]:
    """Every owned stretch of the document in order, with who answers for it."""
    return [
        {"text": run.text, "from": run.owner}
        for place in places(document)
        for run in place.runs
        if run.owner is not None
    ]


def complaints(
    document: Document,
    *,
    form_sentences: Container[str],
    answers: Mapping[str, Any] | None = None,
    sources: Container[str] | None = None,
) -> list[str]:
    """What all linters say of the document: nothing, if it may be sent."""
    return [
        *unowned_facts(document),
        *unfounded(document, form_sentences=form_sentences, answers=answers, sources=sources),
        *placeholders(document),
        *undrafted(document),
    ]


def unowned_facts(document: Document) -> list[str]:
    """No digit, month, section sign or number of days stands outside an owned run."""
    found = []
    for place in places(document):
        words = f"{place.label}\x00{_ours(place)}"
        found += [
            _complaint(place, f"{name} outside an owned value")
            for name, pattern in _FACTS.items()
            if pattern.search(words)
        ]
    return found


def unfounded(
    document: Document,
    *,
    form_sentences: Container[str],
    answers: Mapping[str, Any] | None = None,
    sources: Container[str] | None = None,
) -> list[str]:
    """Every paragraph, list entry and cell has an owned run or a `because` that holds."""
    found = []
    for place in places(document):
        if place.tag not in {"p", "li", "td", "step", "line", "note", "quote", "date"}:
            continue
        owned = any(run.owner is not None for run in place.runs)
        if place.because is None:
            if not owned:
                found.append(_complaint(place, "nobody owns any of it, and no because"))
        elif (rule := _broken(place, form_sentences, answers, sources)) is not None:
            found.append(_complaint(place, rule))
    return found


def placeholders(document: Document) -> list[str]:
    """No bracket, template mark, "N/A", double space or label without its value.

    Owned words may hold any of these but template marks; marked words of a draft may hold
    brackets, and only a draft may have marked words.
    """
    draft = document.kind == "draft"
    return [_complaint(place, rule) for place in places(document) for rule in _holes(place, draft)]


def undrafted(document: Document) -> list[str]:
    """A draft has marked places, each in brackets, and says on every page that it is a draft."""
    if document.kind != "draft":
        return []
    marked = [place for place in places(document) if any(run.marked for run in place.runs)]
    bare = [place for place in marked if not _bracketed(place)]
    return [
        *(["a draft without a banner"] if not document.banner else []),
        *(["a draft without a marked place"] if not marked else []),
        *(_complaint(place, "a marked place without its brackets") for place in bare),
    ]


@cache
def form_sentences(path: Path) -> frozenset[str]:
    """The closed list of sentences any letter may hold: one a line, # begins a comment."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[:1] != "#")


def _bracketed(place: Place) -> bool:
    """Whether each marked stretch stands in brackets: a fax shows no color."""
    stretches = groupby(place.runs, key=lambda run: run.marked)
    texts = ["".join(run.text for run in runs) for marked, runs in stretches if marked]
    return all(re.fullmatch(r"(\[.*\]\s*)+", text.strip(), re.DOTALL) for text in texts)


def _holes(place: Place, draft: bool) -> Iterator[str]:
    if not draft and any(run.marked for run in place.runs):
        yield "a marked place outside a draft"
    kept = [run for run in place.runs if not (draft and run.marked)]
    words = "".join(run.text if fixed(run) else "\x00" for run in kept)
    for rule, pattern in _HOLES.items():
        if pattern.search(words):
            yield rule
    if any(not fixed(run) and _MARKS.search(run.text) for run in place.runs):
        yield "template mark in an owned value"
    alone = words.endswith(":") and not place.leads and place.because != "form"  # "To the plan:"
    if alone or (place.label and not place.runs):
        yield "empty label"


def _ours(place: Place, gap: str = "\x00") -> str:
    """The words nobody owns, with `gap` where owned words stand between them."""
    return "".join(run.text if run.owner is None else gap for run in place.runs)


def _complaint(place: Place, rule: str) -> str:
    words = _ours(place, "…")
    label = f"{place.label}: " if place.label else ""
    return f"{place.name}: {rule}: {label}{words[:120]!r}"


def _broken(
    place: Place,
    form_sentences: Container[str],
    answers: Mapping[str, Any] | None,
    sources: Container[str] | None,
) -> str | None:
    kind, _, what = (place.because or "").partition(":")
    if kind == "form" and not what:
        text = place.text.strip()
        allowed = not text or text in form_sentences
        return None if allowed else "no sentence of the form list"
    if kind == "source" and what:
        return None if sources is None or what in sources else f"no source {what}"
    if kind == "answer" and (named := _NAMED.fullmatch(what)):
        if answers is None or _holds(answers, named["place"], named["value"]):
            return None
        return f"{what} is not what was answered"
    return f"because={place.because!r} is none of answer:key=value, source:..., form"


def _holds(answers: Mapping[str, Any], place: str, value: str) -> bool:
    found: Any = answers
    for step in re.findall(r"\w+", place):
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, Sequence) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            return False
    if isinstance(found, Sequence) and not isinstance(found, str):
        return value in map(str, found)
    return found is not None and str(found) == value
