"""A and B: who, what, when and by which name; how the letter begins."""

from __future__ import annotations

import re

from flows.interview.words import words
from tests.letters.rubric.case import Case
from tests.letters.rubric.knock_out import TITLES
from tests.letters.rubric.point import Point, asks, day, given, prints

NOTICE = re.compile(r"(?:Denial notice|Decision|Dismissal) dated: (\w+ \d+, \d{4})")


def dated_today(case: Case, letter: str) -> bool:
    return words("en").day(case.plan.today) in letter.partition(" Re: ")[0]


def case_number(case: Case, letter: str) -> bool:
    number = case.answers.get("claim_number")
    wanted = f"Claim or case number: {number}" if number else "The notice I have shows none."
    return wanted in letter


def dates_of_service(case: Case, letter: str) -> bool:
    days = case.answers.get("service_dates") or []
    if days:
        said = [words("en").known_date(each) for each in (min(days), max(days))]
        ongoing = case.answers["care_timing"] == "ongoing"
        return said[0] in letter and (ongoing or said[1] in letter)
    return bool(re.search(r"Date of service: (?:Not yet provided|The care is going on)", letter))


def notice_dated(case: Case, letter: str) -> bool:
    found = NOTICE.search(letter)
    return bool(found) and found[1] == day(case, "notice_date")  # type: ignore[index]  # found


def sender_stands_first(case: Case, letter: str) -> bool:
    before = letter.partition(words("en").day(case.plan.today))[0]
    reach = [case.answers.get(key) for key in ("address", "phone", "email")]
    lines = [line.strip() for each in reach if each for line in str(each).splitlines()]
    return all(line in before for line in lines)


def signed_by_the_voice(case: Case, letter: str) -> bool:
    end = letter.partition("Sincerely,")[2]
    asker, name = case.answers.get("asker"), case.answers.get("signer_name")
    if asker == "patient" or not name:
        return case.answers["patient_name"] in end
    roles = {"parent": "Parent", "representative": "Representative", "clinician": "Clinician"}
    role = case.answers.get("signer_role") or roles.get(str(asker), "")
    return name in end and role.casefold() in end.casefold()


def opens_with_the_request(case: Case, letter: str) -> bool:
    opening = letter.partition("To the appeals reviewer:")[2]
    two = " ".join(re.split(r"(?<=[.]) (?=[A-Z])", opening.strip())[:4])[:700]
    named = case.answers["service_name"] in two
    wanted = re.search(r"[Pp]lease (?:reverse|set aside)", two)
    dated = not case.answers.get("notice_date") or day(case, "notice_date") in two
    return bool(named and wanted and dated)


def every_reason_has_a_heading(case: Case, letter: str) -> bool:
    return all(TITLES[reason] in letter for reason in case.reasons)


def urgent_at_the_top(case: Case, letter: str) -> bool:
    top = letter.partition("gives this reason")[0].partition("does not state a reason")[0]
    return "expedited (urgent)" in top and "Expedited request." in top


POINTS = (
    Point("A1", dated_today),
    Point("A3", prints("member_id", "group_number"), given("member_id")),
    Point("A4", case_number, lambda case: "claim_number" in case.answers),
    Point(
        "A6",
        dates_of_service,
        lambda case: (
            bool(case.answers.get("care_timing") != "already_had") or case.has("service_dates")
        ),
    ),
    Point("A7", notice_dated, given("notice_date")),
    Point("A8", prints("ordering_clinician", "clinician_phone"), given("ordering_clinician")),
    Point("A10", sender_stands_first, given("address", "phone", "email")),
    Point("A12", signed_by_the_voice),
    Point(
        "A13",
        asks(r"names me as representative is enclosed \(enclosure \d+\)"),
        lambda case: (
            case.answers.get("asker") == "representative"
            and (case.answers.get("documents") or {}).get("authorization_form") == "have"
        ),
    ),
    Point("B1", opens_with_the_request),
    Point("B3", every_reason_has_a_heading, lambda case: len(case.reasons) > 1),
    Point(
        "B4",
        lambda case, letter: "I respectfully disagree with the decision: " in letter,
        lambda case: (
            case.reasons[0] in ("medical_necessity", "experimental")
            and case.has("diagnosis")
            and case.has("ordering_clinician")
            and case.answers.get("asker") != "clinician"
        ),
    ),
    Point("B5", urgent_at_the_top, lambda case: case.plan.urgent_request is not None),
)
