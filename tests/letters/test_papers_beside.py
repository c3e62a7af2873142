"""The papers for the clinician and the request for the papers: when, what, and how long."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.companions import companions, makes_sense
from flows.law.reasons import reasons
from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.blocks import Document
from letters.writing.clean import refuse_unless_clean
from letters.writing.clinician_papers import clinician_letter_draft, clinician_request
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from letters.writing.peer_to_peer import peer_to_peer
from letters.writing.places import places
from letters.writing.records_request import records_request
from letters.writing.text import text
from tests.flows.cases import case_of
from tests.support.matrix import cells, plan_of
from tests.support.reading import english_grade, words_of

GOLDENS = Path(__file__).parent / "goldens"
WRITTEN: dict[str, Callable[[AppealPlan], Document]] = {
    "clinician_request": clinician_request,
    "clinician_letter_draft": clinician_letter_draft,
    "peer_to_peer": peer_to_peer,
    "records_request": records_request,
}
MOST_PAGES = {kind: 3 if kind == "clinician_letter_draft" else 1 for kind in WRITTEN}
CASES = (
    "mri_all_given",
    "mri_spanish",
    "dexa_medicare_without_dose",
    "mental_health_insured",
    "therapy_medicaid",
)
VOICES = ("patient", "parent", "representative", "clinician")
DRAWN = 120  # of the cells of the matrix
GRADE = 8  # for an office; what a patient reads is easier
SHORT = 4  # words: less is a label


def plan_for(name: str, **changes: Any) -> AppealPlan:
    found, today = case_of(name)
    given = read_answers({"answers": {**found, **changes}}, today=today)
    return appeal_plan(given.facts, today=today)


def kinds_of(plan: AppealPlan) -> list[str]:
    return [kind for kind in WRITTEN if makes_sense(kind, plan)]


def spoken(plan: AppealPlan, kind: str) -> str:
    return " ".join(text(WRITTEN[kind](plan)).split())


@pytest.mark.parametrize("name", CASES)
def test_the_papers_beside_the_letter_read_as_they_were_approved(name: str) -> None:
    plan = plan_for(name)

    for kind in WRITTEN:
        golden = GOLDENS / f"{name}.{kind}.txt"
        if not makes_sense(kind, plan):
            assert not golden.exists()
            continue
        written = text(WRITTEN[kind](plan), width=100)
        if os.environ.get("GOLDEN") == "write":
            golden.write_text(written)
        assert written == golden.read_text()


def drawn() -> Iterator[tuple[str, AppealPlan]]:
    seed = random.randrange(10**6)
    print(f"\nseed {seed}")
    rng = random.Random(seed)
    for name, cell in rng.sample(list(cells(rng)), DRAWN):
        plan = plan_of(cell)
        if plan is not None:
            yield name, plan


def test_no_paper_of_the_matrix_breaks_a_rule_or_is_too_long() -> None:
    written = 0
    for name, plan in drawn():
        for kind in kinds_of(plan):
            page = WRITTEN[kind](plan)
            refuse_unless_clean(page, plan)
            assert pdf.pages(page) <= MOST_PAGES[kind], (name, kind)
            written += 1

    assert written > DRAWN


@pytest.mark.parametrize("asker", VOICES)
def test_every_voice_has_papers_without_a_fault(asker: str) -> None:
    plan = plan_for("mri_all_given", asker=asker, signer_name="Luis Vega", signer_role="father")

    for kind in kinds_of(plan):
        refuse_unless_clean(WRITTEN[kind](plan), plan)

    assert ("clinician_request" in kinds_of(plan)) is (asker != "clinician")
    assert "clinician_letter_draft" in kinds_of(plan)


def test_every_paper_of_the_data_is_written_and_the_other_way_round() -> None:
    assert [each.kind for each in companions()] == list(WRITTEN)


@pytest.mark.parametrize("reason", reasons())
def test_a_no_about_the_bill_is_not_for_the_clinician(reason: str) -> None:
    found = kinds_of(plan_for("mri_all_given", denial_reasons=[reason]))

    about_care = reasons()[reason].about == "care"
    assert ("clinician_request" in found) is about_care
    assert ("clinician_letter_draft" in found) is about_care
    assert ("peer_to_peer" in found) is reasons()[reason].medical_judgment


@pytest.mark.parametrize(
    "changes",
    [
        {"office_action": ["peer_to_peer"]},
        {"coverage": "original_medicare", "care_timing": "already_had"},
    ],
    ids=["the call was made", "no doctor takes calls"],
)
def test_there_are_no_talking_points_for_a_call_that_cannot_be_made(
    changes: dict[str, Any],
) -> None:
    assert "peer_to_peer" not in kinds_of(plan_for("mri_all_given", **changes))


@pytest.mark.parametrize(
    ("coverage", "cited"),
    [
        ("employer_self_funded_erisa", "(29 CFR 2560.503-1(h)(2)(iii), (m)(8))"),
        ("individual_marketplace_aca", "45 CFR 147.136(b)(3)(i), applying 29 CFR"),
        ("church_plan", "26 CFR 54.9815-2719(b)(2)(i), applying"),
        ("medicaid_managed_care", "(42 CFR 438.406(b)(5))"),
        ("fehb_pshb", None),
        ("grandfathered", None),
        ("tricare", None),
        ("medicare_advantage", None),
        ("short_term_limited_duration", None),
        ("unknown", None),
    ],
)
def test_the_papers_are_asked_for_only_where_a_right_may_be_cited(
    coverage: str, cited: str | None
) -> None:
    plan = plan_for("mri_all_given", coverage=coverage)

    if cited is None:
        assert "records_request" not in kinds_of(plan)
    else:
        assert cited in spoken(plan, "records_request")


def test_a_right_that_asks_for_no_paper_is_not_in_the_request() -> None:
    plan = plan_for("mri_all_given")

    request = spoken(plan, "records_request")

    assert "gives no deference" not in request
    assert "free of charge" in request
    assert "It is not the appeal" in request


def test_only_the_draft_has_marked_places() -> None:
    for name in CASES:
        plan = plan_for(name)
        documents = [WRITTEN[kind](plan) for kind in kinds_of(plan)]
        for each in (appeal_letter(plan), *documents):
            marked = any(run.marked for place in places(each) for run in place.runs)
            assert marked is (each.kind == "draft"), (name, each)


def test_the_draft_does_not_speak_of_the_clinician_as_of_another() -> None:
    for service in (
        "mri_all_given",
        "glp1_self_funded",
        "sleep_marketplace",
        "inpatient_advantage",
    ):
        draft = spoken(plan_for(service), "clinician_letter_draft")

        assert "the clinician noted" not in draft
        assert "clinician has noted" not in draft
        assert "clinician explained" not in draft


def test_what_was_not_agreed_to_is_in_no_paper() -> None:
    plan = plan_for("mri_all_given", symptoms="Pain, and depression since the fall.")

    for kind in kinds_of(plan):
        assert "depression" not in spoken(plan, kind)


def test_a_long_reason_is_cut_on_the_pages_and_whole_in_the_draft() -> None:
    wording = "The records do not show it. " * 40
    plan = plan_for("mri_all_given", denial_wording=wording)

    assert spoken(plan, "clinician_letter_draft").count("do not show it") == 40
    for kind in ("clinician_request", "peer_to_peer"):
        assert " …”" in spoken(plan, kind)
        assert pdf.pages(WRITTEN[kind](plan)) == 1


def test_the_papers_come_after_the_checklist_and_tell_nothing_of_health_in_their_names() -> None:
    made = all_papers(plan_for("mri_all_given"), "en").papers

    assert [paper.name for paper in made][3:10] == [
        "Timeline.pdf",
        "Appeal_Packet.pdf",
        "Clinician_Request.docx",
        "DRAFT_Clinician_Letter.docx",
        "Peer_to_Peer.docx",
        "Records_Request.pdf",
        "Records_Request.docx",
    ]


@pytest.mark.parametrize("kind", WRITTEN)
def test_our_own_words_to_an_office_read_at_grade_eight(kind: str) -> None:
    plans = [plan_for(name) for name in CASES]
    sentences = {
        place.text.strip("[]")
        for plan in plans
        if makes_sense(kind, plan)
        for place in places(WRITTEN[kind](plan))
        if place.because == "form" and len(words_of(place.text)) > SHORT
    }

    grade = english_grade("\n".join(sentences))

    print(kind, len(sentences), round(grade, 1))
    assert grade <= GRADE
