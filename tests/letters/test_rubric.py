"""Each knock-out check refuses a letter it must refuse, and passes the goldens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.facts import Facts
from flows.law.reasons import reasons
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from letters.writing.text import text
from tests.flows.cases import ON, VARIANTS
from tests.flows.cases import case_of as variant
from tests.letters.rubric import KNOCK_OUT, Case, failures

CASES = Path(__file__).parent.parent / "cases"


def case_of(name: str, **changes: object) -> Case:
    content, today = json.loads((CASES / f"{name}.json").read_text()), ON[name]
    content["answers"].update(changes)
    return Case(appeal_plan(read_answers(content, today=today).facts, today=today))


def unchecked(**changes: object) -> Case:
    """A case whose answers no longer pass the check that they passed when they were given."""
    found = {**case_of("mri_all_given").answers, **changes}
    return Case(appeal_plan(Facts(found), today=ON["mri_all_given"]))


def letter_of(case: Case) -> str:
    all_papers(case.plan, "en")  # its linters refuse a sentence that nobody owns
    return text(appeal_letter(case.plan))


@pytest.mark.parametrize("name", ON)
def test_the_golden_letters_fail_no_knock_out_point(name: str) -> None:
    case = case_of(name)

    assert failures(case, letter_of(case)) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_no_variant_fails_a_knock_out_point(name: str) -> None:
    found, today = variant(name)
    case = Case(appeal_plan(read_answers({"answers": found}, today=today).facts, today=today))

    assert failures(case, letter_of(case)) == []


@pytest.mark.parametrize("asker", ["parent", "representative", "clinician"])
def test_no_voice_fails_a_knock_out_point(asker: str) -> None:
    case = case_of("mri_all_given", asker=asker, signer_name="Luis Vega", signer_role="father")

    letter = letter_of(case)

    assert failures(case, letter) == []
    assert "Luis Vega" in letter


PT = {
    "kind": "physical_therapy",
    "name": "Physical therapy",
    "started": "2026-04-06",
    "ended": "2026-05-31",
    "result": "no_relief",
}
UPSET = {"result": "side_effects", "why_stopped": "my depression got worse"}


@pytest.mark.parametrize(
    "changes",
    [
        {"care_timing": "already_had", "service_dates": ["2026-06-01"]},
        {"care_timing": "ongoing", "service_dates": None},
        {"urgent": "yes"},
        {"notice_date": "2025-06-02", "received_on": None, "late_reason": "I was in the hospital."},
        {"denial_reasons": ["medical_necessity", "step_therapy"]},
        {"denial_reasons": ["experimental", "no_prior_authorization"]},
        {"denial_reasons": ["alternative_service"], "why_not_alternative": "An x-ray was done."},
        {"denial_reasons": ["frequency_limit", "out_of_network", "duplicate"]},
        {"denial_reasons": ["insufficient_documentation", "not_stated"]},
        {"coverage": "unknown"},
        {"coverage": "employer_fully_insured_erisa"},
        {"coverage": "employer_fully_insured_erisa", "urgent": "yes", "us_state": "TX"},
        {"coverage": "individual_marketplace_aca", "us_state": "TX"},
        {"coverage": "individual_marketplace_aca", "denial_reasons": ["experimental"]},
        {"treatments": []},
        {"treatments": [{"kind": "other", "name": "Heat packs", "started": "2026-07-08"}]},
        {"treatments": [PT, {"kind": "other", "name": "Heat packs", "started": "2026-07-08"}]},
        {
            "treatments": [PT, {"kind": "other", "name": "Heat packs", "started": "2026-07-08"}],
            "denial_reasons": ["medical_necessity"],
        },
        {"symptoms": "Pain and anxiety since the fall."},
        {"treatments": [PT | UPSET, {"kind": "other", "name": "Heat packs"}]},
        {"treatments": [PT | UPSET]},
        {"treatments": [PT | {"result": "could_not_take"}]},
        {"treatments": [PT, PT | {"name": "Traction", "result": "could_not_take"}]},
        {"clinician_support": "no"},
        {"ordering_clinician": None},
    ],
    ids=str,
)
def test_no_branch_of_the_letter_fails_a_knock_out_point(changes: dict[str, object]) -> None:
    case = case_of("mri_all_given", **changes)

    assert failures(case, letter_of(case)) == []


SPOILED: dict[str, Callable[[str], str]] = {
    "A11": lambda letter: letter.replace("Internal appeal of", "External review of"),
    "C14": lambda letter: letter,
    "E10": lambda letter: letter,
    "A2": lambda letter: letter.replace("Rosa Vega", "The member"),
    "A5": lambda letter: letter.replace("code 72148", "code 99999"),
    "A9": lambda letter: letter.replace("PO Box 5550", "PO Box 1234"),
    "A14": lambda letter: letter.replace("Dana Reyes, MD supports", "[Insert name] supports"),
    "B2": lambda letter: letter.replace("six weeks of conservative", "enough"),
    "C1": lambda letter: letter.replace("Treatment before this request", "History"),
    "C13": lambda letter: letter.replace("Tests so far", "Tests so far, as the ACR criteria ask"),
    "D1": lambda letter: letter.replace("April 2, 2026", "April 23, 2026"),
    "D3 I1": lambda letter: f"{letter} Enclosures 6. The physical therapy records",
    "D4": lambda letter: letter,  # the case is spoiled instead, see below
    "D5 D6": lambda letter: letter.replace(
        "I respectfully", "In bad faith you lied. I respectfully"
    ),
    "E1": lambda letter: letter.replace("Reverse the decision", "Think of it"),
    "E7": lambda letter: letter.replace("within 30 days", "within 15 days"),
    "E8": lambda letter: letter,
    "D7": lambda letter: letter,
    "D8": lambda letter: letter,
    "E12 E13": lambda letter: letter.replace("29 CFR 2560.503-1(h)(2)(iii)", "42 CFR 405.942(b)"),
}


# Points for which the case is spoiled, not the letter.
OTHER_CASE = ("C14", "D4", "D7", "D8", "E8", "E10")


@pytest.mark.parametrize("point", [p for p in SPOILED if p not in OTHER_CASE])
def test_a_spoiled_letter_is_refused(point: str) -> None:
    case = case_of("mri_all_given")
    spoiled = " ".join(SPOILED[point](letter_of(case)).split())

    assert list(KNOCK_OUT[point](case, spoiled)) != []


def test_a_letter_of_another_case_is_refused() -> None:
    given = case_of("mri_all_given")
    letter = " ".join(letter_of(given).split())
    unsupported = case_of("mri_all_given", clinician_support="no")
    late = case_of("mri_all_given", notice_date="2025-06-02", received_on=None)
    turned = [{**PT, "started": "2026-04-06", "ended": "2026-03-20"}]
    ended = unchecked(treatments=turned)
    begun = case_of("mri_all_given", treatments=[{**PT, "started": "2026-07-08", "ended": None}])
    item = case_of("mri_all_given", treatments=[PT | UPSET])
    private = case_of("mri_all_given", symptoms=f"{given.answers['symptoms']} And depression.")

    new = unchecked(first_denial="no", level="external_review", whats_new="A new MRI report.")
    kept = case_of("therapy_medicaid")

    assert list(KNOCK_OUT["C14"](new, letter)) != []
    assert list(KNOCK_OUT["E10"](kept, letter)) != []
    assert list(KNOCK_OUT["D4"](unsupported, letter)) != []
    assert list(KNOCK_OUT["E8"](late, letter)) != []
    spoiled = letter.replace("May 31, 2026", "March 20, 2026")
    assert list(KNOCK_OUT["D7"](ended, spoiled)) != []
    assert list(KNOCK_OUT["D7"](begun, letter)) != []
    assert list(KNOCK_OUT["D8"](private, letter)) != []
    assert list(KNOCK_OUT["D8"](item, letter)) != []


def test_a_treatment_that_began_after_the_notice_is_not_said_to_have_been_tried() -> None:
    since = {"kind": "other", "name": "Heat packs", "started": "2026-07-08"}

    alone = letter_of(case_of("mri_all_given", treatments=[since]))
    beside = letter_of(case_of("mri_all_given", treatments=[PT, since]))

    assert "It has been tried" not in alone
    assert "Please tell me which treatment" in alone
    assert "Since the notice" in alone
    assert beside.index("Physical therapy (8 weeks)") < beside.index("Since the notice")
    assert beside.index("Since the notice") < beside.index("Heat packs")


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (["no_relief"], "It has been tried, as this table shows."),
        (["no_relief", "could_not_take"], "It has been tried where it could be used"),
        (["could_not_take"], "This table shows why it could not be used."),
    ],
)
def test_what_could_not_be_used_is_not_said_to_have_been_tried(
    results: list[str], told: str
) -> None:
    items = [PT | {"name": f"Treatment {place}", "result": r} for place, r in enumerate(results)]

    letter = " ".join(letter_of(case_of("mri_all_given", treatments=items)).split())

    assert told in letter


def test_why_nothing_else_should_come_first_is_said_once_where_the_reason_is_answered() -> None:
    both = ["step_therapy", "alternative_service"]
    said = "Why no other drug should come first"

    for reasons_given in (both, both[::-1], ["step_therapy"]):
        letter = letter_of(case_of("glp1_self_funded", denial_reasons=reasons_given))
        assert letter.count(said) == 1
        assert letter.index(said) < letter.index("Why this care is needed")
    other = letter_of(case_of("glp1_self_funded", denial_reasons=["not_covered"]))
    assert other.index(said) > other.index("Why this care is needed")


def test_an_end_before_the_start_is_left_out() -> None:
    case = unchecked(treatments=[{**PT, "started": "2026-06-15"}])
    letter = letter_of(case)

    assert failures(case, letter) == []
    assert "Physical therapy | June 15, 2026 | – | No relief." in letter
    assert "May 31, 2026" not in letter


def test_every_check_has_a_letter_it_must_refuse() -> None:
    assert SPOILED.keys() == KNOCK_OUT.keys()


@pytest.mark.parametrize("in_hand", [False, True], ids=["nothing in hand", "letter in hand"])
@pytest.mark.parametrize("reason", reasons())
def test_a_letter_on_any_reason_passes_with_and_without_papers(reason: str, in_hand: bool) -> None:
    papers = {"clinician_letter": "have"} if in_hand else {}
    case = case_of("mri_all_given", denial_reasons=[reason], documents=papers)

    assert failures(case, letter_of(case)) == []


@pytest.mark.parametrize(("key", "between"), [("address", " · "), ("appeals_address", "\n")])
def test_a_blank_line_in_an_address_does_not_stop_the_letter(key: str, between: str) -> None:
    letter = letter_of(unchecked(**{key: "418 Larkspur Lane\n\nSaint Paul, MN 55104"}))

    assert f"418 Larkspur Lane{between}Saint Paul, MN 55104" in letter
