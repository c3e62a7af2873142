"""A long story stands whole behind the letter; the letter has its first sentences."""

from __future__ import annotations

import json
import re

import pytest

from flows.answers_file import read_answers
from flows.appeal import appeal_plan
from letters.writing.attachment import ALL_THERE, WHERE, first_sentences, set_apart
from letters.writing.clean import refuse_unless_clean
from letters.writing.letter import appeal_letter
from letters.writing.text import text
from tests.flows.cases import CASES, ON

DAY = ON["mri_all_given"]
STORY = "It began when I lifted a box. Dr. Reyes saw me on Monday.\n" + "It hurt again. " * 90


def letter_with(**changes: object) -> str:
    content = json.loads((CASES / "mri_all_given.json").read_text())
    content["answers"].update(changes)
    plan = appeal_plan(read_answers(content, today=DAY).facts, today=DAY)
    letter = appeal_letter(plan)
    refuse_unless_clean(letter, plan)
    return " ".join(text(letter).split())


def test_a_long_story_goes_whole_behind_the_letter() -> None:
    body, _, behind = letter_with(symptoms=STORY).partition(" Attachment A: ")

    assert " ".join(STORY.split()) in behind
    assert "it began when I lifted a box. Dr. Reyes saw me on Monday." in body
    assert WHERE in body
    assert body.count("It hurt again.") < 30


def test_an_answer_of_usual_length_stays_in_the_letter() -> None:
    assert "Attachment A" not in letter_with()


def test_spanish_words_that_are_long_are_quoted_there() -> None:
    told = "Me duele la espalda y la pierna desde marzo. " * 30

    body, _, behind = letter_with(symptoms=told).partition(" Attachment A: ")

    assert f"“{told.strip()}”" in behind
    assert "Me duele" not in body


def test_many_texts_of_middle_length_make_room_too() -> None:
    told = "It is hard to walk. " * 42

    letter = letter_with(
        symptoms=told, function_impact=told, why_this_service=told, risk_of_delay=told
    )

    assert " Attachment A: " in letter


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("One. Two. " + "x" * 400, f"One. Two. {WHERE}"),
        ("I saw Dr. Lee. " + "y" * 400, f"I saw Dr. Lee. {WHERE}"),
        ("z" * 400, ALL_THERE),
    ],
    ids=["sentences", "abbreviation", "one endless sentence"],
)
def test_only_whole_sentences_stay(told: str, kept: str) -> None:
    assert first_sentences(told) == kept


def test_no_sentence_is_lost() -> None:
    letter = letter_with(function_impact=STORY)

    assert len(re.findall("It hurt again", letter)) >= 90


def test_the_closer_the_letter_the_less_of_a_long_text_stays_in_it() -> None:
    told = "I can not sit through a meal at the table any more. " * 12

    kept = [set_apart({"symptoms": told}, (), longest=n)[0]["symptoms"] for n in (450, 225)]

    assert [len(each) for each in kept] == sorted((len(each) for each in kept), reverse=True)
    assert all(each.endswith(WHERE) and told.startswith(each[:40]) for each in kept)
    assert len(kept[-1]) < 225 + len(WHERE)
