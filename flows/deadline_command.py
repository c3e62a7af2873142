"""python -m flows deadline: by when to file, for every coverage, level and window."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from flows.command_line import day
from flows.errors import BadRequest, InvalidAnswer
from flows.interview.words import Words, words
from flows.law import states
from flows.law.amounts import amount_needed
from flows.law.counting import Because, Notice
from flows.law.coverage import Coverage, drafts
from flows.law.deadlines import DueDate, Pace, due_under, due_unknown, due_without_steps, term_for
from flows.law.levels import Level, Term
from flows.law.sources import citable

OUTCOMES = ("denied", "partly", "dismissed", "no_answer")
PACES: dict[str, Pace] = {"urgent": "urgent", "already_had": "done"}


def add_arguments(parser: argparse.ArgumentParser, clock: Callable[[], date]) -> None:
    """The arguments of the command, and what runs it; `clock` gives today where none is named."""
    parser.add_argument("--coverage", required=True)
    parser.add_argument("--level", help="without it, the first")
    parser.add_argument("--window", help="another filing time of that level, by its id")
    parser.add_argument("--state", type=str.upper)
    timings = ("not_yet", "already_had", "ongoing", "urgent")
    parser.add_argument("--timing", default="not_yet", choices=timings)
    parser.add_argument("--outcome", choices=OUTCOMES, help="what the paper says of the appeal")
    dated = "the date on the notice; where no notice came, the day the appeal was sent"
    parser.add_argument("--notice-date", required=True, type=day, help=dated)
    for name in ("received", "printed", "effective", "today"):
        parser.add_argument(f"--{name}", type=day)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=deadline, clock=clock)


def deadline(asked: argparse.Namespace) -> str:
    """The deadline as text or as the contract's JSON.

    Raises:
        BadRequest: a coverage, level, window or state that does not exist; a receipt too early.
    """
    today = asked.today or asked.clock()
    coverage = coverage_of(asked.coverage)
    if asked.state and asked.state not in states.states():
        raise BadRequest(f"--state: no state is called {asked.state}.")
    if not coverage.levels:
        return _told(asked, coverage, None, _without_levels(asked, coverage, today))
    level = _level(coverage, asked.level)
    term = _term(level, asked)
    notice = _notice(asked, unanswered=_starts_on_asking(term, asked))
    try:
        found = due_under(
            coverage,
            level,
            term,
            notice,
            today=today,
            pace=PACES.get(asked.timing, "waiting"),
            process=states.process(level, asked.state),
        )
    except InvalidAnswer as wrong:
        raise BadRequest(f"--received: {wrong.code.replace('_', ' ')}.") from None
    return _told(asked, coverage, level, found)


def coverage_of(key: str) -> Coverage:
    """The coverage of that key, ready or not.

    Raises:
        BadRequest: there is none; the sentence names those there are.
    """
    try:
        return drafts()[key]
    except KeyError:
        known = ", ".join(drafts())
        raise BadRequest(f"--coverage: no coverage is called {key}; known: {known}.") from None


def _starts_on_asking(term: Term | None, asked: argparse.Namespace) -> bool:
    """Whether no notice came, so that the date given is the day the appeal was sent."""
    return term.start == "asked_on" if term else asked.outcome == "no_answer"


def _notice(asked: argparse.Namespace, *, unanswered: bool) -> Notice:
    return Notice(
        dated=None if unanswered else asked.notice_date,
        received_on=asked.received,
        printed_deadline=asked.printed,
        effective=asked.effective,
        asked_on=asked.notice_date if unanswered else None,
    )


def _without_levels(asked: argparse.Namespace, coverage: Coverage, today: date) -> DueDate:
    notice = _notice(asked, unanswered=False)
    if coverage.id == "unknown":
        return due_unknown(notice, today=today, ongoing=asked.timing == "ongoing")
    return due_without_steps(notice, today=today)


def _level(coverage: Coverage, key: str | None) -> Level:
    try:
        return coverage.level(key)
    except KeyError:
        known = ", ".join(level.id for level in coverage.levels)
        raise BadRequest(f"--level: {coverage.id} has no {key}; it has: {known}.") from None


def _term(level: Level, asked: argparse.Namespace) -> Term | None:
    if asked.window is None:
        return term_for(level, outcome=asked.outcome)
    windows = {window.id: window for window in level.filing.other_windows}
    if asked.window not in windows:
        known = ", ".join(windows) or "none"
        raise BadRequest(f"--window: {level.id} has no {asked.window}; it has: {known}.")
    return windows[asked.window]


def _told(
    asked: argparse.Namespace, coverage: Coverage, level: Level | None, found: DueDate
) -> str:
    shape = _shape(asked, coverage, level, found)
    if asked.json:
        return json.dumps(shape, ensure_ascii=False, indent=1)
    said = words("en")
    counted = found.last_day or found.remembered
    last = said.day(counted) if counted else "none that can be told"
    mark = "" if found.verified or not counted else " (not verified: follow the letter)"
    lines = [
        f"{shape['name']}",
        f"  last day: {last}{mark}",
        f"  aim by:   {said.day(found.aim_by)}",
    ]
    lines += [f"  {each['text']} {each['citation'] or ''}".rstrip() for each in shape["because"]]
    lines += [f"  {each['date']}: {each['what']}" for each in shape["other_dates"]]
    return "\n".join(lines)


def _shape(
    asked: argparse.Namespace, coverage: Coverage, level: Level | None, found: DueDate
) -> dict[str, Any]:
    said, sources = words("en"), coverage.sources
    ongoing = asked.timing == "ongoing" or asked.effective is not None
    amount = amount_needed(coverage, level, filed_on=found.aim_by) if level else None
    return {
        "coverage": coverage.id,
        "level": level.id if level else None,
        "name": level.name if level else coverage.name,
        "last_day": _iso(found.last_day or found.remembered),
        "aim_by": _iso(found.aim_by),
        "safe_last_day": _iso(found.safe_last_day),
        "outer_limit": _iso(found.outer_limit),
        "filed_by": found.filed_by,
        "because": [
            {"text": _ground(ground, said), "citation": citable(ground.citation, sources)}
            for ground in found.because
        ],
        "other_dates": [
            {
                "id": other.id,
                "date": _iso(other.day),
                "what": other.what,
                "citation": citable(other.citation, sources),
            }
            for other in found.other_dates
            if ongoing or not other.of_ongoing_care
        ],
        "amount_in_controversy": amount and {"usd": amount.usd, "year": amount.year},
        "verified": found.verified,
        "late": found.late,
    }


def _ground(ground: Because, said: Words) -> str:
    values = {k: said.day(v) if isinstance(v, date) else v for k, v in ground.values.items()}
    return said.phrase(f"law.{ground.key}", **values).plain()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
