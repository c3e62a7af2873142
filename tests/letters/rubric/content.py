"""C and D: the facts, the argument, one voice."""

from __future__ import annotations

import re

from flows.interview.words import words
from letters.writing.statements import stated
from tests.letters.rubric.case import Case
from tests.letters.rubric.point import Point, asks, first_words, given, prints

ABSENT = "–"


def diagnosis_as_given(case: Case, letter: str) -> bool:
    return prints("diagnosis", "icd10")(case, letter)


def symptoms_dated(case: Case, letter: str) -> bool:
    started = case.shown.get("symptoms_started")
    dated = not started or words("en").known_date(started) in letter
    return dated and prints("symptoms")(case, letter)


def daily_life_told(case: Case, letter: str) -> bool:
    said = [str(each.value) for each in stated(case.shown)["daily_life"]]
    return prints("function_impact")(case, letter) and all(each in letter for each in said)


def treatments_in_rows(case: Case, letter: str) -> bool:
    for item in case.shown["treatments"]:
        row = _row(str(item.get("name") or ""), letter)
        dates = [item.get(key) for key in ("started", "ended") if item.get(key) != "ongoing"]
        if row is None or not all(_in_row(each, row) for each in dates if each):
            return False
        if item.get("why_stopped") and first_words(item["why_stopped"]) not in row.casefold():
            return False
    return "Treatment | From | To | Result" in letter


def tests_in_rows(case: Case, letter: str) -> bool:
    for item in case.shown["prior_tests"]:
        row = _row(str(item.get("test") or ""), letter)
        if row is None or (item.get("date") and not _in_row(item["date"], row)):
            return False
        if item.get("finding") and first_words(item["finding"]) not in row.casefold():
            return False
    return bool(re.search(r"Test \| Date \| What the (?:report|result) says", letter))


def criteria_mapped_or_asked_for(case: Case, letter: str) -> bool:
    points = [each for each in case.plan.mapped if each.fact]
    if not points:
        return bool(ASKED_RULE.search(letter))
    behind = letter.partition("What the rule asks | Fact | Since or on | Enclosure")[2]
    named = all(" ".join(each.criterion.split()) in behind for each in points)
    facts = all(first_words(each.fact) in behind.casefold() for each in points)
    return named and facts and "A table at the end of this letter" in letter


ASKED_RULE = re.compile(
    r"(?:send me|name|tell me which|tell me in writing|please say in the decision|give me|"
    r"let me (?:examine|review))[^.]*"
    r"(?:rule|criteria|criterion|regulation|policy|provision|words|file|reason|reasons|law)",
    re.IGNORECASE,
)


def clinician_is_the_source(case: Case, letter: str) -> bool:
    """What a clinician thinks is told as the clinician's, in the patient's voice."""
    named = case.shown.get("ordering_clinician")
    told = (
        ("why_this_service", f"The reason for this care, as {named} gave it:"),
        ("risk_of_delay", f"What could happen without it, as {named} explained:"),
    )
    return all(words_ in letter for key, words_ in told if case.shown.get(key))


def room_pointed_out(case: Case, letter: str) -> bool:
    return all(f"The rule says “{each.room}”" in letter for each in case.plan.mapped if each.room)


def one_voice(case: Case, letter: str) -> bool:
    """No word of another voice outside quotations; who is spoken for is named as such."""
    ours = re.sub(r"“[^”]*”", "", letter.partition("To the appeals reviewer:")[2])
    ours = ours.partition("Attachment A:")[0]
    asker = str(case.answers.get("asker") or "patient")
    wanted, barred = VOICES[asker]
    if wanted and not re.search(wanted, ours):
        return False
    found = (each[0] for each in re.finditer(barred, ours))
    return all(each.casefold() in case.said for each in found)


_NOT_MINE = r"\bmy (?:diagnosis|symptoms|condition|doctor|health|pain)\b|\bI did not sign\b"
VOICES = {
    "patient": (
        "",
        r"\bmy child\b|\bmy patient\b|\bon behalf of\b|\bthe patient’s\b|\bthe member\b",
    ),
    "parent": (r"for my child, ", rf"{_NOT_MINE}|\bmy patient\b|\bon behalf of\b"),
    "representative": (r"on behalf of ", rf"{_NOT_MINE}|\bmy child\b|\bmy patient\b"),
    "clinician": (r"on behalf of my patient, ", rf"{_NOT_MINE}|\bmy child\b|supports this appeal"),
}


def _row(name: str, letter: str) -> str | None:
    """The letter from that name on, as far as a row goes."""
    place = letter.casefold().find(f"{first_words(name)}")
    while place >= 0:
        row = letter[place : place + 700]
        if " | " in row[: len(name) + 40]:
            return row
        place = letter.casefold().find(first_words(name), place + 1)
    return None


def _in_row(date: str, row: str) -> bool:
    return words("en").known_date(date) in row


def _alternative_named(case: Case) -> bool:
    return bool({"alternative_service", "experimental"} & set(case.reasons))


POINTS = (
    Point("C2", diagnosis_as_given, given("diagnosis", "icd10")),
    Point("C3", symptoms_dated, given("symptoms", "symptoms_started")),
    Point(
        "C4",
        daily_life_told,
        lambda case: case.has("function_impact") or bool(stated(case.shown)["daily_life"]),
    ),
    Point("C5", treatments_in_rows, given("treatments")),
    Point("C6", tests_in_rows, given("prior_tests")),
    Point(
        "C7",
        lambda case, letter: (
            prints("why_not_alternative")(case, letter)
            if case.has("why_not_alternative")
            else asks(r"name that test or treatment|policy and the studies")(case, letter)
        ),
        _alternative_named,
    ),
    Point("C8", prints("risk_of_delay"), given("risk_of_delay")),
    Point("C9", criteria_mapped_or_asked_for),
    Point("C10", prints("plan_criteria"), given("plan_criteria")),
    Point("C11", prints("exclusion_words", "exclusion_page"), given("exclusion_words")),
    Point("C12", room_pointed_out, lambda case: any(each.room for each in case.plan.mapped)),
    Point(
        "D2",
        clinician_is_the_source,
        lambda case: (
            case.answers.get("asker") != "clinician"
            and case.has("ordering_clinician")
            and case.has("why_this_service", "risk_of_delay")
        ),
    ),
    Point("D9", one_voice),
)
