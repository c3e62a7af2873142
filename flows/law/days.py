"""Calendar days: months, weekends and federal holidays. Federal holidays are kept by a library."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

import holidays


def is_working_day(day: date) -> bool:
    """Whether federal offices and insurers are open: no weekend, no federal holiday."""
    return day.weekday() < 5 and day not in _federal_holidays(day.year)


def working_day_before(day: date) -> date:
    """The last working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_from(day: date) -> date:
    """`day` if it is a working day, else the next one that is."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int, *, rule: str | None) -> date:
    """The same day of the month, `months` later.

    Where that month has no such day: the first of the next month under
    `first_of_next_month` (45 CFR 147.136(d)(2)(i): October 30 + 4 months is March 1), else the
    last day of the month (`clamp`: March 31 + 6 months is September 30).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    length = calendar.monthrange(year, month)[1]
    if day.day <= length:
        return date(year, month, day.day)
    if rule == "first_of_next_month":
        return date(year, month, length) + timedelta(days=1)
    return date(year, month, length)


@cache
def _federal_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("US", years=year)
