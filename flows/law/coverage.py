"""What a kind of coverage gives: who decides, by when to file, what may be asked.

The shape of `data/law/coverage/*.yaml`. Dates are ISO strings, money is whole US dollars.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from flows.law.filers import WhoMayFile
from flows.law.levels import Check, Decision, Level
from flows.law.sources import Source, Sourced, Verified
from flows.loading import DATA, Entry, load_folder


class Amount(Sourced, frozen=True, kw_only=True):
    year: int | None
    level: str
    usd: int
    held: bool = False  # ours: seen in a secondary text only, so not told yet


class AmountInControversy(Entry, frozen=True, kw_only=True):
    rule: str | None
    amounts: tuple[Amount, ...]


class Representative(Entry, frozen=True, kw_only=True):
    form: str
    citation: str | None
    verified: Verified
    note: str | None


class FastTrack(Sourced, frozen=True, kw_only=True):
    id: str
    when: str
    ask: str


class Expedited(Sourced, frozen=True, kw_only=True):
    available: bool | None
    hours: int | None
    criteria: str | None
    auto_if: str | None
    not_for: str | None
    if_refused: str | None
    fast_track: tuple[FastTrack, ...]
    # ours: the sentence a letter uses
    letter: str | None = None


class ContinuationDeadline(Sourced, frozen=True, kw_only=True):
    id: str
    ask: str
    amount: int | None
    unit: str | None
    clock_starts: str | None
    from_event: str | None
    receipt_presumption_days: int | None
    combine: Literal["later_of"] | None
    other_date: str | None
    # ours: the level it belongs to, and that it is the day before the care stops or changes
    level: str
    before_effective: bool = False


class Continuation(Sourced, frozen=True, kw_only=True):
    available: bool | None
    text: str | None
    applies_to: str | None
    must_request: bool | None
    warning: str | None
    deadlines: tuple[ContinuationDeadline, ...]
    warning_text: str | None = None  # ours: the warning in words law.<warning_text>


class Argument(Sourced, frozen=True, kw_only=True):
    id: str
    priority: int
    text: str


class Rule(Sourced, frozen=True, kw_only=True):
    """A right or a special rule. `letter` is the sentence a letter uses, `when` its conditions.

    `levels` are the steps it belongs to; none means the first steps. `papers`: it asks for the
    papers behind the decision, and so stands in the request for them too.
    """

    id: str
    text: str
    papers: bool = False
    letter: str | None = None
    when: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


class FindOut(Entry, frozen=True, kw_only=True):
    ask: str
    yes: str


class Helper(Entry, frozen=True, kw_only=True):
    """Free help by telephone; its name stands in words/<language>/law.yaml as helper_<key>.

    `state`, `ship` and `medicaid` stand for offices of the person's state, with their own names and
    numbers: consumer help, Medicare counselors, the Medicaid agency.
    """

    key: str
    phone: str | None = None


class Coverage(Entry, frozen=True, kw_only=True):
    id: str
    name: str
    evidence_grade: str
    aliases: tuple[str, ...]
    regulator: str | None
    help: tuple[str, ...]
    governing_law: tuple[str, ...]
    how_to_recognise: tuple[str, ...]
    starts_from: str | None
    first_document_name: str | None
    first_document_addressed_to: str | None
    initial_decision: tuple[Decision, ...]
    levels: tuple[Level, ...]
    amount_in_controversy: AmountInControversy
    who_may_file: WhoMayFile
    representative: Representative | None
    expedited: Expedited
    continuation_of_benefits: Continuation
    key_arguments: tuple[Argument, ...]
    rights_to_invoke: tuple[Rule, ...]
    special_rules: tuple[Rule, ...]
    not_appealable: tuple[str, ...]
    complaints_to: str | None
    letter_must_not: tuple[str, ...]
    checks: tuple[Check, ...]
    note: str | None
    sources: tuple[Source, ...]
    benefit_decisions: object = None
    find_out: tuple[FindOut, ...] = ()
    default_behaviour: str | None = None
    call_script: str | None = None
    ready: bool = True  # ours: its letters stand; until then it leads to a page
    # ours: who helps for free by telephone, and words that no letter under this coverage may hold
    helper: Helper | None = None
    also_helps: Helper | None = None
    never_print: tuple[str, ...] = ()
    member_number: str = "Member ID"
    before_care: bool = True  # whether there is an appeal before the care is given
    medicare_rules: bool = False  # whether Medicare's coverage rules bind the decision
    limited: bool = False  # rights are limited or a state sets them: words law.limits_<id>
    basis: str | None = None  # the sentence of a letter that names what the appeal is made under
    peer_to_peer: bool = True  # whether a doctor of the decider may be called

    def level(self, key: str | None = None) -> Level:
        """The level of that key; without one, the first.

        Raises:
            KeyError: this coverage has no such level.
        """
        for level in self.levels:
            if key in (None, level.id):
                return level
        raise KeyError(key)

    @property
    def helpers(self) -> tuple[Helper, ...]:
        """Who helps for free, the first to call first."""
        return tuple(each for each in (self.helper, self.also_helps) if each)

    def rights_at(self, level: Level) -> tuple[Rule, ...]:
        """What may be asked for at that step."""
        return tuple(
            rule
            for rule in self.rights_to_invoke
            if level.id in rule.levels or (self.is_internal(level) and not rule.levels)
        )

    def takes_calls(self, level: Level) -> bool:
        """Whether a doctor of the decider may be called at that step: a plan's, at the first."""
        return self.peer_to_peer and self.is_internal(level)

    def is_internal(self, level: Level) -> bool:
        """Whether the first decider decides again: the first step, or a second one like it."""
        return level.n == 1 or level.optional

    def after(self, level: Level) -> Level | None:
        """The next step on the same track, None after the last and where the way parts."""
        tracks, sure = (None, level.track), [o for o in self.levels if not o.optional]
        beyond = [o for o in sure if o.n > level.n or (level.optional and o.n == level.n)]
        later = [o for o in beyond if not level.track or o.track in tracks]
        nearest = min(later, key=lambda other: other.n, default=None)
        return nearest if nearest and nearest.track in tracks else None


@cache
def coverages() -> dict[str, Coverage]:
    """Every kind of coverage whose letters stand, by its key."""
    return {key: coverage for key, coverage in drafts().items() if coverage.ready}


@cache
def drafts() -> dict[str, Coverage]:
    """Every kind of coverage we hold the law of, ready or not, by its key."""
    return load_folder(DATA / "law" / "coverage", Coverage)
