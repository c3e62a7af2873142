"""Each point of the rubric refuses a letter it must refuse; what the goldens and a sample score."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.flows.cases import ON, VARIANTS
from tests.flows.cases import case_of as variant
from tests.letters.rubric import Case, Packet, Table, paper_points, points
from tests.letters.rubric.scored import POINTS
from tests.support.matrix import cells, plan_of

CASES = Path(__file__).parent.parent / "cases"
GOAL = 0.95
MAIN = ("dexa_medicare", "mri_all_given", "kyphoplasty_medicare", "therapy_hearing")


def case_of(name: str) -> Case:
    """A case file, or a variant of one, by its name."""
    if name in VARIANTS:
        found, today = variant(name)
        return Case(appeal_plan(read_answers({"answers": found}, today=today).facts, today=today))
    content, today = json.loads((CASES / f"{name}.json").read_text()), ON[name]
    return Case(appeal_plan(read_answers(content, today=today).facts, today=today))


def flat(case: Case) -> str:
    return " ".join(text(appeal_letter(case.plan)).split())


# The case of each point, and what is taken out of its letter (or put in: old, new).
SPOILED: dict[str, tuple[str, str] | tuple[str, str, str]] = {
    "A1": ("mri_all_given", "July 10, 2026"),
    "A3": ("mri_all_given", "Member ID: NBT 4410 2286"),
    "A4": ("mri_all_given", "Claim or case number: A-77120-26"),
    "A6": ("mri_all_given", "Not yet provided"),
    "A7": ("mri_all_given", "Denial notice dated: July 6", "Denial notice dated: July 5"),
    "A8": ("mri_all_given", "(651) 555-0171"),
    "A10": ("mri_all_given", "418 Larkspur Lane"),
    "A12": ("mri_representative", "Brother", "Friend"),
    "A13": ("mri_representative", "names me as representative"),
    "B1": ("mri_all_given", "Please reverse the decision dated", "The decision is dated"),
    "B3": ("mri_approval_network", "The missing approval"),
    "B4": ("kyphoplasty_medicare", "disagree with the decision: ", "disagree. "),
    "B5": ("mental_health_insured", "Expedited request."),
    "C2": ("mri_all_given", "lumbar radiculopathy"),
    "C3": ("mri_all_given", "March 2026", "spring"),
    "C4": ("mri_all_given", "I can sit for about 15 minutes."),
    "C5": ("mri_all_given", "April 6, 2026 | May 31, 2026", "2026 | 2026"),
    "C6": ("mri_all_given", "Narrow disc space"),
    "C7": ("sleep_marketplace", "ome device failed once, and it cann"),
    "C8": ("mri_all_given", "could become permanent"),
    "C9": ("mri_rule_in_hand", "Physical therapy, April 6 to May 31"),
    "C10": ("mri_all_given", "Spine Imaging Guideline SP-12"),
    "C11": ("bill_of_many_faults", "page 48"),
    "C12": ("mri_rule_in_hand", "The rule says “generally”"),
    "D2": ("mri_all_given", ", as Dana Reyes, MD gave it"),
    "D9": ("mri_all_given", "supports this appeal", "supports my child and this appeal"),
    "E2": ("mri_all_given", "give me the reasons in writing"),
    "E3": ("mri_unknown_plan", "end me", "end them"),
    "E4": ("mri_all_given", "did not make it", "likes it"),
    "E5": ("mri_all_given", "name the medical experts"),
    "E6": ("mri_all_given", "(peer-to-peer)"),
    "E8": ("mri_all_given", "is made within the", "is made in the"),
    "E9": ("mri_all_given", "by an Independent Review Organization"),
    "E11": ("mri_all_given", "Please confirm in writing"),
    "G1": ("mri_all_given", "no deference"),
    "G2": ("mri_all_given", "Enclosures", "The insurance department will hear of it. Enclosures"),
    "G3": ("mental_health_insured", "CFR", "rule"),
    "G4": ("dexa_medicare", "Medicare number: "),
    "G5": ("dexa_advantage", "Enclosures", "(26 CFR 54.9815-2719) Enclosures"),
    "G6": ("drug_part_d", "edetermination", "eview"),
    "G7": ("therapy_medicaid", "hearing"),
    "G8": ("therapy_state_medicaid", "earing"),
    "G9": ("mri_fehb", "Enclosures", "(29 CFR 2560.503-1) Enclosures"),
    "G10": ("mri_church", "Enclosures", "ERISA Enclosures"),
    "G11": ("mri_tricare", "Enclosures", "ERISA Enclosures"),
    "G12": ("mri_short_term", "Enclosures", "(45 CFR 147.136) Enclosures"),
    "G13": ("mri_unknown_plan", "Enclosures", "(45 CFR 147.136) Enclosures"),
    "F1": ("dexa_medicare", "does not name the rule that was used"),
    "F2": ("kyphoplasty_medicare", "Treatment | From"),
    "F3": ("kyphoplasty_medicare", "the letter of medical necessity"),
    "F4": ("sleep_marketplace", "another test or treatment would do"),
    "F5": ("covered_elsewhere", "care for a condition"),
    "F6": ("pet_marketplace", "the policy and the studies"),
    "F7": ("mri_approval_network", "Carla at the plan"),
    "F8": ("glp1_self_funded", "Why no other drug should come first"),
    "F10": ("mri_approval_network", "no opening until December"),
    "F11": ("er_not_emergency", "I feared a burst appendix"),
    "F13": ("bill_of_many_faults", "Scans that are not ordered"),
    "F14": ("mental_health_insured", "comparative analysis"),
    "F15": ("mental_health_insured", "The level of care that was asked for"),
    "F16": ("bill_of_many_faults", "72149"),
    "F17": ("bill_of_many_faults", "June 10, 2026"),
    "F18": ("covered_elsewhere", "which plan that is"),
    "F20": ("covered_elsewhere", "why coverage is said to begin or end"),
}


@pytest.mark.parametrize("point", POINTS, ids=lambda each: each.id)
def test_a_point_refuses_a_letter_without_it(point: object) -> None:
    assert isinstance(point, type(POINTS[0]))
    name, old, *rest = SPOILED[point.id]
    case = case_of(name)
    letter = flat(case)
    assert old in letter, "the case does not show this point"

    spoiled = letter.replace(old, rest[0] if rest else "")

    assert point.when(case)
    assert point.passes(case, letter)
    assert not point.passes(case, spoiled)


def test_every_point_has_a_letter_it_must_refuse() -> None:
    assert SPOILED.keys() == {each.id for each in POINTS}


def test_the_goldens_score_what_a_good_office_scores() -> None:
    table = Table()
    for name in (*ON, *VARIANTS):
        case = case_of(name)
        table.add(name, points(case, flat(case)))

    print(f"\ngoldens: {table.printed()}")
    assert table.share >= GOAL


@pytest.mark.parametrize("name", MAIN)
def test_the_files_of_a_main_case_meet_every_point(name: str) -> None:
    found = paper_points(Packet.of(case_of(name)))

    assert [point for point, verdict in found.items() if verdict == "failed"] == []


@pytest.mark.soak
def test_the_files_of_the_goldens_score_as_well() -> None:
    table = Table()
    for name in (*ON, *VARIANTS):
        table.add(name, paper_points(Packet.of(case_of(name))))

    print(f"\nfiles: {table.printed()}")
    assert table.share >= GOAL


def test_a_sample_of_the_matrix_scores_as_well() -> None:
    table, rng = Table(), Random(20261122)
    for name, cell in rng.sample(list(cells(rng)), 60):
        plan = plan_of(cell)
        if plan is not None:
            table.add(name, points(Case(plan), flat(Case(plan))))

    print(f"\nsample: {table.printed()}")
    assert table.share >= GOAL
