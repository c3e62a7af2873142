"""The packet: what a plan gets, counted through, and nothing of the care on its cover."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.errors import DataError
from flows.plan import AppealPlan
from letters.exhibits.sheets import jpeg
from letters.writing import pdf
from letters.writing.checklist_steps import told_steps
from letters.writing.desk import Desk
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.fitting import fitted
from letters.writing.letter import appeal_letter
from letters.writing.packet import MOST_SHEETS, expected, packet, packet_papers, too_big_to_send
from letters.writing.papers import all_papers
from letters.writing.signed import signed

TODAY = date(2026, 7, 10)
GIVEN = Path(__file__).parents[1] / "cases" / "mri_all_given.json"
NAMES = {
    "Spanish": "María José Muñoz Ñíguez",
    "Vietnamese": "Nguyễn Thị Hằng",
    "Chinese": "王小明",
    "Korean": "김민준",
    "Arabic": "محمد علي",
    "Russian": "Иван Петров",
    "Hindi": "राजेश कुमार",
}


def plan(**answers: Any) -> AppealPlan:
    given = json.loads(GIVEN.read_text("utf-8"))
    changed = given["answers"] | answers
    given["answers"] = {key: value for key, value in changed.items() if value is not None}
    return appeal_plan(read_answers(given, today=TODAY).facts, today=TODAY)


@cache
def sheet(number: int) -> Sheet:
    dots = np.full((2200, 1700), 255, np.uint8)
    cv2.putText(dots, f"SHEET {number}", (200, 900), cv2.FONT_HERSHEY_SIMPLEX, 6, 0, 14)
    return Sheet(jpeg(dots, 250_000), 1700, 2200)


def exhibits() -> tuple[Exhibit, ...]:
    notes = tuple(sheet(number) for number in range(3))
    return Exhibit("office_notes", notes), Exhibit("denial_letter", (sheet(7), sheet(8)))


def desk(found: AppealPlan, *sent: Exhibit, signature: Sheet | None = None) -> Desk:
    letter = signed(fitted(appeal_letter(found)).document, signature)
    return Desk(found, "en", letter, pdf.pages(letter), exhibits=sent, signature=signature)


def page_texts(file: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_bounded() for page in opened]


@cache
def made() -> bytes:
    (paper,) = packet_papers(desk(plan(), *exhibits()))
    assert paper.pages == len(page_texts(paper.content))
    return paper.content


def test_the_pages_are_counted_through_and_each_names_member_and_claim() -> None:
    pages = page_texts(made())

    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Rosa Vega · A-77120-26" in page
    assert f"{len(pages)}, with this one." in pages[0]


def test_the_letter_stands_in_the_packet_as_text() -> None:
    alone = page_texts(pdf.pdf(fitted(appeal_letter(plan())).document))
    pages = page_texts(made())

    for place, page in enumerate(alone, 1):
        assert page.split("Rosa Vega · A-77120-26")[0] == pages[place].split("Rosa Vega · A-")[0]


def test_exhibits_have_the_numbers_and_the_pages_of_the_index() -> None:
    pages = page_texts(made())
    (index,) = [page for page in pages if page.startswith("Exhibits")]
    lines = dict(re.findall(r"^(\d) (.*)$", index, re.MULTILINE))

    starts = {
        number: place
        for place, page in enumerate(pages, 1)
        if (number := "".join(re.findall(r"^Exhibit (\d)\r?$", page, re.MULTILINE)))
    }
    assert sorted(starts) == ["1", "3", "6"]  # the notice, the notes, the timeline
    assert f"{starts['1']} to {starts['1'] + 2}" in lines["1"]
    assert f"{starts['3']} to {starts['3'] + 3}" in lines["3"]
    assert f"{starts['6']} to {len(pages)}" in lines["6"]
    assert "Exhibit 3: the office visit notes, page 2 of 3" in pages[starts["3"] + 1]


@pytest.mark.parametrize("sent", [(), exhibits()], ids=["no photo", "photos"])
def test_its_pages_are_known_before_they_are_laid(sent: tuple[Exhibit, ...]) -> None:
    given = desk(plan(), *sent)

    laid = pdf.drawn(packet(given))

    assert expected(given) == [*laid.extent.parts, laid.pages]


def test_a_letter_that_runs_on_moves_what_is_behind_it() -> None:
    given = replace(desk(plan(), *exhibits()), sign_page=9)

    assert pdf.pdf(packet(given)) == made()


def test_a_paper_that_was_not_photographed_is_said_to_follow() -> None:
    pages = page_texts(made())
    (index,) = [page for page in pages if page.startswith("Exhibits")]

    assert index.count("After the last numbered page") == 3
    assert "More papers follow the last numbered page." in pages[0]


def test_the_cover_says_nothing_of_the_care() -> None:
    cover = page_texts(made())[0].casefold()
    answers = plan().facts.answers
    told = {
        word.casefold()
        for key in ("service_name", "diagnosis", "symptoms", "function_impact", "denial_wording")
        for word in re.findall(r"[^\W\d_]{4,}", str(answers[key]))
    }

    assert "(651) 555-0136" in cover
    assert "northland benefit trust" in cover
    # words that any cover sheet may hold
    assert not {word for word in told - {"this", "with"} if re.search(rf"\b{word}\b", cover)}
    assert "m54" not in cover
    assert "mri" not in cover


def test_the_file_is_tagged_archival_and_every_sheet_has_a_name() -> None:
    opened = pikepdf.open(io.BytesIO(made()))

    metadata = opened.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert metadata["pdfuaid:part"] == "1"
    names = sorted(_alternates(opened.Root.StructTreeRoot))
    assert len(names) == 5
    assert names[0] == "Exhibit 1: the denial notice, all pages, page 1 of 2"
    pictures = [each for each in opened.objects if _is_picture(each)]
    assert {str(each.Filter) for each in pictures} == {"/DCTDecode"}  # as they came, not again


def _is_picture(each: object) -> bool:
    return isinstance(each, pikepdf.Stream) and str(each.get("/Subtype")) == "/Image"


def _alternates(element: pikepdf.Object) -> list[str]:
    found = [str(element.Alt)] if "/Alt" in element else []
    kids: object = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += _alternates(kid)
    return found


def test_no_packet_where_nothing_is_faxed_and_nothing_was_sent() -> None:
    by_mail = plan(appeals_fax=None)

    assert list(packet_papers(desk(by_mail))) == []
    (paper,) = packet_papers(desk(by_mail, *exhibits()))
    assert page_texts(paper.content)[0].startswith("Cover page")


def test_a_paper_that_is_not_enclosed_stays_out() -> None:
    alone = len(page_texts(pdf.pdf(packet(desk(plan())))))

    found = packet(desk(plan(), Exhibit("claim_file", (sheet(1),))))

    assert pdf.pages(found) == alone


def test_a_draft_never_goes_in() -> None:
    found = desk(plan())

    with pytest.raises(DataError, match="a draft does not go into a packet"):
        packet(replace(found, letter=replace(found.letter, kind="draft")))


def test_too_many_pages_make_no_packet_and_are_told() -> None:
    most = Exhibit("office_notes", (sheet(1),) * MOST_SHEETS)
    more = Exhibit("office_notes", (sheet(1),) * (MOST_SHEETS + 1))
    heavy = Exhibit("office_notes", (Sheet(b"x" * 20_000_000, 1700, 2200),))

    assert [too_big_to_send([each]) for each in (most, more, heavy)] == [False, True, True]
    papers = all_papers(plan(), "en", exhibits=[more])
    assert papers.too_big_to_send
    assert {paper.kind for paper in papers.papers} >= {"appeal_letter", "checklist"}
    assert "packet" not in {paper.kind for paper in papers.papers}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_many_scripts_print_on_the_cover_and_in_every_footer(name: str) -> None:
    pages = page_texts(pdf.pdf(packet(desk(plan(patient_name=name), *exhibits()[:1]))))

    cover = set(pages[0])
    assert set(name) - {" "} <= cover
    assert all(set(name) - {" "} <= set(page) for page in pages)


def test_a_signature_moves_no_line_and_needs_no_date() -> None:
    bare, ink = appeal_letter(plan()), Sheet(sheet(3).jpeg, 850, 300)

    letter = signed(bare, ink)

    assert pdf.pages(letter) == pdf.pages(bare)
    last, plain = page_texts(pdf.pdf(letter))[-1], page_texts(pdf.pdf(bare))[-1]
    assert [line for line in plain.split() if line != "Date"] == last.split()
    opened = pikepdf.open(io.BytesIO(pdf.pdf(letter)))
    assert _alternates(opened.Root.StructTreeRoot) == ["Signature"]


def test_the_checklist_tells_which_page_to_sign_and_what_goes_behind_the_last() -> None:
    found = plan()
    written = all_papers(found, "en", exhibits=exhibits())
    told = written.packed
    assert told is not None

    listed = told_steps(found, "en", sign_page=written.sign_page, packed=told)
    steps = {step["what"]: step["how"] for step in listed}

    pages = page_texts(made())
    signing = next(place for place, page in enumerate(pages, 1) if "Sincerely," in page)
    assert f"Sign on page {signing}." in steps["Sign the letter with a pen"]
    behind = steps["Add copies of the papers that are not in the file"]
    assert "behind the last page of Appeal_Packet.pdf" in behind
    assert told.loose == ("clinician_letter", "imaging_reports", "referral_or_order")


def test_a_signed_letter_is_not_to_be_signed_again() -> None:
    found = plan()
    told = all_papers(found, "es", exhibits=exhibits(), signature=sheet(3)).packed

    steps = {step["what"] for step in told_steps(found, "es", sign_page=3, packed=told)}

    assert "Mire su firma" in steps
    assert "Firme la carta a mano, con tinta" not in steps
