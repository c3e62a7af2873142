"""E and G: what is asked for, under which law and which step."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.letters.rubric.case import Case
from tests.letters.rubric.point import Point, asks, prints

ERISA = ("employer_self_funded_erisa", "employer_fully_insured_erisa")
ACA = (
    *ERISA,
    "church_plan",
    "non_federal_governmental",
    "individual_marketplace_aca",
    "student_plan",
)
MEDICAID = ("medicaid_managed_care", "medicaid_fee_for_service")
OWN_PATHS = ("tricare", "va_health_care", "champva")
LIMITED = ("short_term_limited_duration", "fixed_indemnity_or_health_sharing", "grandfathered")
PATH_WORDS = {
    "tricare": r"TRICARE|32 CFR 199|reconsideration|formal review|hearing",
    "va_health_care": r"[Cc]linical appeal",
    "champva": r"CHAMPVA|Director",
}


def covered_by(*kinds: str, first: bool = False) -> Callable[[Case], bool]:
    """Where the coverage is one of these kinds; at the first step only, if `first`."""
    return lambda case: case.coverage in kinds and (case.first_step or not first)


def judged(case: Case) -> bool:
    """Where the plan itself decides, on a medical judgment."""
    return case.first_step and case.plan.facts.medical_judgment


def offered_a_call(case: Case) -> bool:
    facts, level = case.plan.facts, case.plan.level
    takes = facts.coverage is None or level is None or facts.coverage.takes_calls(level)
    supports = case.answers.get("clinician_support") == "yes"
    return takes and supports and case.has("clinician_phone") and facts.medical_judgment


def says_in_time(case: Case, letter: str) -> bool:
    """A time that may be printed is named; one that has passed is told with its reason."""
    if case.plan.late:
        return prints("late_reason")(case, letter) and "time to appeal may have passed" in letter
    return "is made within the" in letter


def time_is_known(case: Case) -> bool:
    term, due = case.plan.facts.term, case.plan.due
    told = bool(term and term.amount and term.may_be_printed and due and due.verified)
    return case.plan.late or told


def next_step_named(case: Case, letter: str) -> bool:
    after = case.plan.next_level
    name = (after.called or after.name) if after and after.page != "court" else None
    own_way = case.plan.level.reserves if case.plan.level else None
    if own_way and own_way.may_be_printed:
        return own_way.letter in letter
    return "I reserve" in letter and (name is None or name in letter)


def confirmation_and_contact(case: Case, letter: str) -> bool:
    reach = [case.answers.get(key) for key in ("phone", "email") if case.answers.get(key)]
    end = letter.partition("Please confirm in writing that you have received this appeal.")[2]
    return bool(end) and all(str(each) in end for each in reach)


def nothing_of(*patterns: str) -> Callable[[Case, str], bool]:
    """Whether none of these stands in the letter outside its quotations."""

    def passes(case: Case, letter: str) -> bool:
        ours = re.sub(r"“[^”]*”", "", letter)
        return not any(re.search(each, ours) for each in patterns)

    return passes


def both(*checks: Callable[[Case, str], bool]) -> Callable[[Case, str], bool]:
    return lambda case, letter: all(each(case, letter) for each in checks)


DOCUMENTS = (
    r"(?:send me|let me (?:examine|review)|please include|tell me which regulation|"
    r"name the (?:law|policy)|coverage rule|tell me in writing the rule)[^.]*"
)
OTHER_DECIDER = (
    r"did not make|was not involved|not decide it before|other medical professionals|"
    r"did not take part|impartial|decide this case anew"
)
CHILD_PATHS = ("chip",)

POINTS = (
    Point("E2", asks(r"give me the reasons in writing for each criterion")),
    Point("E3", asks(DOCUMENTS), lambda case: case.first_step),
    Point(
        "E4",
        asks(OTHER_DECIDER),
        covered_by(
            *ACA,
            *MEDICAID,
            *OWN_PATHS,
            *CHILD_PATHS,
            "medicare_advantage",
            "medicare_part_d",
            "dsnp_integrated",
            first=True,
        ),
    ),
    Point(
        "E5",
        asks(r"name the medical experts"),
        lambda case: covered_by(*ACA)(case) and judged(case),
    ),
    Point(
        "E6",
        asks(r"peer-to-peer"),
        lambda case: offered_a_call(case) and case.answers.get("asker") != "clinician",
    ),
    Point("E8", says_in_time, time_is_known),
    Point("E9", next_step_named),
    Point("E11", confirmation_and_contact),
    Point(
        "G1",
        asks(r"29 CFR 2560\.503-1", r"free of charge", r"no deference"),
        covered_by(*ERISA, first=True),
    ),
    Point(
        "G2",
        nothing_of(r"insurance department|[Ii]nsurance [Cc]ommissioner|state law|DOI\b"),
        covered_by("employer_self_funded_erisa"),
    ),
    Point(
        "G3",
        asks(r"45 CFR 147\.136|29 CFR 2560\.503-1"),
        covered_by("employer_fully_insured_erisa", "individual_marketplace_aca", first=True),
    ),
    Point(
        "G4",
        both(asks(r"redetermination", r"Medicare number: "), nothing_of(r"ERISA|29 CFR")),
        lambda case: covered_by("original_medicare", first=True)(case) and case.has("member_id"),
    ),
    Point(
        "G5",
        both(asks(r"reconsideration"), nothing_of(r"2719|147\.136|\bMAC\b|redetermination")),
        covered_by("medicare_advantage", first=True),
    ),
    Point("G6", asks(r"redetermination"), covered_by("medicare_part_d", first=True)),
    Point(
        "G7",
        asks(r"plan appeal|[Aa]ppeal of an adverse benefit determination", r"hearing"),
        covered_by("medicaid_managed_care", first=True),
    ),
    Point("G8", asks(r"hearing"), covered_by("medicaid_fee_for_service")),
    Point(
        "G9",
        both(asks(r"reconsider|OPM|Office of Personnel"), nothing_of(r"ERISA|2560\.503")),
        covered_by("fehb_pshb"),
    ),
    Point("G10", nothing_of(r"ERISA"), covered_by("church_plan", "non_federal_governmental")),
    Point(
        "G11",
        lambda case, letter: (
            bool(re.search(PATH_WORDS[case.coverage], letter))
            and nothing_of(r"ERISA|147\.136|redetermination")(case, letter)
        ),
        covered_by(*OWN_PATHS),
    ),
    Point("G12", nothing_of(r"Affordable Care|147\.136|2719"), covered_by(*LIMITED, first=True)),
    Point(
        "G13",
        nothing_of(r"\d+ (?:CFR|USC) \d"),
        lambda case: case.plan.facts.coverage is None,
    ),
)
