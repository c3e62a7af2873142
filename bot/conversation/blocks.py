"""A block on the screen: several questions in one message, and what the person's message gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import flows
from bot.conversation import screens
from bot.conversation.answering import Answered, store
from bot.conversation.labels import confirm, name, one_line, plain_value, refusal
from bot.conversation.now import Now, stands
from bot.conversation.progress import progress
from bot.conversation.replies import Button, Press, Reply, Row
from bot.conversation.scratch import with_scratch
from flows.errors import InvalidAnswer
from flows.interview.answers import Ambiguous
from flows.interview.blocks import OpenBlock
from flows.interview.case import Case
from flows.interview.lines import Reading, read_lines
from flows.interview.path import Step, reads
from flows.interview.questions import Question, interview
from flows.interview.words import Phrase

SHORT = 160  # letters of a line that is read back
UNUSED = 3  # lines that are named where no question took them


def question(at: Now, *notes: Phrase, in_place: bool = False) -> Reply:
    """What to send in one message: the names, and an example of a line for each."""
    block, step = _open(at)
    said, own = at.words, at.words.blocks[block.key]
    lines = [progress(at.case, at.path, step).plain(), f"**{own.ask}**", own.hint, ""]
    lines.append(said.phrase("messages.block_send").plain())
    for place, each in enumerate(block.asked, 1):
        lines.append(f"{place}. {_upper(name(each.key, said))}")
    lines += ["", said.phrase("messages.block_example").plain()]
    lines += [own.lines[each.key] for each in block.asked]
    rows: list[Row] = [(Button(said.button("singly"), step.address, "singly"),)]
    if _all_optional(block.asked):
        rows.append((Button(said.button("have_none"), step.address, "none"),))
    ways = screens.ways(at, step)
    return Reply((*notes, Phrase("\n".join(lines))), rows=(*rows, *ways), in_place=in_place)


def typed(at: Now, text: str) -> Answered:
    """What a message gives: every line that fits is kept, whatever the others are.

    What it leaves out counts as not known where that may be, if the message told of two questions
    or more; who sends a line at a time is asked for the rest.

    Raises:
        InvalidAnswer: nothing in it answers anything; the case is as it was.
    """
    block, step = _open(at)
    reading = read_lines(
        block.members,
        text,
        asked=[each.key for each in block.asked],
        today=at.today,
        names=flows.NAMES,
        beside=at.case.answers,
    )
    told = {*reading.values, *reading.wrong}
    if not told and reading.nothing and not reading.left and _all_optional(block.asked):
        return _without(at, block.asked)
    if not told and not reading.left and not reading.secret:
        raise InvalidAnswer(step.address, "no_line")
    case, left_out = at.case, list[str]()
    for key, value in reading.values.items():
        case = store(case, key, value, today=at.today)
    if len(told) > 1:
        case = _taken(case, block)
        if not reading.left and not reading.secret:
            case, left_out = _left_out(at, case, reading)
    which, readings = _which_date(case, reading, today=at.today)
    notes = _read_back(at, reading, [*reading.values, *left_out], which=which)
    if readings:
        case = with_scratch(case, candidates=readings)
        notes.append(confirm(readings, at.words))
    return Answered(case, tuple(notes))


def pressed(at: Now, press: Press) -> Answered | None:
    """What a button of the block does, None where it does nothing."""
    block, _ = _open(at)
    if press.token == "singly":
        chosen = [*at.case.scratch.get("singly", ()), block.key]
        return Answered(with_scratch(at.case, singly=chosen), chosen=at.words.button("singly"))
    if press.token == "none" and _all_optional(block.asked):
        return _without(at, block.asked, chosen=at.words.button("have_none"))
    return None


def skipped(at: Now) -> Answered | None:
    """What /skip does: what may be left out is, the rest is asked alone; None if nothing may."""
    block, _ = _open(at)
    optional = [each for each in block.asked if each.optional]
    if not optional:
        return None
    answered = _without(at, optional)
    return Answered(_taken(answered.case, block), answered.notes)


def _open(at: Now) -> tuple[OpenBlock, Step]:
    if at.block is None or at.step is None:
        raise ValueError("no block is open")
    return at.block, at.step


def _all_optional(asked: Iterable[Question]) -> bool:
    return all(each.optional for each in asked)


def _taken(case: Case, block: OpenBlock) -> Case:
    """The case in which the block's message has come: what is left of it is asked alone."""
    return with_scratch(case, taken=[*case.scratch.get("taken", ()), block.key])


