"""Plays the answers of a case file as a person would: types, taps, one message for each item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation import labels as called
from bot.conversation.now import Now, stands
from bot.conversation.screens import CHECK
from flows.interview.path import Step
from flows.interview.questions import Question, interview
from flows.interview.words import words
from tests.bot import mri
from tests.support.bot import Guest, LocalBot

SAID = words("en")
# How people tell the result of a treatment.
RESULTS = {
    "no_relief": "no help",
    "some_relief": "helped a little",
    "worse": "it got worse",
    "worked_then_returned": "it came back",
}


async def plays(
    bot: LocalBot, guest: Guest, answers: Mapping[str, Any], *, today: date, essential: bool = False
) -> None:
    """From /start to the letter, with these answers; `essential`: only what a letter needs."""
    await mri.agrees(guest)
    if essential:
        await mri.does(guest, ["/letter", "[Only the questions left]"])
    await goes_on(bot, guest, answers, today=today)


async def goes_on(bot: LocalBot, guest: Guest, answers: Mapping[str, Any], *, today: date) -> None:
    """From the question on the screen to the letter."""
    for _ in range(150):
        at = await _stands(bot, guest, today)
        if at.step is None:
            await mri.makes_letter(guest)
            return
        if guest.buttons == ["Go on"]:
            await guest.taps("Go on")
        elif at.block:
            await guest.says("\n".join(_lines(at.block.asked, answers)))
        else:
            await _answers(guest, at, at.step, answers)
    raise AssertionError(f"never came to the letter\n{guest.transcript(last=6)}")


async def _stands(bot: LocalBot, guest: Guest, today: date) -> Now:
    case = (await bot.store.load(guest.id)).case
    assert case is not None
    return stands(case, today=today)


def _lines(asked: Sequence[Question], answers: Mapping[str, Any]) -> Iterator[str]:
    """A numbered line for each question of a block that has an answer."""
    known = [(place, q.key) for place, q in enumerate(asked, 1) if answers.get(q.key) is not None]
    for place, key in known:
        yield f"{place}. {_typed(interview().question(key), answers[key])}"
    if not known:
        yield "I have none of these"


async def _answers(guest: Guest, at: Now, step: Step, answers: Mapping[str, Any]) -> None:
    asked, own = step.question, _words(step)
    value = _value(step, answers)
    if asked.kind in ("group", "more"):
        key = asked.key.removesuffix(".more")
        done = len(at.case.answers.get(key) or ())
        items = list(answers.get(key) or ())
        if done < len(items):
            await guest.says(_item(key, items[done]))
        else:
            await guest.taps("No more to add" if done else own.none)
    elif value is None:
        unsure, skip = own.unsure or SAID.button("not_sure"), own.skip or SAID.button("skip")
        await guest.taps(unsure if asked.unsure else skip)
    elif asked.kind == "choice":
        await _chooses(guest, asked, value, _labels(step, at.offered))
    elif asked.kind == "documents":
        offered = {key: value.get(key) for key in at.offered}
        await _ticks(guest, [SAID.documents[k].button for k, s in offered.items() if s == "have"])
        if own.pages["asked"].ask in guest.last:
            left = [SAID.documents[k].button for k, s in offered.items() if s == "asked"]
            await _ticks(guest, left)
    elif asked.options_from == "sensitive_answers":  # a line is ticked by its place
        await _ticks(guest, [guest.buttons[at.offered.index(key)] for key in value])
    elif asked.kind == "multi_choice":
        labels = [own.options.get(key) or SAID.button(key) for key in value]
        await (guest.taps(labels[0]) if value == ["none"] else _ticks(guest, labels))
    elif asked.kind == "known_date" and value in asked.all_options:
        await guest.taps(own.options[value])
    else:
        await guest.says(_typed(asked, value))


async def _chooses(guest: Guest, asked: Question, key: str, labels: Mapping[str, str]) -> None:
    for option in asked.options:
        if not isinstance(option, str) and key in option.opens and key not in asked.page(None):
            await guest.taps(labels[option.key])
            break
    await guest.taps(labels.get(key) or SAID.button(key))


async def _ticks(guest: Guest, wanted: Sequence[str]) -> None:
    """Ticks just these, whatever was ticked, and is done."""
    for label in [each for each in guest.buttons if each.startswith(CHECK)]:
        if label.removeprefix(CHECK) not in wanted:
            await guest.taps(label)
    for label in wanted:
        if f"{CHECK}{label}" in guest.buttons:
            continue
        if label not in guest.buttons:
            await guest.taps("More choices")
        await guest.taps(label)
    await guest.taps("Done")


def _value(step: Step, answers: Mapping[str, Any]) -> Any:
    if step.group is None or step.index is None:
        return answers.get(step.question.key)
    return answers[step.group][step.index].get(step.question.key)


def _words(step: Step) -> Any:
    key = step.question.key.removesuffix(".more")
    return SAID.questions[f"{step.group}.{key}" if step.group else key]


def _labels(step: Step, offered: Sequence[str]) -> Mapping[str, str]:
    """The buttons of a choice and of its pages, by their keys."""
    return {**_words(step).options, **{key: called.label(step, key, SAID) for key in offered}}


def _item(key: str, item: Mapping[str, Any]) -> str:
    """One item as a person tells it: the name, the dates, the result."""
    if key == "criteria":
        return str(item["criterion"])
    parts = [str(item.get("name") or item.get("test"))]
    started, ended = item.get("started"), item.get("ended")
    if started and ended == "ongoing":
        parts.append(f"since {SAID.known_date(started)}")
    elif started and ended:
        parts.append(f"{SAID.known_date(started)} to {SAID.known_date(ended)}")
    if item.get("date"):
        parts.append(SAID.known_date(item["date"]))
    if item.get("result") in RESULTS:
        parts.append(RESULTS[item["result"]])
    parts += [str(item[field]) for field in ("finding",) if item.get(field)]
    return ", ".join(parts)


def _typed(asked: Question, value: Any) -> str:
    if asked.kind in ("day", "known_date"):
        return SAID.known_date(value)
    if asked.kind == "days":
        return "\n".join(SAID.known_date(day) for day in value)
    return ", ".join(value) if isinstance(value, list) else str(value)
