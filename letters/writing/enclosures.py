"""The papers that go with a letter, and their numbers: the same in its list, sentences and map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.plan import AppealPlan
from letters.writing.once import once
from letters.writing.owned import Owned
from letters.writing.renderings import paper_names, renderings
from letters.writing.timeline import has_timeline

# The papers that each part of a letter points to.
SHOWN_BY = {
    "condition": ("office_notes", "specialist_notes", "symptom_timeline"),
    "treatments": ("therapy_records", "medication_list"),
    "tests": ("imaging_reports", "test_results"),
    "stay": ("facility_records", "hospital_records"),
}


@once
def enclosed(plan: AppealPlan) -> Sequence[str]:
    """The papers that go with the letter, by key and in order: those in hand, then our own."""
    own_page = ["symptom_timeline"] if has_timeline(plan) else []
    return (*(each.document for each in plan.in_hand), *own_page)


def numbers(plan: AppealPlan) -> dict[str, Owned]:
    """The number of each paper in the list of enclosures; None for one that is not in it."""
    placed = {document: n for n, document in enumerate(enclosed(plan), 1)}
    every = renderings()["documents"]
    return {key: Owned(placed.get(key), f"answer:documents.{key}") for key in every}


def listed(plan: AppealPlan) -> list[dict[str, Owned]]:
    """The list of enclosures: each one's number and name."""
    documents = enclosed(plan)
    named = paper_names(documents)
    return [{"number": Owned(n, name.owner), "name": name} for n, name in enumerate(named, 1)]


def pointers(plan: AppealPlan) -> dict[str, tuple[Owned, ...]]:
    """By part of the letter the enclosures to look at, named with their numbers."""
    numbered = numbers(plan)
    return {part: _pointers(numbered, papers) for part, papers in SHOWN_BY.items()}


def _pointers(numbered: Mapping[str, Owned], papers: Sequence[str]) -> tuple[Owned, ...]:
    names = renderings()["documents"]
    return tuple(
        Owned(f"{names[key]} (enclosure {numbered[key].value})", numbered[key].owner)
        for key in papers
        if numbered[key]
    )