def _without(at: Now, asked: Iterable[Question], *, chosen: str | None = None) -> Answered:
    case, keys = _not_known(at, at.case, [each.key for each in asked])
    return Answered(case, (_lines(at, dict.fromkeys(keys)),), chosen=chosen)


def _not_known(at: Now, case: Case, keys: Iterable[str]) -> tuple[Case, list[str]]:
    """The case in which those questions are not known, as far as they are on its path."""
    stored: list[str] = []
    for key in keys:
        if flows.where(case, today=at.today).step(key):
            case = store(case, key, None, today=at.today)
            stored.append(key)
    return case, stored


def _left_out(at: Now, case: Case, reading: Reading) -> tuple[Case, list[str]]:
    """What may be left out and was; not what opens another question that was answered."""
    block, _ = _open(at)
    given = flows.given(at.today)
    needed: set[str] = set()
    for key in reading.values:
        needed |= reads(interview().question(key), given)
    told = {*reading.values, *reading.wrong, *needed}
    keys = [each.key for each in block.asked if each.optional and each.key not in told]
    return _not_known(at, case, keys)


def _which_date(case: Case, reading: Reading, *, today: date) -> tuple[str | None, Sequence[str]]:
    """The question that comes next and what its line may mean: asked back with two buttons."""
    after = stands(case, today=today)
    key = after.step.address if after.step and not after.block else ""
    why = reading.wrong.get(key)
    return (key, why.readings) if isinstance(why, Ambiguous) else (None, ())


# ------------------------------------------------------------------ read back


def _read_back(
    at: Now, reading: Reading, keys: Iterable[str], *, which: str | None
) -> list[Phrase]:
    """What was understood, line by line, so that a mistake is seen; then what was not.

    `which` is the date that is asked back with two buttons.
    """
    said, notes = at.words, list[Phrase]()
    shown = {key: reading.values.get(key) for key in keys}
    if shown:
        fields = {"lines": _lines(at, shown)}
        notes.append(Phrase(f"{said.texts['messages.block_read']}\n{{lines}}", fields))
    for key, why in reading.wrong.items():
        if key != which:
            unclear = isinstance(why, Ambiguous)
            refused = InvalidAnswer(key, "date_unreadable") if unclear else why
            notes.append(refusal(refused, key, said))
    if reading.left:
        lines = "; ".join(_short(line) for line in reading.left[:UNUSED])
        notes.append(said.phrase("messages.block_unused", lines=lines))
    if reading.secret:
        notes.append(said.phrase("errors.ssn", name=said.phrase("messages.block_line")))
    if reading.pictures:
        notes.append(said.phrase("messages.pictures_left_out", count=reading.pictures))
    return notes


def _lines(at: Now, values: Mapping[str, Any]) -> Phrase:
    """Each answer on a line, with its name; of what is not known, what it costs."""
    said = at.words
    fields: dict[str, object] = {}
    lines: list[str] = []
    for place, asked in enumerate(q for q in interview().questions if q.key in values):
        value = plain_value(Step(asked), values[asked.key], said)
        if values[asked.key] is None:
            value = f"{value}. {said.questions[asked.key].gap}"
        called = _upper(name(asked.key, said))
        lines.append(f"• {{l{place}}}")
        fields[f"l{place}"] = said.phrase("facts.line", name=called, value=_short(value))
    return Phrase("\n".join(lines), fields)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
