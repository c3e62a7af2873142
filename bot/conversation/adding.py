"""One message adds an item to a group, or several, a line each: treatments, tests."""

from __future__ import annotations

import msgspec

import flows
from bot.conversation.now import Now
from bot.conversation.scratch import no_longer_changing, with_scratch, without_screen
from flows.interview import record
from flows.interview.case import Case
from flows.interview.items import lines_of_items, ranges_to_choose, read_item
from flows.interview.path import Step
from flows.interview.questions import interview
from flows.interview.words import Phrase


def added(at: Now, step: Step, text: str) -> tuple[Case, tuple[Phrase, ...]]:
    """The case with those items, and what is to be said of them: what is not told is asked.

    Raises:
        InvalidAnswer: it is no item; the case is as it was.
    """
    key = step.question.key.removesuffix(".more")
    group = interview().question(key)
    answers = at.case.answers
    lines = lines_of_items(group, text, today=at.today)
    for line in lines:
        answers = record.add_item(answers, key, read_item(group, line, today=at.today))
    longer = msgspec.structs.replace(without_screen(at.case), answers=answers)
    case = flows.reconsidered(at.case, no_longer_changing(longer), today=at.today)
    case = flows.settled(case, today=at.today)
    ranges = ranges_to_choose(group, text, today=at.today) if len(lines) == 1 else []
    now = flows.where(case, today=at.today).now
    if not ranges or now is None or now.address != f"{key}[{len(answers[key]) - 1}].started":
        return case, ()
    # days without a year are asked back with a button for each year, start and end in one
    starts, ends = (list(days) for days in zip(*ranges, strict=True))
    case = with_scratch(case, candidates=starts, until=ends)
    return case, (at.words.phrase("messages.confirm_year"),)
