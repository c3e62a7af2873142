"""By which words a line of a message tells what it answers: "Fax", "Número de miembro".

The shape of `data/interview/labels.yaml`. The name of a question is a label too, in every
language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from flows.interview.words import languages, words
from flows.loading import DATA, Entry, load

MEASURED = 120  # letters: a longer line is no number, name or code, and is matched against none


class LineWords(Entry, frozen=True, kw_only=True):
    """What tells the lines of one question. Each is a regular expression without accents."""

    called: tuple[str, ...] = ()
    like: str = ""
    goes_on: str = ""


class Labels(Entry, frozen=True, kw_only=True):
    """What tells lines apart; `nothing` says that there is no answer, `courtesy` says nothing."""

    nothing: tuple[str, ...]
    courtesy: tuple[str, ...]
    questions: Mapping[str, LineWords]


@dataclass(frozen=True, repr=False)
class Label:
    """A label at the beginning of a line, and what follows it.

    `marked`: a colon or the like parts the two, so that it is surely a label. `keys` holds several
    where the label may be of each ("Code").
    """

    keys: frozenset[str]
    rest: str
    marked: bool


@cache
def labels() -> Labels:
    """What tells lines apart, as the data file gives it."""
    return load(DATA / "interview" / "labels.yaml", Labels)


def labels_of(line: str, keys: Collection[str]) -> list[Label]:
    """The labels of those questions that `line` may begin with, the longest first."""
    found: dict[int, dict[str, bool]] = {}
    plain = folded(line)
    for key in keys:
        ends = [(hit.end(), bool(hit["mark"])) for p in _called(key) if (hit := p.match(plain))]
        if ends:
            end, marked = max(ends)
            found.setdefault(end, {})[key] = marked
    return [
        Label(frozenset(found[end]), line[end:].strip(), any(found[end].values()))
        for end in sorted(found, reverse=True)
    ]


def is_like(key: str, text: str) -> bool | None:
    """Whether a text looks like a value of that question; None where any text may be one."""
    known = labels().questions.get(key)
    if known is None or not known.like:
        return None
    return _fits(known.like, text)


def goes_on(key: str, text: str) -> bool:
    """Whether a line surely belongs to the one above it, as a ZIP code to its street."""
    known = labels().questions.get(key)
    return bool(known and known.goes_on) and _fits(known.goes_on, text)  # type: ignore[union-attr]  # just tested


def says_nothing(text: str) -> bool:
    """Whether a value says that there is none, or that it is not known."""
    return not _has_words(text) or any(_fits(each, text.strip(" .!")) for each in labels().nothing)


def is_courtesy(text: str) -> bool:
    """Whether a line greets or thanks, and tells nothing."""
    return any(_fits(each, text.strip(" .,!")) for each in labels().courtesy)


def folded(text: str) -> str:
    """The text without accents, letter by letter, so that places in it stay."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _fits(pattern: str, text: str) -> bool:
    plain = folded(text)
    return len(plain) <= MEASURED and bool(re.fullmatch(pattern, plain, re.IGNORECASE))


_ARTICLE = r"(?:the|my|our|his|her|el|la|los|las|mi|su)\s"
_NUMBER_OF = r"(?:numero|num\.?|no\.?|n[º°.]*)\s(?:del?\s)?(?:la\s)?"
_AFTER = (
    r"(?![a-z0-9])(?:\s?(?:numbers?|numero|num|no|nr)(?![a-z])\.?)?\.?\s*"
    r"(?P<mark>[:=#]|[-–—](?=\s)|(?:is|es)(?=\s))?\s*"
)


@cache
def _called(key: str) -> tuple[re.Pattern[str], ...]:
    known = labels().questions.get(key)
    names = [folded(words(each).questions[key].name) for each in languages()]
    plain = [re.escape(re.sub(rf"^{_ARTICLE}", "", name)) for name in names]
    return tuple(
        re.compile(rf"(?:{_ARTICLE})?(?:{_NUMBER_OF})?(?:{each}){_AFTER}", re.IGNORECASE)
        for each in (*plain, *(known.called if known else ()))
    )
