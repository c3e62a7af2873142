"""F: what each reason of a denial calls for."""

from __future__ import annotations

import re
from collections.abc import Callable

from letters.writing.statements import Part, stated
from tests.letters.rubric.case import Case
from tests.letters.rubric.point import Point, asks, prints
from tests.letters.rubric.requests import ACA

CONSERVATIVE = (
    "mri_lumbar",
    "mri_joint",
    "mri_brain",
    "physical_therapy",
    "kyphoplasty",
    "surgery",
)


def of(*reasons: str, and_: Callable[[Case], bool] | None = None) -> Callable[[Case], bool]:
    """Where one of these reasons is given, and the rest holds too."""
    return lambda case: bool(set(reasons) & set(case.reasons)) and (and_ is None or and_(case))


def says_part(part: Part) -> Callable[[Case, str], bool]:
    """Whether the letter has every sentence that the answers give to that part."""
    return lambda case, letter: all(str(each.value) in letter for each in stated(case.shown)[part])


def necessity(case: Case, letter: str) -> bool:
    named = case.shown.get("plan_criteria")
    if named:
        return "compare them with each point of" in letter
    return "does not name the rule that was used" in letter


def conservative_care(case: Case, letter: str) -> bool:
    return "Treatment | From | To | Result" in letter


def letter_of_necessity(case: Case, letter: str) -> bool:
    listed = letter.partition(" Enclosures ")[2].partition("Sincerely,")[0].casefold()
    coming = re.search(r"I have asked for these papers[^.]*letter of medical necessity", letter)
    in_hand = case.answers["documents"].get("clinician_letter") == "have"
    return "letter of medical necessity" in listed if in_hand else bool(coming)


def _has_letter(case: Case) -> bool:
    found = {each.document: each.state for each in case.plan.needed}
    return found.get("clinician_letter") in ("have", "asked")


def steps_told(case: Case, letter: str) -> bool:
    if not case.shown.get("treatments"):
        return bool(re.search(r"tell me which treatment must come first", letter))
    return conservative_care(case, letter) and says_part("instead")(case, letter)


def exclusion_answered(case: Case, letter: str) -> bool:
    if case.has("exclusion_words"):
        return prints("exclusion_words", "exclusion_page")(case, letter)
    return "send me the page and the exact words" in letter


def both_codes(case: Case, letter: str) -> bool:
    codes = [*(case.shown.get("cpt") or ()), *(case.shown.get("right_code") or ())]
    return all(code in letter for code in codes) and "corrected claim" in letter


def all_of(*checks: Callable[[Case, str], bool]) -> Callable[[Case, str], bool]:
    return lambda case, letter: all(each(case, letter) for each in checks)


def _mental(case: Case) -> bool:
    return case.plan.facts.mental_health and case.first_step


POINTS = (
    Point("F1", necessity, of("medical_necessity")),
    Point(
        "F2",
        conservative_care,
        of(
            "medical_necessity",
            and_=lambda case: (
                case.answers.get("service") in CONSERVATIVE and case.has("treatments")
            ),
        ),
    ),
    Point("F3", letter_of_necessity, of("medical_necessity", and_=_has_letter)),
    Point(
        "F4",
        all_of(asks(r"another test or treatment would do"), prints("why_not_alternative")),
        of("alternative_service"),
    ),
    Point(
        "F5", asks(r"with no clear problem behind it", r"care for a condition"), of("exploratory")
    ),
    Point("F6", asks(r"send me the policy and the studies"), of("experimental")),
    Point(
        "F7",
        all_of(
            asks(r"who had to ask for it", r"review the care itself"),
            says_part("authorization"),
        ),
        of("no_prior_authorization"),
    ),
    Point("F8", steps_told, of("step_therapy")),
    Point(
        "F10",
        all_of(asks(r"name a provider in the network", r"network exception"), says_part("network")),
        of("out_of_network"),
    ),
    Point(
        "F11",
        all_of(
            asks(r"not by the diagnosis that was made later", r"as emergency care"),
            says_part("emergency"),
        ),
        of("not_emergency"),
    ),
    Point("F13", exclusion_answered, of("not_covered")),
    Point(
        "F14",
        asks(r"comparative analysis"),
        lambda case: _mental(case) and case.coverage in ACA[:2],
    ),
    Point(
        "F15",
        all_of(asks(r"another place or a lower level of care", r"name it"), says_part("setting")),
        of("site_of_service"),
    ),
    Point("F16", both_codes, of("coding_error")),
    Point(
        "F17",
        lambda case, letter: (
            all_of(asks(r"day the claim was sent|the day it came"), says_part("filing"))(
                case, letter
            )
            if "untimely_filing" in case.reasons
            else bool(re.search(r"which record is still missing", letter))
        ),
        of("untimely_filing", "insufficient_documentation"),
    ),
    Point(
        "F18",
        all_of(asks(r"which plan that is"), says_part("other_plan")),
        of("coordination_of_benefits"),
    ),
    Point(
        "F20",
        all_of(asks(r"why coverage is said to begin or end"), says_part("eligibility")),
        of("eligibility"),
    ),
)
