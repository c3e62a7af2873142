"""What is being chosen and is no answer yet: ticks, an opened page, the answer being changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from flows.interview.case import Case

# The paper whose pages are being sent; the pages to take again, and where; photos of no paper yet;
# what the pages say.
_SENDING = ("sending", "fresh", "bad", "places", "pending", "grew", "texts")
# It goes when the screen does.
_OF_A_SCREEN = ("page", "ticked", "candidates", "until", "have", "all", *_SENDING)

READ = "was_read"  # the questions that a paper answered, and the person did not


def with_scratch(case: Case, **changes: Any) -> Case:
    """The case with these scratch entries; None takes one out."""
    scratch = {k: v for k, v in {**case.scratch, **changes}.items() if v is not None}
    return msgspec.structs.replace(case, scratch=scratch)


def with_told(case: Case, address: str, value: Any) -> Case:
    """The case after an answer to what is told after the letter: it is asked no more."""
    opened = case.scratch["after"]
    left = [key for key in opened["left"] if key != address]
    told = {**opened["told"], address: value}
    return with_scratch(without_screen(case), after={**opened, "left": left, "told": told})


def without_screen(case: Case) -> Case:
    """The case without what was being chosen on the screen."""
    return with_scratch(case, **dict.fromkeys(_OF_A_SCREEN))


def without_sending(case: Case) -> Case:
    """The case after the last page of a paper; what was being chosen beside it stays."""
    return with_scratch(case, **dict.fromkeys(_SENDING))


def no_longer_changing(case: Case) -> Case:
    """The case after the answer that was being changed has been given or kept."""
    return with_scratch(case, changing=None, **{"return": None})


def with_read(case: Case, keys: Iterable[str]) -> Case:
    """The case in which a paper has answered those questions."""
    return with_scratch(case, **{READ: [*case.scratch.get(READ, ()), *keys] or None})


def answered(case: Case, address: str) -> Case:
    """The case after the person answered that question, whatever a paper told of it before."""
    left = [each for each in case.scratch.get(READ, ()) if each != address]
    case = with_scratch(without_screen(case), **{READ: left or None})
    return no_longer_changing(case) if case.scratch.get("changing") == address else case
