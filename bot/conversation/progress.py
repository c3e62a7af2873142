"""How far a person has come: the number of the question, of about how many."""

from __future__ import annotations

import flows
from flows.interview.blocks import block_of
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
    keys = list(dict.fromkeys(_base(case, each) for each in path.steps))
    return keys.index(_base(case, step)) + 1, len(keys)


def _base(case: Case, step: Step) -> str:
    if step.group:
        return step.group
    block = block_of(step.question.key)
    if block and not flows.is_singly(case, block.key):
        return block.questions[0]
    return step.question.key.removesuffix(".more")
