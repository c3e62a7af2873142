"""Answers by their address: read one, put one, take one out. Every edit gives a new mapping.

An address is `notice_date`, `treatments[0].kind` or `treatments.more`; `treatments[0]` is the
whole item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flows.interview.questions import interview
from flows.interview.values import precedes

_ITEM = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
_WHOLE = re.compile(r"(\w+)\[(\d+)\]")


def split(address: str) -> tuple[str, int, str] | None:
    """Group, index and field of an item's address; None for a plain one."""
    found = _ITEM.fullmatch(address)
    return (found[1], int(found[2]), found[3]) if found else None


def whole_item(address: str) -> tuple[str, int] | None:
    """Group and index of an address that stands for a whole item; None for another."""
    found = _WHOLE.fullmatch(address)
    return (found[1], int(found[2])) if found else None


def value(answers: Mapping[str, Any], address: str) -> Any:
    """The answer at that address; None where there is none or it is not known."""
    whole = whole_item(address)
    if whole is not None:
        items = answers.get(whole[0]) or []
        return items[whole[1]] if whole[1] < len(items) else None
    place = split(address)
    if place is None:
        return answers.get(address)
    group, index, key = place
    items = answers.get(group) or []
    return items[index].get(key) if index < len(items) else None


def is_answered(answers: Mapping[str, Any], address: str) -> bool:
    """Whether anything, even "not known", stands at that address."""
    place = split(address)
    if place is None:
        return address in answers
    group, index, key = place
    items = answers.get(group) or []
    return index < len(items) and key in items[index]


def put(answers: Mapping[str, Any], address: str, new: Any) -> dict[str, Any]:
    """The answers with `new` at that address."""
    place = split(address)
    if place is None:
        return {**answers, address: new}
    group, index, key = place
    items = [dict(item) for item in answers.get(group) or []]
    items[index][key] = new
    return {**answers, group: items}


def take(answers: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The answers without the one at that address, so that it is asked again."""
    place = split(address)
    if place is None:
        return {key: each for key, each in answers.items() if key != address}
    group, index, key = place
    items = [dict(item) for item in answers.get(group) or []]
    items[index].pop(key, None)
    return {**answers, group: items}


def without_earlier(answers: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The answers without the days that the one at that address now makes impossible.

    A letter cannot have come before the day it is dated: what depends on a changed date is asked
    again.
    """
    found, place = dict(answers), split(address)
    key = place[2] if place else address
    beside = interview().question(place[0]).fields if place else interview().questions
    for question in beside:
        if question.not_before != key:
            continue
        other = f"{place[0]}[{place[1]}].{question.key}" if place else question.key
        later, earlier = value(found, other), value(found, address)
        if later and earlier and later not in question.all_options and precedes(later, earlier):
            found = take(found, other)
    return found


def add_item(answers: Mapping[str, Any], group: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with one more item, and the group open for another."""
    items = [*(answers.get(group) or []), dict(item)]
    return take({**answers, group: items}, f"{group}.more")


def replace_item(
    answers: Mapping[str, Any], group: str, index: int, item: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers with another item at that place."""
    items = list(answers.get(group) or [])
    items[index] = dict(item)
    return {**answers, group: items}


def remove_item(answers: Mapping[str, Any], group: str, index: int) -> dict[str, Any]:
    """The answers without that item."""
    items = list(answers.get(group) or [])
    del items[index]
    return {**answers, group: items}
