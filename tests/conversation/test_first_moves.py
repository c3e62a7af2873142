"""What to do first, told in the chat: when it is known, once, with how and by when."""

from __future__ import annotations

import pytest

from bot.conversation.replies import SCREEN
from tests.support.patient import Patient

FIRST = {"en": "What to do first", "es": "Lo primero"}
DONE = {"en": "Done", "es": "Listo"}


def denied(wording: str, *, language: str = "en") -> Patient:
    """A patient who has just said yes to the reasons that the wording suggests."""
    patient = Patient.agreed(language=language).goes_on_until("denial_wording")
    patient.says(wording)
    patient.taps(DONE[language])
    return patient


@pytest.mark.parametrize(
    ("wording", "step"),
    [
        ("Exact duplicate claim.", "Ask the billing office for a corrected bill"),
        ("Insufficient documentation.", "Send the records that are missing"),
        ("Timely filing limit.", "Send the records that are missing"),
        ("Coordination of benefits.", "Ask both plans to fix which one pays first"),
        (
            "Missing modifier. Send a corrected claim.",
            "Ask the billing office for a corrected bill",
        ),
        ("The visit was not an emergency.", "Send the records that are missing"),
    ],
)
def test_a_quicker_tool_is_told_at_once_and_the_letter_is_written_all_the_same(
    wording: str, step: str
) -> None:
    patient = denied(wording)

    assert f"What to do first: {step}" in patient.said
    assert "This is the quicker tool here. I write the letter all the same" in patient.said
    assert "The time to appeal keeps running. So go on here too." in patient.said
    assert "Ask when it will be done." in patient.said
    assert patient.said.index("What answers it") < patient.said.index("What to do first")
    assert patient.key == "claim_number"


def test_a_call_between_doctors_is_told_once_all_that_decides_is_known() -> None:
    patient = denied("Not medically necessary.")
    assert FIRST["en"] not in patient.said

    patient.goes_on_until("urgent")
    assert FIRST["en"] not in patient.said
    patient.taps("No")

    assert "What to do first: Ask the doctor's office for a peer-to-peer call" in patient.said
    assert "quicker tool" not in patient.said


def test_an_urgent_case_is_told_of_the_fast_decision_and_shown_the_rest_by_buttons() -> None:
    patient = denied("Not medically necessary.").goes_on_until("urgent")

    patient.taps("Yes")

    assert "What to do first: Ask the doctor to call the plan today" in patient.said
    assert "The plan has 72 hours for a fast decision." in patient.said
    page = next(reply for reply in patient.replies if FIRST["en"] in reply.plain())
    assert [button.label for row in page.rows for button in row] == ["A call between doctors"]
    key = patient.key
    patient.goes_on_until("cpt")
    patient.taps_token("move-peer_to_peer", SCREEN)
    assert "The doctor talks with a doctor of the plan." in patient.said
    assert key != patient.key


def test_a_move_that_no_longer_fits_shows_the_present_question() -> None:
    patient = denied("Not medically necessary.").goes_on_until("cpt")

    patient.taps_token("move-reopening", SCREEN)

    assert "reopening" not in patient.said
    assert patient.key == "cpt"


def test_where_no_move_of_the_list_fits_the_reason_says_what_to_do() -> None:
    patient = denied("It is an exclusion.").goes_on_until("urgent")

    patient.taps("No")

    assert "What to do first\nAsk the plan for the page and the words" in patient.said


def test_medicare_is_asked_to_reopen_a_claim_that_it_took_for_a_repeat() -> None:
    patient = denied("Exact duplicate claim.").goes_on_until("coverage")
    patient.taps("Medicare")
    patient.taps("Original Medicare")
    patient.goes_on_until("care_timing")

    patient.taps("Yes, it is done")

    assert "What to do first: Ask Medicare to reopen the claim" in patient.said
    assert "up to 1 year after the day of the first decision" in patient.said
    assert "Medicare does not reopen a claim while its appeal runs" in patient.said


def test_a_complaint_is_no_appeal_and_the_right_tool_is_named() -> None:
    patient = Patient.agreed().goes_on_until("denial_wording")
    patient.says("They were rude and nobody called me back.")
    for label in ("More choices", "No reason is given", "Done"):
        patient.taps(label)

    assert "What to do first: Make a complaint to the plan" in patient.said
    assert "So an appeal is the wrong tool for this part." in patient.said


def test_news_that_says_what_to_do_is_not_said_again() -> None:
    patient = denied("Not medically necessary.").goes_on_until("code_matches")

    patient.taps("No, it is a mistake")

    assert "That is called a corrected claim." in patient.said
    assert FIRST["en"] not in patient.said


def test_it_is_told_in_spanish_too() -> None:
    patient = denied("Exact duplicate claim.", language="es")

    assert "Lo primero: Pida a la oficina de cobros un cobro corregido" in patient.said
    assert "Este es aquí el camino más rápido." in patient.said
