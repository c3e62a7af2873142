"""Pages that come after the appeal was sent go with a short letter; nothing else is made again."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from letters.writing import pdf
from letters.writing.docx import docx
from letters.writing.errors import Undrawable
from letters.writing.exhibit import Exhibit
from letters.writing.papers import later_papers
from letters.writing.supplement import Later, supplement
from letters.writing.text import text
from tests.exhibits.test_packet import sheet
from tests.flows.cases import ON, plan
from tests.support.sheet import sheet as paper
from tests.test_command_line import GIVEN, python

SENT = date(2026, 7, 24)
NOTES = Exhibit("therapy_records", (sheet(1), sheet(2)))
LIST = Exhibit("medication_list", (sheet(3),))


def told(name: str = "mri_all_given", **changes: object) -> str:
    made = supplement(plan(name, today=ON[name], **changes), Later(SENT, (NOTES, LIST)))
    return " ".join(text(made).split())


def test_it_names_the_appeal_the_day_it_was_sent_and_what_is_enclosed_now() -> None:
    letter = told()

    assert "On July 24, 2026 I sent an appeal about MRI lumbar spine without contrast." in letter
    assert "Claim or case number: A-77120-26" in letter
    assert "1. The physical therapy records (2 pages) 2. The pharmacy record" in letter
    assert "add them to the record" in letter
    assert "confirm in writing that these papers are in the record" in letter


def test_it_encloses_nothing_that_went_with_the_appeal() -> None:
    letter = told()

    assert "denial notice, all pages" not in letter
    assert "letter of medical necessity" not in letter


@pytest.mark.parametrize(
    ("asker", "words"),
    [
        ("parent", "for my child, Rosa Vega."),
        ("representative", "on behalf of Rosa Vega."),
        ("clinician", "on behalf of my patient, Rosa Vega."),
    ],
)
def test_who_writes_speaks(asker: str, words: str) -> None:
    assert words in told(asker=asker, signer_name="Luis Vega")


@pytest.mark.parametrize("name", ON)
def test_the_letter_is_one_page_and_its_papers_follow_behind_their_numbers(name: str) -> None:
    later = Later(SENT, (NOTES, LIST))
    case = plan(name, today=ON[name])

    assert pdf.pages(supplement(case, later)) == 1
    whole, word = later_papers(case, "en", later).papers
    assert whole.pages == 1 + (1 + 2) + (1 + 1)
    assert (whole.kind, word.kind, word.format) == ("supplement", "supplement", "docx")


def test_the_file_is_tagged_and_archival_and_word_has_the_same_letter() -> None:
    later = Later(SENT, (NOTES,), signature=sheet(9))
    case = plan("mri_all_given", today=ON["mri_all_given"])

    (whole, _), page = later_papers(case, "en", later).papers, supplement(case, later)

    metadata = pikepdf.open(io.BytesIO(whole.content)).open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")
    assert docx(page) == later_papers(case, "en", later).papers[1].content


def test_too_many_pages_make_no_file() -> None:
    many = Exhibit("therapy_records", tuple(sheet(1) for _ in range(41)))

    made = later_papers(
        plan("mri_all_given", today=ON["mri_all_given"]), "en", Later(SENT, (many,))
    )

    assert made.papers == ()
    assert made.too_big_to_send


def test_a_character_that_no_letter_can_carry_stops_it() -> None:
    with pytest.raises(Undrawable):
        later_papers(
            plan("mri_all_given", today=ON["mri_all_given"], service_name="MRI \U00013080"),
            "en",
            Later(SENT, (NOTES,)),
        )


def test_an_answers_file_that_was_sent_makes_the_supplement_of_its_exhibits(tmp_path: Path) -> None:
    file, photo = tmp_path / "case.json", tmp_path / "notes.jpg"
    case = json.loads(Path(GIVEN).read_text()) | {"sent_on": "2026-07-24"}
    file.write_text(json.dumps(case))
    paper("Physical therapy visit. The pain is the same.\n" * 12).convert("L").save(photo, "JPEG")
    asked = ["letters", "draft", str(file), "--out", str(tmp_path), "--today", "2026-08-03"]

    found = python(*asked, "--exhibit", f"therapy_records={photo}", "--json")

    shape = json.loads(found.stdout)
    kinds = [(each["kind"], each["format"]) for each in shape["documents"]]
    assert kinds == [("supplement", "pdf"), ("supplement", "docx"), ("preview", "png")]
    assert shape["checklist"][0]["by"] == "2026-07-31"


@pytest.mark.parametrize("day", ["soon", 20260724, "2026-12-24"], ids=str)
def test_a_day_of_sending_that_cannot_be_is_named(day: object, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(json.loads(Path(GIVEN).read_text()) | {"sent_on": day}))

    found = python(
        "letters", "draft", str(file), "--out", str(tmp_path / "out"), "--today", "2026-08-03"
    )

    assert (found.returncode, found.stderr.count("\n")) == (2, 1)
    assert "sent_on" in found.stderr
