"""After the letter: it went out, it came, calls, the decision."""

from __future__ import annotations

import json
from datetime import date

import pytest

import flows
from bot.conversation.mydata import readable
from flows import case_file
from flows.interview.afterwards import Call, call_of
from flows.interview.words import languages, words
from tests.support.patient import TODAY, Patient


@pytest.fixture(scope="module")
def the_letter() -> Patient:
    patient = Patient.agreed().goes_on_until(None)
    patient.makes_letter()
    return patient


@pytest.fixture
def made(the_letter: Patient) -> Patient:
    return the_letter.twin()


@pytest.fixture
def sent(made: Patient) -> Patient:
    made.sends_letter()
    return made


def test_the_day_and_the_way_are_asked_and_the_proof_of_that_way_is_told(made: Patient) -> None:
    made.sends("sent")
    assert made.labels[:3] == ["Today", "Yesterday", "Choose on a calendar"]
    made.taps("Yesterday")
    assert made.key == "sent_by"
    made.taps("By fax")

    assert made.case is not None
    assert (made.case.phase, made.case.sent_by) == ("sent", "fax")
    assert made.case.sent_on == date(2026, 7, 19)
    assert "Keep the page that says the fax went through." in made.said


def test_a_day_of_sending_may_be_typed_and_may_not_lie_ahead(made: Patient) -> None:
    made.sends("sent")
    made.says("July 30, 2026")
    assert "It must be today or in the past" in made.said
    made.says("last Friday")

    assert "I read that as Friday, July 17, 2026." in made.said
    assert made.key == "sent_by"


def test_back_leaves_the_letter_unsent(made: Patient) -> None:
    made.sends("sent")
    made.taps("Back")

    assert made.case is not None
    assert made.case.phase == "drafted"
    assert made.key is None


def test_a_day_told_wrong_is_told_again(sent: Patient) -> None:
    sent.sends("sent")
    sent.taps("Yesterday")
    sent.taps("By hand")

    assert sent.case is not None
    assert (sent.case.sent_on, sent.case.sent_by) == (date(2026, 7, 19), "by_hand")


@pytest.mark.parametrize("command", ["got", "decision"])
def test_what_comes_after_sending_asks_for_the_sending_first(made: Patient, command: str) -> None:
    made.sends(command)

    assert "First tell me that the letter is out." in made.said


def test_no_letter_is_said_to_be_sent_where_there_is_none() -> None:
    patient = Patient.agreed()
    patient.sends("sent")

    assert "There is no letter from me yet" in patient.said
    assert patient.key == "asker"


def test_the_answer_is_due_from_the_day_the_letter_came(sent: Patient) -> None:
    assert "August 19, 2026" in sent.said
    later = sent.twin()
    later.today = date(2026, 7, 30)
    later.sends("got")
    later.says("July 24, 2026")

    assert later.case is not None
    assert later.case.got_on == date(2026, 7, 24)
    assert "August 23, 2026" in later.said
    assert "They have the letter" not in later.labels


def test_a_letter_cannot_come_before_it_was_sent(sent: Patient) -> None:
    sent.sends("got")
    sent.says("July 1, 2026")

    assert "on or after the day you sent it, July 20, 2026" in sent.said


def test_who_does_not_know_the_day_it_came_counts_from_the_sending(sent: Patient) -> None:
    sent.sends("got")
    sent.taps("I'm not sure")

    assert sent.case is not None
    assert sent.case.got_on is None
    assert "I count from the day you sent it." in sent.said


def test_a_call_is_read_back_and_stands_on_the_checklist(sent: Patient) -> None:
    sent.sends("call")
    sent.taps("Yesterday")
    sent.says("I spoke with Carla Diaz, ref number 4471-B, they have the letter.")

    assert "• Name of the person: Carla Diaz" in sent.said
    assert "• Call number: 4471-B" in sent.said
    assert sent.case is not None
    sent.sends("checklist")
    assert "July 19, 2026: Carla Diaz, 4471-B, they have the letter" in sent.said
    known = flows.facts_of(sent.case, today=TODAY).answers["calls"]
    assert known == [
        {
            "date": "2026-07-19",
            "person": "Carla Diaz",
            "reference": "4471-B",
            "said": "they have the letter",
        }
    ]
    assert "Carla Diaz" in readable(sent.case, today=TODAY)


def test_a_call_in_the_middle_of_the_questions_goes_on_where_they_were() -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    before = patient.answers
    patient.sends("call")
    patient.taps("Today")
    patient.says("They will call back.")

    assert patient.key == "insurer"
    assert patient.answers == before
    assert patient.case is not None
    assert patient.case.calls[0]["said"] == "They will call back"


