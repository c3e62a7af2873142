"""The ways papers word a reason, as rules over families of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.errors import DataError
from flows.loading import Entry, load
from letters.reading.families import DATA, NUMBER, Finder, Places, lexicon

SILENT = "silent"  # the reason of words that sound like one and are none
ASIDE = "ASIDE"  # the family of words that stand beside a reason
BRIEF = "brief"  # the strength of wordings that a long paper uses for other things
_GAPS = {"+": 0, "..": 8, "...": 99}  # words that may lie between two pieces
_NEAR = 3
_LONGER = 0.005  # a longer rule says more
_NEGATIONS = frozenset({"NOT", "LACK", "UNMET", "DENY", "EXPIRED", "not", "no", "without"})
_FILE = "reading/reasons.yaml"


class Wordings(Entry, frozen=True):
    """The file of rules: strength -> rules, for each reason."""

    weights: dict[str, float]
    silent: dict[str, list[str]]
    reasons: dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording: families in order, each with how many words may lie before it."""

    reason: str
    weight: float
    pieces: tuple[tuple[str, int], ...]
    negates: bool
    brief: bool = False  # of lines; in a letter only where a sentence refuses or says why

    def found(self, places: Places) -> tuple[int, int] | None:
        """The first place where it holds, as (first word, word after the last)."""
        pieces = self.pieces_found(places)
        return (pieces[0][0], pieces[-1][1]) if pieces else None

    def pieces_found(self, places: Places) -> tuple[tuple[int, int], ...]:
        """Where each piece stands at that place; empty where it does not hold."""
        name, _ = self.pieces[0]
        for start, end in places[name]:
            rest = self._rest(places, 1, end)
            if rest is not None:
                return ((start, end), *rest)
        return ()

    def _rest(self, places: Places, at: int, end: int) -> tuple[tuple[int, int], ...] | None:
        if at == len(self.pieces):
            return ()
        name, gap = self.pieces[at]
        for start, stop in places[name]:
            if end <= start <= end + gap:
                rest = self._rest(places, at + 1, stop)
                if rest is not None:
                    return ((start, stop), *rest)
        return None


@dataclass(frozen=True)
class Wording:
    """All rules, ready: what finds their words, and the rules by their rarest family."""

    finder: Finder
    rules: Mapping[str, Sequence[tuple[frozenset[str], Rule]]]

    def holding(self, places: Places) -> Iterator[Rule]:
        """The rules whose families all stand in the sentence."""
        present = places.keys()
        for name in present:
            for needed, rule in self.rules.get(name, ()):
                if needed <= present:
                    yield rule


@cache
def wording() -> Wording:
    """The rules of the data file, compiled once."""
    return compiled(load(DATA / "reasons.yaml", Wordings))


def compiled(told: Wordings) -> Wording:
    """Rules, ready to be looked for.

    Raises:
        DataError: a rule names a family or a strength that does not exist, or a filler word; or
            stands twice.
    """
    families = {**lexicon().families, ASIDE: lexicon().asides}
    rules, seen = [], set[tuple[str, tuple[tuple[str, int], ...]]]()
    for reason, strengths in [(SILENT, told.silent), *told.reasons.items()]:
        for strength, lines in strengths.items():
            if strength not in told.weights:
                raise DataError(f"{_FILE}: no strength {strength}")
            for line in lines:
                pieces = tuple(_pieces(line, families))
                if (reason, pieces) in seen:
                    raise DataError(f"{_FILE}: {line!r} stands twice under {reason}")
                seen.add((reason, pieces))
                weight = told.weights[strength] + _LONGER * min(len(pieces) - 1, 3)
                negates = bool(_NEGATIONS & set(line.split()))
                rules.append(Rule(reason, weight, pieces, negates, strength == BRIEF))
    return Wording(Finder(families, lexicon().fillers), _by_rarest(rules))


def _pieces(line: str, families: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """A rule's line as families; small words in a row become a family of their own."""
    gap, phrase = 0, list[str]()
    for token in [*line.split(), ""]:
        if token and token not in _GAPS and not token.isupper():
            phrase.append(token)
            continue
        if phrase:
            yield _own_family(line, phrase, families), gap
            gap, phrase = _NEAR, []
        if token in _GAPS:
            gap = _GAPS[token]
        elif token:
            if token not in families and token != NUMBER:
                raise DataError(f"{_FILE}: {line!r} names no family {token}")
            yield token, gap
            gap = _NEAR


def _own_family(line: str, phrase: Sequence[str], families: dict[str, list[str]]) -> str:
    if lexicon().fillers & set(phrase):
        raise DataError(f"{_FILE}: {line!r} has a filler word: leave it out")
    if "*" in phrase:
        raise DataError(f"{_FILE}: {line!r} has a * without a beginning")
    name = " ".join(phrase)
    families.setdefault(name, [name])
    return name


def _by_rarest(rules: Sequence[Rule]) -> dict[str, list[tuple[frozenset[str], Rule]]]:
    count: dict[str, int] = {}
    for rule in rules:
        for name, _ in rule.pieces:
            count[name] = count.get(name, 0) + 1
    found: dict[str, list[tuple[frozenset[str], Rule]]] = {}
    for rule in rules:
        names = frozenset(name for name, _ in rule.pieces)
        rarest = min(names, key=lambda each: (count[each], each))
        found.setdefault(rarest, []).append((names, rule))
    return found
