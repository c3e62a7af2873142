"""Letters and checklists word for word. Rewrite them with GOLDEN=write and read the diff."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from letters.writing.checklist import checklist
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.flows.cases import ON, VARIANTS, case_of

CASES = Path(__file__).parent.parent / "cases"
GOLDENS = Path(__file__).parent / "goldens"


@pytest.mark.parametrize("kind", ["letter", "checklist.en", "checklist.es"])
@pytest.mark.parametrize("name", ON)
def test_the_papers_read_as_they_were_approved(name: str, kind: str) -> None:
    content, today = json.loads((CASES / f"{name}.json").read_text()), ON[name]
    plan = appeal_plan(read_answers(content, today=today).facts, today=today)

    if kind == "letter":
        written = text(appeal_letter(plan), width=100)
    else:
        language = kind.removeprefix("checklist.")
        written = text(checklist(plan, language, sign_page=2), width=100)

    golden = GOLDENS / f"{name}.{kind}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()


@pytest.mark.parametrize("name", VARIANTS)
def test_the_letter_of_a_variant_reads_as_it_was_approved(name: str) -> None:
    found, today = case_of(name)
    plan = appeal_plan(read_answers({"answers": found}, today=today).facts, today=today)

    written = text(appeal_letter(plan), width=100)

    golden = GOLDENS / f"{name}.letter.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()
