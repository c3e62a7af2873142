"""Where a case stands in the talk: its path, and the step that is on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import flows
from bot.conversation import suggesting
from bot.conversation.scratch import READ
from flows.interview.afterwards import question
from flows.interview.blocks import OpenBlock
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER, STOPPED
from flows.interview.path import Path, Step, first, options
from flows.interview.words import Words, words


@dataclass(frozen=True)
class Now:
    """Where a case stands: its path and the step that is on the screen, None in review.

    `block` are the questions that are asked together with that step, None where it is alone.
    """

    case: Case
    today: date
    path: Path
    step: Step | None
    block: OpenBlock | None = None

    def before(self, address: str) -> Step | None:
        """The step that the person was asked before the one at `address`.

        What a paper told was never asked: Back goes past it.
        """
        read = self.case.scratch.get(READ) or ()
        before = self.path.before(address)
        while before and before.address in read:
            before = self.path.before(before.address)
        return before

    @property
    def words(self) -> Words:
        return words(self.case.language)

    @property
    def offered(self) -> tuple[str, ...]:
        """The option keys of the step, in the order that buttons count them."""
        if self.step is None:
            return ()
        counted = flows.counted(self.case, today=self.today)
        return options(self.step.question, counted, flows.given(self.today))

    @property
    def suggested(self) -> tuple[str, ...]:
        """The option keys that earlier answers suggest."""
        if self.step is None:
            return ()
        return suggesting.suggested(self.step.question, flows.counted(self.case, today=self.today))

    @property
    def likely(self) -> tuple[str, ...]:
        """Those suggested that may stand ticked."""
        if self.step is None:
            return ()
        return suggesting.likely(self.step.question, flows.counted(self.case, today=self.today))

    @property
    def beside(self) -> Mapping[str, Any]:
        """The answers beside the step's own: of its item, else of the case."""
        step = self.step
        if "after" in self.case.scratch:
            sent_on = self.case.sent_on
            return {"sent_on": sent_on.isoformat()} if sent_on else {}
        if step is None or step.group is None or step.index is None:
            return self.case.answers
        items = self.case.answers.get(step.group) or []
        return items[step.index] if step.index < len(items) else {}

    @property
    def first(self) -> tuple[str, ...]:
        """The option keys that earlier answers put on the first screen; none means all."""
        if self.step is None:
            return ()
        counted = flows.counted(self.case, today=self.today)
        return first(self.step.question, counted, flows.given(self.today))


def stands(case: Case, *, today: date) -> Now:
    """Where the case stands: at the answer that is being changed, else where the path wants it.

    What is told after the letter is asked wherever the case stands. On the page that stops, and
    once the letter is made, no question is on the screen: what is typed there is no answer.
    """
    path = flows.where(case, today=today)
    opened = case.scratch.get("after")
    if opened and opened["left"]:
        return Now(case, today, path, Step(question(opened["left"][0])))
    changing = case.scratch.get("changing")
    step = path.step(changing) if changing else None
    asking = case.phase not in (STOPPED, *AFTER)
    if step or not asking:
        return Now(case, today, path, step)
    return Now(case, today, path, path.now, flows.block(case, path, today=today))
