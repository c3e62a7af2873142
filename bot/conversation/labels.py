"""How questions, options and answers are called: on buttons, in errors, in the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation import finding
from flows.errors import InvalidAnswer
from flows.interview import record
from flows.interview.path import Step
from flows.interview.words import Phrase, QuestionWords, Words
from flows.law import states

LABEL = 28  # letters of a button: phones cut longer ones


def question_words(step: Step, said: Words) -> QuestionWords:
    """The words of a step; of a group's closing step, those of the group."""
    key = step.question.key.removesuffix(".more")
    return said.questions[f"{step.group}.{key}" if step.group else key]


def name(address: str, said: Words) -> str:
    """The noun phrase of the question at that address."""
    return said.questions[_key(address)].name


def short_name(address: str, said: Words) -> str:
    """The same for a button."""
    return said.questions[_key(address)].short or name(address, said)


def item_name(step: Step, answers: Mapping[str, Any]) -> str:
    """What the person called the item that a step asks about; empty where nobody has."""
    if step.group is None or step.index is None:
        return ""
    items = answers.get(step.group) or []
    item = items[step.index] if step.index < len(items) else {}
    return str(item.get("name") or item.get("test") or "")


def refusal(wrong: InvalidAnswer, address: str, said: Words) -> Phrase:
    """Why an answer does not fit: what to do, in the words of the question."""
    fields: dict[str, object] = {
        key: said.known_date(str(value)) if key in ("oldest", "earlier") else value
        for key, value in wrong.limits.items()
    }
    template = said.texts[f"errors.{wrong.code}"]
    if "{name}" in template:
        fields["name"] = name(address, said)
    return Phrase(template, fields)


def confirm(readings: Sequence[str], said: Words) -> Phrase:
    """Which of these readings of a date is meant?"""
    years = {reading[:4] for reading in readings}
    return said.phrase(f"messages.{'confirm_year' if len(years) > 1 else 'confirm_date'}")


def label(step: Step, key: str, said: Words) -> str:
    """The words of an option."""
    if step.question.kind == "documents":
        return said.documents[key].button
    if step.question.options_from == "later_levels":
        return shortened(said.phrase(f"law.level_{key}").plain())
    if step.question.options_from == "us_states":
        return states.states()[key].name
    if step.question.options_from == finding.FOUND:
        return finding.label(key, said)
    if step.question.options_from == "sensitive_answers":
        return _private(key, said)
    own = question_words(step, said).options
    return own.get(key) or said.button("none" if key == "none" else "not_sure")


def _private(address: str, said: Words) -> str:
    """The question that a private line answers; of an item also which one it is."""
    place = record.whole_item(address)
    noun = short_name(place[0] if place else address, said)
    return f"{shortened(noun, LABEL - 5)} ({place[1] + 1})" if place else shortened(noun)


def shortened(words: str, most: int = LABEL) -> str:
    """Words that fit a button, or `most` letters: cut behind a word where that leaves half."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    whole = words[:most].rpartition(" ")[0]
    return f"{(whole if len(whole) >= most // 2 else cut).rstrip(' ,;.')}…"


def one_line(text: str) -> str:
    """A text of some lines, such as an address, on one; a comma stands where a line ended."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = ""
    for line in filter(None, lines):
        found += f"{' ' if not found or found[-1] in ',.;:!?' else ', '}{line}"
    return found.strip()


def upper(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def date_read(value: str, text: str, said: Words) -> tuple[Phrase, ...]:
    """A typed date back in words; nothing where it was typed so."""
    told = said.known_date(value)
    if _bare(told) == _bare(text):
        return ()
    if len(value) == len("2026-05-14"):
        told = said.day(date.fromisoformat(value), weekday=True)
    return (said.phrase("messages.date_read", day=told),)


def plain_value(step: Step, value: Any, said: Words) -> str:
    """An answer as it reads back to the person."""
    asked = step.question
    if value is None:
        return said.phrase("facts.not_known").plain()
    if value in asked.all_options and asked.kind == "known_date":
        return label(step, value, said)
    if asked.kind == "documents":
        have = [said.documents[k].name for k, state in value.items() if state == "have"]
        return said.listed(have) or said.phrase("facts.nothing").plain()
    if asked.kind == "group":
        lines = [item_line(asked.key, item, said) for item in value]
        return "; ".join(lines) or said.phrase("facts.nothing").plain()
    if asked.kind == "more":
        return said.button("no_more")
    if asked.kind in ("choice", "multi_choice", "named"):
        keys = value if isinstance(value, list) else [value]
        labels = [label(step, each, said) for each in keys]
        return ", ".join(labels) or said.phrase("facts.nothing").plain()
    if asked.kind in ("day", "known_date"):
        return said.known_date(value)
    if asked.kind == "number":
        return f"{value:g}"
    if asked.kind == "days":
        return said.listed([said.known_date(each) for each in value])
    return ", ".join(value) if isinstance(value, list) else str(value)


def items_read_back(step: Step, answers: Mapping[str, Any], said: Words) -> str:
    """The items so far of the group that is asked or closed, a line each; empty for others."""
    if step.question.kind not in ("group", "more"):
        return ""
    group = step.question.key.removesuffix(".more")
    return "\n".join(f"• {item_line(group, item, said)}" for item in answers.get(group) or [])


def item_line(group: str, item: dict[str, Any], said: Words) -> str:
    """One item of a group on one line: its name, its dates, its result."""
    texts = said.questions
    parts = [str(item.get("name") or item.get("test") or "")]
    if item.get("started"):
        parts.append(
            said.phrase("facts.item_from", started=said.known_date(item["started"])).plain()
        )
    if item.get("ended") == "ongoing":
        parts.append(said.phrase("facts.item_ongoing").plain())
    elif item.get("ended"):
        parts.append(said.phrase("facts.item_to", ended=said.known_date(item["ended"])).plain())
    if item.get("date"):
        parts.append(said.known_date(item["date"]))
    if item.get("result"):
        result = texts[f"{group}.result"].options[item["result"]]
        parts.append(result[:1].lower() + result[1:])
    parts += [str(item[key]) for key in ("why_stopped", "finding") if item.get(key)]
    return ", ".join(part for part in parts if part)


def _bare(text: str) -> str:
    return " ".join(text.replace(",", " ").replace(".", " ").split()).casefold()


def _key(address: str) -> str:
    place = record.split(address)
    return f"{place[0]}.{place[2]}" if place else address.removesuffix(".more")
