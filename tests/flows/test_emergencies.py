"""Words that may mean an emergency, and words that do not."""

from __future__ import annotations

import re

import pytest

from flows.interview.emergencies import emergency_in
from flows.interview.words import languages, words
from flows.loading import DATA

YES = {
    "emergency_self_harm": [
        "I want to die",
        "I want to kill myself",
        "Some nights I think about killing myself",
        "I have thoughts of suicide",
        "I've been having suicidal thoughts since the denial",
        "I feel suicidal",
        "I am going to end my life",
        "I don't want to live anymore",
        "They would be better off dead if I am gone, I wish I were dead",
        "I can't go on living like this",
        "I thought about suicide last night",
        "I’m thinking of ending it all",
        "quiero morir",
        "Ya no quiero vivir",
        "ya no quiero seguir viviendo así",
        "He pensado en quitarme la vida",
        "pienso en el suicidio",
        "quiero matarme",
        "me quiero morir",
        "tengo pensamientos suicidas",
        "I am afraid I will hurt someone",
        "I want to kill somebody",
        "puedo lastimar a alguien",
    ],
    "emergency_back": [
        "loss of bladder control with my back pain",
        "I lost control of my bladder",
        "I can't hold my urine since Monday",
        "I cannot pee",
        "I wet myself twice this week",
        "My groin is numb",
        "numbness between my legs",
        "I have saddle numbness",
        "new incontinence since last night",
        "I have no control of my bowels",
        "I can't control my bladder anymore",
        "I am losing control of my bowels",
        "no puedo orinar",
        "no puedo aguantar la orina",
        "perdí el control de la vejiga",
        "pérdida del control de la vejiga",
        "se me sale la orina",
        "tengo la entrepierna dormida",
        "tengo entumecida la entrepierna",
        "No feeling in my groin",
    ],
    "emergency": [
        "chest pain",
        "I have chest pain right now",
        "My chest hurts a lot",
        "pain in my chest and left arm",
        "I can't breathe",
        "I could not sleep. Chest pain came too.",
        "No. Chest pain since this morning",
        "I'm having trouble breathing",
        "short of breath and dizzy",
        "I think I'm having a heart attack",
        "My face is drooping",
        "I keep passing out",
        "coughing up blood",
        "me duele el pecho",
        "dolor de pecho",
        "tengo dolor en el pecho",
        "no puedo respirar",
        "me falta el aire",
        "creo que tengo un infarto",
        "me desmayé dos veces hoy",
    ],
}
NO = [
    "coverage for suicidal ideation was denied",
    "The plan denied the suicide prevention program",
    "no chest pain",
    "No chest pain or trouble breathing",
    "I have never had chest pain",
    "I do not have chest pain",
    "I don't have any chest pain",
    "without chest pain",
    "She denies chest pain",
    "I have no trouble with my bladder",
    "No problems with bladder or bowels",
    "I have not lost control of my bladder",
    "I haven't lost control of my bladder",
    "the pain is killing me",
    "This wait is killing me",
    "chest x-ray",
    "They denied my chest MRI",
    "I can't control the pain",
    "I can't control the pain in my back",
    "dead battery",
    "My father died of a heart attack in 1999",
    "A heart attack runs in the family",
    "numb toes",
    "My left foot is numb",
    "I can't sleep. My bladder is fine.",
    "I can't sit for more than 15 minutes",
    "The pain makes it hard to walk",
    "Physical therapy, 8 weeks, no help",
    "Naproxen 500 mg, stomach pain",
    "I don't want to die",
    "They want me to die waiting for this, it is a joke of a plan",
    "I would die for a good night of sleep",
    "sin dolor de pecho",
    "no tengo dolor de pecho",
    "nunca he tenido dolor en el pecho",
    "no tengo problemas para orinar",
    "no he perdido el control de la vejiga",
    "radiografía de pecho",
    "negaron la resonancia de pecho",
    "El dolor me mata",
    "no puedo dormir",
    "No puedo controlar el dolor",
    "MRI of the lower back",
    "Rosa Vega",
    "Cancer, in remission since 2019",
    "bladder ultrasound, normal",
    "urine test, May 2026, normal",
    "The plan lost my records",
    "I lost my job",
    "lactose problem",
]


@pytest.mark.parametrize(
    ("page", "text"), [(page, text) for page, texts in YES.items() for text in texts]
)
def test_words_that_may_mean_an_emergency_are_answered_at_once(page: str, text: str) -> None:
    assert emergency_in(text) == page


@pytest.mark.parametrize("text", NO)
def test_a_denial_a_diagnosis_or_a_no_is_no_emergency(text: str) -> None:
    assert emergency_in(text) is None


def test_a_no_of_the_sentence_before_does_not_count() -> None:
    assert emergency_in("I have no money. Chest pain all day.") == "emergency"


def test_every_page_has_its_text_in_every_language() -> None:
    pages = {line.split()[-1] for line in _data() if line.startswith("- page:")}

    assert pages == set(YES)
    for language in languages():
        assert {f"messages.{page}" for page in pages} <= set(words(language).texts)


def test_no_term_captures_for_all_of_them_are_looked_for_at_once() -> None:
    """A reference such as \\1 would mean another group there."""
    assert [term for term in _data() if term.startswith("  - ") and re.compile(term).groups] == []


def test_a_long_text_is_searched_in_a_moment() -> None:
    for text in ("no " * 2000, "can't " * 1000, "trouble with " * 500, "x" * 5000):
        emergency_in(text)


def _data() -> list[str]:
    return (DATA / "emergency.yaml").read_text("utf-8").splitlines()
