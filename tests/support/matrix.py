"""Cases for the matrix: every step, reason, timing and voice on one set of facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any

import flows
from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.interview.path import on_path
from flows.interview.questions import interview
from flows.law.coverage import coverages
from flows.law.reasons import reasons
from flows.obstacles import obstacle
from flows.plan import AppealPlan
from tests.flows.cases import case_of

TODAY = date(2026, 7, 10)
TIMINGS = ("not_yet", "already_had", "ongoing")
ASKERS = ("patient", "parent", "representative", "clinician")
OUTCOMES = ("denied", "dismissed", "no_answer")


def cells(rng: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every cell by its name, with the answers that make it; what came of an appeal is drawn."""
    steps = [
        (key, level) for key, found in coverages().items() for level in found.levels or (None,)
    ]
    for (coverage, level), reason, timing, asker in product(steps, reasons(), TIMINGS, ASKERS):
        later = level.id if level and level.n > 1 else None
        outcome = rng.choice(OUTCOMES) if later else "denied"
        yield (
            f"{coverage} {level.id if level else '-'} {outcome} {reason} {timing} {asker}",
            {
                "coverage": coverage,
                "first_denial": "no" if later else "yes",
                "level": later,
                "outcome": outcome,
                "denial_reasons": [reason],
                "care_timing": timing,
                "asker": asker,
            },
        )


def plan_of(cell: dict[str, Any]) -> AppealPlan | None:
    """The plan of a cell; None where a page stands instead of a letter."""
    known, _ = case_of("mri_rule_in_hand")
    given = {
        **known,
        "urgent": "no",
        "asked_on": "2026-06-20",
        "whats_new": "A new report of an x-ray.",
        "effective_date": "2026-07-20",
        "keep_benefits": "yes",
        "amount_denied": 850,
        "va_decision": "care",
        "service_dates": ["2026-06-02"],
        "signer_name": "Luis Vega",
        "signer_role": "father",
        **{key: value for key, value in cell.items() if value is not None},
    }
    counted = on_path(interview().questions, given, flows.given(TODAY))
    if obstacle(counted):
        return None
    return appeal_plan(Facts(counted), today=TODAY)
