"""What the chosen reasons mean: what answers each, and the first move."""

from __future__ import annotations

from bot.conversation.now import Now
from bot.conversation.replies import Reply, page
from flows.interview.words import Phrase, Words
from flows.law.reasons import TOLD


def reasons(at: Now) -> Reply:
    """The reasons that were chosen, in the letter's order: no more than can be read."""
    said = at.words
    chosen: list[str] = list(at.case.answers.get("denial_reasons") or [])
    told = [_reason(key, said) for key in chosen[:TOLD]]
    return page(said.phrase("messages.reasons_intro"), *told)


def _reason(key: str, said: Words) -> Phrase:
    own = said.reasons[key]
    return said.phrase(
        "messages.reason_item",
        reason=said.reason(key),
        means=own.means,
        answers=own.answers,
        move=own.move,
    )
