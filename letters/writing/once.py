"""What is worked out once for a plan, however many of its papers tell it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from flows.plan import AppealPlan

_Found = TypeVar("_Found")


def once(work: Callable[[AppealPlan], _Found]) -> Callable[[AppealPlan], _Found]:
    """The same work, kept with the plan itself and gone with it. Nobody may change what comes back.

    As `functools.cached_property` does it, which is for methods only.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(plan: AppealPlan) -> _Found:
        known = vars(plan)
        if name not in known:
            known[name] = work(plan)
        return cast(_Found, known[name])

    return kept
