"""make bench: what a case costs, as ratios against a baseline measured in the same run.

All the papers of the sample case against one conversion of the same letter by LibreOffice; one step
of the talk against one SQLite commit with full sync. Nothing here is a test.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from bot.conversation.events import Said
from bot.conversation.replies import House
from bot.conversation.talk import turn
from flows import moved
from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.interview.case import new_case
from letters.writing.papers import all_papers

TODAY = date(2026, 7, 10)
CASE = Path(__file__).parent / "cases" / "mri_all_given.json"


def milliseconds(work: Callable[[int], object], *, times: int) -> float:
    """The median time of one run, each with another number so that nothing is remembered."""
    found = []
    for number in range(times):
        begun = time.perf_counter()
        work(number)
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def papers(number: int) -> object:
    content = json.loads(CASE.read_text())
    content["answers"]["claim_number"] = f"A-{number}"
    plan = appeal_plan(read_answers(content, today=TODAY).facts, today=TODAY)
    return all_papers(plan, "en")


def libreoffice(folder: Path) -> Callable[[int], object]:
    letter = all_papers(
        appeal_plan(read_answers(json.loads(CASE.read_text()), today=TODAY).facts, today=TODAY),
        "en",
    ).papers[1]
    path = folder / letter.name
    path.write_bytes(letter.content)
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    return lambda number: subprocess.run(command, check=True, capture_output=True)


def step(number: int) -> object:
    case = moved(new_case("en", today=TODAY), "agree", today=TODAY)
    said = Said("For me")
    return turn(case, said, today=TODAY, house=House(), language="en")


def commit(folder: Path) -> Callable[[int], object]:
    base = sqlite3.connect(folder / "baseline.db", isolation_level=None)
    base.executescript("pragma journal_mode=wal; pragma synchronous=full; create table t (n, x);")
    return lambda number: base.execute("insert into t values (?, ?)", (number, "x" * 2000))


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        papers(0)
        ours = milliseconds(papers, times=20)
        print(f"all papers of a case         {ours:8.1f} ms")
        if shutil.which("soffice"):
            theirs = milliseconds(libreoffice(folder), times=3)
            print(f"one letter by LibreOffice    {theirs:8.1f} ms   ratio {theirs / ours:5.1f}")
        one = milliseconds(step, times=300)
        sync = milliseconds(commit(folder), times=300)
        print(f"one commit with full sync    {sync:8.3f} ms")
        print(f"one step of the talk         {one:8.3f} ms   ratio {one / sync:5.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
