"""Every question as data for other tools: the catalogue of `python -m flows catalogue`."""

from __future__ import annotations

from typing import Any

from flows.interview.questions import Question, interview
from flows.interview.words import QuestionWords, Words
from flows.law.coverage import coverages


def catalogue(said: Words) -> list[dict[str, Any]]:
    """Every question in order, a group's fields behind it, in one language."""
    found: list[dict[str, Any]] = []
    for question in interview().questions:
        found.append(_entry(question, question.key, question.section, None, said))
        for each in question.fields:
            key = f"{question.key}.{each.key}"
            found.append(_entry(each, key, question.section, question.key, said))
    return found


def _entry(
    question: Question, key: str, section: str, group: str | None, said: Words
) -> dict[str, Any]:
    words = said.questions[key]
    return {
        "key": key,
        "section": section,
        "kind": question.kind,
        "ask": words.ask,
        "hint": words.hint,
        "why": words.why,
        "gap": words.gap,
        "options": _options(question, words, said),
        "optional": question.optional or question.unsure,
        "essential": question.essential,
        "asked_when": [
            {k: v if isinstance(v, str) else list(v) for k, v in clause.items()}
            for clause in question.asked_when
        ],
        "group": group,
    }


def _options(question: Question, words: QuestionWords, said: Words) -> list[list[str]]:
    """[key, label] of each option; those drawn from earlier answers as far as they are fixed."""
    if question.kind == "documents":
        return [[key, paper.button] for key, paper in said.documents.items()]
    if question.options_from == "later_levels":
        levels = {level.id for c in coverages().values() for level in c.levels if level.n > 1}
        return [[key, said.phrase(f"law.level_{key}").plain()] for key in sorted(levels)]
    labels = {"not_sure": said.button("not_sure"), "none": said.button("none")}
    return [[k, words.options.get(k) or labels.get(k, k)] for k in question.all_options]
