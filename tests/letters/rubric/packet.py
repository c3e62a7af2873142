"""I, and the points of H: what goes with the letter, and the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flows.interview.words import words
from letters.writing.renderings import renderings
from letters.writing.text import text
from tests.letters.rubric import layout
from tests.letters.rubric.case import Case
from tests.letters.rubric.packet_of import Packet
from tests.letters.rubric.verdict import Verdict, verdict


@dataclass(frozen=True)
class PaperPoint:
    """A point of the files of a case, and when it applies."""

    id: str
    passes: Callable[[Packet], bool]
    when: Callable[[Case], bool] = lambda case: True


def paper_points(packet: Packet) -> dict[str, Verdict]:
    """Each point of the files, by its number in the rubric."""
    found: dict[str, Verdict] = {}
    for each in POINTS:
        applies = each.when(packet.case)
        found[each.id] = verdict(applies, passes=applies and each.passes(packet))
    return found


def numbered_as_cited(packet: Packet) -> bool:
    """Each "(enclosure 3)" follows the name that has that number in the list."""
    flat = " ".join(text(packet.letter).split())
    listed = dict(re.findall(r"(\d+)\. The ([^.]*?)(?=;? \d+\. The |\.? Sincerely,)", _list(flat)))
    cited = re.findall(r"([\w ,’-]+?)(?: is| are)?(?: enclosed)? \(enclosure (\d+)\)", flat)
    known = {number: _stems(name.split()) for number, name in listed.items()}
    return all(
        number in known and known[number] & _stems(before.split()[-9:]) for before, number in cited
    )


def _stems(words: Iterable[str]) -> set[str]:
    """The words, whether of one thing or of several."""
    return {word.casefold().removesuffix("s") for word in words}


def _list(flat: str) -> str:
    _, _, after = flat.partition(" Enclosures ")
    return after.partition("Sincerely,")[0] + "Sincerely,"


def missing_papers_are_asked_for(packet: Packet) -> bool:
    said = words("en")
    for each in packet.case.plan.not_in_hand:
        by = each.have_by(today=packet.case.plan.today, aim_by=packet.case.plan.aim_by)
        if said.day(by) not in packet.checklist:
            return False
        if said.documents[each.document].who.casefold() not in packet.checklist.casefold():
            return False
    return True


def last_day_and_rule(packet: Packet) -> bool:
    due = packet.case.plan.due
    day = words("en").day(due.last_day) if due and due.last_day else None
    return (day is None or day in packet.checklist) and "use that one" in packet.checklist


def steps(*keys: str) -> Callable[[Packet], bool]:
    """Whether the checklist has each of these steps."""
    return lambda packet: set(keys) <= {each.key for each in packet.case.plan.steps}


def says(*texts: str) -> Callable[[Packet], bool]:
    return lambda packet: all(each in packet.checklist for each in texts)


def answer_day_and_next_step(packet: Packet) -> bool:
    keys = {each.key for each in packet.case.plan.steps}
    day = packet.case.plan.answer_expected
    told = day is None or words("en").day(day) in packet.checklist
    return told and "answer" in keys


def signed_page_is_told(packet: Packet) -> bool:
    return f"Sign on page {packet.papers.sign_page}." in packet.checklist


def listed_are_in_hand(packet: Packet) -> bool:
    names = renderings()["documents"]
    listed = _list(" ".join(text(packet.letter).split())).casefold()
    states = {each.document: each.state for each in packet.case.plan.needed}
    return all(
        (names[key].casefold() in listed) == (state == "have") for key, state in states.items()
    )


POINTS = (
    PaperPoint("H1", layout.short_enough),
    PaperPoint("H2", layout.short_paragraphs_under_headings),
    PaperPoint("H3", layout.reads_easily),
    PaperPoint("H4", layout.fit_for_fax),
    PaperPoint("H5", layout.both_files_alike),
    PaperPoint("H6", layout.styled_and_titled),
    PaperPoint("H7", layout.names_say_nothing),
    PaperPoint("I1", lambda packet: listed_are_in_hand(packet) and numbered_as_cited(packet)),
    PaperPoint("I2", missing_papers_are_asked_for, lambda case: bool(case.plan.not_in_hand)),
    PaperPoint("I3", last_day_and_rule, lambda case: case.plan.due is not None),
    PaperPoint("I4", steps("ask"), lambda case: bool(case.plan.not_in_hand)),
    PaperPoint("I5", steps("send", "confirm")),
    PaperPoint("I6", says("Your calls")),
    PaperPoint("I7", answer_day_and_next_step),
    PaperPoint("I8", steps("help"), lambda case: bool(_helpers(case))),
    PaperPoint("I9", lambda packet: _clinician_is_asked(packet)),
    PaperPoint("I10", says("not legal or medical advice", "before you sign")),
    PaperPoint("I sign", signed_page_is_told),
)


def _helpers(case: Case) -> bool:
    coverage = case.plan.facts.coverage
    return coverage is not None and bool(coverage.helper)


def _clinician_is_asked(packet: Packet) -> bool:
    state = {each.document: each.state for each in packet.case.plan.needed}
    return state.get("clinician_letter") in (None, "have") or "doctor" in packet.checklist
