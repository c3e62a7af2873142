"""The knock-out points of what a letter says: each check yields what is wrong, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from flows.interview.words import words
from flows.private import letter_answers
from letters.writing.renderings import renderings
from tests.letters.rubric.case import Case

# The heading under which each reason is answered.
TITLES = {
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
    places = []
    for reason in case.plan.reasons:
        title = TITLES[reason.id]
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
