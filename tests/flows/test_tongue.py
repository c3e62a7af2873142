"""Which texts are Spanish: quoted in an English letter, never translated by a program."""

from __future__ import annotations

import pytest

from flows.interview.tongue import is_spanish

SPANISH = [
    "Dolor en la espalda baja que baja por la pierna izquierda.",
    "Me duele mucho",
    "Terapia física, 16 sesiones",
    "Radiografía de la espalda baja",
    "Dolor lumbar",
    "no puedo dormir",
    "dos veces al dia",
    "cirugia",
    "La debilidad del pie podría ser permanente.",
    "debilidad",
    "¿Por qué?",
]
ENGLISH = [
    "Pain in the lower back that runs down the left leg.",
    "Physical therapy, 16 visits",
    "I can sit for about 15 minutes.",
    "X-ray of the lower back",
    "Naproxen 500 mg twice a day",
    "Gabapentin",  # no word tells: it stays as it is
    "MRI",
    "L5-S1",
    "no help",
    "Dr. de la Cruz says that the pain will not go away",
    "",
    "120",
]


@pytest.mark.parametrize("text", SPANISH)
def test_a_spanish_text_is_known(text: str) -> None:
    assert is_spanish(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_text_or_one_that_does_not_tell_is_none(text: str) -> None:
    assert not is_spanish(text)
