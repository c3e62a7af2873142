"""The knock-out points by which a letter is judged, as far as a program can tell them.

Each check takes the letter's text and its case and returns what is wrong; nothing, if it passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from flows.interview.words import words
from flows.law.criteria import criteria
from flows.law.levels import Level
from flows.law.services import services
from flows.plan import AppealPlan
from flows.private import letter_answers
from letters.writing.renderings import renderings

Check = Callable[["Case", str], Iterator[str]]


@dataclass(frozen=True)
class Case:
    """What the letter is judged against."""

    plan: AppealPlan

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.plan.facts.answers)

    @property
    def said(self) -> str:
        """The person's own words, small."""
        return " ".join(_leaves(self.answers)).casefold()

    @property
    def known_text(self) -> str:
        """All that the case file and the law table say, in every form a letter may print it."""
        return " ".join(_strings(self))


def failures(case: Case, letter: str) -> list[str]:
    """Every knock-out point that the letter fails."""
    flat = " ".join(letter.split())
    return [f"{name}: {wrong}" for name, check in CHECKS.items() for wrong in check(case, flat)]


def named_as_on_the_card(case: Case, letter: str) -> Iterator[str]:
    if case.answers["patient_name"] not in letter:
        yield "the patient's name is missing"


def service_as_printed(case: Case, letter: str) -> Iterator[str]:
    if case.answers["service_name"] not in letter:
        yield "the service is not named as in the denial"
    given = {code for key in ("cpt", "icd10", "right_code") for code in case.answers.get(key) or ()}
    for code in re.findall(r"\bcode ([A-Z0-9.]+)\b", letter):
        if code.rstrip(".") not in given:
            yield f"code {code} was not supplied"


def address_not_invented(case: Case, letter: str) -> Iterator[str]:
    given = " ".join(str(case.answers.get("appeals_address") or "").split())
    own = " ".join(str(case.answers.get("address") or "").split())
    for found in re.findall(r"\b(?:PO|P\.O\.) Box \d+|\b[A-Z]{2} \d{5}\b", letter):
        if found not in given and found not in own:
            yield f"an address that nobody gave: {found}"
    if "By fax:" in letter and not case.answers.get("appeals_fax"):
        yield "a fax number that nobody gave"


def no_placeholder(case: Case, letter: str) -> Iterator[str]:
    outside = re.sub(r"“[^”]*”", "", letter)
    pattern = (
        r"\[[^\]]*\]|\{\{|\}\}|\$[a-z_]+|\bInsert\b|\bN/A\b|\bTBD\b|\bunknown\b|\bNone\b|\bnull\b"
    )
    for found in re.findall(pattern, outside):
        if found not in case.known_text:
            yield f"a placeholder: {found}"
    labels = "Patient|Date of birth|Member ID|Group number|Claim or case number|Service|Ordered by"
    for label in re.findall(
        rf"({labels}): (?=(?:{labels}|Date of service|Denial notice dated):)", letter
    ):
        yield f"an empty label: {label}"


def reason_quoted(case: Case, letter: str) -> Iterator[str]:
    wording = case.answers.get("denial_wording")
    if wording and f"“{' '.join(wording.split())}”" not in letter:
        yield "the reason is not quoted word for word"
    if not wording and "does not state a reason" not in letter:
        yield "the letter does not say that no reason is given"


def each_reason_answered(case: Case, letter: str) -> Iterator[str]:
    titles = {
        "step_therapy": "Treatment before this request",
        "medical_necessity": "Medical need",
        "insufficient_documentation": "The records",
        "not_stated": "The missing reason",
        "alternative_service": "Why the other test or treatment is not enough",
        "experimental": "The finding that this care is experimental",
        "no_prior_authorization": "The missing approval",
        "frequency_limit": "How often this care is covered",
        "out_of_network": "Care outside the network",
        "not_emergency": "The emergency",
        "site_of_service": "The place and the level of care",
        "not_covered": "The words of the plan",
        "coding_error": "The bill",
        "untimely_filing": "The day the claim was sent",
        "coordination_of_benefits": "Which plan pays first",
        "duplicate": "The first claim",
        "eligibility": "Coverage on that date",
        "exploratory": "Why this is not a routine check",
    }
    places = []
    for reason in case.plan.reasons:
        title = titles[reason.id]
        if title not in letter:
            yield f"no answer to {reason.id}"
        else:
            places.append(letter.index(title))
    if places != sorted(places):
        yield "the reasons are not answered in the insurer's order"


def nothing_from_nowhere(case: Case, letter: str) -> Iterator[str]:
    """Every number and every capitalised name of the letter stands in the case or the law."""
    known = case.known_text
    numbers = set(re.findall(r"\d+", known))
    for number in re.findall(r"\d+", letter):
        if number not in numbers and not _is_computed(number, case):
            yield f"a number from nowhere: {number}"
    month = "January|February|March|April|May|June|July|August|September|October|November|December"
    for found in re.findall(rf"\b(?:{month}) \d{{1,2}}, \d{{4}}", letter):
        if found not in known:
            yield f"a date from nowhere: {found}"


def guidelines_only_given(case: Case, letter: str) -> Iterator[str]:
    for body in ("ACR", "MCG", "InterQual", "eviCore", "NASS", "Milliman"):
        if re.search(rf"\b{body}\b", letter) and body not in " ".join(
            map(str, case.answers.values())
        ):
            yield f"a guideline nobody named: {body}"


