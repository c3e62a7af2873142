"""The blocks as data: their questions exist, stand beside each other, and can be told apart."""

from __future__ import annotations

import re
from datetime import date

import pytest

import flows
from flows.interview.blocks import Block, blocks
from flows.interview.labels import is_like, labels, labels_of
from flows.interview.lines import read_lines
from flows.interview.path import reads
from flows.interview.questions import interview
from flows.interview.words import languages, words
from tests.data.sources import literals

TODAY = date(2026, 7, 20)
KEYS = [question.key for question in interview().questions]
EACH = pytest.mark.parametrize("block", blocks(), ids=lambda block: block.key)
LANGUAGES = pytest.mark.parametrize("language", languages())
TYPED = {"text", "long_text", "day", "codes", "phone", "email", "named"}
LINES = 14  # of a block's message before its buttons: more is more than a phone shows


@EACH
def test_the_questions_of_a_block_stand_beside_each_other(block: Block) -> None:
    first = KEYS.index(block.questions[0])

    assert list(block.questions) == KEYS[first : first + len(block.questions)]
    assert len(block.questions) > 1


@EACH
def test_the_questions_of_a_block_are_of_one_section_and_answered_by_text(block: Block) -> None:
    questions = [interview().question(key) for key in block.questions]

    assert len({question.section for question in questions}) == 1
    for question in questions:
        assert question.kind in TYPED, question.key
        assert not question.emergency
        assert question.kind != "codes" or is_like(question.key, "") is not None, question.key


def test_blocks_come_in_order_and_share_no_question() -> None:
    keys = [key for block in blocks() for key in block.questions]

    assert keys == sorted(keys, key=KEYS.index)
    assert len(set(keys)) == len(keys)


@EACH
def test_a_question_of_a_block_hangs_on_the_block_only_where_the_block_can_tell(
    block: Block,
) -> None:
    """What depends on some of the block and on something else would come and go unseen."""
    for key in block.questions:
        read = reads(interview().question(key), flows.given(TODAY))
        assert read <= set(block.questions) or not read & set(block.questions), key


@LANGUAGES
def test_every_block_has_words_and_none_are_left_over(language: str) -> None:
    own = words(language).blocks

    assert set(own) == {block.key for block in blocks()}
    for block in blocks():
        assert list(own[block.key].lines) == list(block.questions)
        assert own[block.key].ask.endswith("?")
        assert "\n" not in "".join(own[block.key].lines.values())


@LANGUAGES
def test_no_block_asks_with_the_words_of_a_question(language: str) -> None:
    said = words(language)
    asks = {question.ask for question in said.questions.values()}

    assert not asks & {block.ask for block in said.blocks.values()}


@LANGUAGES
@EACH
def test_the_example_of_a_block_is_read_as_it_is_meant(block: Block, language: str) -> None:
    lines = words(language).blocks[block.key].lines
    members = [interview().question(key) for key in block.questions]

    found = read_lines(
        members,
        "\n".join(lines.values()),
        asked=block.questions,
        today=TODAY,
        names=flows.NAMES,
    )

    assert set(found.values) == set(block.questions)
    assert None not in found.values.values()
    assert found.wrong == {} and found.left == ()


@LANGUAGES
@EACH
def test_each_line_of_an_example_names_its_question(block: Block, language: str) -> None:
    for key, line in words(language).blocks[block.key].lines.items():
        first = labels_of(line, block.questions)[0]
        assert (set(first.keys), first.marked) == ({key}, True), line


@LANGUAGES
@EACH
def test_the_name_of_a_question_is_a_label_of_it(block: Block, language: str) -> None:
    for key in block.questions:
        name = words(language).questions[key].name
        first = labels_of(f"{name[:1].upper()}{name[1:]}: x", block.questions)[0]
        assert (first.keys, first.rest) == ({key}, "x"), name


@LANGUAGES
@EACH
def test_an_example_names_nobody_and_no_line_that_rings(block: Block, language: str) -> None:
    for line in words(language).blocks[block.key].lines.values():
        phones = re.findall(r"\d{3}-(\d{3})-(\d{4})", line)
        assert all(part == "555" and last.startswith("01") for part, last in phones), line
        assert "@" not in line or line.endswith("@example.com")


@LANGUAGES
@EACH
def test_a_block_fits_a_phone(block: Block, language: str) -> None:
    patients = [key for key in block.questions if not key.startswith("signer")]

    assert 5 + 2 * len(patients) <= LINES


def test_the_labels_are_of_questions_in_blocks_and_are_regular_expressions() -> None:
    inside = {key for block in blocks() for key in block.questions}

    assert set(labels().questions) == inside
    for key, known in labels().questions.items():
        assert known.called, key
        for pattern in (*known.called, known.like, known.goes_on):
            assert pattern.isascii(), f"{key}: {pattern}: accents are taken off before"
            re.compile(pattern)
        for called in known.called:
            assert not re.compile(called).fullmatch(""), f"{key}: {called}"
    for pattern in (*labels().nothing, *labels().courtesy):
        assert not re.compile(pattern).fullmatch(""), pattern


def test_the_scratch_of_blocks_is_read_where_it_is_written() -> None:
    assert {"singly", "taken"} <= literals()
