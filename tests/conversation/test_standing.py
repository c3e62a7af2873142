"""What /status, /checklist and /deadline tell of a case, wherever they are sent."""

from __future__ import annotations

import pytest

from flows.interview.words import words
from tests.support.patient import Patient

SHORT = 1300  # letters: two screens of a phone; the whole checklist has some 4,000


def made(language: str = "en") -> Patient:
    """A patient whose letter has just been made."""
    patient = Patient.agreed(language=language).goes_on_until(None)
    patient.makes_letter()
    return patient


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_checklist_in_the_chat_is_short_and_names_the_file(language: str) -> None:
    patient = made(language)

    replies = patient.makes_papers()

    shown = next(r.plain() for r in replies if not r.file)
    file = next(r.file.name for r in replies if r.file and r.file.kind == "checklist")
    assert len(shown) < SHORT
    assert file in shown
    assert [f"{n}." for n in range(1, 9) if f"\n{n}. " in shown] == ["1.", "2.", "3."]


def test_the_checklist_gives_the_dates_three_steps_with_days_and_what_is_missing() -> None:
    patient = made()

    shown = next(r.plain() for r in patient.makes_papers() if not r.file)

    assert "Send the letter by August 3, 2026.\nThe last day to appeal is January 4, 2027." in shown
    assert "1. Ask for the rule that was used – by July 20, 2026\n" in shown
    assert "2. Ask for the papers that are missing – by July 20, 2026\nAsk today." in shown
    assert "7 papers are still missing." in shown
    assert "Watch for the answer" not in shown


def test_one_missing_paper_is_one() -> None:
    patient = Patient.agreed().goes_on_until("documents")
    for place in range(len(patient.at.offered) - 1):
        patient.taps_token(f"t{place}", "documents")
    patient.taps_token("done", "documents")
    patient.taps_token("done", "documents")
    patient.goes_on_until(None)

    patient.sends("checklist")

    assert "One paper is still missing." in patient.said


def test_the_checklist_after_sending_has_the_steps_that_are_left() -> None:
    patient = made()
    patient.sends_letter()

    patient.sends("checklist")

    assert "You sent the letter on July 20, 2026." in patient.said
    assert "1. Call and ask if the letter came – by July 27, 2026" in patient.said
    assert "Sign the letter" not in patient.said
    assert patient.labels[0] == "They have the letter"


def test_the_checklist_before_the_letter_shows_the_question_again() -> None:
    patient = Patient.agreed().goes_on_until("phone")

    patient.sends("checklist")

    assert "What to do next" in patient.said
    assert "The whole list comes as a file with the letter." in patient.said
    assert patient.replies[0].rows[0][0].label == "What is missing"
    assert "What phone number can the plan call?" in patient.replies[-1].plain()


def test_no_checklist_where_no_letter_could_be_made_but_what_is_needed() -> None:
    patient = Patient.agreed().goes_on_until("coverage")

    patient.sends("checklist")

    assert "before I can make a true letter" in patient.said
    assert patient.labels[0] == "Only the questions left"


@pytest.mark.parametrize("command", ["status", "deadline", "checklist"])
def test_the_page_that_stops_is_the_answer_there(command: str) -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps_token("pgroup_medicare", "coverage")
    patient.taps("Medigap (supplement)")
    assert patient.case.phase == "stopped"
    page = patient.said

    patient.sends(command)

    assert patient.said == page


def test_the_deadline_can_be_seen_again_and_the_question_stays() -> None:
    patient = Patient.agreed().goes_on_until("symptoms")

    patient.sends("deadline")

    assert "The last day to appeal is Monday, January 4, 2027." in patient.replies[0].plain()
    assert "What are the main symptoms?" in patient.replies[-1].plain()


def test_a_deadline_that_is_not_known_yet_says_what_it_hangs_on() -> None:
    patient = Patient.agreed()
    patient.sends("deadline")
    assert "the date on the denial letter and the kind of health coverage" in patient.said

    patient.goes_on_until("coverage").sends("deadline")

    assert "I need the kind of health coverage. Until I know it" in patient.said


def test_the_status_while_asking_tells_part_question_last_day_and_what_is_needed() -> None:
    patient = Patient.agreed().goes_on_until("symptoms")

    patient.sends("status")

    shown = patient.replies[0].plain()
    assert "Part: Health history. Question 21 of about 32." in shown
    assert "Last day to appeal: Monday, January 4, 2027" in shown
    assert "before I can make a true letter" in shown
    assert "What are the main symptoms?" in patient.replies[-1].plain()


def test_the_step_after_a_second_no_is_named_and_nothing_is_said_of_who_decides() -> None:
    patient = made()

    patient.sends_letter()

    assert "the next step is called external review by an" in patient.said
    assert "outside" not in patient.said


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_status_of_every_phase_is_told_and_keeps_the_case(language: str) -> None:
    said = words(language)
    patient = Patient.agreed(language=language).goes_on_until(None)
    seen = []
    for token in (None, "looks_right", "sent"):
        if token == "sent":
            patient.sends_letter()
        elif token:
            patient.taps_token(token)
        before = patient.case
        patient.sends("status")
        seen.append(patient.said)
        assert patient.case == before
        assert said.phrase("messages.status_title").plain() in patient.said
        assert patient.labels

    assert len(set(seen)) == 3
    assert said.phrase("messages.status_ready").plain() in seen[0]
    assert said.phrase("messages.status_made").plain() in seen[1]
    assert said.day(patient.today) in seen[2]
