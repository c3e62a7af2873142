"""What kind of paper it is: a denial, a card, a bill, or one of the papers that look like these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.loading import Entry, load
from letters.reading.found import Code
from letters.reading.labels import DATA
from letters.reading.layout import Layout
from letters.reading.patterns import compiled, small

Kind = Literal[
    "denial",
    "card",
    "paid",
    "bill",
    "estimate",
    "collection",
    "approval",
    "request_for_records",
    "ending_notice",
    "other",
]


class _Kind(Entry, frozen=True, kw_only=True):
    title: str
    words: list[str]
    least: int


class _Kinds(Entry, frozen=True, kw_only=True):
    kinds: dict[str, _Kind]
    denies: str
    not_so: str
    harmless_codes: list[str]


@dataclass(frozen=True)
class _Signs:
    titled: bool
    count: int
    enough: bool

    @property
    def told(self) -> bool:
        """Whether the title or enough words tell the kind."""
        return self.titled or self.enough


_TITLE_LENGTH = 420  # a title stands in the first letters of a paper
_CARD_LENGTH = 1600


def kind(layout: Layout, carc: tuple[Code, ...]) -> Kind:
    """The kind of paper. A denial needs words that deny as a fact, or a code that does."""
    denies = bool(denials(layout)) or any(
        code.value not in _rules().harmless_codes for code in carc
    )
    return next(name for name, fits in _in_order(layout, denies=denies) if fits)


def _in_order(layout: Layout, *, denies: bool) -> Iterator[tuple[Kind, bool]]:
    """Each kind and whether the paper is one: the first that fits is told."""
    signs = {name: _signs(layout, name) for name in _rules().kinds}
    bill, paid, card = signs["bill"], signs["paid"], signs["card"]
    yield "collection", signs["collection"].told
    yield "estimate", signs["estimate"].told
    yield "ending_notice", signs["ending_notice"].told
    small_enough = not denies and len(layout.text) < _CARD_LENGTH
    most = card.titled or card.count > bill.count + paid.count
    yield "card", small_enough and most and (card.enough or (card.titled and card.count > 1))
    billed = bill.titled or (bill.enough and not paid.titled)
    yield "bill", billed and not _DECIDES.search(layout.prose)  # a plan's paper names money, too
    asks = signs["request_for_records"].told
    yield "request_for_records", asks and (not denies or bool(_UNDECIDED.search(layout.prose)))
    yield "denial", denies
    yield "approval", signs["approval"].enough
    yield "bill", bill.enough and not paid.titled
    yield "paid", paid.told
    yield "bill", bill.told
    yield "other", True


def denials(layout: Layout) -> list[str]:
    """The sentences that say no as a fact: not "if we deny", not "this is not a denial"."""
    denies, not_so = _denies()
    found = []
    for sentence in layout.sentences:
        words = small(sentence)
        if not denies.search(words):
            continue
        but = not_so.search(words)  # what stands before it may deny all the same
        if but is None or denies.search(words[: but.start()]):
            found.append(sentence)
    return found


_DECIDES = re.compile(
    r"you (?:have the right|can|may) (?:to )?appeal|appeal rights|right to appeal|explanation of "
    r"benefits|this is not a bill|"
    r"derecho a apelar|apelar esta decisión|adverse benefit determination",
    re.IGNORECASE,
)


_UNDECIDED = re.compile(
    r"not a denial|no (?:coverage )?decision has (?:yet )?been made|(?:have|has) not (?:yet "
    r")?(?:made|decided)|"
    r"\bpended\b|placed on hold|before we can (?:make|decide|complete|process)|"
    r"(?:cannot|can not|unable to) (?:make a decision|complete (?:our|the) review)|"
    r"todavía no hemos|aún no hemos|antes de (?:decidir|tomar)",
    re.IGNORECASE,
)


def _signs(layout: Layout, name: str) -> _Signs:
    title, words, least = _compiled()[name]
    count = sum(1 for each in words if each.search(layout.small_prose))
    return _Signs(bool(title.search(layout.small_prose[:_TITLE_LENGTH])), count, count >= least)


@cache
def _rules() -> _Kinds:
    return load(DATA / "kinds.yaml", _Kinds)


@cache
def _compiled() -> dict[str, tuple[re.Pattern[str], list[re.Pattern[str]], int]]:
    return {
        name: (
            compiled(each.title),
            [compiled(words) for words in each.words],
            each.least,
        )
        for name, each in _rules().kinds.items()
    }


@cache
def _denies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = _rules()
    return compiled(rules.denies), compiled(rules.not_so)
