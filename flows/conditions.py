"""The named tests and lists that questions hang on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from flows.errors import InvalidAnswer
from flows.facts import Facts
from flows.interview.path import Answers, Choices, Condition
from flows.interview.remembering import remembered
from flows.interview.tongue import is_spanish
from flows.law import finder, states
from flows.law.coverage import coverages
from flows.private import sensitive_answers, sensitive_reads

STEP = ("first_denial", "coverage", "level")
# What the last day to file hangs on.
FILING = ("outcome", "asked_on", "notice_date", "received_on", "printed_deadline", *STEP)
# What a person tells in words of her own, and the tests that ask whether they are not English.
TOLD_FREELY = {
    "symptoms": "symptoms",
    "impact": "function_impact",
    "why": "why_this_service",
    "risk": "risk_of_delay",
}


def conditions(today: date) -> dict[str, Condition]:
    """The named tests that questions may hang on."""
    timed = ("care_timing", "service_dates")
    return {
        "paper_came": Condition(("outcome",), lambda a: a.get("outcome") != "no_answer"),
        "notice_date_known": Condition(("notice_date",), lambda a: bool(a.get("notice_date"))),
        "clinician_known": Condition(
            ("ordering_clinician",), lambda a: bool(a.get("ordering_clinician"))
        ),
        "criteria_named": Condition(("plan_criteria",), lambda a: bool(a.get("plan_criteria"))),
        "deadline_passed": _condition(FILING, lambda a: _is_late(a, today)),
        "funding_decides": _condition(("plan_from", "card_shows"), finder.funding_decides),
        "code_known": Condition(("cpt",), lambda a: bool(a.get("cpt"))),
        "prior_approval_state": _condition(
            (*timed, "service", "coverage", "us_state"),
            lambda a: Facts(a).checked_since(today=today) is not None,
        ),
        "benefits_can_go_on": _condition(
            ("first_denial", "coverage", "level", "care_timing"),
            lambda a: Facts(a).benefits_can_go_on,
        ),
        "amount_counts": _condition(STEP, _amount_counts),
        "scan_too_soon": _condition(
            (*timed, "service", "coverage", "last_scan"), lambda a: Facts(a).too_soon(today=today)
        ),
        **{
            f"{name}_not_in_english": _condition((key,), _not_in_english(key))
            for name, key in TOLD_FREELY.items()
        },
    }


def choices() -> dict[str, Choices]:
    """The named lists that questions may draw their options from."""
    return {
        "us_states": Choices((), lambda a: list(states.states())),
        "card_words": Choices(("plan_from",), finder.first_words),
        "found_coverages": _choices(("plan_from", "card_shows", "self_funded"), _found),
        "later_levels": Choices(("coverage",), _later_levels),
        "papers_in_hand": Choices(("documents",), _in_hand),
        "sensitive_answers": Choices(sensitive_reads(), sensitive_answers),
    }


def _condition(reads: Sequence[str], holds: Callable[[Answers], bool]) -> Condition:
    """One that takes a while: worked out once for the same answers."""
    return Condition(tuple(reads), remembered(reads, holds))


def _choices(reads: Sequence[str], of: Callable[[Answers], Sequence[str]]) -> Choices:
    return Choices(tuple(reads), remembered(reads, of))


def _found(answers: Answers) -> list[str]:
    """The kinds that the signs point to, and the way out; nothing where they point to none."""
    kinds = finder.found(answers)
    return [*kinds, "none"] if kinds else []


def _later_levels(answers: Answers) -> list[str]:
    coverage = coverages().get(answers.get("coverage") or "")
    return [level.id for level in coverage.levels if level.n > 1] if coverage else []


def _amount_counts(answers: Answers) -> bool:
    level = Facts(answers).level
    return level is not None and level.needs_amount_in_controversy


def _is_late(answers: Answers, today: date) -> bool:
    try:
        found = Facts({key: answers[key] for key in FILING if key in answers}).due(today=today)
    except InvalidAnswer:  # a receipt before the notice is pointed out where it is typed
        return False
    return found is not None and found.late


def _not_in_english(key: str) -> Callable[[Answers], bool]:
    """Whether a text is in Spanish, or was skipped: then buttons can say it in English."""
    return lambda answers: key in answers and is_spanish(answers[key] or "¿?")


def _in_hand(answers: Answers) -> list[str]:
    states_of = answers.get("documents") or {}
    return [document for document, state in states_of.items() if state == "have"]
