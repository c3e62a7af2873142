"""A month to tap a day in, for the questions that `questions.yaml` offers one.

A button holds a month or a day and nothing else, so that one of an older message is as good as any.
"""

from __future__ import annotations

import re
from calendar import SUNDAY, Calendar, monthrange
from datetime import date, timedelta

from bot.conversation.now import Now
from bot.conversation.replies import Button, Row
from flows.errors import InvalidAnswer
from flows.interview import record
from flows.interview.path import Step
from flows.interview.values import accept

IDLE = "idle"  # a weekday, or a day that can be no answer
NO_DAY = "·"
_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])")
_WEEKS = Calendar(SUNDAY)  # as calendars in the US


def way(at: Now, step: Step) -> list[Row]:
    """The button that opens the month, with the days that are named most; nothing elsewhere."""
    offers, said = step.question.calendar, at.words
    if offers is None:
        return []
    rows: list[Row] = []
    if offers == "near":
        for name, day in (("today", at.today), ("yesterday", at.today - timedelta(days=1))):
            if _fits(at, step, day.isoformat()):
                rows.append((Button(said.button(name), step.address, f"x{day.isoformat()}"),))
    return [*rows, (Button(said.button("calendar"), step.address, f"p{_first(at, step)}"),)]


def is_month(page: str | None) -> bool:
    """Whether a page of a question is a month, and not one of options."""
    return bool(page and _MONTH.fullmatch(page))


def days(at: Now, step: Step, month: str) -> list[Row]:
    """The days of a month, and the ways to the months beside it."""
    year, number = (int(part) for part in month.split("-"))
    said, address = at.words, step.address
    rows: list[Row] = [tuple(Button(each, address, IDLE) for each in said.weekday_marks)]
    for week in _WEEKS.monthdatescalendar(year, number):
        drawn = tuple(_day(at, step, day, number) for day in week)
        if any(each.token != IDLE for each in drawn):
            rows.append(drawn)
    if step.question.kind == "known_date" and _fits(at, step, month):
        only = said.phrase("buttons.only_month", month=said.known_date(month)).plain()
        rows.append((Button(only, address, f"x{month}"),))
    for apart in (1, 12):
        ways = (("earlier", _beside(month, -apart)), ("later", _beside(month, apart)))
        row = tuple(_turn(at, step, *each) for each in ways if _has_days(at, step, each[1]))
        rows += [row] if row else []
    return rows


def _day(at: Now, step: Step, day: date, month: int) -> Button:
    if day.month != month or not _fits(at, step, day.isoformat()):
        return Button(NO_DAY, step.address, IDLE)
    return Button(str(day.day), step.address, f"x{day.isoformat()}")


def _turn(at: Now, step: Step, which: str, month: str) -> Button:
    label = at.words.phrase(f"buttons.{which}", month=at.words.month_mark(month))
    return Button(label.plain(), step.address, f"p{month}")


def _first(at: Now, step: Step) -> str:
    """The month that is shown first: of the answer, else of today, else of the day it follows.

    What comes soon after an earlier day is looked for beside that one, before today.
    """
    known = record.value(at.case.answers, step.address)
    earlier = at.beside.get(step.question.not_before) if step.question.not_before else None
    likely = [at.today.isoformat(), earlier]
    if step.question.calendar == "after":
        likely.reverse()
    for each in (known, *likely):
        if isinstance(each, str) and is_month(each[:7]) and _has_days(at, step, each[:7]):
            return each[:7]
    return f"{at.today:%Y-%m}"


def _has_days(at: Now, step: Step, month: str) -> bool:
    """Whether a day of the month can be an answer: the first, the last or today."""
    if not is_month(month):
        return False
    year, number = (int(part) for part in month.split("-"))
    likely = [date(year, number, 1), date(year, number, monthrange(year, number)[1])]
    if month == f"{at.today:%Y-%m}":
        likely.append(at.today)
    return any(_fits(at, step, day.isoformat()) for day in likely)


def _fits(at: Now, step: Step, value: str) -> bool:
    try:
        accept(step.question, value, today=at.today, beside=at.beside)
    except InvalidAnswer:
        return False
    return True


def _beside(month: str, apart: int) -> str:
    year, number = (int(part) for part in month.split("-"))
    years, rest = divmod(year * 12 + number - 1 + apart, 12)
    return f"{years:04}-{rest + 1:02}"
