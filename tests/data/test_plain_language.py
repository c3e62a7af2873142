"""The style sheet as tests: what a patient reads is short, plain, and never blames."""

from __future__ import annotations

import re

import pytest

from flows.interview.questions import interview
from flows.interview.words import languages
from tests.data.texts import asked, asked_together, file, texts, told
from tests.support.reading import (
    english_grade,
    english_syllables,
    sentences_of,
    spanish_ease,
    spanish_syllables,
    words_of,
)

MEASURED = 90  # words: less is too little to measure
GRADE, EASE = 6.0, 70.0
LONGEST = 20  # words in a sentence
BANNED = {
    "en": r"please|sorry|apologi[sz]e\w*|oops|whoops|invalid|valid|error|forbidden"
    r"|forgot|forgotten",
    "es": r"por favor|lo siento|lamento|ups|inv[aá]lid[oa]s?|v[aá]lid[oa]s?|error(?:es)?"
    r"|prohibid[oa]s?|olvid[oó]|olvidaste",
}
# tú: its pronouns and verbs anywhere, its imperatives where a sentence or a part of it begins.
TU = re.compile(
    r"(?<![\w/])(?:t[uú]|tus|ti|contigo|te|tuy[oa]s?|vosotros|os|vuestr[oa]s?|tienes|puedes|quieres"
    r"|sabes|necesitas|debes|eres|estás|vas|has|dices|recibiste|envías|escribes|eliges|cambias"
    r"|llamas|buscas|copias (?:el|la|lo)|pides|haces|vuelves|tuviste|dijiste|enviaste"
    r"|(?:(?<=^)|(?<=[.,:;!?\n•] )|(?<=\n)|(?<=y luego )|(?<=[¿¡(«]))"
    r"(?:haz|ten|pon|ven|di|sal|escribe|elige|envía|busca|copia(?! de )|llama|cambia|pide|guarda"
    r"|vuelve|responde|firma|agrega|revisa|espera|anota|usa|mira|lee))(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
EVERY = [(language, where, text) for language in languages() for where, text in texts(language)]


@pytest.mark.parametrize("language", languages())
def test_no_word_blames_or_begs(language: str) -> None:
    banned = re.compile(rf"(?<!\w)(?:{BANNED[language]})(?!\w)", re.IGNORECASE)
    found = [
        f"{where}: {banned.search(text)[0]}"  # type: ignore[index]  # searched twice
        for lang, where, text in EVERY
        if lang == language and banned.search(text)
    ]

    assert found == []


def test_spanish_says_usted_everywhere() -> None:
    found = [
        f"{where}: {hit[0]}"
        for language, where, text in EVERY
        if language == "es"
        for hit in TU.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Escribe tu nombre",
        "¿Tienes la carta?",
        "Envía la carta",
        "Si puede, llama al plan",
        "Dime tú",
    ],
)
def test_a_tu_would_be_seen(text: str) -> None:
    assert TU.search(text)


@pytest.mark.parametrize(
    "text", ["¿Cómo se llama el plan?", "El plan busca una factura por su fecha."]
)
def test_what_others_do_is_no_tu(text: str) -> None:
    assert not TU.search(text)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_has_more_than_twenty_words(language: str) -> None:
    found = [
        f"{where}: {len(words_of(sentence))}: {sentence}"
        for lang, where, text in EVERY
        if lang == language
        for sentence in sentences_of(text)
        if len(words_of(sentence)) > LONGEST
    ]

    assert found == []


@pytest.mark.parametrize("language", languages())
def test_no_text_shouts(language: str) -> None:
    found = [where for lang, where, text in EVERY if lang == language and "!" in text]

    assert found == []


@pytest.mark.parametrize("section", interview().sections)
def test_the_questions_of_a_section_read_at_grade_six(section: str) -> None:
    english, spanish = asked("en", section), asked("es", section)

    assert len(words_of(english)) >= MEASURED
    assert english_grade(english) <= GRADE
    assert spanish_ease(spanish) >= EASE


@pytest.mark.parametrize(
    "name", ["messages", "checklist", "errors", "law", "kinds", "calendar", "sources", "script"]
)
def test_the_other_texts_read_at_grade_six(name: str) -> None:
    english, spanish = told("en", name), told("es", name)

    assert len(words_of(english)) >= MEASURED
    assert english_grade(english) <= GRADE
    assert spanish_ease(spanish) >= EASE


@pytest.mark.parametrize("name", ["documents", "reasons", "evidence", "objections", "asides"])
def test_what_papers_and_reasons_say_reads_at_grade_six(name: str) -> None:
    english, spanish = file("en", name), file("es", name)

    assert len(words_of(english)) >= MEASURED
    assert english_grade(english) <= GRADE
    assert spanish_ease(spanish) >= EASE


def test_the_blocks_read_at_grade_six() -> None:
    english, spanish = asked_together("en"), asked_together("es")

    assert len(words_of(english)) >= MEASURED
    assert english_grade(english) <= GRADE
    assert spanish_ease(spanish) >= EASE


LONG = [each for each in EVERY if len(words_of(each[2])) >= MEASURED]


@pytest.mark.parametrize(("language", "where", "text"), LONG, ids=lambda each: each[:40])
def test_a_long_text_reads_at_grade_six_by_itself(language: str, where: str, text: str) -> None:
    if language == "en":
        assert english_grade(text) <= GRADE, where
    else:
        assert spanish_ease(text) >= EASE, where


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("appeal", 2), ("denied", 2), ("coverage", 3), ("x-ray", 2), ("2026", 2), ("zzqe", 1)],
)
def test_english_syllables_are_counted(word: str, syllables: int) -> None:
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("apelación", 4),
        ("día", 2),
        ("quiere", 2),
        ("ahora", 3),
        ("ley", 1),
        ("seguro", 3),
        ("guía", 2),
        ("número", 3),
        ("hoy", 1),
    ],
)
def test_spanish_syllables_are_counted(word: str, syllables: int) -> None:
    assert spanish_syllables(word) == syllables


def test_a_hard_text_measures_hard() -> None:
    hard = "Notwithstanding prior authorization requirements, reimbursement determinations "
    hard += "necessitate comprehensive documentation of medical necessity."

    assert english_grade(hard) > 15
    assert english_grade("The plan said no. Ask why.") < 2
