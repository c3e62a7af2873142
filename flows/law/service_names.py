"""Which kind of service a name or a code on a paper stands for.

The shape of `data/law/service_words.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from flows.law.services import services
from flows.loading import DATA, Entry, load


class ServiceWords(Entry, frozen=True, kw_only=True):
    """One rule: of each group in `all` some word stands in the name, of `none` no word."""

    service: str
    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...] = ()


def service_of(name: str, codes: Sequence[str] = ()) -> str | None:
    """The key of the service that its code or its name tells; None where neither does.

    A code counts more than a name. Codes of several services tell none.
    """
    coded = {key for key in services() for code in codes if code in _codes(key)}
    if coded:
        return coded.pop() if len(coded) == 1 else None
    plain = _plain(name)
    for rule in rules():
        if all(_has(plain, group) for group in rule.all) and not _has(plain, rule.none):
            return rule.service
    return None


@cache
def rules() -> tuple[ServiceWords, ...]:
    """The rules in the order they are tried."""
    return load(DATA / "law" / "service_words.yaml", tuple[ServiceWords, ...])


@cache
def _codes(service: str) -> frozenset[str]:
    codes = services()[service].codes
    return frozenset((*codes.cpt, *codes.hcpcs))


def _has(plain: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) for word in words)


def _plain(name: str) -> str:
    """Small letters without accents, one space between words."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())
