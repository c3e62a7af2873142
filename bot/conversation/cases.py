"""Several denials of one person: which cases there are, another one, back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

import flows
from bot.conversation.labels import shortened
from bot.conversation.now import Now, stands
from bot.conversation.replies import SCREEN, Button, Reply, Row, Turn, page
from bot.conversation.turns import present, renewed, told
from flows.interview.case import Case, new_case
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words

MOST = 10  # cases of one person: more is no one's
# What another case of the same person and plan begins with.
SAME = {"asker", "coverage", "insurer", "us_state", "plan_from", "card_shows", "self_funded"}
SAME |= {"coverage_found", "va_decision"}
OF_THE_PERSON = "contact"


def listed(at: Now, cases: tuple[Case, ...]) -> Reply:
    """Every case, the present one first, and the ways to another."""
    said = at.words
    others = [each for each in cases if each.reference != at.case.reference]
    parts = [said.phrase("messages.cases_now", case=name(at.case, said))]
    rows: list[Row] = []
    for each in others[: MOST - 1]:
        label = said.phrase("buttons.open_case", case=name(each, said)).plain()
        rows.append((Button(shortened(label), SCREEN, f"case-{each.reference}"),))
    if others:
        parts.append(said.phrase("messages.cases_others", count=len(others)))
    if len(cases) < MOST:
        parts.append(said.phrase("messages.cases_another"))
        rows.append((Button(said.button("same_plan"), SCREEN, "another-same"),))
        rows.append((Button(said.button("all_new"), SCREEN, "another-new"),))
    rows.append((Button(said.button("go_on"), SCREEN, "go_on"),))
    return page(*parts, rows=tuple(rows))


def opened(at: Now, cases: tuple[Case, ...], reference: str) -> Turn:
    """The case of that reference, where it stands; the present one where it is gone."""
    found = next((each for each in cases if each.reference == reference), None)
    if found is None or found.reference == at.case.reference:
        return Turn(at.case, present(at))
    case = msgspec.structs.replace(
        found, language=at.case.language, screen=max(found.screen, at.case.screen)
    )
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    note = at.words.phrase("messages.case_opened", case=name(case, at.words))
    return Turn(after.case, (*told((note, *resting(at))), *present(after)))


def name(case: Case, said: Words) -> str:
    """What people would call it: the care that was denied, and when."""
    care, dated = case.answers.get("service_name"), case.answers.get("notice_date")
    if not care:
        care = said.phrase("messages.case_unnamed", day=said.day(case.consented_on)).plain()
    if not dated:
        return shortened(str(care), 60)
    day = said.known_date(dated)
    return said.phrase("messages.case_name", care=shortened(str(care), 60), day=day).plain()


def _case(at: Now, reference: str) -> Turn:
    return Turn(at.case, cases=reference)


def _another(at: Now, rest: str) -> Turn | None:
    """A case beside this one, which is put aside and not lost."""
    if rest not in ("same", "new"):
        return None
    case = new_case(at.case.language, today=at.today)
    case = flows.moved(case, "agree", today=at.today)
    known = _same(at.case) if rest == "same" else {}
    case = msgspec.structs.replace(case, answers=known, screen=at.case.screen)
    after = stands(renewed(flows.settled(case, today=at.today)), today=at.today)
    note = at.words.phrase("messages.case_begun", case=name(at.case, at.words))
    return Turn(after.case, (*told((note, *resting(at))), *present(after)))


def resting(at: Now) -> tuple[Phrase, ...]:
    """That a case which is put aside is not reminded of; nothing where nobody asked for it."""
    if at.case.remind_from is None:
        return ()
    return (at.words.phrase("messages.reminders_rest", case=name(at.case, at.words)),)


def _same(case: Case) -> dict[str, object]:
    """The answers about the person and the plan, which another denial shares."""
    person = {each.key for each in interview().questions if each.section == OF_THE_PERSON}
    kept = SAME | person - {"include_sensitive"}
    return {key: value for key, value in case.answers.items() if key in kept}


ACTIONS: dict[str, Callable[[Now, str], Turn | None]] = {"case": _case, "another": _another}
