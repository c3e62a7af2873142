"""Which kind of coverage the signs point to, and whom to ask where they do not say.

The shape of `data/law/finder.yaml`. Nothing here is law: what is found is put to the person, and
only what the person confirms stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flows.clauses import Situation, holds
from flows.errors import DataError
from flows.law.coverage import drafts
from flows.loading import DATA, Entry, load

MOST = 3  # kinds offered at once
FACTS = frozenset({"plan_from", "card_shows", "also_shows", "self_funded"})
Alternatives = tuple[Mapping[str, tuple[str, ...]], ...]


class Rule(Entry, frozen=True, kw_only=True):
    """A kind of coverage, and the signs of it; each alternative is a table of fact: [values]."""

    coverage: str
    when: Alternatives
    unless: Alternatives = ()


class Ask(Entry, frozen=True, kw_only=True):
    """Whom to ask, and when: its words are `step_find_out_<key>` of the checklist."""

    key: str
    when: Alternatives
    phone_of: str | None = None

    @property
    def values(self) -> dict[str, object]:
        """What fills its words: the number to call, where a helper of a coverage has it."""
        helper = drafts()[self.phone_of].helper if self.phone_of else None
        return {"phone": helper.phone} if helper else {}


class Finder(Entry, frozen=True, kw_only=True):
    """The rules, best first; the words that tell who pays; whom to ask, the first that fits."""

    rules: tuple[Rule, ...]
    funding_words: Mapping[str, tuple[str, ...]]
    first_words: Mapping[str, tuple[str, ...]]
    ask: tuple[Ask, ...]


@cache
def finder() -> Finder:
    """The finder as the data file gives it."""
    return read_finder(DATA / "law" / "finder.yaml")


def read_finder(path: Path) -> Finder:
    """The finder of that file.

    Raises:
        DataError: it names a coverage or a fact that does not exist, or may leave no one to ask.
    """
    found = load(path, Finder)
    known = set(drafts()) - {"unknown"}
    named = {rule.coverage for rule in found.rules}
    named |= {ask.phone_of for ask in found.ask if ask.phone_of}
    for stranger in sorted(named - known):
        raise DataError(f"law/finder.yaml: no coverage is called {stranger}")
    for stranger in sorted(set(_facts(found)) - FACTS):
        raise DataError(f"law/finder.yaml: no fact is called {stranger}")
    if not found.ask or {} not in found.ask[-1].when:
        raise DataError("law/finder.yaml: the last of ask must fit always")
    return found


def found(answers: Mapping[str, Any]) -> list[str]:
    """The kinds of coverage that these answers point to, best first, at most three.

    Each is one whose letters stand or one that leads to a page; none where nothing points to one.
    """
    signs = _signs(answers)
    fits = (
        rule.coverage
        for rule in finder().rules
        if holds(rule.when, signs) and not holds(rule.unless, signs)
    )
    return list(dict.fromkeys(fits))[:MOST]


def funding_decides(answers: Mapping[str, Any]) -> bool:
    """Whether it matters who pays the bills, and no word of the card tells it."""
    if _funding_on_card(answers.get("card_shows") or ()) is not None:
        return False
    asked = {key: answers.get(key) for key in ("plan_from", "card_shows")}
    return found({**asked, "self_funded": "yes"}) != found({**asked, "self_funded": "no"})


def first_words(answers: Mapping[str, Any]) -> Sequence[str]:
    """The words on a card that fit where the plan is from: those to offer first."""
    return finder().first_words[answers.get("plan_from") or "not_sure"]


def whom_to_ask(answers: Mapping[str, Any]) -> Ask:
    """Who can tell what kind of plan it is."""
    signs = _signs(answers)
    return next(ask for ask in finder().ask if holds(ask.when, signs))


def _signs(answers: Mapping[str, Any]) -> Situation:
    words = answers.get("card_shows") or []
    told = _funding_on_card(words) or answers.get("self_funded")
    return {
        "plan_from": [answers.get("plan_from") or "not_sure"],
        "card_shows": words,
        "also_shows": words,
        "self_funded": [told or "not_sure"],
    }


def _funding_on_card(words: Sequence[str]) -> str | None:
    """Who pays as the card tells it; None where it does not say, or says both."""
    told = [who for who, signs in finder().funding_words.items() if set(signs) & set(words)]
    return told[0] if len(told) == 1 else None


def _facts(found: Finder) -> Iterator[str]:
    for rule in found.rules:
        yield from (fact for clause in (*rule.when, *rule.unless) for fact in clause)
    for ask in found.ask:
        yield from (fact for clause in ask.when for fact in clause)
