"""Which button a typed text means, where buttons were asked."""

from __future__ import annotations

from bot.conversation.labels import label
from bot.conversation.now import Now
from flows.interview.path import Step
from flows.interview.questions import Option

ALONE = ("none", "not_sure")  # options that leave no room for another


def token_of(at: Now, step: Step, text: str) -> str | None:
    """The token of the one button whose label the text is, or begins; None where it is unclear.

    Where several begin so, a page of answers is opened if it is the only one. A number alone is no
    label: what is typed is never counted off the buttons.
    """
    wanted = " ".join(text.split()).casefold().strip(".!")
    if not any(character.isalpha() for character in wanted):
        return None
    labels = {token: words.casefold() for token, words in _labels(at, step).items()}
    exact = [token for token, words in labels.items() if words == wanted]
    begins = [token for token, words in labels.items() if words.startswith(wanted)]
    pages = [token for token in begins if token.startswith("p")]
    for found in (exact, begins if len(wanted) > 1 else [], pages if len(wanted) > 1 else []):
        if len(found) == 1:
            return found[0]
    return None


def _labels(at: Now, step: Step) -> dict[str, str]:
    """The labels of the question's answers and of the pages that open on it, by their tokens."""
    ticks = step.question.kind != "choice"
    found = {
        f"t{place}" if ticks else str(place): label(step, key, at.words)
        for place, key in enumerate(at.offered)
    }
    for option in step.question.options:
        if isinstance(option, Option) and option.opens:
            found[f"p{option.key}"] = label(step, option.key, at.words)
    if ticks:
        found["done"] = at.words.button("done")
    return found
