"""Papers of which nothing has changed are not made again."""

from __future__ import annotations

from dataclasses import replace

from letters.writing.letter import appeal_letter
from letters.writing.paper import Paper
from letters.writing.papers import all_papers
from letters.writing.shelf import Shelf, digest
from tests.letters.test_papers_beside import plan_for

OWN = {"pdf", "docx"}  # the calendar is no document, and made in a moment


def marked(papers: tuple[Paper, ...]) -> list[Paper]:
    """The papers with other bytes: one that comes back so was taken from the shelf."""
    return [replace(paper, content=b"kept") for paper in papers if paper.made_of]


def test_every_paper_but_the_letter_in_pdf_and_the_packet_is_taken_from_the_shelf() -> None:
    plan = plan_for("mri_all_given")
    before = all_papers(plan, "en").papers

    again = all_papers(plan, "en", known=marked(before)).papers

    made = {paper.name for paper in again if paper.format in OWN and paper.content != b"kept"}
    assert made == {"Appeal_Letter.pdf", "Appeal_Packet.pdf"}
    assert [(each.name, each.pages) for each in again] == [
        (each.name, each.pages) for each in before
    ]


def test_only_what_names_a_changed_answer_is_made_again() -> None:
    before = all_papers(plan_for("mri_all_given"), "en").papers
    changed = plan_for("mri_all_given", appeals_fax="(651) 555-0137")

    again = all_papers(changed, "en", known=marked(before)).papers

    kept = {paper.name for paper in again if paper.content == b"kept"}
    assert {"Timeline.pdf", "DRAFT_Clinician_Letter.docx"} <= kept
    assert "Appeal_Letter.docx" not in kept
    alone = {paper.name: paper.content for paper in all_papers(changed, "en").papers}
    assert all(each.content == alone[each.name] for each in again if each.content != b"kept")


def test_a_paper_for_another_language_or_in_large_type_is_another_paper() -> None:
    plan = plan_for("mri_all_given")
    before = marked(all_papers(plan, "en").papers)

    for again in (all_papers(plan, "es", known=before), all_papers(plan, "en", large=True)):
        checklist = next(each for each in again.papers if each.kind == "checklist")
        assert checklist.content != b"kept"


def test_a_shelf_shows_nothing_of_its_papers() -> None:
    paper = Paper("checklist", "pdf", "Canary.pdf", b"canary", 1, "canary")

    assert "anary" not in repr(Shelf([paper])) + repr(paper)


def test_the_day_of_the_file_is_part_of_what_it_is_made_of() -> None:
    letter = appeal_letter(plan_for("mri_all_given"))

    assert digest(letter, "pdf") == digest(replace(letter), "pdf")
    assert digest(letter, "pdf") != digest(letter, "docx")
    assert digest(letter, "pdf") != digest(replace(letter, dated=None), "pdf")
