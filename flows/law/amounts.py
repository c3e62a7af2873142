"""How much must be in dispute for a hearing or a court: by the year in which one files."""

from __future__ import annotations

from datetime import date

from flows.law.coverage import Amount, Coverage
from flows.law.levels import Level


def amount_needed(coverage: Coverage, level: Level, *, filed_on: date) -> Amount | None:
    """The amount for that step and year; None where none is needed or none was read.

    The year is that of the filing, not of the care. An amount of no year holds in every year.
    """
    if not level.needs_amount_in_controversy:
        return None
    fitting = (
        amount
        for amount in coverage.amount_in_controversy.amounts
        if amount.level == level.id and amount.year in (None, filed_on.year)
    )
    return next((each for each in fitting if each.may_be_printed and not each.held), None)
