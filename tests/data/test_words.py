"""The words of every language fit each other, the questions and the code."""

from __future__ import annotations

import re

import pytest

from flows.documents import Needed, papers, rules
from flows.interview.afterwards import afterwards
from flows.interview.questions import Question, interview
from flows.interview.words import FIELD, languages, words
from flows.law.coverage import coverages
from letters.writing.asking import spoken_ask
from letters.writing.renderings import renderings
from tests.data import sources
from tests.data.texts import FILES, texts

LABEL = 28  # characters of a button: phones cut longer ones
LANGUAGES = pytest.mark.parametrize("language", languages())
SHARED = {"none", "not_sure"}  # labels that every question may use without words of its own
ERRORS_ELSEWHERE = {
    "ambiguous",  # asked back with two buttons
    "before_notice",  # pointed out where the receipt is typed
}


def every_question() -> dict[str, Question]:
    found = {question.key: question for question in interview().questions}
    found |= {each.key: each for asked in afterwards().values() for each in asked}
    for question in interview().questions:
        found |= {f"{question.key}.{field.key}": field for field in question.fields}
    return found


def test_there_are_words_in_english_and_spanish() -> None:
    assert languages()[0] == "en"
    assert "es" in languages()


@LANGUAGES
def test_every_question_has_words_and_none_are_left_over(language: str) -> None:
    assert set(words(language).questions) == set(every_question())


@LANGUAGES
@pytest.mark.parametrize("key", every_question())
def test_every_option_has_a_label_and_none_is_left_over(language: str, key: str) -> None:
    question, own = every_question()[key], words(language).questions[key]
    buttons = {option if isinstance(option, str) else option.key for option in question.options}
    wanted = {*question.all_options, *buttons}

    assert set(own.options) <= wanted
    assert wanted - SHARED <= set(own.options)


@LANGUAGES
@pytest.mark.parametrize("key", every_question())
def test_every_page_of_options_has_words_and_none_is_left_over(language: str, key: str) -> None:
    question, own = every_question()[key], words(language).questions[key]
    opened = {o.key for o in question.options if not isinstance(o, str) and o.opens}
    if question.kind == "documents":
        opened.add("asked")

    assert set(own.pages) == opened


@LANGUAGES
@pytest.mark.parametrize("key", every_question())
def test_a_question_has_just_the_words_that_it_can_use(language: str, key: str) -> None:
    question, own = every_question()[key], words(language).questions[key]

    assert own.name and own.ask.endswith("?")
    assert not own.skip or question.optional
    assert not own.unsure or question.unsure
    assert bool(own.more) == (question.kind == "group")
    if question.optional or question.unsure:
        assert own.gap, "what it costs not to know must be told"
    if "." not in key:
        assert own.why, "why it is asked must be told"


@LANGUAGES
def test_every_label_fits_a_button(language: str) -> None:
    said = words(language)
    labels = {f"buttons.{key}": said.texts[f"buttons.{key}"] for key in _of(language, "buttons")}
    labels = {key: label.replace("{count}", "12") for key, label in labels.items()}
    ask = labels.pop("buttons.ask_message")
    for key, question in said.questions.items():
        labels |= {f"{key}.{option}": label for option, label in question.options.items()}
        labels[f"{key} in the review"] = f"99. {question.short or question.name}"
        labels |= {f"{key}.skip": question.skip, f"{key}.unsure": question.unsure}
    for key, paper in said.documents.items():
        labels[f"documents.{key}"] = paper.button
        labels[f"ask for {key}"] = ask.format(document=paper.button)
    for section in (*interview().sections, "gaps"):
        named = said.phrase(f"facts.section_{section}")
        count = said.phrase("facts.section_count", section=named, count=99)
        labels[f"section_{section}"] = count.plain()

    assert {key: label for key, label in labels.items() if len(label) > LABEL} == {}


@LANGUAGES
def test_the_labels_of_one_screen_differ(language: str) -> None:
    for key, question in every_question().items():
        own = words(language).questions[key].options
        screens = [question.page(None)]
        screens += [o.opens for o in question.options if not isinstance(o, str)]
        for screen in screens:
            labels = [own[option] for option in screen if option in own]
            assert len(set(labels)) == len(labels), key


@LANGUAGES
def test_every_level_that_can_be_chosen_has_its_name(language: str) -> None:
    for coverage in coverages().values():
        for level in coverage.levels:
            assert words(language).phrase(f"law.level_{level.id}").plain()


# ------------------------------------------------------------- languages beside each other


def _of(language: str, name: str) -> set[str]:
    keys = words(language).texts
    return {key.partition(".")[2] for key in keys if key.startswith(f"{name}.")}


