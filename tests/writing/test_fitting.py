"""No page of a letter holds little more than its signature."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx as word
import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from letters.writing import pdf
from letters.writing.blocks import Document, Signature
from letters.writing.docx import docx
from letters.writing.fitting import fitted
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from tests.flows.cases import CASES, ON, VARIANTS, case_of
from tests.writing import sample

LINES = (
    "{% for x in lines %}<p>{{ x }}</p>{% endfor %}"
    "<h2>Time and next steps</h2><p>{{ x }}</p><h2>Enclosures</h2><ol><li>{{ x }}</li></ol>"
    "<signature><closing>Sincerely,</closing><name>{{ x }}</name></signature>"
)


def letter_of(name: str) -> Document:
    content = json.loads((CASES / f"{name}.json").read_text())
    facts = read_answers(content, today=ON[name]).facts
    return appeal_letter(appeal_plan(facts, today=ON[name]))


def above_the_footer(file: bytes, page: int) -> str:
    opened = pypdfium2.PdfDocument(file)
    return str(opened[page - 1].get_textpage().get_text_bounded(bottom=66)).strip()


@pytest.mark.parametrize("name", ["therapy_hearing", "drug_part_d", "mri_everything_missing"])
def test_no_page_of_a_letter_begins_with_its_list_of_enclosures(name: str) -> None:
    letter = letter_of(name)
    usual, set_well = pdf.drawn(letter).extent, fitted(letter)

    begins = above_the_footer(pdf.pdf(set_well.document), set_well.signed)

    assert usual.signed is not None
    assert set_well.signed <= usual.signed.page
    assert not begins.startswith(("Enclosures", "Sincerely"))


@pytest.mark.parametrize("number", range(16, 40, 3))
def test_a_letter_of_any_length_signs_on_a_page_worth_printing(tmp_path: Path, number: int) -> None:
    letter = sample.one(tmp_path, LINES, lines=["A line of the letter."] * number, x="Ann Lee")

    made = fitted(letter)

    assert made.pages == pdf.pages(made.document)
    assert "Sincerely" in above_the_footer(pdf.pdf(made.document), made.signed)
    assert not above_the_footer(pdf.pdf(made.document), made.signed).startswith("Enclosures")


@pytest.mark.soak
def test_most_letters_are_signed_on_their_second_page() -> None:
    signed = []
    for name in (*ON, *VARIANTS):
        found, today = case_of(name)
        facts = read_answers({"answers": found}, today=today).facts
        signed.append(fitted(appeal_letter(appeal_plan(facts, today=today))).signed)

    assert max(signed) <= 3
    assert sum(page <= 2 for page in signed) >= 0.8 * len(signed)


def test_what_fits_is_set_as_usual(tmp_path: Path) -> None:
    letter = sample.one(tmp_path, LINES, lines=["A line."], x="Ann Lee")

    assert fitted(letter).document == letter


def test_the_page_to_sign_is_not_the_last_one_where_a_table_follows() -> None:
    content = json.loads((CASES / "dexa_medicare.json").read_text())
    day = ON["dexa_medicare"]
    plan = appeal_plan(read_answers(content, today=day).facts, today=day)

    made = all_papers(plan, "en")

    letter = next(each for each in made.papers if each.kind == "appeal_letter")
    assert letter.pages == made.sign_page + 1
    assert "Sincerely," in above_the_footer(letter.content, made.sign_page)
    assert "What the rule asks" in above_the_footer(letter.content, made.sign_page + 1)


def test_the_docx_is_set_as_close_as_the_pdf(tmp_path: Path) -> None:
    letter = sample.one(tmp_path, LINES, lines=["A line."], x="Ann Lee")
    first = next(n for n, each in enumerate(letter.blocks) if isinstance(each, Signature)) - 2

    wide = word.Document(io.BytesIO(docx(letter)))
    close = word.Document(io.BytesIO(docx(replace(letter, spacing="closer", together_from=first))))

    pitch = [each.styles["Normal"].paragraph_format.line_spacing for each in (wide, close)]
    listed = next(p for p in close.paragraphs if p.style and p.style.name == "List Number")
    assert pitch[1] < pitch[0]
    assert listed.paragraph_format.keep_with_next


def test_a_new_page_of_the_docx_begins_with_its_heading() -> None:
    paper = word.Document(io.BytesIO(docx(letter_of("dexa_medicare"))))

    (heading,) = [p for p in paper.paragraphs if p.paragraph_format.page_break_before]

    assert heading.text == "The rule, point by point"
