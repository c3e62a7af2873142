"""How far a person has come: the number of the question, of about how many."""

from __future__ import annotations

from functools import lru_cache

import flows
from flows.interview.blocks import block_of, blocks
from flows.interview.case import Case
from flows.interview.path import Path, Step
from flows.interview.words import Phrase, words


def progress(case: Case, path: Path, step: Step) -> Phrase:
    """The number of a step, as it stands above its question."""
    n, total = place(case, path, step)
    return words(case.language).phrase("messages.progress", n=n, total=total)


def place(case: Case, path: Path, step: Step) -> tuple[int, int]:
    """The number of a step and how many there are.

    The items of a group count as one, and so do the questions of a block, unless the person chose
    to be asked one at a time.
    """
    alone = frozenset(block.key for block in blocks() if flows.is_singly(case, block.key))
    keys = list(dict.fromkeys([_base(e.group, e.question.key, alone) for e in path.steps]))
    return keys.index(_base(step.group, step.question.key, alone)) + 1, len(keys)


@lru_cache(maxsize=2048)  # every step on every screen: the questions, at a few choices of blocks
def _base(group: str | None, key: str, alone: frozenset[str]) -> str:
    if group:
        return group
    block = block_of(key)
    if block and block.key not in alone:
        return block.questions[0]
    return key.removesuffix(".more")
