"""One point: when it applies, and whether a letter passes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.interview.words import words
from tests.letters.rubric.case import Case

When = Callable[[Case], bool]


def always(case: Case) -> bool:
    return True


@dataclass(frozen=True)
class Point:
    """`passes` is given the letter as one line."""

    id: str
    passes: Callable[[Case, str], bool]
    when: When = always


def asks(*patterns: str) -> Callable[[Case, str], bool]:
    """Whether each of the patterns is found in the letter."""
    return lambda case, letter: all(re.search(each, letter, re.IGNORECASE) for each in patterns)


def given(*keys: str) -> When:
    """Where one of these questions has an answer."""
    return lambda case: case.has(*keys)


def prints(*keys: str) -> Callable[[Case, str], bool]:
    """Whether the letter has the words of each of these answers that was given."""
    return lambda case, letter: all(
        _told(case.shown[key], letter) for key in keys if case.shown.get(key)
    )


def day(case: Case, key: str) -> str:
    """The day of that answer as a letter prints it."""
    return words("en").known_date(case.answers[key])


def first_words(text: object) -> str:
    """How the text begins, without its first letter: it may be small in a sentence."""
    return " ".join(str(text).split())[1:60].casefold()


def _told(value: object, letter: str) -> bool:
    return all(first_words(each) in letter.casefold() for each in _listed(value))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]
