"""Which kind of coverage is found from what a person sees on the card and knows of the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.facts import Facts
from flows.interview.path import on_path
from flows.interview.questions import interview
from flows.law.coverage import drafts
from flows.law.finder import MOST, finder, found, funding_decides, whom_to_ask
from flows.standing import given
from tests.flows.cases import TODAY, answers, plan

SELF, INSURED = "employer_self_funded_erisa", "employer_fully_insured_erisa"
OWN, ORIGINAL, ADVANTAGE = "individual_marketplace_aca", "original_medicare", "medicare_advantage"
MANAGED, STATE = "medicaid_managed_care", "medicaid_fee_for_service"
PUBLIC, CHURCH = "non_federal_governmental", "church_plan"

# Invented people: where the plan is from, what the card or the letter shows, who pays (None: not
# asked), and the kinds that must be offered, best first.
PEOPLE: dict[str, tuple[str, list[str], str | None, list[str]]] = {
    # Medicare
    "widow with the red, white and blue card": ("medicare", ["medicare_card"], None, [ORIGINAL]),
    "man with a Medicare Summary Notice": ("not_sure", ["medicare_notice"], None, [ORIGINAL]),
    "woman with an H-number": ("medicare", ["medicare_plan"], None, [ADVANTAGE]),
    "member of an HMO who keeps the old card": (
        "medicare", ["medicare_card", "medicare_plan"], None, [ADVANTAGE],
    ),
    "retiree with the Medicare Advantage plan of a past job": (
        "company_or_union", ["medicare_plan"], None, [ADVANTAGE],
    ),
    "retired teacher with the Medicare Advantage plan of the state": (
        "public_job", ["medicare_plan"], None, [ADVANTAGE, PUBLIC],
    ),
    "woman with a drug plan": ("medicare", ["medicare_drug"], None, ["medicare_part_d"]),
    "man with Medicare and a drug plan": (
        "medicare", ["medicare_card", "medicare_drug"], None, [ORIGINAL, "medicare_part_d"],
    ),
    "man with a supplement": (
        "medicare", ["medicare_card", "medigap"], None, [ORIGINAL, "medigap"],
    ),
    "woman with one plan for Medicare and Medicaid": (
        "medicare", ["medicare_plan", "medicaid"], None, ["dsnp_integrated", ADVANTAGE],
    ),
    "man with Medicare and the state's Medicaid": (
        "medicare", ["medicare_card", "medicaid"], None, [ORIGINAL, STATE],
    ),
    "one who only knows that it is Medicare": ("medicare", ["none"], None, []),
    # a job
    "man whose card says administered by": ("company_or_union", ["administered_by"], None, [SELF]),
    "woman whose card says underwritten by": ("company_or_union", ["insured_by"], None, [INSURED]),
    "wife on her husband's plan, with Medicare second": (
        "company_or_union", ["medicare_card", "administered_by", "erisa"], None, [SELF],
    ),
    "husband with Medicare second and no word on who pays": (
        "company_or_union", ["medicare_card", "erisa"], "not_sure", [SELF, INSURED],
    ),
    "member of a union plan": ("company_or_union", ["erisa"], "yes", [SELF]),
    "member of a union plan that an insurer pays": ("company_or_union", ["none"], "no", [INSURED]),
    "one who can't ask who pays": ("company_or_union", ["none"], "not_sure", [SELF, INSURED]),
    "one whose card says both": (
        "company_or_union", ["administered_by", "insured_by"], "yes", [SELF],
    ),
    "one whose letter names ERISA, of a plan from anywhere": (
        "not_sure", ["erisa"], "not_sure", [SELF, INSURED],
    ),
    "one who holds two cards and does not know who sent the letter": (
        "not_sure", ["medicare_card", "administered_by"], None, [SELF, ORIGINAL],
    ),
    "worker at a small shop with a Silver plan": (
        "company_or_union", ["metal"], None, [INSURED, OWN],
    ),
    "worker whose job gives money for a plan (ICHRA)": (
        "company_or_union", ["marketplace"], None, [OWN, INSURED],
    ),
    "the same, who says that he bought it": ("bought", ["metal"], None, [OWN]),
    "worker whose plan is grandfathered": (
        "company_or_union", ["administered_by", "grandfathered"], None, ["grandfathered"],
    ),
    "worker with a limited benefit": (
        "company_or_union", ["limited"], None, ["fixed_indemnity_or_health_sharing"],
    ),
    "son of 22 on a parent's plan": ("company_or_union", ["insured_by"], None, [INSURED]),
    "student on a parent's plan who says college": (
        "college", ["administered_by", "erisa"], None, [SELF, "student_plan"],
    ),
    "student with the plan of the college": ("college", ["student"], None, ["student_plan"]),
    "state employee": ("public_job", ["none"], None, [PUBLIC]),
    "teacher at a private school": ("public_job", ["erisa"], "not_sure", [SELF, INSURED, PUBLIC]),
    "nurse at a Catholic hospital": ("church_job", ["none"], None, [CHURCH]),
    "nurse at a Catholic hospital that chose ERISA": (
        "church_job", ["erisa"], "yes", [SELF, CHURCH],
    ),
    "pastor in a sharing ministry": (
        "church_job", ["limited"], None, ["fixed_indemnity_or_health_sharing", CHURCH],
    ),
    # federal and military
    "postal worker": ("federal_job", ["none"], None, ["fehb_pshb"]),
    "federal retiree with Medicare": ("federal_job", ["fep", "medicare_card"], None, ["fehb_pshb"]),
    "federal retiree whose letter is a Medicare notice": (
        "federal_job", ["fep", "medicare_notice"], None, [ORIGINAL, "fehb_pshb"],
    ),
    "federal retiree who says Medicare": (
        "medicare", ["fep", "medicare_card"], None, [ORIGINAL, "fehb_pshb"],
    ),
    "soldier's daughter": ("military", ["tricare"], None, ["tricare"]),
    "retired soldier with Medicare": ("military", ["tricare", "medicare_card"], None, ["tricare"]),
    "veteran sent to a doctor outside by TriWest": (
        "military", ["va", "tricare"], None, ["va_health_care", "tricare"],
    ),
    "veteran's widow": ("military", ["champva", "va"], None, ["champva"]),
    "one who only knows that it is military": ("military", ["none"], None, []),
    # Medicaid
    "man with a named Medi-Cal plan": ("medicaid", ["medicaid_plan"], None, [MANAGED]),
    "the same, who chose both lines": ("medicaid", ["medicaid", "medicaid_plan"], None, [MANAGED]),
    "woman with the state's card alone": ("medicaid", ["medicaid"], None, [STATE]),
    "child in a state program": ("medicaid", ["chip"], None, ["chip"]),
    "one who only knows that it is Medicaid": ("medicaid", ["none"], None, []),
    # bought
    "man with a Bronze plan": ("bought", ["metal", "marketplace"], None, [OWN]),
    "man with a short-term plan from a website": (
        "bought", ["short_term"], None, ["short_term_limited_duration"],
    ),
    "the same, whose card says nothing": ("bought", ["none"], None, []),
    "one who bought a plan that an insurer underwrites": ("bought", ["insured_by"], None, []),
    # nothing
    "one who knows nothing": ("not_sure", ["none"], None, []),
    "one who has no card": ("not_sure", [], None, []),
}  # fmt: skip
EACH = pytest.mark.parametrize("person", PEOPLE)


def told(person: str) -> dict[str, Any]:
    origin, words, funding, _ = PEOPLE[person]
    asked = {"plan_from": origin, "card_shows": words, "self_funded": funding}
    return {key: each for key, each in asked.items() if each is not None}


@EACH
def test_the_right_kinds_are_found(person: str) -> None:
    assert found(told(person)) == PEOPLE[person][3]


@EACH
def test_who_pays_is_asked_just_where_it_decides(person: str) -> None:
    asked = told(person)

    assert funding_decides(asked) == (PEOPLE[person][2] is not None)


@EACH
def test_what_is_confirmed_stands_for_the_coverage_and_no_is_no_coverage(person: str) -> None:
    kinds = PEOPLE[person][3]
    unknown = answers(coverage="unknown", **told(person))

    for kind in kinds:
        assert counted({**unknown, "coverage_found": kind})["coverage"] == kind
    assert counted({**unknown, "coverage_found": "none"})["coverage"] == "unknown"
    assert ("coverage_found" in counted({**unknown, "coverage_found": "none"})) == bool(kinds)


def test_at_most_three_are_offered_and_each_is_a_coverage_that_we_hold() -> None:
    everything = [key for key in interview().question("card_shows").all_options if key != "none"]
    for origin in interview().question("plan_from").all_options:
        for words in ([], everything, everything[::2], everything[1::2]):
            kinds = found({"plan_from": origin, "card_shows": words})
            assert len(kinds) <= MOST
            assert set(kinds) <= set(drafts()) - {"unknown"}


def test_a_word_on_the_card_stands_before_an_answer_about_who_pays() -> None:
    on_card = {"plan_from": "company_or_union", "card_shows": ["insured_by"], "self_funded": "yes"}

    assert found(on_card) == [INSURED]


# ------------------------------------------------------------- until it is found


@EACH
def test_until_one_is_confirmed_there_is_no_last_day_only_a_safe_one(person: str) -> None:
    for more in ({}, {"coverage_found": "none"}):
        facts = Facts(counted(answers(coverage="unknown", **told(person), **more)))
        due = facts.due(today=TODAY)

        assert due is not None
        assert (due.last_day, due.aim_by) == (None, date(2026, 8, 5))
        assert facts.coverage is None and facts.level is None


def test_once_one_is_confirmed_its_own_last_day_is_counted() -> None:
    known = answers(
        coverage="unknown",
        plan_from="medicare",
        card_shows=["medicare_plan"],
        coverage_found=ADVANTAGE,
    )

    due = Facts(counted(known)).due(today=TODAY)

    assert due is not None and due.last_day == date(2026, 9, 9)


ASKED = {
    "company_or_union": "benefits",
    "public_job": "public",
    "church_job": "church",
    "federal_job": "federal",
    "bought": "bought",
    "medicare": "medicare",
    "medicaid": "medicaid",
    "military": "military",
    "college": "college",
    "not_sure": "card",
}


@pytest.mark.parametrize("origin", [*ASKED, None])
def test_the_checklist_says_whom_to_ask_by_where_the_plan_is_from(origin: str | None) -> None:
    step = next(
        step
        for step in plan(coverage="unknown", plan_from=origin, card_shows=["none"]).steps
        if step.key == "find_out"
    )

    assert step.how == f"find_out_{ASKED.get(origin or 'not_sure')}"
    assert step.by == TODAY
    assert step.values == ({"phone": "1-800-633-4227"} if origin == "medicare" else {})


def test_everyone_that_can_be_asked_is_asked_somewhere() -> None:
    assert {whom_to_ask({"plan_from": origin}).key for origin in ASKED} == {
        ask.key for ask in finder().ask
    }


def counted(known: dict[str, Any]) -> dict[str, Any]:
    return on_path(interview().questions, known, given(TODAY))
