"""Papers of which nothing has changed are not made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flows.appeal import appeal_plan
from letters.writing.clinician_papers import SPARE, clinician_request
from letters.writing.letter import appeal_letter
from letters.writing.medical_points import medical_points
from letters.writing.one_page import one_page
from letters.writing.paper import Paper
from letters.writing.papers import all_papers
from letters.writing.shelf import Shelf, digest, edition_of
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


def test_only_what_is_wanted_is_drawn_and_the_rest_is_listed() -> None:
    plan = plan_for("mri_all_given")
    every = all_papers(plan, "en").papers

    some = all_papers(plan, "en", wanted={"checklist", "peer_to_peer"}).papers

    assert [(each.kind, each.format, each.name) for each in some] == [
        (each.kind, each.format, each.name) for each in every
    ]
    # The letter is set to know where to sign, and a calendar is made in a moment.
    drawn = {each.kind for each in some if each.content}
    assert drawn == {"checklist", "peer_to_peer", "appeal_letter", "calendar"}
    alone = {each.name: each.content for each in every}
    assert all(each.content == alone[each.name] for each in some if each.content)


def test_what_lies_there_as_one_page_is_not_measured_again() -> None:
    plan = plan_for("mri_all_given")
    document = clinician_request(plan)
    made = Paper("clinician_request", "docx", "C.docx", b"kept", 1, digest(document, "docx"))

    given = medical_points(plan) | {"call": True}
    looks = {"title": document.title, "dated": plan.today, "spare": SPARE}
    believed = one_page("clinician_request.xhtml", given, shelf=Shelf([made]), **looks)
    longer = Shelf([replace(made, pages=7)])

    assert believed == one_page("clinician_request.xhtml", given, shelf=longer, **looks)
    assert believed.document == document
    assert longer.pages(document, "docx") == 7
    assert Shelf([made]).pages(document, "pdf") is None


def test_another_program_or_template_draws_everything_anew(tmp_path: Path) -> None:
    program, templates = tmp_path / "writing", tmp_path / "templates"
    for folder, name in ((program, "docx.py"), (templates, "looks.typ")):
        folder.mkdir()
        (folder / name).write_text("as it was")
    before = edition_of(program, templates)
    assert edition_of(program, templates) == before

    (program / "docx.py").write_text("changed")
    newer = edition_of(program, templates)
    (templates / "looks.typ").write_text("changed")

    assert len({before, newer, edition_of(program, templates)}) == 3


def test_on_another_day_nothing_is_taken_from_the_shelf() -> None:
    plan = plan_for("mri_all_given")
    before = marked(all_papers(plan, "en").papers)
    tomorrow = appeal_plan(plan.facts, today=plan.today + timedelta(days=1))

    again = all_papers(tomorrow, "en", known=before).papers

    assert [each.name for each in again if each.content == b"kept"] == []
