"""The labels that papers print beside values, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from flows.loading import Entry, load

DATA = Path(__file__).parents[1] / "data" / "reading"


class Labels(Entry, frozen=True, kw_only=True):
    """labels.yaml: the labels of each field, best first."""

    labels: dict[str, list[str]]


class Mark(NamedTuple):
    """A label in the text.

    `fields` are the fields it may stand for and its rank there, 0 the best. `parted`: a colon
    follows. `begins`: it stands where a label begins. `exact`: without a slip of the scanner.
    """

    fields: tuple[tuple[str, int], ...]
    start: int
    end: int
    value_at: int
    parted: bool
    begins: bool
    exact: bool


def marks(text: str) -> Iterator[Mark]:
    """Every label of the text, in order, the longest where several fit."""
    words = [(*found.span(), *_folded(found.group())) for found in _WORD.finditer(text)]
    longest, labels = _labels()
    at = 0
    while at < len(words):
        for count in range(min(longest, len(words) - at), 0, -1):
            taken = words[at : at + count]
            label = labels.get(tuple(word[2] for word in taken))
            if label is None or not _close(text, taken):
                continue
            start, end = taken[0][0], taken[-1][1]
            after = _AFTER.match(text, end)
            yield Mark(
                fields=label.fields,
                start=start,
                end=end,
                value_at=after.end() if after else end,
                parted=bool(after and after.group("sign")),
                begins=bool(_STARTS.search(text, max(0, start - 12), start)),
                exact=tuple(word[3] for word in taken) in label.spelled,
            )
            at += count - 1
            break
        at += 1


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?:\(s\))?|#")
_AFTER = re.compile(
    r"(?:\.(?=[ :#]))?[ ]*(?:\([^)\n:]{1,24}\)[ ]*(?=[:=#]))?(?P<sign>[:=]|[-–—](?=[ ]))?[ ]*"
)
_STARTS = re.compile(
    r"(?:^|\n|[|•;(/–—]|[.,:] | {2,}|[-*☐☑] |\d\) ?)[ ]*(?:your |the |su |el |la )?$", re.IGNORECASE
)
# In a sentence a label may go on in the next line, in small letters.
_BETWEEN = re.compile(r"[ ]{0,2}[./&-]?[ ]{0,2}|[ ]?\n[ ]*")


def _close(text: str, words: list[tuple[int, int, str, str]]) -> bool:
    """Whether the words stand together on one line."""
    return all(
        _BETWEEN.fullmatch(text, before[1], after[0])
        and (text[after[0]].islower() or "\n" not in text[before[1] : after[0]])
        for before, after in pairwise(words)
    )


class _Label(NamedTuple):
    fields: tuple[tuple[str, int], ...]
    spelled: frozenset[tuple[str, ...]]


@cache
def _labels() -> tuple[int, dict[tuple[str, ...], _Label]]:
    """Every label by its folded words, and the length of the longest."""
    fields: dict[tuple[str, ...], dict[str, int]] = {}
    spelled: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name, labels in load(DATA / "labels.yaml", Labels).labels.items():
        for rank, label in enumerate(labels):
            for number in _NUMBERS if "{no}" in label else ("",):
                both = [_folded(word) for word in _WORD.findall(label.replace("{no}", number))]
                key = tuple(loose for loose, _ in both)
                fields.setdefault(key, {}).setdefault(name, rank)
                spelled.setdefault(key, set()).add(tuple(strict for _, strict in both))
    found = {
        key: _Label(tuple(ranks.items()), frozenset(spelled[key])) for key, ranks in fields.items()
    }
    return max(map(len, found)), found


_NUMBERS = ("number", "no", "nbr", "num", "#", "id", "id #", "id number", "id no", "núm", "nº")
_SLIPS = str.maketrans({"l": "i", "1": "i", "0": "o", "5": "s", "8": "b", "h": "b", "q": "g"})


@cache
def _folded(word: str) -> tuple[str, str]:
    """A word as labels are compared: with the slips of a scanner levelled, and without."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("(s)", ""))
    plain = re.sub(r"[^a-z0-9#]", "", plain)
    if len(plain) > 3:
        plain = plain.removesuffix("s")
    return plain.replace("rn", "m").replace("nn", "m").translate(_SLIPS), plain
