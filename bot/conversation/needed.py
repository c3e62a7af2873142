"""What a true letter still needs: said where one is asked for too early."""

from __future__ import annotations

import flows
from bot.conversation import pages
from bot.conversation.labels import name
from bot.conversation.now import Now
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.interview.path import reads
from flows.interview.questions import interview
from flows.interview.words import Phrase

NAMED = 3  # answers: more are only counted


def before_a_letter(at: Now) -> Reply | None:
    """The page that stands in the way of a letter, None where one can be made."""
    stopped = flows.footing(at.case, today=at.today).obstacle
    if stopped:
        return pages.obstacle(at.case, stopped, today=at.today)
    needs = answers_needed(at)
    if needs is None:
        return None
    rows: tuple[Row, ...] = (
        (Button(at.words.button("only_needed"), SCREEN, "only_needed"),),
        (Button(at.words.button("all_questions"), SCREEN, "all_questions"),),
    )
    return page(needs, at.words.phrase("messages.letter_needs_how"), rows=rows)


def answers_needed(at: Now) -> Phrase | None:
    """How many answers a true letter still needs, None where it needs no more; few are named."""
    missing = flows.missing_essential(at.case, today=at.today)
    count, said = len(missing), at.words
    if not missing:
        return None
    if _may_open_more(at, {step.address for step in missing}):
        return said.phrase("messages.letter_needs_at_least", count=count)
    if count > NAMED:
        return said.phrase("messages.letter_needs", count=count)
    names = said.listed([name(step.address, said) for step in missing])
    if count == 1:
        return said.phrase("messages.letter_needs_one", name=names)
    return said.phrase("messages.letter_needs_named", count=count, names=names)


def _may_open_more(at: Now, missing: set[str]) -> bool:
    """Whether an essential question that is not asked now hangs on an answer that is missing."""
    given, asked = flows.given(at.today), {step.question.key for step in at.path.steps}
    return any(
        question.essential and question.key not in asked and reads(question, given) & missing
        for question in interview().questions
    )
