"""Every reason at every step of every coverage, timing and voice: no knock-out point."""

from __future__ import annotations

import random

import pytest

from flows.law.coverage import coverages
from flows.plan import AppealPlan
from letters.writing.checklist import checklist
from letters.writing.clean import refuse_unless_clean
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from letters.writing.text import text
from tests.letters.rubric import Case, Table, failures, points
from tests.support.matrix import cells, plan_of

WANTED = 0.95  # of the applicable points
WRITTEN_TO_FILES = 0.01  # the share whose PDF and DOCX are made too
DRAWN = 100  # of the cells of a coverage: another hundred each time


def faults(plan: AppealPlan, rng: random.Random) -> list[str]:
    """What is wrong with the papers of that plan."""
    letter = appeal_letter(plan)
    refuse_unless_clean(letter, plan)
    language = rng.choice(["en", "es"])
    checklist(plan, language, sign_page=2)
    if rng.random() < WRITTEN_TO_FILES:
        made = all_papers(plan, language)
        assert all(len(each.content) > 1000 for each in made.papers)
    return failures(Case(plan), text(letter))


@pytest.mark.soak
@pytest.mark.parametrize("coverage", coverages())
def test_every_step_of_a_coverage_writes_papers_that_stand(coverage: str) -> None:
    seed = random.randrange(10**6)
    print(f"\n{coverage}, seed {seed}")
    rng, written, bad, table = random.Random(seed), 0, list[str](), Table()
    mine = [(name, cell) for name, cell in cells(rng) if cell["coverage"] == coverage]
    for name, cell in rng.sample(mine, DRAWN):
        plan = plan_of(cell)
        if plan is None:  # a page stands instead
            continue
        written += 1
        bad += [f"{name}: {each}" for each in faults(plan, rng)]
        table.add(name, points(Case(plan), text(appeal_letter(plan))))

    print(f"{written} letters, {len(bad)} knock-out points failed")
    print(table.printed())
    assert table.share >= WANTED
    assert bad[:20] == []
    assert written > 25


def test_a_sample_of_the_matrix_writes_papers_that_stand() -> None:
    rng = random.Random(20261122)
    drawn = rng.sample(list(cells(rng)), 160)
    plans = {name: plan for name, cell in drawn if (plan := plan_of(cell))}

    bad = [f"{name}: {each}" for name, plan in plans.items() for each in faults(plan, rng)]

    assert bad == []
    assert len(plans) > 80
