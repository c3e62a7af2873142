"""Questions at the wrong time get an answer, and no answer is taken for a question."""

from __future__ import annotations

import pytest

from flows.interview.asides import _plain, aside, asides
from flows.interview.words import languages
from tests.support.patient import GOOD, Patient


@pytest.mark.parametrize(
    ("text", "language", "part"),
    [
        ("What does prior authorization mean?", "en", "asked before the care"),
        ("whats an EOB", "en", "not a bill"),
        ("What's the word redetermination", "en", "first step"),
        ("I don’t know what step therapy is", "en", "another treatment first"),
        ("Is it safe?", "en", "/privacy"),
        ("what happens next??", "en", "the letter"),
        ("Will I win?", "en", "No one can promise"),
        ("Will you remind me?", "en", "Remind me"),
        ("¿Me puede avisar?", "es", "Recordarme"),
        ("¿Qué es una apelación?", "es", "otra vez su no"),
        ("que significa autorización previa", "es", "antes de la atención"),
        ("¿Es seguro?", "es", "/privacidad"),
        ("¿Y ahora qué?", "es", "la carta"),
    ],
)
def test_a_question_of_the_set_gets_its_answer(text: str, language: str, part: str) -> None:
    found = aside(text, language)

    assert found is not None
    assert part in found


@pytest.mark.parametrize(
    "text",
    [
        *GOOD.values(),
        "What is not covered: care that is experimental",
        "appeal",
        "Is it safe to wait? The doctor said no.",
        "why the plan said no: not medically necessary",
        "what",
        "?",
        "",
        "what is " * 100,
    ],
)
def test_an_answer_is_no_question(text: str) -> None:
    assert aside(text, "en") is None


@pytest.mark.parametrize("language", languages())
def test_the_set_is_written_as_it_is_looked_up_and_says_each_thing_once(language: str) -> None:
    it = asides(language)
    asked = [each for answer in it.answers for each in (*answer.asks, *answer.terms)]

    assert len(asked) == len(set(asked))
    assert all(_plain(each) == each for each in (*asked, *it.articles))
    assert all(frame.endswith("{term}") or "{term} " in frame for frame in it.frames)


def test_both_languages_answer_the_same() -> None:
    sets = [
        [(bool(each.asks), bool(each.terms)) for each in asides(language).answers]
        for language in languages()
    ]
    assert all(each == sets[0] for each in sets)


@pytest.mark.parametrize("key", ["asker", "notice_date", "denial_wording", "service", "symptoms"])
def test_the_answer_comes_with_the_present_question_and_nothing_is_stored(key: str) -> None:
    patient = Patient.agreed().goes_on_until(key)
    before = dict(patient.answers)

    patient.says("what is an appeal?")

    assert patient.key == key
    assert patient.answers == before
    assert "An appeal asks the plan" in patient.said
