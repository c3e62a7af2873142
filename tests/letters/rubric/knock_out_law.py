"""The knock-out points of what a letter asks for, by which step and which law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.law.criteria import criteria
from flows.law.levels import Level
from tests.letters.rubric.case import Case


def asks_for_an_action(case: Case, letter: str) -> Iterator[str]:
    wanted = (
        "process and pay"
        if case.answers["care_timing"] == "already_had"
        else "Reverse the decision"
    )
    if wanted not in letter:
        yield "the exact action is not asked for"


def decision_time_right(case: Case, letter: str) -> Iterator[str]:
    found = re.search(r"decide (?:it|this appeal|this request) within (\d+) (days|hours)", letter)
    if found and case.plan.answer is None:
        yield "a decision time that the table does not give"
    elif found and case.plan.answer and int(found[1]) != case.plan.answer.amount:
        yield f"a decision time of {found[1]}"


def late_says_so(case: Case, letter: str) -> Iterator[str]:
    if case.plan.late and "time to appeal may have passed" not in letter:
        yield "a late letter does not say so"
    if case.plan.late and "is made within the" in letter:
        yield "a late letter says that it is in time"


def law_of_this_coverage(case: Case, letter: str) -> Iterator[str]:
    coverage = case.plan.facts.coverage
    cited = re.findall(r"\b\d+ (?:CFR|USC) [0-9][0-9.\-]*[0-9]", letter)
    if coverage is None and cited:
        yield f"a citation without a coverage: {cited[0]}"
        return
    if coverage is None:
        return
    sections = " ".join(source.citation for source in coverage.sources)
    rule = criteria().get(case.answers["service"]) if coverage.medicare_rules else None
    sections += f" {rule.citation}" if rule else ""
    yield from (f"a citation of another coverage: {c}" for c in cited if c not in sections)
    outside = re.sub(r"“[^”]*”", "", letter)
    for word in coverage.never_print:
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", outside, re.IGNORECASE)
        if found and word.casefold() not in case.said:
            yield f"a word of another coverage: {word}"


def step_by_its_name(case: Case, letter: str) -> Iterator[str]:
    level, term = case.plan.level, case.plan.facts.term
    if level is None:
        return
    subject = getattr(term, "subject", None) or level.subject or level.name
    if subject not in letter:
        yield f"the letter does not call its step {subject}"
    wrong = [other.subject for other in _others(case) if other.subject and other.subject in letter]
    if wrong and all(each not in subject for each in wrong):
        yield f"the letter calls its step {wrong[0]}"


def says_what_is_new(case: Case, letter: str) -> Iterator[str]:
    new = case.answers.get("whats_new")
    if new and " ".join(new.split())[1:30].casefold() not in letter.casefold():
        yield "what is new since the last decision is not said"


def asks_that_care_goes_on(case: Case, letter: str) -> Iterator[str]:
    due, wanted = case.plan.due, case.answers.get("keep_benefits") == "yes"
    by_clinician = case.answers.get("asker") == "clinician"  # some may not ask for it
    if not wanted or due is None or by_clinician:
        return
    days = [each.day for each in due.other_dates if each.id == "keep_benefits"]
    if all(day >= case.plan.today for day in days) and not GOES_ON.search(letter):
        yield "the care is to go on, and the letter does not ask for it"


GOES_ON = re.compile(
    r"(?:continue|keep|go on|reinstate)[^.]*(?:benefits|services|care|coverage)"
    r"|(?:benefits|services)[^.]*continue"
)


def _others(case: Case) -> Iterator[Level]:
    coverage, level = case.plan.facts.coverage, case.plan.level
    return (other for other in coverage.levels if other is not level) if coverage else iter(())
