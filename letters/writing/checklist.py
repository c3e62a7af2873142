"""The checklist: what to do next and by when, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flows.interview.questions import interview
from flows.interview.words import Words, words
from flows.law.other_dates import OtherDate
from flows.law.sources import citable
from flows.plan import AppealPlan, ToDo
from letters.writing import first_moves
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.law_told import source_of
from letters.writing.letter import enclosed
from letters.writing.owned import Owned, own

# Gaps that the checklist already turns into a step of its own, or that nothing can fill.
ROOM_FOR_CALLS = 10  # open answers beyond which the call log would begin a third page
TOLD_ELSEWHERE = frozenset({"notice_date", "appeals_address", "appeals_fax", "printed_deadline"})


def checklist(plan: AppealPlan, language: str, *, sign_page: int, large: bool = False) -> Document:
    """The checklist as a document, with a call log where there is room."""
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
        _context(plan, said, sign_page) | {"call_log": len(plan.gaps) <= ROOM_FOR_CALLS},
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
        "steps": [_step(step, plan, said, sign_page) for step in plan.steps],
        "missing": _missing(plan, said),
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


def _step(step: ToDo, plan: AppealPlan, said: Words, sign_page: int) -> dict[str, Any]:
    named, fields = _fields(step, plan, said, sign_page)
    return {
        "what": f"step_{step.key}",
        "what_fields": {key: own(value, f"plan:{step.key}") for key, value in named.items()},
        "how": f"step_{step.how}",
        "how_fields": {
            key: own(_plain(value, said), f"plan:{step.key}") for key, value in fields.items()
        },
        "by": own(step.by, f"plan:{step.key}"),
    }


def _fields(
    step: ToDo, plan: AppealPlan, said: Words, sign_page: int | None
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What fills the name of a step, and what fills how it is done."""
    if step.key != "first_move":
        return {}, {**step.values, **_more(step, plan, said, sign_page)}
    each = next(each for each in plan.moves if each.move.id == step.values["move"])
    told = first_moves.told(each, plan, said)
    clock = said.phrase("checklist.move_clock").plain()
    return {"step": told.pop("step")}, {**told, "clock": clock}


def _plain(value: object, said: Words) -> object:
    return said.day(value) if isinstance(value, date) else value


def _more(step: ToDo, plan: AppealPlan, said: Words, sign_page: int | None) -> dict[str, object]:
    """The values that only the words of a language can give."""
    if step.key == "sign":
        return {"page": sign_page} if sign_page else {}
    if step.key == "copies":
        return {"papers": "; ".join(said.documents[key].name for key in enclosed(plan))}
    if step.key == "move":
        reason = str(step.values["reason"])
        return {
            "reason": said.reason(reason),
            "move": first_moves.told_of_reason(reason, plan, said),
        }
    if step.key == "limits":
        return {"limits": said.phrase(f"law.limits_{step.values['limits']}").plain()}
    if step.key == "answer":
        return {"rule": answer_rule(plan, said)}
    if step.how == "help_how":
        return {"name": helper_name(str(step.values["name"]), said)}
    if step.key == "next" and plan.next_level:
        return {"next_level": level_name(plan.next_level.id, said)}
    return {}


def told_steps(plan: AppealPlan, language: str, *, sign_page: int | None) -> list[dict[str, Any]]:
    """The steps as plain sentences: what, by when (ISO), how. `sign_page` None: the last one."""
    said, found = words(language), []
    for step in plan.steps:
        if step.key == "sign" and sign_page is None:
            step = replace(step, how="sign_last_how")
        named, fields = _fields(step, plan, said, sign_page)
        values = {key: _plain(value, said) for key, value in fields.items()}
        found.append(
            {
                "what": said.phrase(f"checklist.step_{step.key}", **named).plain(),
                "by": step.by.isoformat() if step.by else None,
                "how": said.phrase(f"checklist.step_{step.how}", **values).plain(),
            }
        )
    return found


def answer_rule(plan: AppealPlan, said: Words) -> str:
    """How long the plan has to answer, as a sentence."""
    if plan.answer is None:
        return said.phrase("checklist.answer_unknown").plain()
    key = "answer_hours" if plan.answer.unit == "hours" else "answer_days"
    return said.phrase(f"checklist.{key}", amount=plan.answer.amount).plain()


def helper_name(key: str, said: Words) -> str:
    """Who helps for free, by name."""
    return said.phrase(f"law.helper_{key}").plain()


def level_name(level: str, said: Words) -> str:
    """A step of the appeal by its own name."""
    return said.phrase(f"law.level_{level}").plain()


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
