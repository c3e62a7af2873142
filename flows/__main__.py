"""python -m flows catalogue | deadline | law: the questions, a filing deadline, the law tables."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from flows.catalogue import catalogue
from flows.command_line import Parser, day, run
from flows.errors import BadRequest, InvalidAnswer
from flows.interview.words import Words, languages, words
from flows.law import states
from flows.law.coverage import Coverage, coverages
from flows.law.deadlines import DueDate, Notice, due, due_unknown
from flows.law.levels import Level
from flows.law.moves import moves
from flows.law.sources import citable


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m flows", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="catalogue | deadline | law")
    listed = commands.add_parser("catalogue", help="every question")
    listed.add_argument("--lang", default="en", choices=languages())
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_catalogue)
    counted = commands.add_parser("deadline", help="the filing deadline")
    counted.add_argument("--coverage", required=True)
    counted.add_argument("--level")
    counted.add_argument("--window")
    counted.add_argument("--state", type=str.upper)
    counted.add_argument(
        "--timing", default="not_yet", choices=("not_yet", "already_had", "ongoing", "urgent")
    )
    counted.add_argument("--outcome", choices=("denied", "partly", "dismissed", "no_answer"))
    counted.add_argument("--notice-date", required=True, type=day)
    for name in ("received", "printed", "effective", "today"):
        counted.add_argument(f"--{name}", type=day)
    counted.add_argument("--json", action="store_true")
    counted.set_defaults(run=_deadline)
    law = commands.add_parser("law", help="the law tables, each number with its source")
    law.add_argument("--coverage")
    law.set_defaults(run=_law)
    return parser


def _catalogue(asked: argparse.Namespace) -> str:
    entries = catalogue(words(asked.lang))
    if asked.json:
        return json.dumps(entries, ensure_ascii=False, indent=1)
    return "\n\n".join(_entry_text(entry) for entry in entries)


def _entry_text(entry: dict[str, Any]) -> str:
    marks = [name for name in ("essential", "optional") if entry[name]]
    lines = [f"{entry['key']} ({', '.join([entry['section'], entry['kind'], *marks])})"]
    lines += [f"  {entry[part]}" for part in ("ask", "hint", "why", "gap") if entry[part]]
    lines += [f"  [{label}] {key}" for key, label in entry["options"]]
    return "\n".join(lines)


def _deadline(asked: argparse.Namespace) -> str:
    notice = Notice(asked.notice_date, asked.received, asked.printed, asked.effective)
    today = asked.today or date.today()
    coverage = _coverage(asked.coverage)
    if asked.state and asked.state not in states.states():
        raise BadRequest(f"--state: no state is called {asked.state}.")
    if asked.window:
        raise BadRequest("--window: this coverage has no other filing times yet.")
    if not coverage.levels:
        found = due_unknown(notice, today=today, ongoing=asked.timing == "ongoing")
        return _told(asked, coverage, None, found)
    level = _level(coverage, asked.level)
    paces = {"urgent": "urgent", "already_had": "done"}
    pace: Any = paces.get(asked.timing, "waiting")
    try:
        found = due(
            coverage, level, notice, today=today, pace=pace, process=_process(level, asked.state)
        )
    except InvalidAnswer as wrong:
        raise BadRequest(f"--received: {wrong.code.replace('_', ' ')}.") from None
    return _told(asked, coverage, level, found)


def _told(
    asked: argparse.Namespace, coverage: Coverage, level: Level | None, found: DueDate
) -> str:
    said = words("en")
    shape = {
        "coverage": coverage.id,
        "level": level.id if level else None,
        "name": level.name if level else coverage.name,
        "last_day": _iso(found.last_day),
        "aim_by": _iso(found.aim_by),
        "safe_last_day": _iso(found.safe_last_day),
        "outer_limit": _iso(found.outer_limit),
        "filed_by": found.filed_by,
        "because": [
            {"text": _ground(ground, said), "citation": citable(ground.citation, coverage.sources)}
            for ground in found.because
        ],
        "other_dates": [
            {
                "id": other.id,
                "date": _iso(other.day),
                "what": other.what,
                "citation": citable(other.citation, coverage.sources),
            }
            for other in found.other_dates
        ],
        "verified": found.verified,
        "late": found.late,
    }
    if asked.json:
        return json.dumps(shape, ensure_ascii=False, indent=1)
    last = said.day(found.last_day) if found.last_day else "none that can be told"
    lines = [f"{shape['name']}", f"  last day: {last}", f"  aim by:   {said.day(found.aim_by)}"]
    lines += [f"  {each['text']} {each['citation'] or ''}".rstrip() for each in shape["because"]]  # type: ignore[union-attr, index]  # the list above
    return "\n".join(lines)


def _ground(ground: Any, said: Words) -> str:
    values = {k: said.day(v) if isinstance(v, date) else v for k, v in ground.values.items()}
    return said.phrase(f"law.{ground.key}", **values).plain()


def _law(asked: argparse.Namespace) -> str:
    wanted = [_coverage(asked.coverage)] if asked.coverage else list(coverages().values())
    return "\n\n".join(_law_of(coverage) for coverage in wanted)


def _law_of(coverage: Coverage) -> str:
    lines = [f"# {coverage.name}", ""]
    for level in coverage.levels:
        filing = level.filing
        amount = f"{filing.amount} {filing.unit}" if filing.amount else "no number"
        lines += [
            f"## {level.name}",
            f"- Filing: {amount} from {filing.from_event}. {filing.citation} ({filing.verified})",
        ]
        lines += [
            f"- Decision, {each.kind}: {each.amount} {each.unit}. {each.citation} ({each.verified})"
            for each in level.decision
        ]
        lines.append("")
    lines += ["## Rights", *(_rule(rule) for rule in coverage.rights_to_invoke), ""]
    lines += ["## Time limits of first moves", *_limits(coverage.id), "", "## Sources"]
    lines += [f"- {s.id}: {s.citation} ({s.quality}). {s.what_was_read}" for s in coverage.sources]
    return "\n".join(lines)


def _limits(coverage: str) -> list[str]:
    return [
        f"- {move.id}: {limit.amount} {limit.unit} from the {limit.start}. {limit.citation}"
        f" ({limit.verified}, {limit.quality}). {limit.read_at}"
        for move in moves()
        if (limit := move.time_limit(coverage))
    ]


def _rule(rule: Any) -> str:
    said = f" Letter: {rule.letter}" if rule.letter else " Not in letters yet."
    return f"- {rule.text}. {rule.citation} ({rule.verified}).{said}"


def _coverage(key: str) -> Coverage:
    try:
        return coverages()[key]
    except KeyError:
        known = ", ".join(coverages())
        raise BadRequest(f"--coverage: no coverage is called {key}; known: {known}.") from None


def _level(coverage: Coverage, key: str | None) -> Level:
    try:
        return coverage.level(key)
    except KeyError:
        known = ", ".join(level.id for level in coverage.levels)
        raise BadRequest(f"--level: {coverage.id} has no {key}; it has: {known}.") from None


def _process(level: Level, state: str | None) -> str | None:
    if level.process_kind == "federal":
        return "federal"
    if level.process_kind == "by_state" and state:
        return states.states()[state].external_review.process
    return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


if __name__ == "__main__":
    sys.exit(run(_parser(), sys.argv[1:]))
