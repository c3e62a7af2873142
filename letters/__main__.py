"""python -m letters: `draft` writes every document of a packet, `read` reads letters and cards."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.command_line import Parser, day, run
from flows.errors import BadRequest
from flows.interview.words import languages, words
from flows.plan import AppealPlan
from flows.steps import after_sending
from letters import exhibit_files
from letters.read_command import add_read
from letters.writing.asking import ask_text
from letters.writing.checklist_steps import told_steps
from letters.writing.papers import Papers, all_papers, later_papers
from letters.writing.preview import picture_of
from letters.writing.supplement import Later


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m letters", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="draft | read")
    draft = commands.add_parser("draft", help="write the papers of an answers file")
    draft.add_argument("answers", type=Path, metavar="ANSWERS.json")
    draft.add_argument("--out", required=True, type=Path, metavar="DIR")
    draft.add_argument("--today", type=day, default=None)
    draft.add_argument("--lang", default="en", choices=languages())
    draft.add_argument("--json", action="store_true")
    draft.add_argument(
        "--exhibit",
        action="append",
        default=[],
        type=exhibit_files.named,
        metavar="DOCUMENT=FILE",
        help="a photo or PDF of a paper that goes with the letter; again for more",
    )
    draft.add_argument("--signature", type=Path, metavar="FILE", help="a photo of a signature")
    draft.set_defaults(run=_draft)
    add_read(commands)
    return parser


def _draft(asked: argparse.Namespace) -> str:
    today = asked.today or date.today()
    content = _content(asked.answers)
    found = read_answers(content, today=today)
    if found.not_used:
        print(f"not used: {', '.join(found.not_used)}", file=sys.stderr)
    plan = appeal_plan(found.facts, today=today)
    exhibits, signature = exhibit_files.read(asked.exhibit, asked.signature)
    sent_on = _sent_on(content, today)
    if sent_on and exhibits:
        made = later_papers(plan, asked.lang, Later(sent_on, exhibits, signature))
        plan = after_sending(plan, sent_on)
    else:
        made = all_papers(plan, asked.lang, exhibits=exhibits, signature=signature)
    if made.too_big_to_send:
        print("too_big_to_send: no packet is made of so many pages", file=sys.stderr)
    if made.papers:
        made = replace(made, papers=(*made.papers, picture_of(made.papers[0])))
    paths = _written(made, asked.out)
    if asked.json:
        return json.dumps(_shape(plan, made, paths, asked.lang), ensure_ascii=False, indent=1)
    return "\n".join(str(path) for path in paths)


def _sent_on(content: Any, today: date) -> date | None:
    """The day the appeal was sent, where the file says that it was: `/mydata` writes it so."""
    told = content.get("sent_on")
    if told is None:
        return None
    try:
        sent_on = date.fromisoformat(told)
    except (TypeError, ValueError):
        raise BadRequest("sent_on: a day like 2026-07-24 is needed.") from None
    if sent_on > today:
        raise BadRequest("sent_on: the day is in the future.")
    return sent_on


def _content(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError:
        raise BadRequest(f"{path}: there is no such file, or it cannot be read.") from None
    except ValueError:
        raise BadRequest(f"{path}: this is no JSON.") from None


def _written(made: Papers, folder: Path) -> list[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / paper.name for paper in made.papers]
        for paper, path in zip(made.papers, paths, strict=True):
            path.write_bytes(paper.content)
    except OSError as wrong:
        raise BadRequest(f"{folder}: cannot be written to ({wrong.strerror}).") from None
    return paths


def _shape(plan: AppealPlan, made: Papers, paths: list[Path], language: str) -> dict[str, Any]:
    """The shape of the contract."""
    return {
        "documents": [
            {
                "kind": paper.kind,
                "format": paper.format,
                "path": str(path),
                "pages": paper.pages,
            }
            for paper, path in zip(made.papers, paths, strict=True)
        ],
        "last_day": _iso(plan.due.last_day if plan.due else None),
        "aim_by": _iso(plan.aim_by),
        "missing": _missing(plan, language),
        "checklist": told_steps(plan, language, sign_page=made.sign_page, packed=made.packed),
        "trail": list(made.trail),
    }


def _missing(plan: AppealPlan, language: str) -> list[dict[str, Any]]:
    said = words(language)
    return [
        {
            "document": each.document,
            "strength": each.strength,
            "why": said.shows(each.document, each.owners),
            "who": said.documents[each.document].who,
            "ask": ask_text(each, plan),
            "by": _iso(each.have_by(today=plan.today, aim_by=plan.aim_by)),
        }
        for each in plan.not_in_hand
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


if __name__ == "__main__":
    sys.exit(run(_parser(), sys.argv[1:]))
