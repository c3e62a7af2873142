"""The copy in Spanish of a letter: everything is told, nothing is translated by a program."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from flows.plan import AppealPlan
from letters.writing import pdf
from letters.writing.blocks import Document, Re, Run
from letters.writing.catalogue import catalogue, told, unknown
from letters.writing.letter import appeal_letter
from letters.writing.papers import all_papers
from letters.writing.places import places
from letters.writing.reading_copy import reading_copy
from letters.writing.text import text
from tests.data.test_plain_language import TU
from tests.flows.cases import ON, VARIANTS, case_of
from tests.support.reading import spanish_ease

GOLDENS = Path(__file__).parent / "goldens"
EVERY = pytest.mark.parametrize("name", [*ON, *VARIANTS])
EASE = 70.0
ENGLISH = "en inglés)"


def plan_of(name: str) -> AppealPlan:
    found, today = case_of(name)
    return appeal_plan(read_answers({"answers": found}, today=today).facts, today=today)


def copy_of(name: str) -> Document:
    plan = plan_of(name)
    return reading_copy(appeal_letter(plan), plan)


@pytest.mark.parametrize("name", ["mri_spanish", "dexa_medicare", "er_not_emergency"])
def test_the_copy_reads_as_it_was_approved(name: str) -> None:
    written = text(copy_of(name), width=100)

    golden = GOLDENS / f"{name}.reading_copy.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(written)
    assert written == golden.read_text()


@EVERY
def test_every_sentence_of_the_templates_is_known_in_spanish(name: str) -> None:
    letter = appeal_letter(plan_of(name))

    found = [key for place in places(letter) for key in unknown(place.runs)]
    labels = [
        line.label for block in letter.blocks if isinstance(block, Re) for line in block.lines
    ]

    assert found == []
    assert {label for label in labels if label} <= set(catalogue())


@EVERY
def test_every_typed_word_and_number_of_the_letter_stands_in_the_copy(name: str) -> None:
    plan = plan_of(name)
    letter = appeal_letter(plan)

    copied = " ".join(text(reading_copy(letter, plan)).split())

    answers = plan.letter_answers
    for key in ("service_name", "member_id", "claim_number", "denial_wording", "diagnosis"):
        if answers.get(key) and str(answers[key]) in text(letter):
            assert " ".join(str(answers[key]).split()) in copied, key
    assert ENGLISH not in copied, "a request of the law tables that nobody put into Spanish"
    for citation in re.findall(r"\d+ CFR [\d.-]+", text(letter)):
        assert citation in copied


def test_a_sentence_that_nobody_put_into_spanish_is_quoted_in_english() -> None:
    runs = (Run("A new sentence about "), Run("the MRI", "answer:service_name"), Run("."))

    copied = "".join(run.text for run in told(runs, lambda run: run.text))

    assert copied == "En inglés dice: “A new sentence about the MRI.”"
    assert list(unknown(runs)) == ["A new sentence about {1}."]


def test_what_was_chosen_stands_as_its_spanish_button_and_what_was_typed_as_it_was_typed() -> None:
    copied = " ".join(text(copy_of("mri_spanish")).split())

    assert "Los tipos de síntomas: dolor y adormecido u hormigueo." in copied
    assert "“Terapia física, 16 sesiones”" in copied
    assert "6 de abril de 2026" in copied
    assert "Medicamento (6 semanas)" in copied
    assert not re.search(r"\b(?:April|Pain|enclosure)\b", copied)


def test_each_page_says_that_it_is_not_to_be_sent() -> None:
    file = pypdfium2.PdfDocument(pdf.pdf(copy_of("mri_spanish")))

    for page in file:
        assert "Copia de lectura, no la envíe" in page.get_textpage().get_text_bounded()


def test_only_who_speaks_spanish_gets_it_and_no_packet_holds_it() -> None:
    plan = plan_of("mri_spanish")

    spanish, english = (all_papers(plan, language).papers for language in ("es", "en"))

    assert [paper.name for paper in spanish if paper.kind == "reading_copy"] == [
        "Copia_de_lectura.pdf"
    ]
    assert not [paper for paper in english if paper.kind == "reading_copy"]


def test_the_sentences_read_easily_and_say_usted() -> None:
    lines = [re.sub(r"\{\d\}", "esto", each) for each in catalogue().values()]

    assert spanish_ease("\n".join(lines)) >= EASE
    assert [each for each in lines if TU.search(each)] == []


def test_the_fields_of_both_sides_are_the_same() -> None:
    for english, spanish in catalogue().items():
        fields = [sorted(re.findall(r"\{\d\}", side)) for side in (english, spanish)]
        assert fields[0] == fields[1], english
