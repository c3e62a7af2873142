"""The first moves as data: they name what exists, keep their sources, and have their words."""

from __future__ import annotations

import re

import pytest

from flows.interview.questions import interview
from flows.interview.words import languages, words
from flows.law.moves import Move, moves
from flows.law.reasons import reasons
from tests.data.test_words import LABEL

EACH = pytest.mark.parametrize("move", moves(), ids=lambda move: move.id)
LANGUAGES = pytest.mark.parametrize("language", languages())
QUESTION = {
    "coverage": "coverage",
    "timing": "care_timing",
    "urgent": "urgent",
    "group_code": "group_code",
    "code_matches": "code_matches",
    "authorization": "authorization",
    "network": "network_reasons",
}
YES_NO = {"judgment", "expedited", "peer"}


def test_every_move_stands_once() -> None:
    assert len({move.id for move in moves()}) == len(moves())


@EACH
def test_a_move_hangs_on_facts_and_values_that_exist(move: Move) -> None:
    for clause in move.when:
        for fact, values in clause.items():
            known = {"yes", "no"} if fact in YES_NO else set(reasons())
            if fact in QUESTION:
                known = set(interview().question(QUESTION[fact]).all_options)
            assert set(values) <= known, fact
    after = move.not_after
    assert after is None or after in interview().question("office_action").all_options
    for phrase in move.phrases:
        assert not re.compile(phrase, re.IGNORECASE).search("")


def test_the_wrong_tool_comes_before_every_other_and_is_not_the_quicker_one() -> None:
    wrong = [move.wrong_tool for move in moves()]

    assert wrong == sorted(wrong, reverse=True) and any(wrong)
    assert not any(move.wrong_tool and move.instead_of_appeal for move in moves())


def test_every_time_limit_says_what_was_read_for_it() -> None:
    for move in moves():
        for limit in move.time_limits:
            assert limit.verified
            assert limit.citation and limit.read_at.startswith("https://") and limit.quality
            assert set(limit.coverage) <= set(interview().question("coverage").all_options)
            for language in languages():
                assert f"checklist.move_by_{limit.start}" in words(language).texts
            # the words say "year" and "days"
            assert (limit.amount, limit.unit) == (1, "years") or limit.start == "event"


@LANGUAGES
def test_every_move_has_its_words_and_none_is_left_over(language: str) -> None:
    said = words(language)

    assert set(said.moves) == {move.id for move in moves()}
    for move in moves():
        own = said.moves[move.id]
        named = {reason for clause in move.when for reason in clause.get("reason", ())}
        assert set(own.says) <= named
        assert len(own.button) <= LABEL, move.id
        assert not own.step.endswith(".")
        assert f"checklist.move_who_{move.who}" in said.texts
        for text in (own.better, own.how, *own.says.values()):
            assert text.endswith((".", ".'", '."', "».")), move.id
            assert not re.search(r"§|CFR|USC|\b[Ll]aw\b|\b[Ll]ey\b", text), move.id
            assert not re.search(r"\d", text.replace("911", "").replace("MA130", "")), move.id


@LANGUAGES
def test_a_move_for_more_reasons_than_one_says_what_to_do_for_each(language: str) -> None:
    records = words(language).moves["send_records"]
    (move,) = [each for each in moves() if each.id == "send_records"]

    assert set(records.says) == {reason for c in move.when for reason in c["reason"]}


@LANGUAGES
def test_the_clock_is_said_of_every_move(language: str) -> None:
    said = words(language).texts
    runs = {"en": "keeps running", "es": "sigue"}[language]

    assert runs in said["checklist.move_clock"]
    assert runs in said["messages.first_move_clock"]
    assert "{clock}" in said["checklist.step_first_move_how"]
