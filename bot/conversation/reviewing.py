"""Check your answers: by section, each line can be changed."""

from __future__ import annotations

import flows
from bot.conversation import checks
from bot.conversation.labels import item_line, name, plain_value, shortened
from bot.conversation.replies import SCREEN, Button, Reply, Row, page, text
from bot.conversation.screens import Now
from flows.interview.path import Step
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words

SHORT = 160  # letters of an answer on the review page
ITEM_SHORT = 60


def review(at: Now) -> Reply:
    """All answers that count, with a button for each section and for the letter.

    What contradicts itself stands first.
    """
    said = at.words
    answers = flows.counted(at.case, today=at.today)
    first, checked = checks.to_review(answers, said)
    parts = [*first, said.phrase("messages.review_intro")]
    rows: list[Row] = []
    for section in interview().sections:
        keys = [k for k in answers if interview().question(k).section == section]
        if not keys:
            continue
        title = said.phrase(f"facts.section_{section}")
        lines = [_line(key, answers[key], said) for key in keys]
        fields = {"title": title, **{f"l{i}": line for i, line in enumerate(lines)}}
        template = "\n".join(["**{title}**", *(f"{{l{i}}}" for i in range(len(lines)))])
        parts.append(Phrase(template, fields))
        rows.append((Button(title.plain(), SCREEN, f"section-{section}"),))
    missing = flows.missing_essential(at.case, today=at.today)
    if missing:
        names = said.listed([name(step.address, said) for step in missing])
        parts.append(said.phrase("messages.review_needed", names=names))
    elif at.path.now is None:
        parts.append(said.phrase("messages.review_ready"))
    else:
        parts.append(said.phrase("messages.review_enough"))
    ways: list[Row] = []
    if not missing:
        ways.append((Button(said.button("make_letter"), SCREEN, "make"),))
    if at.path.now is not None or at.case.scratch.get("pace"):
        ways.append((Button(said.button("continue"), SCREEN, "all_questions"),))
    return page(*parts, rows=(*checked, *ways, *rows))


def section(at: Now, which: str) -> Reply:
    """The answers of a section, a button for each."""
    said = at.words
    answers = flows.counted(at.case, today=at.today)
    keys = [key for key in answers if interview().question(key).section == which]
    fields: dict[str, object] = {"title": said.phrase(f"facts.section_{which}")}
    lines, rows = ["**{title}**"], []
    for place, key in enumerate(keys, 1):
        fields[f"l{place}"] = _line(key, answers[key], said)
        lines.append(f"{place}. {{l{place}}}")
        rows.append((Button(_label(place, name(key, said)), SCREEN, f"change-{key}"),))
    rows.append((Button(said.button("back"), SCREEN, "review"),))
    parts = (Phrase("\n".join(lines), fields), said.phrase("messages.review_section"))
    return page(*parts, rows=tuple(rows))


def items(at: Now, group: str) -> Reply:
    """The items of a group, a button for each; one more can be added."""
    said = at.words
    found = at.case.answers.get(group) or []
    fields: dict[str, object] = {"title": _upper(said.questions[group].name)}
    lines, rows = ["**{title}**"], []
    for place, item in enumerate(found, 1):
        fields[f"l{place}"] = item_line(group, item, said)
        lines.append(f"{place}. {{l{place}}}")
        rows.append(
            (Button(_label(place, fields[f"l{place}"]), SCREEN, f"item-{group}-{place - 1}"),)
        )
    rows.append((Button(said.button("add_item"), SCREEN, f"add-{group}"),))
    rows.append((Button(said.button("back"), SCREEN, "review"),))
    return page(Phrase("\n".join(lines), fields), rows=tuple(rows))


def item(at: Now, group: str, place: int) -> Reply:
    """One item: each of its fields can be changed, or all of it taken out."""
    said = at.words
    found = (at.case.answers.get(group) or [])[place]
    rows: list[Row] = []
    for step in at.path.steps:
        if step.group == group and step.index == place:
            label = shortened(_upper(name(step.address, said)))
            rows.append((Button(label, SCREEN, f"change-{step.address}"),))
    rows.append((Button(said.button("remove"), SCREEN, f"remove-{group}-{place}"),))
    rows.append((Button(said.button("back"), SCREEN, f"change-{group}"),))
    return page(
        text(item_line(group, found, said)), said.phrase("messages.item_menu"), rows=tuple(rows)
    )


def _line(key: str, value: object, said: Words) -> Phrase:
    plain = " ".join(plain_value(Step(interview().question(key)), value, said).split())
    short = plain if len(plain) <= SHORT else f"{plain[: SHORT - 1].rstrip()}…"
    return said.phrase("facts.line", name=_upper(name(key, said)), value=short)


def _label(place: int, words: object) -> str:
    return shortened(f"{place}. {_upper(str(words))}")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
