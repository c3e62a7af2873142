"""DOCX files: the same words as the PDF, in styles a person can change."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as word
import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pytest
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Inches

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from letters.writing import stationery
from letters.writing.docx import docx
from letters.writing.errors import Undrawable
from letters.writing.fitting import fitted
from letters.writing.letter import appeal_letter
from letters.writing.pdf import pages
from letters.writing.text import text
from tests.flows.cases import CASES, ON
from tests.writing import sample
from tests.writing.test_pdf import INJECTIONS


def opened(file: bytes) -> Paper:
    return word.Document(io.BytesIO(file))


def words(paper: Paper) -> str:
    found = [part.text or "" for part in paper.element.body.iter(qn("w:t"))]
    return "".join("".join(found).split())


def expected(plain: str) -> str:
    plain = re.sub(r"^\s*(•|☐|\d+\.) ", "", plain, flags=re.MULTILINE)
    return "".join(plain.replace("|", "").replace("_", "").split())


def test_the_letter_has_the_words_of_the_text(tmp_path: Path) -> None:
    document = sample.letter(tmp_path)

    assert words(opened(docx(document))) == expected(text(document))


def test_the_checklist_has_the_words_of_the_text(tmp_path: Path) -> None:
    document = sample.checklist(tmp_path)

    assert words(opened(docx(document))) == expected(text(document))


def test_the_styles_are_real(tmp_path: Path) -> None:
    paper = opened(docx(sample.letter(tmp_path)))
    used = {paragraph.style.name for paragraph in paper.paragraphs if paragraph.style}

    assert {"Heading 1", "List Bullet", "List Number", "Quote", "Signature", "Reference"} <= used
    assert paper.tables[0].style is not None
    assert paper.tables[0].style.name == "Table Grid"
    fonts = paper.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:cs")) == "Arial"
    assert fonts.get(qn("w:eastAsia"))


def test_the_page_is_us_letter_with_inch_margins(tmp_path: Path) -> None:
    section = opened(docx(sample.letter(tmp_path))).sections[0]

    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))
    assert section.left_margin == section.bottom_margin == Inches(1)
    footer = section.footer._element.xml
    assert "NUMPAGES" in footer
    assert "24-118-77302" in footer


def test_headings_and_signatures_keep_together(tmp_path: Path) -> None:
    paper = opened(docx(sample.letter(tmp_path)))
    heading = paper.styles["Heading 1"]
    confirm = next(p for p in paper.paragraphs if p.text.startswith("I ask you to confirm"))

    assert heading.paragraph_format.keep_with_next
    assert confirm.paragraph_format.keep_with_next
    row = paper.tables[0].rows[0]._tr.xml
    assert "w:tblHeader" in row
    assert "w:cantSplit" in row


def test_the_properties_name_the_title_and_nobody(tmp_path: Path) -> None:
    properties = opened(docx(sample.letter(tmp_path))).core_properties

    assert properties.title == "Appeal letter"
    assert properties.author == properties.comments == properties.last_modified_by == ""
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-07-06"


def test_the_same_document_makes_the_same_bytes(tmp_path: Path) -> None:
    document = sample.letter(tmp_path)

    assert docx(document) == docx(document)


def test_each_numbered_list_counts_from_one(tmp_path: Path) -> None:
    two = "<ol><li>{{ x }}</li></ol><p>{{ x }}</p><ol><li>{{ x }}</li></ol>"
    body = opened(docx(sample.one(tmp_path, two, x="x"))).element.body

    numbers = [number.get(qn("w:val")) for number in body.iter(qn("w:numId"))]
    assert len(set(numbers)) == 2


@pytest.mark.parametrize("name", ["letter", "checklist"])
def test_paragraph_properties_stand_in_the_order_of_the_schema(tmp_path: Path, name: str) -> None:
    made = sample.letter(tmp_path) if name == "letter" else sample.checklist(tmp_path)
    order = stationery.PARAGRAPH_ORDER.split()
    paper = opened(docx(made))

    for part in (paper.element, paper.styles.element, paper.sections[0].footer._element):
        for properties in part.iter(qn("w:pPr")):
            tags = [order.index(child.tag.rsplit("}", 1)[-1]) for child in properties]
            assert tags == sorted(tags)


@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_a_person_wrote_is_printed_verbatim(tmp_path: Path, injection: str) -> None:
    paper = opened(docx(sample.one(tmp_path, "<p>I say {{ x }} here.</p>", x=injection)))

    assert paper.paragraphs[0].text == f"I say {injection} here."


def test_a_number_of_an_owner_of_its_own_is_held_to_its_word(tmp_path: Path) -> None:
    line = "<p>The notes (enclosure {{ n }}), or call ({{ area }}) 555-0134.</p>"
    made = sample.one(tmp_path, line, n=2, area="651")

    (paragraph,) = opened(docx(made)).paragraphs

    assert paragraph.text == "The notes (enclosure\u00a02), or call (651)\u00a0555-0134."


def test_words_from_right_to_left_are_marked_so(tmp_path: Path) -> None:
    template = "<p>{{ told }}</p><p>{{ x }}</p>"
    name = "محمد علي"
    made = sample.one(tmp_path, template, x=name, told=f"I am {name}, he said.")
    first, second = opened(docx(made)).paragraphs

    assert [run.text for run in first.runs if run.font.rtl] == [name]
    assert first.text == f"I am {name}, he said."
    assert "w:bidi" not in first._p.xml
    assert "<w:bidi/>" in second._p.xml


def test_a_picture_stops_the_document(tmp_path: Path) -> None:
    with pytest.raises(Undrawable, match=r"U\+1F600 in answer:x"):
        docx(sample.one(tmp_path, "<p>I am {{ x }}.</p>", x="Canary 😀"))


def test_no_spare_part_of_the_library_is_left(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(sample.letter(tmp_path)))) as package:
        names = package.namelist()

    assert not [name for name in names if "thumbnail" in name or "customXml" in name]


def test_the_package_tells_no_time_of_day(tmp_path: Path) -> None:
    file = docx(sample.letter(tmp_path))

    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None
    assert file.count(bytes([0, 0, 0x21, 0])) >= 2 * len(package.infolist())


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_as_many_pages(tmp_path: Path) -> None:
    document = sample.letter(tmp_path)

    made = by_libreoffice(docx(document), tmp_path)

    found = "".join(page.get_textpage().get_text_bounded(bottom=66) for page in made)
    assert len(made) == pages(document)
    assert "Naproxen 500 mg" in found
    assert "Sincerely," in found


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["mri_all_given", "therapy_hearing", "mri_everything_missing"])
def test_a_letter_set_closer_has_as_many_pages_in_both(tmp_path: Path, name: str) -> None:
    content = json.loads((CASES / f"{name}.json").read_text())
    facts = read_answers(content, today=ON[name]).facts
    set_well = fitted(appeal_letter(appeal_plan(facts, today=ON[name])))

    made = by_libreoffice(docx(set_well.document), tmp_path)

    assert len(made) == set_well.pages


def by_libreoffice(file: bytes, folder: Path) -> pypdfium2.PdfDocument:
    (folder / "letter.docx").write_bytes(file)
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "letter.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return pypdfium2.PdfDocument((folder / "letter.pdf").read_bytes())
