"""Every button leads somewhere, and everything that a button can lead to has a button."""

from __future__ import annotations

import ast
import re

import pytest

from bot.conversation import answering, blocks, opening, presses
from bot.conversation.labels import LABEL
from bot.conversation.replies import SCREEN
from bot.render import MAX_DATA
from flows.interview.words import languages
from tests.data import sources
from tests.support.patient import Patient

# Tokens whose beginning is chosen at run time, as the code that draws them names it.
FILLED = {f"{sources.HOLE}-yes": {"delete", "restart"}}
OPENING = {"language", "read_more", "agree", "no_thanks"}


def drawn() -> set[str]:
    """The tokens of all buttons that belong to a screen, up to what follows the first dash."""
    found: set[str] = set()
    for call in sources.calls("Button"):
        if len(call.args) < 3 or not _of_a_screen(call.args[1]):
            continue
        token = sources.template(call.args[2])
        assert token is not None, f"a token that is no text: {ast.unparse(call)}"
        found |= FILLED.get(token) or {token.partition("-")[0]}
    return found


def _of_a_screen(address: ast.expr) -> bool:
    return getattr(address, "id", None) == "SCREEN"


def test_every_button_of_a_screen_has_a_handler() -> None:
    assert drawn() - set(presses._ACTIONS) == set()


def test_every_handler_has_a_button() -> None:
    assert set(presses._ACTIONS) - drawn() == set()


def test_every_button_before_the_consent_has_a_handler() -> None:
    handled = set(re.findall(r'case "(\w+)"', _source(opening)))

    assert handled == OPENING
    assert all(token in sources.literals() for token in OPENING)


def test_every_token_of_a_question_has_a_handler() -> None:
    source = _source(answering) + _source(blocks)
    handled = set(re.findall(r'token (?:==|in) \(?"(\w+)"(?:, "(\w+)")?', source))
    words = {word for pair in handled for word in pair if word}
    for call in sources.calls("Button"):
        if len(call.args) >= 3 and not _of_a_screen(call.args[1]):
            token = sources.constant(call.args[2])
            if token and token not in OPENING:
                assert token in words, token


def test_every_button_that_is_ever_shown_does_something() -> None:
    """Walks the whole interview and taps every button of every screen on the way, once."""
    tapped: set[str] = set()
    patient = Patient.agreed()
    while patient.key is not None:
        _taps_all(patient, tapped)
        patient.answers_well()
    _taps_all(patient, tapped)
    patient.makes_letter()
    patient.makes_papers()
    _taps_all(patient, tapped)

    assert {"why", "back", "review", "section", "change", "ask", "make", "sent"} <= tapped


def _taps_all(patient: Patient, tapped: set[str]) -> None:
    """Taps each kind of button, and those behind it; the patient stays where they are."""
    case, replies, key = patient.case, patient.replies, patient.key
    for button in list(patient.buttons()):
        name = (
            button.token.partition("-")[0] if button.address == SCREEN else f"{key} {button.token}"
        )
        if name in tapped:
            continue
        tapped.add(name)
        turn = patient.presses(patient.data(button))
        assert turn.replies or turn.writes, name
        assert turn.toast is None, f"{name} is called stale"
        if button.address == SCREEN and turn.case and turn.replies:
            _taps_all(patient, tapped)
        patient.case, patient.replies = case, replies


@pytest.mark.parametrize("language", languages())
def test_every_button_on_the_way_fits_a_phone_and_telegram(language: str) -> None:
    patient = Patient.agreed(language=language)
    while True:
        for button in patient.buttons():
            limit = LABEL + 2 if button.label.startswith("✓ ") else LABEL
            assert 0 < len(button.label) <= limit, button.label
            assert len(patient.data(button).encode()) <= MAX_DATA
        if patient.key is None:
            return
        patient.answers_well()


@pytest.mark.parametrize("language", languages())
def test_the_longest_data_of_a_button_fits(language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until(None)
    for step in patient.at.path.steps:
        data = f"ABCDEF:99999:{SCREEN}:change-{step.address.replace('[0]', '[99]')}"
        assert len(data.encode()) <= MAX_DATA


def test_a_private_line_has_a_label_that_fits(language: str = "es") -> None:
    patient = Patient.agreed(language=language).goes_on_until("why_this_service")
    patient.says("El médico dijo que la ansiedad empeora.")
    patient.goes_on_until("include_sensitive")

    assert all(len(label) <= LABEL for label in patient.labels)


def _source(module: object) -> str:
    path = sources.ROOT / f"{module.__name__.replace('.', '/')}.py"  # type: ignore[attr-defined]  # a module
    return path.read_text("utf-8")
