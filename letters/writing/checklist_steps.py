"""The steps of the checklist as sentences: what to do, by when, how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flows.interview.words import Words, words
from flows.plan import AppealPlan, ToDo
from letters.writing import first_moves
from letters.writing.enclosures import enclosed
from letters.writing.owned import own
from letters.writing.packed import Packed, packed_steps


def told_steps(
    plan: AppealPlan, language: str, *, sign_page: int | None, packed: Packed | None = None
) -> list[dict[str, Any]]:
    """The steps as plain sentences: what, by when (ISO), how. `sign_page` None: the last one."""
    said, found = words(language), []
    for step in packed_steps(plan.steps, packed, said) if packed else plan.steps:
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


def step_line(step: ToDo, plan: AppealPlan, said: Words, sign_page: int) -> dict[str, Any]:
    """A step as the checklist's template takes it."""
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
    named = {"step": told.pop("step")}
    del told["better"]  # was said where it was chosen
    if step.how == "first_move_how":
        told["clock"] = said.phrase("checklist.move_clock").plain()
    return named, told


def answer_rule(plan: AppealPlan, said: Words) -> str:
    """How long the plan has to answer, as a sentence."""
    if plan.answer is None:
        return said.phrase("checklist.answer_unknown").plain()
    key = {"hours": "answer_hours", "working_days": "answer_working_days"}.get(
        plan.answer.unit, "answer_days"
    )
    return said.phrase(f"checklist.{key}", amount=plan.answer.amount).plain()


def helper_name(key: str, said: Words) -> str:
    """Who helps for free, by name."""
    return said.phrase(f"law.helper_{key}").plain()


def level_name(level: str, said: Words) -> str:
    """A step of the appeal by its own name."""
    return said.phrase(f"law.level_{level}").plain()


def _more(step: ToDo, plan: AppealPlan, said: Words, sign_page: int | None) -> dict[str, object]:
    """The values that only the words of a language can give."""
    if step.key == "sign":
        return {"page": sign_page} if sign_page else {}
    if step.key == "copies":
        return {"papers": "; ".join(said.documents[key].name for key in enclosed(plan))}
    if step.key == "move":
        reason = str(step.values["reason"])
        move = first_moves.told_of_reason(reason, plan, said)
        return {"reason": said.reason(reason), "move": move}
    if step.how in ("benefits_how", "benefits_today_how"):
        return {"warning": _warning(plan, said)}
    if step.key == "limits":
        return {"limits": said.phrase(f"law.limits_{step.values['limits']}").plain()}
    if step.key == "answer":
        return {"rule": answer_rule(plan, said)}
    if step.how == "help_how":
        return {"name": helper_name(str(step.values["name"]), said)}
    if step.key == "next" and plan.next_level:
        return {"next_level": level_name(plan.next_level.id, said)}
    return {}


def _warning(plan: AppealPlan, said: Words) -> str:
    """What care that goes on may cost, should the last answer be no."""
    coverage = plan.facts.coverage
    text = coverage.continuation_of_benefits.warning_text if coverage else None
    return said.phrase(f"law.{text}").plain() if text else ""


def _plain(value: object, said: Words) -> object:
    return said.day(value) if isinstance(value, date) else value
