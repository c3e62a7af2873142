"""All that is held of a person, as a file to read and a file that another person can take over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import flows
from bot.conversation.labels import name, plain_value
from bot.conversation.replies import Reply, page
from flows import case_file
from flows.interview.case import Case
from flows.interview.path import Step
from flows.interview.questions import interview
from flows.interview.words import Words, words
from letters.writing.paper import Paper

NAMES = {"en": "My_Data.txt", "es": "Mis_Datos.txt"}
CASE_FILE = "My_Case.json"


def mydata(case: Case, *, today: date) -> tuple[Reply, ...]:
    """Both files, and what they are."""
    said = words(case.language)
    told = readable(case, today=today).encode()
    held = json.dumps(case_file.content(case), ensure_ascii=False, indent=1).encode()
    return (
        Reply((), file=Paper("my_data", "txt", NAMES[case.language], told)),
        Reply((), file=Paper("my_case", "json", CASE_FILE, held)),
        page(said.phrase("messages.mydata", file=CASE_FILE)),
    )


def readable(case: Case, *, today: date) -> str:
    """What is held, section by section: every answer, those too that no longer count."""
    said = words(case.language)
    began = said.phrase("messages.mydata_began", day=said.day(case.consented_on)).plain()
    lines = [said.phrase("messages.mydata_title").plain(), began]
    if case.sent_on:
        lines.append(said.phrase("checklist.chat_sent", day=said.day(case.sent_on)).plain())
    if case.remind_from:
        asked = said.phrase("messages.mydata_remind", day=said.day(case.remind_from))
        lines.append(asked.plain())
    for each in case.calls:
        call = ", ".join(str(value) for value in each.values() if value)
        lines.append("- " + said.phrase("messages.mydata_call", call=call).plain())
    for section in interview().sections:
        told = _answers(case.answers, said, section=section)
        if told:
            lines += ["", said.phrase(f"facts.section_{section}").plain(), *told]
    counted = flows.counted(case, today=today)
    off = [key for key in case_file.answers_of(case.answers) if key not in counted]
    if off:
        names = said.listed([name(key, said) for key in off])
        lines += ["", said.phrase("messages.mydata_off", names=names).plain()]
    for place, each in enumerate(case.rounds, 1):
        lines += ["", said.phrase("messages.mydata_round", place=place).plain()]
        lines += _answers(each, said)
        if each.get("sent_on"):
            sent = said.known_date(str(each["sent_on"]))
            lines.append("- " + said.phrase("checklist.chat_sent", day=sent).plain())
    return "\n".join(lines) + "\n"


def _answers(answers: Mapping[str, Any], said: Words, *, section: str = "") -> list[str]:
    """A line for each answer, of one section or of all."""
    found = []
    for question in interview().questions:
        if question.section in (section or question.section,) and question.key in answers:
            value = plain_value(Step(question), answers[question.key], said)
            title = name(question.key, said)
            found.append(f"- {title[:1].upper()}{title[1:]}: {value}")
    return found
