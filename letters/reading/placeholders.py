"""What stands on a form where a value would stand: it is never a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.loading import load
from letters.reading.labels import DATA

_PLACEHOLDER = re.compile(
    r"[\[\]{}<>]|_{3,}|\.{5,}|x{3,}|\bxx\b|xx?[/-]xx|mm[/-]dd|yyyy|\binsert\b|"
    r"click or tap|to be determined|\btbd\b|\bfill in\b|your name here|\?\?",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:n/?a|none|not (?:applicable|available|listed|given|stated|on file)|unknown|see (?:below|"
    r"above)"
    r"|same|pending|various|no aplica|ninguno|-+|—)\W*",
    re.IGNORECASE,
)
_TELLING = frozenset({"office", "visit", "medical", "equipment"})


def is_placeholder(value: str) -> bool:
    """Whether a value is a blank to fill in, or only says that there is none."""
    return bool(_PLACEHOLDER.search(value) or _NOTHING.fullmatch(value.strip()))


def says_nothing(value: str) -> bool:
    """Whether a value is made of the words of forms alone, such as "service requested"."""
    words = re.findall(r"[^\W_][\w’'()/-]*", value.casefold())
    if not words:
        return True
    if len(words) > 1 and set(words) <= _TELLING:  # "office visit", "medical equipment"
        return False
    form_words = _form_words()
    return all(word.strip("()") in form_words or word in form_words for word in words)


@cache
def _form_words() -> frozenset[str]:
    return frozenset(load(DATA / "form_words.yaml", list[str]))


_BLANKS = re.compile(
    r"\[[^\[\]\d]{3,90}\]|\{[^{}]{3,90}\}|<[^<>\n]{3,40}>|_{5,}|(?<!x)x{3,9}-x{3,9}|\(_{1,9}\)|☐|"
    r"\([ ]{1,9}\)",
    re.IGNORECASE,
)
MANY = 3  # this many places to fill in make a form


def is_form(text: str, known: Sequence[object | None]) -> bool:
    """Whether the paper is a form that nobody filled in: places to fill, and no value `known`."""
    if any(each is not None for each in known):
        return False
    return len(_BLANKS.findall(text)) >= MANY or bool(_EMPTY_LABELS.search(text))


# Three labels in a row with nothing behind, or the first labels of the Medicare forms.
_EMPTY_LABELS = re.compile(
    r"(?:^[ ]*[A-Z][\w’' ()/#]{2,40}:[ ]*\n(?:[ ]*\n){0,3}){3}"
    r"|^[ ]*(?:date|fecha):?[ ]*$[^\d]{0,200}?^[ ]*(?:member|enrollee|beneficiary|afiliad)"
    r"[\w’' ]{0,30}:?[ ]*$",
    re.IGNORECASE | re.MULTILINE,
)
