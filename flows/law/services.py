"""What is denied: each service with its evidence, objections and public coverage sources.

The shape of `data/law/services/*.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.law.evidence import Evidence
from flows.law.sources import SecondSource, Verified
from flows.loading import DATA, Entry, load_folder


class Codes(Entry, frozen=True, kw_only=True):
    cpt: tuple[str, ...] = ()
    hcpcs: tuple[str, ...] = ()
    verified: Verified
    note: str | None = None


class CoverageSource(Entry, frozen=True, kw_only=True):
    citation: str
    what: str
    verified: Verified
    url: str | None = None


class Objection(Entry, frozen=True, kw_only=True):
    """What plans often say of this care, and what answers it; words in `objections.yaml`.

    `reasons`: the reasons for denial behind which it stands.
    """

    id: str
    objection: str
    rebuttal_evidence: str
    reasons: tuple[str, ...]


class Guideline(Entry, frozen=True, kw_only=True):
    """A body and its topic, by name only; never quoted."""

    body: str
    topic: str
    verified: Verified
    url: str | None = None
    note: str | None = None


class Criterion(Entry, frozen=True, kw_only=True):
    id: str | int
    text: str
    verified: Verified
    note: str | None = None
    second_source: SecondSource | None = None


class LocalDetermination(Entry, frozen=True, kw_only=True):
    mac: str
    lcd: str
    verified: Verified
    mac_verified: str


class Frequency(Entry, frozen=True, kw_only=True):
    months: int
    first_eligible_month_offset: int
    rule: str
    citation: str
    verified: Verified
    second_source: SecondSource | None


class Service(Entry, frozen=True, kw_only=True):
    id: str
    name: str
    aliases: tuple[str, ...]
    codes: Codes
    coverage_sources: tuple[CoverageSource, ...]
    interview_questions: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    objections: tuple[Objection, ...]
    guidelines: tuple[Guideline, ...]
    safety_rule: str | None = None
    red_flags: tuple[str, ...] = ()
    medicare_categories: tuple[Criterion, ...] = ()
    frequency: Frequency | None = None
    notes: tuple[str, ...] = ()
    lcds: tuple[LocalDetermination, ...] = ()
    typical_criteria: tuple[Criterion, ...] = ()
    criteria_source_quality: str | None = None
    # ours: care for mental health or substance use, to which the parity rules apply
    mental_health: bool = False
    # ours: a stay; two dates of it are its first and its last day
    stay: bool = False

    def likely(self, reasons: Sequence[str]) -> tuple[Objection, ...]:
        """The objections behind these reasons for denial; every one where no reason is given."""
        if set(reasons) == {"not_stated"}:
            return self.objections
        return tuple(each for each in self.objections if set(each.reasons) & set(reasons))


@cache
def services() -> dict[str, Service]:
    """Every service we know, by its key."""
    return load_folder(DATA / "law" / "services", Service)