def enclosed_is_in_hand(case: Case, letter: str) -> Iterator[str]:
    names = renderings()["documents"]
    listed = letter.partition(" Enclosures ")[2]
    for paper in case.plan.needed:
        stands = names[paper.document].casefold() in listed.casefold()
        if stands and paper.state != "have":
            yield f"{paper.document} is listed and not in hand"
        if not stands and paper.state == "have":
            yield f"{paper.document} is in hand and not listed"
    if re.search(r"\benclosed?\b|\battached\b", letter) and not case.plan.in_hand:
        yield "something is said to be enclosed and nothing is in hand"
    therapy = next((p for p in case.plan.needed if p.document == "therapy_records"), None)
    if "records of this treatment are enclosed" in letter and (
        not therapy or therapy.state != "have"
    ):
        yield "therapy records are said to be enclosed"


def support_only_if_said(case: Case, letter: str) -> Iterator[str]:
    if (
        re.search(r"supports this appeal", letter)
        and case.answers.get("clinician_support") != "yes"
    ):
        yield "support that was not given"


def no_promise_no_accusation(case: Case, letter: str) -> Iterator[str]:
    pattern = (
        r"most appeals|success rate|\d+ ?(?:%|percent)|guarantee|will be overturned|"
        r"you must approve|\blie[ds]?\b|bad faith|fraud|criminal|sue you|punitive|violat"
    )
    for found in re.findall(pattern, re.sub(r"“[^”]*”", "", letter), re.IGNORECASE):
        if found.casefold() not in case.said:
            yield f"a promise, a threat or an accusation: {found}"


def dates_agree(case: Case, letter: str) -> Iterator[str]:
    notice = case.answers.get("notice_date")
    for item in case.answers.get("treatments") or ():
        started, ended = item.get("started") or "", item.get("ended") or ""
        size = min(len(started), len(ended))
        name = str(item.get("name") or "")
        if ended != "ongoing" and size and ended[:size] < started[:size]:
            row = f"{words('en').known_date(started)} | {words('en').known_date(ended)}"
            if row in letter:
                yield "a treatment that ended before it began"
        if notice and started and started > notice[: len(started)] and name:
            apart = letter.partition(" Since the notice ")[0]
            if name.casefold() in apart.casefold():
                yield "a treatment since the notice is told as tried before it"
    if notice and date.fromisoformat(notice) > case.plan.today:
        yield "a notice from the future"


def private_only_if_agreed(case: Case, letter: str) -> Iterator[str]:
    shown = letter_answers(case.answers)
    for key in case.answers.keys() - shown.keys():
        text = case.answers.get(key)
        if isinstance(text, str) and " ".join(text.split())[1:60] in letter:
            yield f"{key} is private and was not agreed to"
    for group in ("treatments", "prior_tests"):
        for item in case.answers.get(group) or ():
            named = str(item.get("name") or item.get("test") or "")
            if named and named in letter and item not in shown.get(group, ()):
                yield f"an item of {group} is private and was not agreed to"


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


CHECKS: dict[str, Check] = {
    "A11": step_by_its_name,
    "C14": says_what_is_new,
    "E10": asks_that_care_goes_on,
    "A2": named_as_on_the_card,
    "A5": service_as_printed,
    "A9": address_not_invented,
    "A14": no_placeholder,
    "B2": reason_quoted,
    "C1": each_reason_answered,
    "C13": guidelines_only_given,
    "D1": nothing_from_nowhere,
    "D3 I1": enclosed_is_in_hand,
    "D4": support_only_if_said,
    "D5 D6": no_promise_no_accusation,
    "D7": dates_agree,
    "D8": private_only_if_agreed,
    "E1": asks_for_an_action,
    "E7": decision_time_right,
    "E8": late_says_so,
    "E12 E13": law_of_this_coverage,
}


def _others(case: Case) -> Iterator[Level]:
    coverage, level = case.plan.facts.coverage, case.plan.level
    return (other for other in coverage.levels if other is not level) if coverage else iter(())


def _strings(case: Case) -> Iterator[str]:
    said = words("en")
    for value in _leaves(case.answers):
        yield value
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            yield said.known_date(value)
    yield said.day(case.plan.today)
    for each in case.plan.facts.rounds:
        yield from (said.day(day) for day in (each.notice_date, each.sent_on) if day)
    if case.plan.facts.coverage:
        yield from _leaves(msgspec.to_builtins(case.plan.facts.coverage))
        if case.plan.facts.coverage.medicare_rules:
            service = case.answers["service"]
            yield from _leaves(msgspec.to_builtins(services()[service]))
            yield from _leaves(msgspec.to_builtins(criteria().get(service)))
    for table in renderings().values():
        yield from table.values()


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value)


def _is_computed(number: str, case: Case) -> bool:
    """List numbers, and the weeks of a treatment whose days are known."""
    if int(number) <= 20:  # a numbered list
        return True
    for item in case.answers.get("treatments") or ():
        started, ended = item.get("started") or "", item.get("ended") or ""
        if len(started) == len(ended) == 10:
            weeks = ((date.fromisoformat(ended) - date.fromisoformat(started)).days + 1) // 7
            if int(number) == weeks:
                return True
    return False
