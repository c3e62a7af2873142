"""The message that asks for a paper: ready to forward to whoever has it, in English."""

from __future__ import annotations

import re

from flows.documents import Needed
from flows.interview.words import FIELD, Phrase, words
from flows.plan import AppealPlan

REASON_LETTERS = 400  # of the denial's words; a message to an office is no place for more


def ask_phrase(paper: Needed, plan: AppealPlan) -> Phrase:
    """The message with the patient, the care, the reason and the day filled in."""
    said, answers = words("en"), plan.facts.answers
    by = paper.have_by(today=plan.today, aim_by=plan.aim_by)
    reason = " ".join(str(answers.get("denial_wording") or "The letter gives none.").split())
    values: dict[str, object] = {
        "patient": answers.get("patient_name") or "a patient of yours",
        "service": answers.get("service_name") or "this care",
        "reason": reason[:REASON_LETTERS],
        "by": said.day(by),
    }
    text = said.documents[paper.document].ask.strip()
    also = said.also_shows(paper.document, paper.owners)
    if also:
        text = f"{text}\n\n{said.texts['messages.ask_also']}"
        values["parts"] = "\n".join(f"• {part}" for part in also)
    return Phrase(text, {name: values[name] for name in FIELD.findall(text)})


def ask_text(paper: Needed, plan: AppealPlan) -> str:
    """The same as plain text."""
    return ask_phrase(paper, plan).plain()


def spoken_ask(paper: Needed) -> str | None:
    """The one sentence of it that asks for the paper, to be said by telephone."""
    found = _REQUEST.search(words("en").documents[paper.document].ask)
    return found[0] if found else None


_REQUEST = re.compile(r"(?:Send me|Would the doctor|Would you|Can the doctor|I need) [^.?{]*[.?]")
