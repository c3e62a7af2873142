"""All the papers of the sample case, beside the same letter by docxtpl and LibreOffice.

The letter's template for docxtpl is our own DOCX with a placeholder for each of its texts; filled,
it must have our letter's words.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.text.run import Run
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # no stubs are published

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.docx import docx as word_file
from letters.writing.letter import appeal_letter
from letters.writing.papers import Papers, all_papers
from tests.bench.measures import milliseconds, peak_megabytes, processor_milliseconds, show

TODAY = date(2026, 7, 10)
CASE = Path(__file__).parent.parent / "cases" / "mri_all_given.json"
AT_ONCE = 16
GOAL, FASTER = 120, 20  # milliseconds on two cores; times the baseline


def measure() -> None:
    """Prints what the papers cost."""
    papers(0)
    ours = milliseconds(papers, times=25)
    one = milliseconds(letter, times=25)
    count = len(papers(0).papers)
    show(f"all {count} papers of a case", ours, "ms", f"goal {GOAL}")
    show("  of both processors", processor_milliseconds(papers, times=10), "ms")
    show("  the letter alone, PDF and DOCX", one, "ms")
    show("  peak memory", peak_megabytes(), "MB")
    show(f"{AT_ONCE} cases at once", at_once(), "ms", f"{AT_ONCE} of {AT_ONCE} made")
    show("  peak memory", peak_megabytes(), "MB")
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as home:
            theirs = milliseconds(by_docxtpl(Path(home)), times=3)
        show("the letter by docxtpl and LibreOffice", theirs, "ms")
        show("  times all our papers", theirs / ours, "", f"goal {FASTER}")
        show("  times our letter", theirs / one, "")


def papers(number: int) -> Papers:
    """Every paper of the sample case under that claim number."""
    return all_papers(plan(number), "en")


def letter(number: int) -> tuple[bytes, bytes]:
    """The letter alone."""
    made = appeal_letter(plan(number))
    return pdf.pdf(made), word_file(made)


def plan(number: int) -> AppealPlan:
    """What follows from the sample answers."""
    content = json.loads(CASE.read_text("utf-8"))
    content["answers"]["claim_number"] = f"A-{number}"
    return appeal_plan(read_answers(content, today=TODAY).facts, today=TODAY)


def at_once() -> float:
    """The milliseconds until the last of sixteen cases is made; each must be as if made alone."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        made = list(people.map(papers, range(AT_ONCE)))
    took = (time.perf_counter() - begun) * 1000
    alone = papers(AT_ONCE - 1)
    assert [each.content for each in made[-1].papers] == [each.content for each in alone.papers]
    return took


def by_docxtpl(folder: Path) -> Callable[[int], object]:
    """Fills the template and converts it, as a program without our writers would."""
    ours = word_file(appeal_letter(plan(0)))
    opened = docx.Document(io.BytesIO(ours))
    values = {}
    for place, run in enumerate(_texts(opened)):
        values[f"text{place}"] = run.text
        run.text = f"{{{{ text{place} }}}}"
    opened.save(str(folder / "template.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]

    def work(number: int) -> None:
        filled = DocxTemplate(folder / "template.docx")
        filled.render(values, autoescape=True)
        filled.save(folder / f"{number}.docx")
        subprocess.run([*command, str(folder / f"{number}.docx")], check=True, capture_output=True)
        assert (folder / f"{number}.pdf").stat().st_size > 10_000

    work(99)  # the first one makes LibreOffice's profile
    told = [run.text for run in _texts(docx.Document(str(folder / "99.docx")))]
    assert told == list(values.values()), "the filled template has other words than our letter"
    return work


def _texts(file: WordFile) -> Iterator[Run]:
    """Every run of words, of paragraphs and of tables."""
    cells = (cell for table in file.tables for row in table.rows for cell in row.cells)
    for part in (file, *cells):
        for paragraph in part.paragraphs:
            yield from (run for run in paragraph.runs if run.text.strip() and "\t" not in run.text)
