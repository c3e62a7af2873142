"""What to say on the telephone, line by line, with room to write down the answers.

For somebody who speaks Spanish each sentence stands in English, to be said, and in Spanish.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flows.calls import CallLine, call_lines, office_papers, whom_to_call
from flows.interview.words import FIELD, Words, words
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.checklist_steps import level_name
from letters.writing.compose import compose
from letters.writing.desk import Order
from letters.writing.labels import labels
from letters.writing.owned import Owned, own
from letters.writing.paper import Paper

NAMES = {"en": "Phone_Calls.pdf", "es": "Llamadas.pdf"}


def script_papers(order: Order) -> Iterable[Paper]:
    """The script as a PDF."""
    page = script(order.plan, order.language, large=order.large)
    yield order.shelf.pdf("call_script", NAMES[order.language], page)


def script(plan: AppealPlan, language: str, *, large: bool = False) -> Document:
    """The calls of this case: to who decides, before and after sending, and to the office."""
    said = words(language)
    texts = {
        key.removeprefix("script."): text
        for key, text in said.texts.items()
        if key.startswith("script.")
    }
    return compose(
        "script.xhtml",
        {
            "patient": own(plan.facts.answers.get("patient_name"), "answer:patient_name"),
            "parts": _parts(plan, said),
        },
        title=texts["title"],
        kind="checklist",
        language=language,
        words={**texts, **labels(language)},
        large=large,
        dated=plan.today,
    )


def _parts(plan: AppealPlan, said: Words) -> list[dict[str, Any]]:
    """The calls with their headings, those without a line left out."""
    lines = call_lines(plan, speaks=said.language)
    again = next((step.by for step in plan.steps if step.key == "confirm"), None)
    whom = said.phrase(f"script.whom_{whom_to_call(plan)}").plain()
    fields: dict[str, dict[str, Owned]] = {
        "plan": {"whom": Owned(whom, "words:script.whom")},
        "sent": {"day": Owned(said.day(again or plan.aim_by), "plan:confirm")},
        "office": {},
    }
    return [
        {
            "heading": f"{part}_heading",
            "fields": named,
            "lines": [_line(each, plan, said) for each in lines if each.part == part],
        }
        for part, named in fields.items()
        if any(each.part == part for each in lines)
    ]


def _line(each: CallLine, plan: AppealPlan, said: Words) -> dict[str, Any]:
    aloud = _text(each.line, plan, words("en")) if said.language != "en" else None
    return {"aloud": aloud, "text": _text(each.line, plan, said), "note": f"note_{each.note}"}


def _text(line: str, plan: AppealPlan, said: Words) -> Owned:
    values = _values(plan, said)
    wanted = FIELD.findall(said.texts[f"script.{line}"])
    told = said.phrase(f"script.{line}", **{name: values[name] for name in wanted}).plain()
    return Owned(told, f"words:script.{line}")


def _values(plan: AppealPlan, said: Words) -> dict[str, str]:
    """What the lines may name, in that language."""
    answers, notice = plan.facts.answers, plan.facts.day("notice_date")
    appeal = said.phrase("script.appeal").plain()
    place = answers.get("appeals_fax") or ", ".join(
        line.strip() for line in str(answers.get("appeals_address") or "").splitlines()
    )
    return {
        "patient": str(answers.get("patient_name") or ""),
        "service": str(answers.get("service_name") or ""),
        "claim": str(answers.get("claim_number") or ""),
        "dated": said.day(notice) if notice else "",
        "day": said.day(plan.aim_by),
        "noun": level_name(plan.level.id, said) if plan.level else appeal,
        "place": place,
        "papers": "; ".join(said.documents[key].name for key in office_papers(plan)),
    }
