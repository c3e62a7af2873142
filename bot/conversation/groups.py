"""Which files are handed over together: at once, or behind a button. The table: groups.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.conversation.replies import SCREEN, Button, Row
from flows.errors import DataError
from flows.interview.words import Words
from flows.loading import Entry, load
from letters.writing.paper import Paper

AT_ONCE = "at_once"


class Group(Entry, frozen=True, kw_only=True):
    """Files that go out together. `kinds` in the order they are sent; where the first of
    `instead_of` is not there, the others go in its place."""

    group: str
    kinds: tuple[str, ...]
    instead_of: Mapping[str, tuple[str, ...]] = {}


@cache
def groups() -> tuple[Group, ...]:
    """Every group, the one that is sent at once first.

    Raises:
        DataError: a kind stands in two groups, or the first group is not the one sent at once.
    """
    found = load(Path(__file__).with_name("groups.yaml"), tuple[Group, ...])
    kinds = [kind for group in found for kind in group.kinds]
    if len(set(kinds)) != len(kinds) or found[0].group != AT_ONCE:
        raise DataError("groups.yaml: a kind stands in two groups, or at_once is not the first")
    return found


def of_group(which: str, made: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers of that group, in the order they are sent."""
    group = next((group for group in groups() if group.group == which), None)
    there = {paper.kind for paper in made}
    kinds: list[str] = []
    for kind in group.kinds if group else ():
        kinds += [kind] if kind in there or group is None else group.instead_of.get(kind, ())
    return tuple(paper for kind in kinds for paper in made if paper.kind == kind)


def kinds_of(which: str) -> frozenset[str]:
    """Every kind of paper that this group may hold."""
    group = next((group for group in groups() if group.group == which), None)
    if group is None:
        return frozenset()
    return frozenset(group.kinds).union(*group.instead_of.values())


def buttons(made: Sequence[Paper], said: Words) -> tuple[Row, ...]:
    """A button for each group that holds a paper and is not sent at once."""
    rows: list[Row] = []
    for group in groups()[1:]:
        count = len(of_group(group.group, made))
        if count:
            label = _label(group.group, count, said)
            rows.append((Button(label, SCREEN, f"group-{group.group}"),))
    return tuple(rows)


def _label(group: str, count: int, said: Words) -> str:
    key = f"buttons.group_{group}"
    if count == 1 and f"{key}_one" in said.texts:
        key = f"{key}_one"
    fields = {"count": count} if "{count}" in said.texts[key] else {}
    return said.phrase(key, **fields).plain()
