"""The finder as data: what it names exists, every kind can be found, and every word tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import flows
from flows.errors import DataError
from flows.interview.path import reads
from flows.interview.questions import Question, interview
from flows.interview.words import languages, words
from flows.law import finder as module
from flows.law.coverage import drafts
from flows.law.finder import FACTS, Ask, Rule, finder
from tests.flows.cases import TODAY

LABEL = 28  # characters of a button
QUESTIONS = interview().questions
SIGNS = {
    "plan_from": set(interview().question("plan_from").all_options),
    "card_shows": set(interview().question("card_shows").all_options) - {"none"},
    "also_shows": set(interview().question("card_shows").all_options) - {"none"},
    "self_funded": set(interview().question("self_funded").all_options),
}
ENTRIES = [*finder().rules, *finder().ask]


def clauses(entry: Rule | Ask) -> list[Any]:
    return [*entry.when, *(entry.unless if isinstance(entry, Rule) else ())]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.stands_for], ids=lambda q: q.key)
def test_a_question_that_stands_for_another_comes_after_it_with_its_values(
    question: Question,
) -> None:
    other = interview().question(str(question.stands_for))
    earlier = [each.key for each in QUESTIONS[: QUESTIONS.index(question)]]

    assert other.key in earlier
    assert question.kind == other.kind == "choice"
    assert {rule.coverage for rule in finder().rules} <= set(other.all_options) - {"unknown"}
    assert other.key not in reads(_unopened(question), flows.given(TODAY)), "it would shut itself"


def _unopened(question: Question) -> Question:
    return Question(key=question.key, kind=question.kind, options_from=question.options_from)


def test_nothing_stands_for_an_answer_but_where_it_is_read_from_then_on() -> None:
    """What lies between the two sees the answer as it was given; all behind it the other."""
    keys = [question.key for question in QUESTIONS]
    between = keys[keys.index("coverage") + 1 : keys.index("coverage_found") + 1]

    assert between == ["plan_from", "card_shows", "self_funded", "coverage_found"]
    for key in between:
        opened = interview().question(key).asked_when
        assert all(clause["coverage"] == ("unknown",) for clause in opened)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: getattr(e, "coverage", None) or e.key)
def test_a_rule_names_facts_and_values_that_can_be_answered(entry: Rule | Ask) -> None:
    assert entry.when
    for clause in clauses(entry):
        assert set(clause) <= FACTS
        for fact, values in clause.items():
            assert values and set(values) <= SIGNS[fact], fact


def test_every_kind_of_coverage_can_be_found() -> None:
    assert {rule.coverage for rule in finder().rules} == set(drafts()) - {"unknown"}


def test_every_word_and_every_origin_tells_something() -> None:
    named: dict[str, set[str]] = {fact: set() for fact in FACTS}
    for clause in (clause for entry in ENTRIES for clause in clauses(entry)):
        for fact, values in clause.items():
            named[fact] |= set(values)
    told = {word for each in finder().funding_words.values() for word in each}

    assert named["card_shows"] | named["also_shows"] | told == SIGNS["card_shows"]
    assert named["plan_from"] == SIGNS["plan_from"]
    assert set(finder().funding_words) == {"yes", "no"} and told <= SIGNS["card_shows"]


def test_the_words_offered_first_fit_one_screen_and_end_with_the_way_out() -> None:
    assert set(finder().first_words) == SIGNS["plan_from"]
    for origin, offered in finder().first_words.items():
        assert offered[-1] == "none" and len(offered) <= 8, origin
        assert len(set(offered)) == len(offered)
        assert set(offered) <= SIGNS["card_shows"] | {"none"}, origin


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_a_name_that_fits_a_button_and_says_how_it_is_known(language: str) -> None:
    said = words(language)
    names = [said.texts[f"kinds.called_{key}"] for key in drafts() if key != "unknown"]

    assert len(set(names)) == len(names)
    assert all(len(name) <= LABEL for name in [*names, said.texts["kinds.not_found"]])
    assert all(f"kinds.tells_{key}" in said.texts for key in drafts() if key != "unknown")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ask", finder().ask, ids=lambda ask: ask.key)
def test_whom_to_ask_is_told_with_the_very_words(language: str, ask: Ask) -> None:
    how = words(language).phrase(f"checklist.step_find_out_{ask.key}", **ask.values).plain()

    assert how.count('"') == 2 and "?" in how.split('"')[1]
    assert "Is " in how or "Do I" in how or "Am I" in how, "offices are asked in English"
    assert all(value for value in ask.values.values())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- coverage: tricare", "no coverage is called"),
        ("{card_shows: [champva]}", "no fact is called"),
        ("when: [{}]", "the last of ask must fit always"),
        ("ask:", "unknown field"),
    ],
)
def test_a_finder_that_does_not_fit_is_refused_by_name(line: str, why: str, tmp_path: Path) -> None:
    wrong = {
        "- coverage: tricare": "- coverage: tricar",
        "{card_shows: [champva]}": "{card_show: [champva]}",
        "when: [{}]": "when: [{plan_from: [not_sure]}]",
        "ask:": "asks:",
    }[line]
    source = (module.DATA / "law" / "finder.yaml").read_text("utf-8")
    assert line in source
    path = tmp_path / "finder.yaml"
    path.write_text(source.replace(line, wrong), "utf-8")

    with pytest.raises(DataError, match=why):
        module.read_finder(path)
