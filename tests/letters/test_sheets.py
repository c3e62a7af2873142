"""The papers for the person: the checklist, what to say by telephone, the sources; as PDF files."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.calls import call_lines, whom_to_call
from flows.interview.words import words
from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.blocks import Document, Table, Timeline
from letters.writing.calendar import calendar
from letters.writing.checklist import checklist
from letters.writing.fitting import one_sheet
from letters.writing.letter import appeal_letter
from letters.writing.packed import Packed
from letters.writing.script import script
from letters.writing.sources import sources
from letters.writing.text import text
from letters.writing.trail import trail
from tests.flows.cases import ON, VARIANTS, case_of

GOLDENS = Path(__file__).parent / "goldens"
# One of each kind of case: by law of jobs, of Medicare, of Medicaid, a later step, no plan known.
SOME = ("mri_all_given", "dexa_medicare", "therapy_hearing", "mri_plan_not_found")
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
EVERY = pytest.mark.parametrize("name", [*ON, *VARIANTS])
LEAST_ROWS = 3
FOOTER, PATH = 44, 2  # points from the foot of the page; a drawn line of a PDF


def plan_of(name: str, **changes: object) -> AppealPlan:
    found, today = case_of(name)
    given = {key: each for key, each in {**found, **changes}.items() if each != "left out"}
    return appeal_plan(read_answers({"answers": given}, today=today).facts, today=today)


def papers(plan: AppealPlan, language: str, *, large: bool = False) -> dict[str, Document]:
    return {
        "checklist": checklist(plan, language, sign_page=2, large=large),
        "script": script(plan, language, large=large),
        "sources": sources(appeal_letter(plan), plan, language, large=large),
    }


def pages_of(file: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_bounded(bottom=FOOTER) for page in opened]


def bare(written: str) -> str:
    """Letters and digits alone: a hyphen at the end of a line is read back as a sign of its own."""
    return re.sub(r"[\W_]", "", written)


def test_a_paper_that_was_only_asked_for_is_not_told_as_one_in_hand() -> None:
    plan = plan_of("mri_all_given")
    asked = [each.document for each in plan.not_in_hand if each.state == "asked"]
    assert asked == ["medication_list"]

    rows = text(papers(plan, "en")["sources"], width=1000).splitlines()
    in_hand = next(row for row in rows if row.startswith("The papers in hand"))
    asked_for = next(row for row in rows if row.startswith("The papers asked for"))

    assert "the pharmacy record of medicines" in asked_for
    assert "the pharmacy record of medicines" not in in_hand


# ------------------------------------------------------------- word for word


@pytest.mark.parametrize("kind", ["script.en", "script.es", "sources.en", "sources.es"])
@pytest.mark.parametrize("name", SOME)
def test_the_sheets_read_as_they_were_approved(name: str, kind: str) -> None:
    sheet, language = kind.split(".")

    written = text(papers(plan_of(name), language)[sheet], width=100)

    golden = GOLDENS / f"{name}.{kind}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()


@LANGUAGES
def test_the_calendar_reads_as_it_was_approved(language: str) -> None:
    written = calendar(plan_of("therapy_hearing"), language).decode().replace("\r\n", "\n")

    golden = GOLDENS / f"therapy_hearing.calendar.{language}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@LANGUAGES
@pytest.mark.parametrize("name", SOME)
def test_the_pdf_has_the_words_of_the_text_in_their_order(
    name: str, language: str, large: bool
) -> None:
    made = papers(plan_of(name), language, large=large)
    if large:
        del made["sources"]  # its longest cells go on beside others on the next page

    for document in made.values():
        drawn = bare("".join(pages_of(pdf.pdf(document))))
        wanted = bare(text(document))

        for table in document.blocks:  # a header stands again on each page of its table
            if isinstance(table, Table) and table.header:
                head = bare("".join(run.text for cell in table.header[0] for run in cell.runs))
                drawn, wanted = drawn.replace(head, ""), wanted.replace(head, "")
        assert drawn == wanted


# ------------------------------------------------------------- looks


@LANGUAGES
@EVERY
def test_a_checklist_is_one_sheet_of_two_sides_and_its_log_never_a_few_rows(
    name: str, language: str
) -> None:
    file = pdf.drawn(one_sheet(checklist(plan_of(name), language, sign_page=2)))

    assert file.pages <= 2
    opened = pypdfium2.PdfDocument(file.content)
    assert _rows(opened[len(opened) - 1]) >= LEAST_ROWS
    for page in pages_of(file.content):
        assert len(page.split("\n")) > 1, "a heading alone on a page"


def test_a_checklist_is_one_page_where_no_paper_is_missing() -> None:
    papers_in_hand = {each.document: "have" for each in plan_of("mri_all_given").needed}
    plan = plan_of("mri_all_given", documents=papers_in_hand)
    simple = checklist(plan, "en", sign_page=2, packed=Packed("Appeal_Packet.pdf", 3, ()))

    assert pdf.pages(one_sheet(simple)) == 1
    assert one_sheet(replace(simple, large=True)).spacing == "usual"


def test_that_a_call_is_an_appeal_too_is_told_where_a_rule_that_was_read_says_so() -> None:
    def by_phone(name: str, **changes: object) -> list[str]:
        return [step.how for step in plan_of(name, **changes).steps if step.key == "by_phone"]

    assert by_phone("therapy_medicaid") == ["by_phone_how"]
    assert by_phone("mri_all_given", urgent="yes") == ["by_phone_urgent_how"]
    assert by_phone("mri_all_given", urgent="no") == []
    assert by_phone("dexa_medicare") == []  # in writing alone
    assert by_phone("mri_external_review", urgent="yes") == []  # another step, another rule


def _rows(page: pypdfium2.PdfPage) -> int:
    """The empty rows of the call log: the lines below the last words above the footer."""
    found = page.get_textpage()
    boxes = [found.get_rect(place) for place in range(found.count_rects())]
    last_words = min(box[1] for box in boxes if box[1] > FOOTER)
    lines = {round(each.get_bounds()[1]) for each in page.get_objects() if each.type == PATH}
    return len([line for line in lines if FOOTER < line < last_words - 1]) - 1  # the header's own


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@LANGUAGES
@EVERY
def test_the_dates_stand_in_order_and_no_label_covers_another(
    name: str, language: str, large: bool
) -> None:
    plan = plan_of(name)
    document = checklist(plan, language, sign_page=2, large=large)
    line = next(block for block in document.blocks if isinstance(block, Timeline))

    page = pypdfium2.PdfDocument(pdf.pdf(document))[0].get_textpage()

    said = words(language)
    days = ["".join(run.text for run in moment.day) for moment in line.moments]
    assert said.day(plan.today) in days
    assert said.day(plan.aim_by) in days
    assert not plan.due or not plan.due.last_day or said.day(plan.due.last_day) in days
    assert sum(moment.strong for moment in line.moments) == 1
    boxes = [page.get_rect(i) for i in range(page.count_rects())]
    covered = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[0] < other[2] - 1
        and other[0] < one[2] - 1
        and one[1] < other[3] - 2
        and other[1] < one[3] - 2
    ]
    assert covered == []
    assert max(box[2] for box in boxes) <= 612 - 50  # points: the right margin is kept


def test_the_days_of_one_date_stand_at_one_mark() -> None:
    document = checklist(plan_of("mri_marketplace"), "en", sign_page=2)

    line = next(block for block in document.blocks if isinstance(block, Timeline))

    labels = ["".join(run.text for run in moment.label) for moment in line.moments]
    assert labels[0] == "Today: ask for papers. Send the letter by"


@LANGUAGES
@EVERY
def test_what_to_say_takes_two_pages_at_most_and_the_sources_three(
    name: str, language: str
) -> None:
    made = papers(plan_of(name), language)

    assert pdf.pages(made["script"]) <= 2
    assert pdf.pages(made["sources"]) <= 3


def test_the_files_are_tagged_and_archival() -> None:
    for document in papers(plan_of("therapy_hearing"), "es", large=True).values():
        opened = pikepdf.open(io.BytesIO(pdf.pdf(document)))

        assert str(opened.Root.Lang).startswith("es")
        metadata = opened.open_metadata()
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfuaid:part"] == "1"


# ------------------------------------------------------------- what is said by telephone


def lines(plan: AppealPlan, speaks: str = "en") -> set[str]:
    return {each.line for each in call_lines(plan, speaks=speaks)}


def test_an_address_is_asked_for_where_there_is_none() -> None:
    known, missing = (
        lines(plan_of("mri_all_given")),
        lines(plan_of("mri_all_given", appeals_fax=None, appeals_address=None)),
    )

    assert "where_fax" in known
    assert "where" not in known
    assert "where" in missing
    assert "where_fax" not in missing


def test_a_fast_decision_is_asked_about_where_it_may_be_urgent() -> None:
    assert "fast" not in lines(plan_of("mri_all_given", urgent="no"))
    assert "fast" in lines(plan_of("mri_all_given", urgent="yes"))


def test_the_step_has_its_own_name_and_medicare_is_no_plan() -> None:
    medicare = text(script(plan_of("dexa_medicare"), "en"))

    assert "I want to ask for a redetermination." in medicare
    assert "Medicare notice" in medicare
    assert whom_to_call(plan_of("mri_va")) == "va"
    assert whom_to_call(plan_of("therapy_hearing")) == "contractor"


def test_who_speaks_spanish_has_each_sentence_in_english_too() -> None:
    plan = plan_of("mri_all_given")

    spanish = text(script(plan, "es"))

    assert "I need an interpreter in Spanish." in spanish
    for line in call_lines(plan, speaks="es"):
        first = words("en").texts[f"script.{line.line}"].split("{")[0]
        assert first in " ".join(spanish.split())
    assert "interpreter" not in lines(plan, "en")


def test_a_clinician_does_not_call_the_own_office() -> None:
    assert not [line for line in lines(plan_of("mri_clinician")) if line.startswith("office")]


# ------------------------------------------------------------- where each statement comes from


@LANGUAGES
@EVERY
def test_each_owner_of_the_letter_stands_in_the_sources_and_no_key_does(
    name: str, language: str
) -> None:
    plan = plan_of(name)
    letter = appeal_letter(plan)

    shown = text(sources(letter, plan, language))

    said, flat = words(language), " ".join(shown.split())
    for entry in trail(letter):
        kind, _, key = entry["from"].partition(":")
        key = re.split(r"[.\[]", key)[0]
        if kind == "answer" and key in said.questions:
            called = said.questions[key].name
            assert called[:1].upper() + called[1:] in flat, key
        if kind == "source":
            source = next(s for s in plan.facts.coverage.sources if s.id == key)  # type: ignore[union-attr]  # a source is a coverage's
            assert source.citation in flat
    answers = " ".join(map(str, plan.facts.answers.values()))
    keys = {key for key in re.findall(r"\b[a-z]+_[a-z_]+\b", shown) if key not in answers}
    assert keys == set()
    assert not re.search(r"\b(answer|source|table|words|plan):\S", shown)
