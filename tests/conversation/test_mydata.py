"""All that is held of a person: to read, and to hand to another person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.conversation.events import Brought, Showed
from bot.conversation.mydata import readable
from flows.answers_file import read_answers
from flows.case_file import content, taken_over
from flows.errors import BadRequest
from tests.support.patient import TODAY, Patient


def whole() -> Patient:
    return Patient.agreed().goes_on_until(None)


def test_both_files_come_and_the_question_stays() -> None:
    patient = Patient.agreed().goes_on_until("claim_number")
    asked = patient.key

    patient.sends("mydata")

    files = [reply.file for reply in patient.replies if reply.file]
    assert [paper.name for paper in files] == ["My_Data.txt", "My_Case.json"]
    assert "July 6, 2026" in files[0].content.decode()
    assert json.loads(files[1].content)["answers"]["notice_date"] == "2026-07-06"
    assert patient.key == asked


def test_before_the_consent_there_is_nothing() -> None:
    patient = Patient()

    patient.sends("mydata")

    assert "I hold nothing from you." in patient.said


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_can_be_read(language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until(None)
    assert patient.case is not None

    told = readable(patient.case, today=TODAY)

    for value in ("Rosa Vega", "NBT 4410 2286", "Physical therapy, 16 visits", "651) 555-0148"):
        assert value in told
    assert "_" not in told.replace("_______", "")  # no key of ours


def test_the_file_is_an_answers_file_too() -> None:
    case = whole().case
    assert case is not None

    facts = read_answers(json.loads(json.dumps(content(case))), today=TODAY).facts

    assert facts.answers["patient_name"] == "Rosa Vega"


def test_another_person_goes_on_where_the_first_one_was() -> None:
    case = whole().case
    assert case is not None

    taken = taken_over(json.loads(json.dumps(content(case))), language="es", today=TODAY)

    assert taken.case.answers == case.answers
    assert (taken.left_out, taken.case.phase, taken.case.language) == (0, "review", "en")
    assert taken.case.reference != case.reference


def test_what_could_be_no_answer_is_left_out_and_counted() -> None:
    told = {
        "asker": "patient",
        "notice_date": "2199-01-01",
        "coverage": "the best",
        "treatments": "many",
        "documents": {"denial_letter": "lost"},
        "cpt": [{"a": 1}],
        "constructor": "__import__('os')",
    }

    taken = taken_over({"answers": told}, language="en", today=TODAY)

    assert taken.case.answers == {"asker": "patient"}
    assert taken.left_out == 6


@pytest.mark.parametrize("file", [None, [], "x", {}, {"answers": []}, {"case": {}}])
def test_another_file_is_no_case(file: object) -> None:
    with pytest.raises(BadRequest):
        taken_over(file, language="en", today=TODAY)


def brings(patient: Patient, content: object, **more: Any) -> Patient:
    turn = patient.does(Showed(file="F", data=True))
    assert turn.brings == "F"
    patient.does(Brought(content, **more))
    return patient


def test_a_case_is_taken_over_in_the_chat_and_who_asks_is_asked_again() -> None:
    first = whole().case
    assert first is not None
    daughter = Patient.agreed(language="es")
    reference = daughter.case.reference

    brings(daughter, content(first))

    assert "/revisar" in daughter.said
    assert daughter.key == "asker"
    assert daughter.case.reference == reference
    assert {**first.answers, **daughter.case.answers} == first.answers
    assert "asker" not in daughter.case.answers
    assert "include_sensitive" not in daughter.case.answers
    assert daughter.case.language == "es"


def test_the_case_of_now_is_put_aside() -> None:
    first = whole().case
    assert first is not None
    patient = Patient.agreed().goes_on_until("claim_number")
    reference = patient.case.reference

    brings(patient, content(first))

    assert patient.case.reference != reference
    assert "Send /cases to go back to it." in patient.said


@pytest.mark.parametrize(
    ("file", "more", "told"),
    [
        (None, {}, "I can't read a case in this file."),
        ({"answers": {}}, {}, "There are no answers in this file that I can use."),
        (None, {"fetched": False}, "The file did not reach me."),
        ({"answers": {"insurer": "X"}}, {"cases": 10}, "You have 10 cases here."),
    ],
)
def test_a_file_that_is_no_case_changes_nothing(
    file: object, more: dict[str, Any], told: str
) -> None:
    patient = Patient.agreed().goes_on_until("claim_number")
    before = patient.case

    brings(patient, file, **more)

    assert told in patient.said
    assert patient.case == before


def test_a_stranger_agrees_first() -> None:
    patient = Patient()

    patient.does(Showed(file="F", data=True))

    assert "First choose your language and agree." in patient.said
    assert patient.case is None