def test_a_call_goes_along_with_the_file_of_the_case(sent: Patient) -> None:
    sent.sends("call")
    sent.taps("Today")
    sent.says("Carla, they have it")
    assert sent.case is not None
    file = json.loads(json.dumps(case_file.content(sent.case)))

    taken = case_file.taken_over(file, language="en", today=TODAY)

    assert taken.case.calls == sent.case.calls
    assert taken.left_out == 0
    broken = {**file, "answers": {**file["answers"], "calls": [{"person": ["x"]}]}}
    assert case_file.taken_over(broken, language="en", today=TODAY).left_out == 1


@pytest.mark.parametrize(
    ("text", "person", "reference", "said"),
    [
        ("Carla, call number 4471, they have the letter", "Carla", "4471", "they have the letter"),
        ("They will call back in 3 days", None, None, "They will call back in 3 days"),
        ("Talked to Mr. Ames: nothing yet. Ref# AB-99", "Mr. Ames", "AB-99", "nothing yet"),
        ("Hablé con Luz, llamada número 88123, la tienen", "Luz", "88123", "la tienen"),
        ("Dijeron que falta un papel, el 12", None, None, "Dijeron que falta un papel, el 12"),
        ("Carla, number 4471, they have it", "Carla", "4471", "they have it"),
        ("#77810", None, "77810", None),
    ],
)
def test_a_call_is_taken_apart_and_nothing_is_lost(
    text: str, person: str | None, reference: str | None, said: str | None
) -> None:
    assert call_of("2026-07-19", text) == Call(
        date="2026-07-19", person=person, reference=reference, said=said
    )


def test_a_yes_says_what_to_do_with_it_and_may_be_taken_back(sent: Patient) -> None:
    sent.sends("decision")
    sent.taps("They said yes")
    assert sent.case is not None
    assert sent.case.approved
    assert "Keep that letter." in sent.said
    sent.taps("They said no again")

    assert sent.case is not None
    assert len(sent.case.rounds) == 1


@pytest.mark.parametrize("outcome", ["Yes in part, no in part", "They dismissed it"])
def test_a_no_begins_the_next_step_and_is_not_asked_twice(sent: Patient, outcome: str) -> None:
    sent.sends("decision")
    sent.taps(outcome)

    assert sent.case is not None
    assert sent.case.rounds[0]["sent_by"] == "mail"
    assert sent.key == "notice_date"
    assert sent.case.sent_by is sent.case.got_on is None


def test_no_answer_keeps_what_the_denial_says(sent: Patient) -> None:
    wording = sent.answers["denial_wording"]
    sent.sends("decision")
    sent.taps("No answer came")

    assert sent.answers["outcome"] == "no_answer"
    assert sent.answers["denial_wording"] == wording


@pytest.mark.parametrize("language", languages())
def test_stop_says_that_nothing_comes_by_itself_and_asks_on(language: str) -> None:
    patient = Patient.agreed(language=language)
    patient.sends("stop")

    assert words(language).texts["messages.stop"].split("\n")[0] in patient.said
    assert patient.key == "asker"


def test_another_command_puts_the_question_aside(sent: Patient) -> None:
    sent.sends("call")
    sent.sends("status")
    sent.says("Thank you")

    assert sent.case is not None
    assert sent.case.calls == ()


def test_help_and_another_language_keep_the_question(sent: Patient) -> None:
    sent.sends("call")
    sent.sends("help")
    assert sent.key == "call_date"
    sent.sends("language")
    sent.taps("Español")

    assert sent.key == "call_date"
    assert "¿Qué día fue la llamada?" in sent.said


@pytest.mark.parametrize("said", ["Can they cancel my plan?", "Thank you"])
def test_a_text_once_the_letter_is_made_leaves_the_way_to_say_that_it_was_sent(
    made: Patient, said: str
) -> None:
    made.says(said)

    assert "No question is open now" in made.said
    assert made.labels[0] == "I sent it"


def test_the_first_question_of_a_second_round_says_whose_letter_it_is_about(sent: Patient) -> None:
    sent.taps("They said no again")

    assert "about their new letter" in sent.said
    assert sent.key == "outcome"


def test_a_round_without_an_answer_says_why_questions_come_again(sent: Patient) -> None:
    sent.taps("No answer came")

    assert "No answer came, so the next letter goes one step on." in sent.said
