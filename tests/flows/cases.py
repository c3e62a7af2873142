"""Cases of nobody: the answers files of tests/cases, and changes to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.plan import AppealPlan

TODAY = date(2026, 7, 20)
CASES = Path(__file__).parents[1] / "cases"
# Each case and the day on which its papers are made.
ON = {
    "mri_all_given": date(2026, 7, 10),
    "mri_everything_missing": date(2026, 7, 10),
    "mri_marketplace": date(2026, 7, 10),
    "dexa_medicare": date(2026, 10, 20),
    "dexa_medicare_without_dose": date(2026, 10, 20),
    "dexa_advantage": date(2026, 10, 20),
    "kyphoplasty_medicare": date(2026, 10, 30),
    "pet_marketplace": date(2026, 11, 20),
}


def answers(name: str = "mri_all_given", **changes: Any) -> dict[str, Any]:
    """The answers of a case, changed; `...` takes one out."""
    found: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text("utf-8"))["answers"]
    return {key: each for key, each in {**found, **changes}.items() if each is not ...}


def facts(name: str = "mri_all_given", **changes: Any) -> Facts:
    return Facts(answers(name, **changes))


def plan(name: str = "mri_all_given", *, today: date = TODAY, **changes: Any) -> AppealPlan:
    return appeal_plan(facts(name, **changes), today=today)