@pytest.mark.parametrize("name", FILES)
def test_every_language_has_the_same_texts(name: str) -> None:
    where = {
        language: {
            place
            for place, _ in texts(language)
            if place.startswith(f"{name}.")
            and not (name == "documents" and place.endswith(".ask"))  # offices read English
            and not place.endswith(".short")  # only where a name is too long for a button
        }
        for language in languages()
    }

    assert all(places == where["en"] for places in where.values())


def test_every_language_fills_the_same_fields() -> None:
    english = {place: set(FIELD.findall(text)) for place, text in texts("en")}
    for language in languages():
        for place, text in texts(language):
            assert set(FIELD.findall(text)) == english.get(place, set()), f"{language} {place}"


@LANGUAGES
def test_no_text_has_broken_marks(language: str) -> None:
    for place, text in texts(language):
        assert text == text.strip(), place
        assert text.count("**") % 2 == 0, place
        assert not re.search(r"[{}]", FIELD.sub("", text)), place
        assert "  " not in text and " ." not in text, place
        for line in text.split("\n"):
            assert line.count("**") % 2 == 0, f"{place}: bold must close on its line"


@LANGUAGES
def test_the_commands_are_names_that_telegram_takes(language: str) -> None:
    commands = words(language).commands
    names = [command["name"] for command in commands.values()]

    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert len(set(names)) == len(names)
    assert all(set(command) == {"name", "says"} for command in commands.values())
    assert all(3 <= len(command["says"]) <= 256 for command in commands.values())


@LANGUAGES
def test_a_command_that_a_text_names_exists(language: str) -> None:
    known = {command["name"] for command in words(language).commands.values()}
    for place, text in texts(language):
        for name in re.findall(r"(?<![\w/])/([a-z_]{3,})", text):
            assert name in known, f"{place}: /{name}"


# ------------------------------------------------------------- texts and code


@pytest.mark.parametrize("key", words("en").texts)
def test_every_text_is_used_somewhere(key: str) -> None:
    assert sources.mentions(key)


def test_every_text_that_code_names_exists() -> None:
    known = words("en").texts
    groups = {key.partition(".")[0] for key in known}
    named = {
        text
        for text in sources.literals()
        if re.fullmatch(rf"(?:{'|'.join(groups)})\.(?!xhtml|yaml)\w+", text)
    }
    for call in sources.calls("button"):
        named |= {f"buttons.{sources.constant(a)}" for a in call.args if sources.constant(a)}
    for call in sources.calls("ToDo"):
        named |= {
            f"checklist.step_{sources.constant(a)}" for a in call.args[:2] if sources.constant(a)
        }
    for call in sources.calls("Because"):
        named |= (
            {f"law.{sources.constant(call.args[0])}"} if sources.constant(call.args[0]) else set()
        )

    assert named - set(known) == set()
    assert len(named) > 100


def test_every_code_of_an_error_has_its_text() -> None:
    codes = {
        sources.constant(call.args[1])
        for call in sources.calls("InvalidAnswer")
        if len(call.args) > 1 and sources.constant(call.args[1])
    }
    codes |= {
        f"before_{question.not_before}"
        for question in every_question().values()
        if question.not_before
    }

    assert {code for code in codes if f"errors.{code}" not in words("en").texts} <= ERRORS_ELSEWHERE
    assert len(codes) > 15


# ------------------------------------------------------------- papers


@LANGUAGES
def test_every_paper_has_words_in_every_language(language: str) -> None:
    assert {rule.document for rule in rules()} <= set(words(language).documents)


def test_every_paper_can_be_asked_for_in_english_with_known_fields() -> None:
    for rule in rules():
        ask = words("en").documents[rule.document].ask
        assert ask, rule.document
        assert set(FIELD.findall(ask)) <= {"patient", "service", "reason", "by"}, rule.document


def test_every_paper_is_asked_for_by_telephone_in_one_sentence() -> None:
    for rule in rules():
        said = spoken_ask(Needed(rule.document, rule.strength, "missing", 3))
        assert said, rule.document
        assert len(said) < 120, rule.document
        assert not FIELD.search(said), rule.document


def test_every_paper_has_its_name_in_a_letter() -> None:
    assert {rule.document for rule in rules()} <= set(renderings()["documents"])


def test_every_paper_that_has_words_has_them_everywhere() -> None:
    for language in languages():
        assert set(words(language).documents) == set(renderings()["documents"])


def test_every_paper_takes_its_days_and_is_asked_for_somewhere() -> None:
    days = papers().days_to_get

    ours = {"symptom_timeline"}  # made by us, asked of nobody
    assert set(days) == set(words("en").documents) - ours == {r.document for r in rules()}
    assert all(0 < each <= 30 for each in days.values())
