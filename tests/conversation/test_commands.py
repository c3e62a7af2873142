"""Every command in every phase and on every kind of screen, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from bot.conversation.commands import english_name
from flows.interview.lifecycle import STOPPED, phases
from flows.interview.words import languages, words
from tests.support.patient import Patient

# What the contract promises: English names, and the Spanish beside them.
CONTRACT = {
    "help": "ayuda",
    "back": "atras",
    "skip": "saltar",
    "review": "revisar",
    "why": "porque",
    "status": "estado",
    "deadline": "plazo",
    "letter": "carta",
    "checklist": "lista",
    "language": "idioma",
    "privacy": "privacidad",
    "mydata": "misdatos",
    "delete": "borrar",
    "restart": "reiniciar",
    "cancel": "cancelar",
    "cases": "casos",
    "feedback": "opinion",
    "sent": "enviado",
    "got": "recibi",
    "call": "llamada",
    "decision": "decision",
    "stop": "parar",
    "start": "start",
}
SECTIONS = {  # a question of each
    "denial": "notice_date",
    "coverage": "coverage",
    "service": "care_timing",
    "history": "symptoms",
    "evidence": "documents",
    "contact": "patient_name",
}


@cache
def _at(key: str | None, language: str) -> Patient:
    return Patient.agreed(language=language).goes_on_until(key)


def asked(key: str | None) -> Callable[[str], Patient]:
    return lambda language: _at(key, language).twin()


def new(language: str) -> Patient:
    return Patient(language=language)


def drafted(language: str) -> Patient:
    patient = asked(None)(language)
    patient.makes_letter()
    return patient


@cache
def _sent(language: str) -> Patient:
    patient = drafted(language)
    patient.sends_letter()
    return patient


def sent(language: str) -> Patient:
    return _sent(language).twin()


def approved(language: str) -> Patient:
    patient = sent(language)
    patient.taps_token("approved")
    return patient


def stopped(language: str) -> Patient:
    patient = asked("care_timing")(language)
    patient.taps_token("change-coverage")
    patient.taps_token("pgroup_medicare", "coverage")
    offered = patient.at.offered
    patient.taps_token(str(offered.index("medigap")), "coverage")
    return patient


def block(language: str) -> Patient:
    return Patient.agreed(language=language).comes_to_block("card")


def month(language: str) -> Patient:
    patient = asked("notice_date")(language)
    patient.taps(words(language).button("calendar"))
    return patient


def candidates(language: str) -> Patient:
    patient = asked("notice_date")(language)
    patient.says("3/4/26")
    return patient


def changing(language: str) -> Patient:
    patient = asked(None)(language)
    patient.taps_token("change-insurer")
    return patient


def told(what: str) -> Callable[[str], Patient]:
    def at(language: str) -> Patient:
        patient = sent(language)
        patient.sends(what)
        return patient

    return at


PLACES: dict[str, Callable[[str], Patient]] = {
    "welcome": new,
    **{section: asked(key) for section, key in SECTIONS.items()},
    "review": asked(None),
    "drafted": drafted,
    "sent": sent,
    "a yes": approved,
    STOPPED: stopped,
    "a month": month,
    "two readings": candidates,
    "an answer that is changed": changing,
    "a block": block,
    "a list of treatments": asked("treatments"),
    **{f"/{what}": told(what) for what in ("sent", "got", "call", "decision", "feedback")},
}


def test_every_command_of_the_contract_is_there_in_both_languages() -> None:
    english, spanish = words("en").commands, words("es").commands

    assert {key: spanish[key]["name"] for key in english} == CONTRACT
    assert all(english[key]["name"] == key for key in english)
    for key, name in CONTRACT.items():
        assert english_name(name) == key
        assert english_name(name.upper()) == key


def test_every_phase_is_among_the_places() -> None:
    assert set(phases()) - set(PLACES) == {"decided", "closed"}  # no one stays there
    for place in set(phases()) & set(PLACES) - {"welcome"}:
        patient = PLACES[place]("en")
        assert patient.case is not None
        assert patient.case.phase == place


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("place", PLACES)
def test_every_command_answers_and_loses_nothing(place: str, language: str) -> None:
    start = PLACES[place](language)
    for command in words(language).commands:
        patient = start.twin()
        before = patient.case
        turn = patient.sends(command)

        said = "\n".join(reply.plain() for reply in turn.replies)
        assert turn.replies or turn.writes or turn.cases is not None, command
        assert words(language).texts["messages.unknown_command"] not in said, command
        if before is not None:
            assert patient.case is not None
            assert patient.case.answers.items() >= before.answers.items(), command
            assert patient.case.reference == before.reference
            assert patient.case.phase in (before.phase, "review", "drafted"), command
        if turn.replies:
            _goes_on(patient, command)


def _goes_on(patient: Patient, command: str) -> None:
    """After any command a text and the buttons still do something."""
    again = patient.twin()
    assert again.says("Hello").replies, command
    buttons = list(patient.buttons())
    for button in {*buttons[:2], *buttons[-1:]}:
        other = patient.twin()
        if other.case is not None:
            turn = other.presses(other.data(button))
            assert turn.replies or turn.writes or turn.cases is not None, (command, button.token)
