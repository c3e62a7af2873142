"""The checklist: what to do next and by when, in the person's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from flows.interview.questions import interview
from flows.interview.words import Words, words
from flows.law.other_dates import OtherDate
from flows.law.sources import citable
from flows.plan import AppealPlan, ToDo
from letters.writing.asking import spoken_ask
from letters.writing.blocks import Document
from letters.writing.checklist_steps import level_name, step_line
from letters.writing.compose import compose
from letters.writing.labels import labels
from letters.writing.law_told import source_of
from letters.writing.objections import objections
from letters.writing.owned import Owned, own
from letters.writing.packed import Packed, packed_steps

# The steps that are taken with the letter on the day it goes, and those that come after it.
SENDING = frozenset(
    {
        "read",
        "sign",
        "sign_packet",
        "signed",
        "authorization",
        "form",
        "copies",
        "copies_packet",
        "send",
        "by_phone",
        "no_printer",
    }
)
AFTER = ("confirm", "answer", "next", "next_court", "benefits_again")
TOLD_BY_PAPERS = "ask"  # the step that the list of missing papers stands for
# Gaps that the checklist already turns into a step of its own, or that nothing can fill.
TOLD_ELSEWHERE = frozenset({"notice_date", "appeals_address", "appeals_fax", "printed_deadline"})


def checklist(
    plan: AppealPlan,
    language: str,
    *,
    sign_page: int,
    large: bool = False,
    packed: Packed | None = None,
) -> Document:
    """The checklist as a document, with a call log at its end.

    `packed`: the packet that goes with it, where there is one; it is what is signed and sent.
    """
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
        _context(plan, said, sign_page, packed),
        title=texts["title"],
        kind="checklist",
        language=language,
        words={**texts, **grounds, **labels(language)},
        large=large,
        dated=plan.today,
    )


def _context(
    plan: AppealPlan, said: Words, sign_page: int, packed: Packed | None
) -> dict[str, object]:
    answers = plan.facts.answers
    steps = packed_steps(plan.steps, packed, said) if packed else plan.steps
    parts: dict[str, list[dict[str, Any]]] = {"first": [], "sending": [], "after": []}
    for step in sorted(steps, key=_after):
        if step.key != TOLD_BY_PAPERS:
            parts[_part(step)].append(step_line(step, plan, said, sign_page))
    for line in parts["sending"]:
        line["by"] = None  # the heading says it
    for line in parts["after"]:
        if line["how"] == "step_next_how":  # the line of dates names it
            line |= {"how": "step_next_named_how", "how_fields": {}}
    return {
        **parts,
        "patient": own(answers.get("patient_name"), "answer:patient_name"),
        "moments": _moments(plan, said),
        "aim": own(plan.aim_by, "plan:aim_by"),
        "because": _because(plan, said),
        "citation": _citation(plan),
        "missing": _missing(plan, said),
        "objections": objections(plan, said),
        "gaps": _gaps(plan, said),
        "minor_gaps": _minor_gaps(plan, said),
        "calls": _calls(plan, said),
    }


def _part(step: ToDo) -> str:
    if step.key in SENDING:
        return "sending"
    return "after" if step.key in AFTER else "first"


def _after(step: ToDo) -> int:
    """Puts what comes after sending in its order, and the rest before it as it is."""
    return AFTER.index(step.key) if step.key in AFTER else -1


def _moments(plan: AppealPlan, said: Words) -> list[dict[str, Any]]:
    """The days along the line, in their order, what falls on one day together; then what is next.

    What comes after another no has no day yet: it stands at the end.
    """
    due = plan.due
    named: list[tuple[str, date | None, str]] = [
        ("today_ask" if plan.not_in_hand else "today", plan.today, "today"),
        *((each.id, each.day, "plan:other") for each in _beside(plan)),
        ("aim", plan.aim_by, "plan:aim_by"),
        ("last", due.last_day if due else None, "plan:last_day"),
        ("answer", plan.answer_expected if due else None, "plan:answer"),
    ]
    days: dict[date, list[tuple[str, str]]] = {}
    for key, day, owner in named:
        if day:
            days.setdefault(day, []).append((key, owner))
    strongest = "last" if due and due.last_day else "aim"
    moments: list[dict[str, Any]] = [
        {
            "labels": [f"date_{key}" for key, _ in found],
            "day": own(said.day(day), found[-1][1]),
            "strong": strongest in {key for key, _ in found},
        }
        for day, found in sorted(days.items())
    ]
    if any(step.key == "next" and step.how == "next_how" for step in plan.steps):
        assert plan.next_level is not None
        called = own(level_name(plan.next_level.id, said), "plan:next")
        moments.append({"labels": ["date_next"], "day": called, "strong": False})
    return moments


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
                "say": own(spoken_ask(each), owner),
            }
        )
    return found


def _calls(plan: AppealPlan, said: Words) -> list[dict[str, Owned]]:
    """The calls that were written down in the chat, as cells of the log."""
    found = []
    for place, each in enumerate(plan.facts.answers.get("calls") or ()):
        owner, day = f"answer:calls[{place}]", each.get("date")
        cells = {key: each.get(key) or "" for key in ("person", "reference", "said")}
        cells["date"] = said.known_date(day) if day else ""
        found.append({key: Owned(value, owner) for key, value in cells.items()})
    return found


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
