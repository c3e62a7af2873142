"""The reasons suggested from the words of a denial, where the interview asks for them."""

from __future__ import annotations

import pytest

from bot.conversation.suggesting import likely, suggested
from flows.interview.questions import interview

ASKING = next(each for each in interview().questions if each.key == "denial_reasons")

SAID = [
    "The services were provided for a non-emergency condition.",
    "Your visit on June 14 was not an emergency.",
    "This was not considered a medical emergency under your plan.",
    "The visit does not meet the definition of an emergency medical condition.",
    "Your condition does not qualify as an emergency under the plan.",
    "A prudent layperson would not have thought that your health was in danger.",
    "This care could have been provided in an urgent care center.",
    "You could have been seen by your primary care doctor the next day.",
    "The records do not show that your symptoms were of an emergent nature: not emergent.",
    "Your symptoms did not require emergency services.",
    "Emergency room services were not medically necessary for this diagnosis.",
    "Use of the emergency department was not appropriate.",
    "We consider this an avoidable ER visit.",
    "Su visita no fue una emergencia.",
    "La condición no constituye una emergencia médica según su plan.",
    "La atención no cumple con la definición de una emergencia.",
    "El paciente podría haberse atendido en un centro de urgencia.",
    "Podía ser tratada en el consultorio de su médico.",
    "El uso de la sala de emergencias no era necesario.",
]
NOT_SAID = [
    "This scan is not medically necessary.",
    "In an emergency, call 911.",
    "You have the right to an expedited appeal if this is an emergency.",
    "No prior authorization was obtained. Emergency care needs none.",
    "The provider is out of network.",
    "Six weeks of physical therapy are required before this MRI.",
    "Si es una emergencia, llame al 911.",
    "El proveedor no está en la red.",
    "This drug could have been obtained at a network pharmacy.",
]


@pytest.mark.parametrize("wording", SAID)
def test_a_wording_that_says_no_emergency_suggests_it(wording: str) -> None:
    assert "not_emergency" in suggested(ASKING, {"denial_wording": wording})


@pytest.mark.parametrize("wording", NOT_SAID)
def test_another_wording_does_not_tick_it(wording: str) -> None:
    assert "not_emergency" not in likely(ASKING, {"denial_wording": wording})


def test_only_what_is_likely_is_ticked_and_three_at_most() -> None:
    told = {"denial_wording": "The MRI is not medically necessary."}

    assert likely(ASKING, told) == ("medical_necessity",)
    assert suggested(ASKING, told)[0] == "medical_necessity"


def test_without_a_wording_nothing_is_suggested() -> None:
    assert suggested(ASKING, {}) == ()
    assert suggested(ASKING, {"denial_wording": None}) == ()


def test_a_question_without_a_source_suggests_nothing() -> None:
    other = next(each for each in interview().questions if each.suggest_from is None)

    assert suggested(other, {"denial_wording": "Not medically necessary."}) == ()
