"""Public coverage criteria, and which answers show that they are met.

The shape of `data/law/criteria/*.yaml`. The text and source of a criterion stand with its service.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from flows.errors import DataError
from flows.law.services import Criterion, services
from flows.loading import DATA, Entry, load_folder


class Since(Entry, frozen=True, kw_only=True):
    """More than so many months from the day that an answer gives to the day of the service."""

    date: str
    more_than_months: int


class Shown(Entry, frozen=True, kw_only=True):
    """One criterion: how a letter says it, and the answers that show it.

    `option` of the question says that it may fit; without the answers in `needs`, or below
    `at_least`, it is not claimed. `{keys}` of `fact` are answers.
    """

    criterion: int | str
    option: str
    letter: str
    needs: tuple[str, ...] = ()
    at_least: Mapping[str, float] = {}
    since: Since | None = None
    fact: str
    date: str | None = None
    paper: str


class Criteria(Entry, frozen=True, kw_only=True):
    """The public criteria of a service, where they stand, and whom they bind."""

    service: str
    citation: str
    binds: Literal["medicare_rules"]
    asked_by: str
    criteria: tuple[Shown, ...]

    def was_read(self, shown: Shown) -> bool:
        """Whether the text of the criterion was read, so that it may be printed."""
        return self.source(shown).verified == "read-in-stored-text"

    def source(self, shown: Shown) -> Criterion:
        """The criterion in the service's own table.

        Raises:
            DataError: the table has none of that id.
        """
        for criterion in services()[self.service].medicare_categories:
            if criterion.id == shown.criterion:
                return criterion
        raise DataError(f"criteria/{self.service}: no criterion {shown.criterion}")


@cache
def criteria() -> dict[str, Criteria]:
    """The criteria of every service that has public ones, by its key."""
    return load_folder(DATA / "law" / "criteria", Criteria)
