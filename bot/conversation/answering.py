"""An answer, typed or tapped, into the case. Nothing is stored that does not parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

import flows
from bot.conversation.adding import added
from bot.conversation.choosing import ALONE, token_of
from bot.conversation.labels import confirm, date_read, label, question_words
from bot.conversation.now import Now
from bot.conversation.replies import Press
from bot.conversation.scratch import answered, no_longer_changing, with_scratch, with_told
from bot.conversation.screens import opened_page, ticks
from flows.errors import InvalidAnswer
from flows.interview import record
from flows.interview.answers import Ambiguous, parse
from flows.interview.case import Case
from flows.interview.cleaning import cleaned
from flows.interview.path import Step
from flows.interview.values import accept
from flows.interview.words import Phrase


@dataclass(frozen=True, repr=False)
class Answered:
    """The case after an answer. `notes` are told first; `stays`: the same question goes on."""

    case: Case
    notes: tuple[Phrase, ...] = ()
    stays: bool = False
    chosen: str | None = None


def typed(at: Now, text: str) -> Answered:
    """What a typed text does at the question on the screen.

    Raises:
        InvalidAnswer: it does not fit; the case is as it was.
    """
    step = _asked(at)
    kind = step.question.kind
    if kind in ("group", "more"):
        return Answered(*added(at, step, text))
    if kind in ("choice", "multi_choice", "documents"):
        return _labelled(at, step, text)
    try:
        value = parse(step.question, text, today=at.today, names=flows.NAMES, beside=at.beside)
    except Ambiguous as unclear:
        return _unclear(at, unclear)
    pictures = cleaned(text).pictures
    notes: tuple[Phrase, ...] = ()
    if pictures:
        notes = (at.words.phrase("messages.pictures_left_out", count=pictures),)
    if kind in ("day", "known_date"):
        notes = (*notes, *date_read(value, text, at.words))
    return _stored(at, step, value, notes=notes)


def pressed(at: Now, press: Press) -> Answered | None:
    """What a button of the question on the screen does, None where it does nothing.

    Raises:
        InvalidAnswer: Done without a choice.
    """
    step = _asked(at)
    token = press.token
    if token in ("skip", "unsure"):
        return _unknown(at, step, token)
    if token == "none" and step.question.kind == "group":
        return _stored(at, step, [])
    if token == "done":
        return _done(at, step)
    if token == "all":
        return Answered(with_scratch(at.case, all=True, ticked=ticks(at, step)), stays=True)
    if token.startswith("p"):
        return Answered(with_scratch(at.case, page=[step.address, token[1:]]), stays=True)
    if token.startswith("x") and step.question.calendar:
        return _on_calendar(at, step, token[1:])
    return Answered(at.case, stays=True) if token == "idle" else _counted(at, step, token)


def _counted(at: Now, step: Step, token: str) -> Answered | None:
    """A button that is counted off: a reading of a date, a tick, an option."""
    if token.startswith("d") and token[1:].isdecimal():
        return _candidate(at, step, int(token[1:]))
    if token.startswith("t") and token[1:].isdecimal():
        return _toggled(at, step, int(token[1:]))
    if token.isdecimal() and int(token) < len(at.offered):
        key = at.offered[int(token)]
        at = _told_by_page(at, step, key)
        return _stored(at, step, key, chosen=label(step, key, at.words))
    return None


def skipped(at: Now) -> Answered | None:
    """What /skip does, None where the question must be answered."""
    step = _asked(at)
    if step.question.optional or step.question.unsure:
        return _unknown(at, step, "skip" if step.question.optional else "unsure")
    if step.question.kind == "more" or (
        step.question.kind == "group" and at.case.answers.get(step.question.key)
    ):
        return _done(at, step)
    return None


def store(case: Case, address: str, value: Any, *, today: date) -> Case:
    """The case with that answer, settled."""
    if "after" in case.scratch:
        return with_told(case, address, value)
    answers = record.without_earlier(record.put(case.answers, address, value), address)
    changed = msgspec.structs.replace(answered(case, address), answers=answers)
    return flows.settled(flows.reconsidered(case, changed, today=today), today=today)


def _stored(
    at: Now,
    step: Step,
    value: Any,
    *,
    notes: tuple[Phrase, ...] = (),
    chosen: str | None = None,
) -> Answered:
    value = accept(step.question, value, today=at.today, options=at.offered, beside=at.beside)
    case = store(at.case, step.address, value, today=at.today)
    if step.question.kind == "group" and not value:
        case = msgspec.structs.replace(
            case, answers=record.put(case.answers, f"{step.question.key}.more", "done")
        )
    return Answered(case, notes, chosen=chosen)


def _unknown(at: Now, step: Step, token: str) -> Answered:
    """Asked and not known: what it costs is told at once, and stands on the checklist."""
    own = question_words(step, at.words)
    skip = own.skip or at.words.button("skip")
    unsure = own.unsure or at.words.button("not_sure")
    notes: tuple[Phrase, ...] = ()
    if own.gap:
        notes = (at.words.phrase(f"messages.noted_{token}", gap=own.gap),)
    chosen = skip if token == "skip" else unsure
    return Answered(store(at.case, step.address, None, today=at.today), notes, chosen=chosen)


def _labelled(at: Now, step: Step, text: str) -> Answered:
    """A text where buttons were asked: as if the one that it names was tapped."""
    token = token_of(at, step, text)
    tapped = Press(at.case.reference, at.case.screen, step.address, token) if token else None
    found = pressed(at, tapped) if tapped else None
    if found is None:
        raise InvalidAnswer(step.address, "choose_button")
    return found


def _unclear(at: Now, unclear: Ambiguous) -> Answered:
    """Two readings of a date: asked back with two buttons, never guessed."""
    case = with_scratch(at.case, candidates=unclear.readings)
    return Answered(case, (confirm(unclear.readings, at.words),), stays=True)


def _candidate(at: Now, step: Step, place: int) -> Answered | None:
    readings = at.case.scratch.get("candidates") or []
    if place >= len(readings):
        return None
    if step.question.kind == "days":
        return _stored(at, step, [readings[place]])
    answered = _stored(at, step, readings[place], chosen=at.words.known_date(readings[place]))
    until = at.case.scratch.get("until")
    if until is None:
        return answered
    case = store(answered.case, f"{step.group}[{step.index}].ended", until[place], today=at.today)
    return replace(answered, case=case)


def _on_calendar(at: Now, step: Step, moment: str) -> Answered:
    """A day of the calendar, or a month of which no day is known."""
    value = parse(step.question, moment, today=at.today, beside=at.beside)
    return _stored(at, step, value, chosen=at.words.known_date(value))


def _toggled(at: Now, step: Step, place: int) -> Answered | None:
    if place >= len(at.offered):
        return None
    key, chosen = at.offered[place], ticks(at, step)
    if key in ALONE and key not in chosen:
        return _stored(at, step, [key], chosen=label(step, key, at.words))
    others = [each for each in chosen if each not in {key, *ALONE}]
    ticked = others if key in chosen else [*others, key]
    return Answered(with_scratch(at.case, ticked=ticked), stays=True)


def _told_by_page(at: Now, step: Step, key: str) -> Now:
    """With what the page of options tells by itself, where none of them is known to fit."""
    answers = at.case.answers
    for later, value in step.question.told_by(key, opened_page(at, step)).items():
        answers = record.put(answers, later, value) if value else record.take(answers, later)
    case = msgspec.structs.replace(at.case, answers=answers)
    return replace(at, case=flows.reconsidered(at.case, case, today=at.today))


def _done(at: Now, step: Step) -> Answered:
    if step.question.kind == "more":
        return _stored(at, step, "done")
    if step.question.kind == "group":
        case = store(at.case, f"{step.question.key}.more", "done", today=at.today)
        return Answered(no_longer_changing(case))
    chosen = ticks(at, step)
    labels = ", ".join(label(step, key, at.words) for key in chosen)
    if step.question.kind == "documents":
        return _documents(at, step, chosen, labels)
    ordered = [key for key in at.offered if key in chosen]
    if step.question.suggest_from:  # in the order of what suggested them: the letter's own
        ordered = [*(k for k in at.suggested if k in chosen)]
        ordered += [key for key in chosen if key not in ordered]
    return _stored(at, step, ordered, chosen=labels or None)


def _documents(at: Now, step: Step, chosen: list[str], labels: str) -> Answered:
    """First what is in hand, then, if anything is left, what has been asked for."""
    opened = at.case.scratch.get("page")
    if not opened and set(chosen) != set(at.offered):
        case = with_scratch(at.case, have=chosen, page=[step.address, "asked"])
        notes = (at.words.phrase("messages.documents_chosen", have=labels),) if labels else ()
        return Answered(msgspec.structs.replace(case, scratch=_no_ticks(case)), notes, stays=True)
    have = at.case.scratch.get("have") if opened else chosen
    asked = chosen if opened else []
    states = {key: _state(key, have or [], asked) for key in at.offered}
    return _stored(at, step, states, chosen=labels or None)


def _no_ticks(case: Case) -> dict[str, Any]:
    return {key: value for key, value in case.scratch.items() if key != "ticked"}


def _state(key: str, have: list[str], asked: list[str]) -> str:
    return "have" if key in have else "asked" if key in asked else "missing"


def _asked(at: Now) -> Step:
    if at.step is None:
        raise InvalidAnswer("review", "choose_button")
    return at.step
