"""What is told once the letter is made: that it went out, that it came, a call, the decision.

The shape of `data/interview/afterwards.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from flows.interview.questions import Question
from flows.loading import DATA, load


class Call(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A telephone call about the appeal, as its person told it; `date` is an ISO day."""

    date: str | None = None
    person: str | None = None
    reference: str | None = None
    said: str | None = None

    def __repr__(self) -> str:
        return "Call(...)"


@cache
def afterwards() -> Mapping[str, tuple[Question, ...]]:
    """The questions of each occasion, in order."""
    return load(DATA / "interview" / "afterwards.yaml", dict[str, tuple[Question, ...]])


def question(key: str) -> Question:
    """The question of that key.

    Raises:
        KeyError: there is none.
    """
    for each in (question for asked in afterwards().values() for question in asked):
        if each.key == key:
            return each
    raise KeyError(key)


def call_of(day: str, text: str) -> Call:
    """A call of that day: whom, by which number, what was said. What the text does not tell stays
    out; nothing of it is lost."""
    number = _NUMBER.search(text)
    rest = text if number is None else text[: number.start()] + text[number.end() :]
    first, mark, behind = _parted(_TALKED.sub("", rest.strip(" ,;.\n"), count=1))
    named = bool(mark) and _PERSON.fullmatch(first) is not None
    said = (behind if named else rest).strip(" ,;.:\n")
    return Call(
        date=day,
        person=first if named else None,
        reference=number["number"] if number else None,
        said=re.sub(r"(?:[ \t]*[,;]){2,}", ",", said) or None,
    )


def calls_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Call, ...]:
    """The calls of an answers file or a case.

    Raises:
        msgspec.ValidationError: a key or a value that cannot be.
    """
    return msgspec.convert(list(kept), tuple[Call, ...])


def _parted(text: str) -> tuple[str, str, str]:
    """The first part of a text, what ends it, and the rest."""
    found = _END.search(text)
    if found is None:
        return text.strip(), "", ""
    return text[: found.start()].strip(), found[0], text[found.end() :]


_END = re.compile(r"[,;:\n]|(?<=[a-z0-9)]{3})\.(?=\s)")  # not behind "Mr."
_TALKED = re.compile(
    r"(?:i )?(?:talked|spoke) (?:to|with) |with |hablé con |con (?:la |el )?", re.IGNORECASE
)
# A name: few words, no figures. What begins a sentence ("They said") is none.
_PERSON = re.compile(
    r"(?!(?:They|He|She|It|The|I|We|Dijeron|Dijo|Me|Que|No|Yes|Sí|Ellos|El|La)\b)"
    r"[A-ZÁÉÍÓÚÑ][\w.'’-]*(?: [\w.'’-]+){0,3}"
)
_NUMBER = re.compile(
    r"(?:\b(?:ref(?:erence|erencia)?|confirmation|confirmación|call|llamada)\b[\s.:#]*"
    r"(?:(?:number|no|num|número|nº|is|es|de)\b[\s.:#]*){0,3}|\b(?:number|número)\s+(?:(?:is|es)\s+)?|#\s*)"
    r"(?P<number>(?=[\w-]*\d)[A-Z0-9][A-Z0-9-]{2,})",
    re.IGNORECASE,
)
