"""The checklist as one short message: the dates, the next steps, and where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import flows
from bot.conversation.replies import SCREEN, Button, Row
from flows.appeal import appeal_plan
from flows.interview.case import Case
from flows.interview.words import Phrase, Words, words
from flows.plan import AppealPlan, expected_after
from flows.steps import after_sending
from letters.writing.checklist_steps import told_steps
from letters.writing.packed import Packed

SHOWN = 3  # steps; the whole list is a file


def checklist(
    case: Case,
    *,
    today: date,
    file: str | None,
    sign_page: int | None = None,
    packed: Packed | None = None,
) -> tuple[Phrase, ...]:
    """The parts of the message. `file` is the name of the whole list, None while there is none.

    `packed`: the packet, where there is one; it is what is signed and sent.
    """
    said = words(case.language)
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    rest = said.phrase("checklist.chat_no_file")
    if file:
        rest = said.phrase("checklist.chat_rest", file=file)
    if case.phase == "sent":
        sent_on = case.sent_on or today
        expected = expected_after(case.got_on or sent_on, plan.answer)
        plan = after_sending(plan, sent_on, got_on=case.got_on)
        dates = _dates(said, [("chat_sent", sent_on), ("chat_answer", expected)])
    else:
        dates = _dates(said, _to_meet(plan))
    earlier = [said.phrase("checklist.earlier_date")] if plan.due and case.phase != "sent" else []
    steps = told_steps(plan, said.language, sign_page=sign_page, packed=packed)
    return (dates, *earlier, _steps(steps, said), *missing(plan, said), *_calls(case, said), rest)


def print_way(case: Case) -> Row:
    """The button to the checklist in large print, or back to the usual one."""
    said = words(case.language)
    if case.large:
        return (Button(said.button("normal_print"), SCREEN, "large-no"),)
    return (Button(said.button("large_print"), SCREEN, "large-yes"),)


def missing(plan: AppealPlan, said: Words) -> tuple[Phrase, ...]:
    """How many papers are not in hand; nothing where none is missing."""
    count = len(plan.not_in_hand)
    if count == 1:
        return (said.phrase("checklist.chat_missing_one"),)
    return (said.phrase("checklist.chat_missing", count=count),) if count else ()


def _calls(case: Case, said: Words) -> tuple[Phrase, ...]:
    """The last calls that were written down, a line each; nothing where there is none."""
    lines, fields = ["**{title}**"], {"title": said.phrase("checklist.chat_calls")}
    for place, each in enumerate(case.calls[-SHOWN:]):
        day = said.known_date(each["date"]) if each.get("date") else ""
        told = [each[key] for key in ("person", "reference", "said") if each.get(key)]
        lines.append(f"• {{call{place}}}")
        value = ", ".join(told)
        fields[f"call{place}"] = said.phrase("facts.line", name=day, value=value)
    return (Phrase("\n".join(lines), fields),) if case.calls else ()


def _to_meet(plan: AppealPlan) -> list[tuple[str, date | None]]:
    return [
        ("chat_aim", plan.aim_by),
        ("chat_last", plan.due.last_day if plan.due else None),
        ("chat_answer", plan.answer_expected if plan.due else None),
    ]


def _dates(said: Words, days: list[tuple[str, date | None]]) -> Phrase:
    known = {key: day for key, day in days if day}
    lines = ["**{title}**", *(f"{{{key}}}" for key in known)]
    told = {key: said.phrase(f"checklist.{key}", day=said.day(day)) for key, day in known.items()}
    return Phrase("\n".join(lines), {"title": said.phrase("checklist.title"), **told})


def _steps(steps: Sequence[dict[str, Any]], said: Words) -> Phrase:
    """The next steps with their days, and how."""
    lines = ["**{title}**"]
    fields: dict[str, object] = {"title": said.phrase("checklist.chat_next")}
    for place, step in enumerate(steps[:SHOWN], 1):
        what = f"{place}. **{{what{place}}}**"
        fields |= {f"what{place}": step["what"], f"how{place}": step["how"]}
        if step["by"]:
            what = f"{what} {{by{place}}}"
            day = said.known_date(step["by"])
            fields[f"by{place}"] = said.phrase("checklist.step_by", day=day)
        lines += [what, f"{{how{place}}}"]
    return Phrase("\n".join(lines), fields)
