"""python -m flows catalogue | deadline | law: the questions, a filing deadline, the law tables."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from flows import deadline_command
from flows.catalogue import catalogue
from flows.command_line import Parser, run
from flows.deadline_command import coverage_of
from flows.interview.words import languages, words
from flows.law.coverage import drafts
from flows.law_document import law_document


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m flows", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="catalogue | deadline | law")
    listed = commands.add_parser("catalogue", help="every question")
    listed.add_argument("--lang", default="en", choices=languages())
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_catalogue)
    counted = commands.add_parser("deadline", help="the filing deadline")
    deadline_command.add_arguments(counted, date.today)
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


def _law(asked: argparse.Namespace) -> str:
    wanted = [coverage_of(asked.coverage)] if asked.coverage else list(drafts().values())
    return law_document(wanted, whole=asked.coverage is None)


if __name__ == "__main__":
    sys.exit(run(_parser(), sys.argv[1:]))
