"""Every point of a letter's words: failed, passed or not applicable; the knock-outs apart too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.letters.rubric import by_reason, content, identification, requests
from tests.letters.rubric import knock_out as k
from tests.letters.rubric import knock_out_law as law
from tests.letters.rubric.case import Case
from tests.letters.rubric.point import Point
from tests.letters.rubric.verdict import Verdict, verdict

Check = Callable[[Case, str], Iterator[str]]

KNOCK_OUT: dict[str, Check] = {
    "A11": law.step_by_its_name,
    "C14": law.says_what_is_new,
    "E10": law.asks_that_care_goes_on,
    "A2": k.named_as_on_the_card,
    "A5": k.service_as_printed,
    "A9": k.address_not_invented,
    "A14": k.no_placeholder,
    "B2": k.reason_quoted,
    "C1": k.each_reason_answered,
    "C13": k.guidelines_only_given,
    "D1": k.nothing_from_nowhere,
    "D3 I1": k.enclosed_is_in_hand,
    "D4": k.support_only_if_said,
    "D5 D6": k.no_promise_no_accusation,
    "D7": k.dates_agree,
    "D8": k.private_only_if_agreed,
    "E1": law.asks_for_an_action,
    "E7": law.decision_time_right,
    "E8": law.late_says_so,
    "E12 E13": law.law_of_this_coverage,
}
# The knock-out points that few letters have to meet.
ONLY: Mapping[str, Callable[[Case], bool]] = {
    "C14": lambda case: bool(case.answers.get("whats_new")),
    "D4": lambda case: case.answers.get("clinician_support") == "yes",
    "E10": lambda case: case.answers.get("keep_benefits") == "yes",
    "E7": lambda case: case.plan.answer is not None,
    "E8": lambda case: case.plan.late,
}
POINTS: tuple[Point, ...] = (
    *identification.POINTS,
    *content.POINTS,
    *requests.POINTS,
    *by_reason.POINTS,
)


def failures(case: Case, letter: str) -> list[str]:
    """Every knock-out point that the letter fails, and what is wrong."""
    flat = " ".join(letter.split())
    return [f"{name}: {wrong}" for name, check in KNOCK_OUT.items() for wrong in check(case, flat)]


def points(case: Case, letter: str) -> dict[str, Verdict]:
    """Each point of the words of a letter, by its number in the rubric."""
    flat = " ".join(letter.split())
    found: dict[str, Verdict] = {}
    for name, check in KNOCK_OUT.items():
        applies = ONLY.get(name, lambda _: True)(case)
        found[name] = verdict(applies, passes=not any(check(case, flat)))
    for each in POINTS:
        applies = each.when(case)
        found[each.id] = verdict(applies, passes=applies and each.passes(case, flat))
    return found
