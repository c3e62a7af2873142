"""Questions that one message may answer, a line for each.

The shape of `data/interview/blocks.yaml`. Which block is open follows from the path, as the
question to ask now does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.interview.path import Answers, Given, Path, reads
from flows.interview.questions import Question, interview
from flows.loading import DATA, Entry, load


class Block(Entry, frozen=True, kw_only=True):
    """The questions of a block, beside each other in the interview."""

    key: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class OpenBlock:
    """A block that is asked now: `asked` is what it still asks for, the step asked now first.

    `members` are all that count, answered or not: a line that names one of them may correct it.
    """

    key: str
    members: tuple[Question, ...]
    asked: tuple[Question, ...]


@cache
def blocks() -> tuple[Block, ...]:
    """Every block in the order of the interview."""
    return load(DATA / "interview" / "blocks.yaml", tuple[Block, ...])


def block_of(key: str) -> Block | None:
    """The block that a question belongs to, None where it stands alone."""
    return _by_question().get(key)


@cache
def _by_question() -> dict[str, Block]:
    return {key: block for block in reversed(blocks()) for key in block.questions}


def opened(found: Path, answers: Answers, given: Given, *, only: str | None) -> OpenBlock | None:
    """The block that the step asked now opens, None where that question is asked alone.

    It takes two questions that are not answered, or the block is no help. `only` "essential" asks
    for no other members.
    """
    block = block_of(found.now.address) if found.now else None
    if found.now is None or block is None:
        return None
    members = tuple(_members(block, found, answers, given))
    asked = tuple(
        question
        for question in members
        if question.key not in answers and (only != "essential" or question.essential)
    )
    if len(asked) < 2 or asked[0].key != found.now.address:
        return None
    return OpenBlock(block.key, members, asked)


def _members(block: Block, found: Path, answers: Answers, given: Given) -> Iterator[Question]:
    """The questions on the path, and those that an answer to one of the block may open."""
    opening: set[str] = set()
    for key in block.questions:
        question = interview().question(key)
        if found.step(key) or (question.asked_when and reads(question, given) <= opening):
            opening |= {key} - set(answers)
            yield question
