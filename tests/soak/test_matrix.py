"""Coverages, services and reasons, every other answer drawn at random, at any step."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import flows
from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.interview.path import on_path, options, path
from flows.interview.questions import Question, interview
from flows.law.coverage import coverages
from flows.law.reasons import reasons
from flows.law.services import services
from flows.obstacles import obstacle
from letters.writing.checklist import checklist
from letters.writing.clean import refuse_unless_clean
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.letters.rubric import Case, Table, failures, points
from tests.support.patient import GOOD

pytestmark = pytest.mark.soak
TODAY = date(2026, 11, 20)
DRAWN = 600  # of the cells: each walks the whole interview


def drawn(rng: random.Random, fixed: dict[str, Any]) -> dict[str, Any]:
    """Answers to every question that these open, one after the other."""
    answers = dict(fixed)
    for _ in range(200):
        step = path(interview().questions, answers, flows.given(TODAY)).now
        if step is None:
            return answers
        if step.group and step.index is not None:
            item = answers[step.group][step.index]
            item[step.question.key] = _value(rng, step.question, f"{step.group}.", answers, item)
        elif step.question.kind == "more":
            answers[step.question.key] = "done"
        else:
            answers[step.question.key] = _value(rng, step.question, "", answers, answers)
    raise AssertionError("the questions do not end")


def _value(
    rng: random.Random, asked: Question, group: str, answers: dict[str, Any], beside: dict[str, Any]
) -> Any:
    if (asked.optional or asked.unsure) and rng.random() < 0.3:
        return None
    counted = on_path(interview().questions, answers, flows.given(TODAY))
    offered = options(asked, counted, flows.given(TODAY))
    if asked.kind in ("day", "days", "known_date"):
        day = _day(rng, str(beside.get(asked.not_before or "") or "2026-06-01"))
        return [day] if asked.kind == "days" else day
    if asked.kind == "multi_choice":
        chosen = rng.sample(offered, min(len(offered), rng.randrange(1, 4)))
        return ["none"] if "none" in chosen else chosen
    if asked.key == "name":  # two of one name could not be told apart
        return f"Medicine {rng.randrange(10**6)}"
    made: dict[str, Callable[[], Any]] = {
        "group": lambda: [{} for _ in range(rng.randrange(3))],
        "choice": lambda: rng.choice(offered),
        "named": lambda: rng.choice(offered),
        "documents": lambda: {key: rng.choice(["have", "asked", "missing"]) for key in offered},
        "number": lambda: int(rng.uniform(asked.least or 0, min(asked.most or 100, 100))) or 1,
        "codes": lambda: [GOOD[asked.key]],
        "phone": lambda: "(614) 555-0133",
        "email": lambda: "name@example.com",
    }
    told = GOOD.get(group + asked.key) or GOOD.get(asked.key) or "As the doctor wrote it."
    return made.get(asked.kind, lambda: told)()


def _day(rng: random.Random, earliest: str) -> str:
    first = date.fromisoformat(f"{earliest}-01-01"[:10] if len(earliest) < 10 else earliest)
    return min(first + timedelta(days=rng.randrange(120)), TODAY).isoformat()


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for coverage in coverages():
        for service in services():
            for reason in reasons():
                yield (
                    f"{coverage} {service} {reason}",
                    {"coverage": coverage, "service": service, "denial_reasons": [reason]},
                )


def test_no_letter_of_the_matrix_breaks_a_rule_or_fails_a_knock_out_point() -> None:
    seed = random.randrange(10**6)
    print(f"\nseed {seed}")
    rng, written, bad, table = random.Random(seed), 0, list[str](), Table()
    for name, fixed in rng.sample(list(cases()), DRAWN):
        found = drawn(rng, {**fixed, "first_denial": rng.choice(["yes", "yes", "no"])})
        counted = on_path(interview().questions, found, flows.given(TODAY))
        if obstacle(counted):
            continue
        plan = appeal_plan(Facts(counted), today=TODAY)
        letter = appeal_letter(plan)
        refuse_unless_clean(letter, plan)
        checklist(plan, rng.choice(["en", "es"]), sign_page=2)
        written += 1
        bad += [f"{name}: {each}" for each in failures(Case(plan), text(letter))]
        table.add(name, points(Case(plan), text(letter)))

    print(table.printed())
    print(f"{written} letters, {len(bad)} knock-out points failed")
    assert bad == []
    assert written > 400
    assert table.share >= 0.95
