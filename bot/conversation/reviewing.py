"""Check your answers: what is open first, then by section; each line can be changed.

One message that turns its pages in place: a phone shows some eight lines at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import flows
from bot.conversation import checks, sheets
from bot.conversation.labels import (
    item_line,
    item_name,
    name,
    one_line,
    plain_value,
    short_name,
    shortened,
)
from bot.conversation.needed import answers_needed
from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, Reply, Row, text
from flows.interview import record
from flows.interview.path import Step
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words

GAPS = "gaps"  # the page of what is not known, beside the sections
LINES = 8  # of a page
SHORT = 160  # letters of an answer on a page


@dataclass(frozen=True, repr=False)
class Line:
    """A line of a page: what it says, and the button that changes it."""

    says: Phrase
    button: Button


def review(at: Now, *, in_place: bool = False) -> Reply:
    """What is needed or not known, and a button for each section and for the letter.

    What contradicts itself stands first.
    """
    said = at.words
    needs = answers_needed(at)
    first, checked = checks.to_review(flows.counted(at.case, today=at.today), said)
    parts = [*first, said.phrase("messages.review_intro"), *([needs] if needs else [])]
    gaps = _gaps(at)
    if gaps:
        parts.append(_told(said.phrase(f"facts.section_{GAPS}"), gaps[:LINES], mark="•"))
    if len(gaps) > LINES:
        parts.append(said.phrase("messages.review_more", count=len(gaps) - LINES))
    rows: list[Row] = []
    if needs:
        rows.append((Button(said.button("only_needed"), SCREEN, "only_needed"),))
    else:
        ready = "review_ready" if at.path.now is None else "review_enough"
        parts.append(said.phrase(f"messages.{ready}"))
        rows.append((Button(said.button("make_letter"), SCREEN, "make"),))
    if at.path.now is not None or at.case.scratch.get("pace"):
        rows.append((Button(said.button("continue"), SCREEN, "all_questions"),))
    for which in (GAPS, *interview().sections):
        lines = _lines(at, which)
        if lines:
            title = said.phrase(f"facts.section_{which}")
            label = said.phrase("facts.section_count", section=title, count=len(lines)).plain()
            rows.append((Button(label, SCREEN, f"section-{which}"),))
    rows.append(sheets.way(at.case))
    return Reply(tuple(parts), (*checked, *rows), in_place)


def section(at: Now, which: str, start: int) -> Reply:
    """The answers of a section, or what is not known, from line `start` on."""
    said, last = at.words, start - LINES
    following = Button(said.button("next_page"), SCREEN, f"section-{which}-{start + LINES}")
    back = Button(said.button("back"), SCREEN, "review-here")
    if start:
        back = Button(said.button("back"), SCREEN, f"section-{which}-{last}")
    title = said.phrase(f"facts.section_{which}")
    shown, rows = _page(title, _lines(at, which), start, following)
    parts = (shown, said.phrase("messages.review_section"))
    return Reply(parts, (*rows, (back,)), in_place=True)


def items(at: Now, group: str, start: int = 0) -> Reply:
    """The items of a group, a button for each; one more can be added."""
    said, last = at.words, start - LINES
    following = Button(said.button("next_page"), SCREEN, f"items-{group}-{start + LINES}")
    which = interview().question(group).section
    back = Button(said.button("back"), SCREEN, f"section-{which}")
    if start:
        back = Button(said.button("back"), SCREEN, f"items-{group}-{last}")
    lines = []
    for place, each in enumerate(at.case.answers.get(group) or []):
        told = item_line(group, each, said)
        lines.append(Line(text(told), Button(_upper(told), SCREEN, f"item-{group}-{place}")))
    title = text(_upper(said.questions[group].name))
    shown, rows = _page(title, lines, start, following)
    add = Button(said.button("add_item"), SCREEN, f"add-{group}")
    return Reply((shown,), (*rows, (add,), (back,)), in_place=True)


def item(at: Now, group: str, place: int) -> Reply:
    """One item: each of its fields can be changed, or all of it taken out."""
    said = at.words
    found = (at.case.answers.get(group) or [])[place]
    rows: list[Row] = []
    for step in at.path.steps:
        if step.group == group and step.index == place:
            rows.append((_change(step.address, said),))
    rows.append((Button(said.button("remove"), SCREEN, f"remove-{group}-{place}"),))
    rows.append((Button(said.button("back"), SCREEN, f"change-{group}"),))
    parts = (text(item_line(group, found, said)), said.phrase("messages.item_menu"))
    return Reply(parts, tuple(rows), in_place=True)


def _page(
    title: Phrase, lines: Sequence[Line], start: int, following: Button
) -> tuple[Phrase, list[Row]]:
    """Eight lines with a button each, and the one to the following where there are more."""
    shown = lines[start : start + LINES]
    rows: list[Row] = [
        (replace(line.button, label=shortened(f"{place}. {line.button.label}")),)
        for place, line in enumerate(shown, start + 1)
    ]
    if start + LINES < len(lines):
        rows.append((following,))
    return _told(title, shown, first=start + 1), rows


def _told(title: Phrase, lines: Sequence[Line], *, first: int = 1, mark: str = "") -> Phrase:
    """A title in bold and its lines, numbered or marked."""
    fields: dict[str, object] = {f"l{place}": line.says for place, line in enumerate(lines, first)}
    told = [f"{mark or f'{place}.'} {{l{place}}}" for place in range(first, first + len(lines))]
    return Phrase("\n".join(["**{title}**", *told]), {"title": title, **fields})


def _lines(at: Now, which: str) -> list[Line]:
    """The answers of a section that count, or of all sections those that are not known."""
    if which == GAPS:
        return _gaps(at)
    counted, said = flows.counted(at.case, today=at.today), at.words
    stood_for = {question.stands_for for question in interview().questions}
    return [  # what another answer stands for is told as it was answered; the other one follows
        Line(
            _line(key, at.case.answers[key] if key in stood_for else value, said),
            _change(key, said),
        )
        for key, value in counted.items()
        if interview().question(key).section == which
    ]


def _gaps(at: Now) -> list[Line]:
    """What was asked and is not known, items' fields too."""
    answers, said = at.case.answers, at.words
    found = []
    for step in at.path.steps:
        address = step.address
        if record.is_answered(answers, address) and record.value(answers, address) is None:
            says = text(_upper(name(address, said)))
            about = item_name(step, answers)
            if about:
                says = said.phrase(
                    "facts.line", name=shortened(about, 60), value=name(address, said)
                )
            found.append(Line(says, _change(address, said)))
    return found


def _change(address: str, said: Words) -> Button:
    return Button(_upper(short_name(address, said)), SCREEN, f"change-{address}")


def _line(key: str, value: object, said: Words) -> Phrase:
    plain = one_line(plain_value(Step(interview().question(key)), value, said))
    return said.phrase("facts.line", name=_upper(name(key, said)), value=shortened(plain, SHORT))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
