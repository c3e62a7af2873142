"""The checklist: what to do next and by when, in the person's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows.interview.questions import interview
from flows.interview.words import Words, words
from flows.law.other_dates import OtherDate
from flows.law.services import services
from flows.law.sources import citable
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.checklist_steps import step_line
from letters.writing.compose import compose
from letters.writing.law_told import source_of
from letters.writing.owned import Owned, own

OBJECTIONS = 3  # lines on what plans often say: more would push the rest off the page
# Gaps that the checklist already turns into a step of its own, or that nothing can fill.
TOLD_ELSEWHERE = frozenset({"notice_date", "appeals_address", "appeals_fax", "printed_deadline"})


def checklist(plan: AppealPlan, language: str, *, sign_page: int, large: bool = False) -> Document:
    """The checklist as a document, with a call log at its end."""
    said = words(language)
    texts = {
        key.removeprefix("checklist."): text
        for key, text in said.texts.items()
        if key.startswith("checklist.")
    }
    grounds = {
        key.replace("law.", "because.", 1): text
        for key, text in said.texts.items()
        if key.startswith("law.")
    }
    return compose(
        "checklist.xhtml",
        _context(plan, said, sign_page),
        title=texts["title"],
        kind="checklist",
        language=language,
        words={**texts, **grounds, **_labels(language)},
        large=large,
        dated=plan.today,
    )


def _context(plan: AppealPlan, said: Words, sign_page: int) -> dict[str, object]:
    answers = plan.facts.answers
    return {
        "patient": own(answers.get("patient_name"), "answer:patient_name"),
        "dates": _dates(plan),
        "because": _because(plan, said),
        "citation": _citation(plan),
        "steps": [step_line(step, plan, said, sign_page) for step in plan.steps],
        "missing": _missing(plan, said),
        "objections": _objections(plan, said),
        "gaps": _gaps(plan, said),
        "minor_gaps": _minor_gaps(plan, said),
    }


def _dates(plan: AppealPlan) -> list[dict[str, Any]]:
    due = plan.due
    lines: list[tuple[str, date | None, str]] = [
        ("date_today", plan.today, "today"),
        ("date_aim", plan.aim_by, "plan:aim_by"),
        ("date_last", due.last_day if due else None, "plan:last_day"),
        ("date_answer", plan.answer_expected if due else None, "plan:answer"),
    ]
    lines[1:1] = [(f"date_{each.id}", each.day, "plan:other") for each in _beside(plan)]
    return [{"key": key, "day": own(day, owner)} for key, day, owner in lines if day]


def _beside(plan: AppealPlan) -> list[OtherDate]:
    """The dates beside the last day that count here, those that have passed left out."""
    dates = plan.due.other_dates if plan.due else ()
    wanted = {"safe_guess", "expedited"}
    if plan.facts.answers.get("keep_benefits") == "yes":
        wanted.add("keep_benefits")
    return [each for each in dates if each.id in wanted and each.day >= plan.today]


def _because(plan: AppealPlan, said: Words) -> list[dict[str, Any]]:
    if plan.due is None:
        return []
    return [
        {
            "key": f"because.{ground.key}",
            "fields": {
                name: own(said.day(value) if isinstance(value, date) else value, "plan:due")
                for name, value in ground.values.items()
            },
        }
        for ground in plan.due.because
    ]


def _citation(plan: AppealPlan) -> Owned | None:
    coverage = plan.facts.coverage
    if plan.due is None or coverage is None:
        return None
    for ground in plan.due.because:
        printed = citable(ground.citation, coverage.sources)
        if printed:
            return Owned(printed, source_of(printed, coverage.sources))
    return None


def _missing(plan: AppealPlan, said: Words) -> list[dict[str, Any]]:
    found = []
    for each in plan.not_in_hand:
        paper = said.documents[each.document]
        owner = f"table:documents.{each.document}"
        by = each.have_by(today=plan.today, aim_by=plan.aim_by)
        found.append(
            {
                "name": own(paper.name, owner),
                "shows": own(said.shows(each.document, each.owners), owner),
                "who": own(paper.who, owner),
                "by": own(said.day(by), f"plan:{each.document}"),
                "asked": each.state == "asked",
            }
        )
    return found


def _objections(plan: AppealPlan, said: Words) -> tuple[Owned, ...]:
    """What plans often say of this care for these reasons, and what answers it, a line each."""
    key = plan.facts.answers.get("service") or "other"
    return tuple(
        Owned(said.objections[f"{key}.{each.id}"], f"words:objections.{key}.{each.id}")
        for each in services()[key].likely(plan.facts.reasons)[:OBJECTIONS]
    )


def _gaps(plan: AppealPlan, said: Words) -> list[dict[str, Owned]]:
    """What was not known, and what that costs or what to do about it."""
    found = []
    for key in plan.gaps:
        question = said.questions[key]
        if question.gap and key not in TOLD_ELSEWHERE and not interview().question(key).minor:
            owner = f"words:questions.{key}"
            found.append({"name": Owned(question.name, owner), "text": Owned(question.gap, owner)})
    return found


def _minor_gaps(plan: AppealPlan, said: Words) -> tuple[Owned, ...]:
    """What was not known and the letter goes well without: their names alone."""
    return tuple(
        Owned(said.questions[key].name, f"words:questions.{key}")
        for key in plan.gaps
        if interview().question(key).minor
    )


def _labels(language: str) -> dict[str, str]:
    if language != "es":
        return {}
    return {"document.page": "Página", "document.of": "de", "document.date": "Fecha"}
