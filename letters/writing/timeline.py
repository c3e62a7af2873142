"""The timeline of symptoms and care, made from the dated answers: an enclosure of the letter.

The shape of `flows/data/interview/timeline.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from flows.loading import DATA, Entry, load
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.once import once
from letters.writing.own_words import of_plan
from letters.writing.owned import Owned, own
from letters.writing.renderings import renderings

WORTH_A_PAGE = 4  # events: fewer are told by the letter itself


class Dated(Entry, frozen=True, kw_only=True):
    """A dated answer and its words; or a group, with the fields that hold its dates."""

    question: str = ""
    text: str = ""
    group: str = ""
    name: str = ""
    events: Mapping[str, str] = {}


@cache
def dated() -> tuple[Dated, ...]:
    """Every dated answer that the timeline may list."""
    return load(DATA / "interview" / "timeline.yaml", tuple[Dated, ...])


def has_timeline(plan: AppealPlan) -> bool:
    """Whether enough is dated to fill a timeline."""
    return len(_events(plan)) >= WORTH_A_PAGE


def timeline(plan: AppealPlan) -> Document:
    """The timeline as a document, in English, the oldest event first."""
    answers = plan.facts.answers
    events = [
        {"moment": Owned(moment, owner), "text": Owned(text, owner)}
        for moment, text, owner in _events(plan)
    ]
    return compose(
        "timeline.xhtml",
        {
            "patient": own(answers.get("patient_name"), "answer:patient_name"),
            "service": own(answers.get("service_name"), "answer:service_name"),
            "events": events,
        },
        title="Timeline",
        dated=plan.today,
    )


@once
def _events(plan: AppealPlan) -> list[tuple[str, str, str]]:
    """(date as precise as known, what, owner), the oldest first."""
    answers, _ = of_plan(plan)
    found = [event for each in dated() for event in _of(each, answers)]
    return sorted(found, key=lambda event: event[0])


def _of(each: Dated, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if each.group:
        for place, item in enumerate(answers.get(each.group) or ()):
            owner = f"answer:{each.group}[{place}]"
            kinds = renderings()[f"{each.group}.kind"]
            named = str(item.get(each.name) or kinds[item.get("kind") or "other"])
            for field, words in each.events.items():
                if _is_date(item.get(field)):
                    yield str(item[field]), words.replace("{name}", named), owner
        return
    value = answers.get(each.question)
    for moment in value if isinstance(value, list) else [value]:
        if _is_date(moment):
            yield str(moment), each.text, f"answer:{each.question}"


def _is_date(value: object) -> bool:
    return isinstance(value, str) and value[:4].isdecimal()
