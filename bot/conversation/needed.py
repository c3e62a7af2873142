"""What a true letter still needs: said where one is asked for too early."""

from __future__ import annotations

import flows
from bot.conversation import pages
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from bot.conversation.screens import Now
from flows.facts import obstacle
from flows.interview.words import Phrase


def before_a_letter(at: Now) -> Reply | None:
    """The page that stands in the way of a letter, None where one can be made."""
    stopped = obstacle(flows.counted(at.case, today=at.today))
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
    """How many answers a true letter still needs, None where it needs no more."""
    missing = flows.missing_essential(at.case, today=at.today)
    return at.words.phrase("messages.letter_needs", count=len(missing)) if missing else None
