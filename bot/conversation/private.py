"""The very lines that hold private facts, as they are shown before a person lets them stay."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import labels
from bot.conversation.labels import item_line, name, shortened
from flows.interview import record
from flows.interview.path import Answers, Step
from flows.interview.words import Phrase, Words
from flows.private import marks, ticked

WHOLE = 200  # letters of a line that is shown whole
AROUND = 50  # letters kept on either side of a term in a longer one


def lines(offered: Sequence[str], answers: Answers, said: Words) -> Phrase:
    """Each offered line with its number: what it answers, and the words around its terms."""
    fields: dict[str, object] = {}
    for place, address in enumerate(offered, 1):
        words = _words(address, answers, said)
        shown = around(words, marks(answers, words))
        noun = _upper(name(_key(address), said))
        fields[f"l{place}"] = said.phrase("facts.line", name=noun, value=shown)
    return Phrase("\n".join(f"{key[1:]}. {{{key}}}" for key in fields), fields)


def label(step: Step, address: str, offered: Sequence[str], answers: Answers, said: Words) -> str:
    """An option to tick; a private line by its number, and the item or question it answers."""
    if step.question.options_from != "sensitive_answers":
        return labels.label(step, address, said)
    item = record.whole_item(address) and record.value(answers, address)
    named = (item.get("name") or item.get("test")) if item else None
    return shortened(
        f"{offered.index(address) + 1}. {_upper(str(named or name(_key(address), said)))}"
    )


def around(words: str, spans: Sequence[tuple[int, int]]) -> str:
    """A long line as the parts of it around `spans`, cut between words; a short one whole."""
    if len(words) <= WHOLE:
        return words
    parts: list[tuple[int, int]] = []
    for start, end in spans or [(0, 0)]:
        begins = words.rfind(" ", 0, max(start - AROUND, 0)) + 1
        stops = words.find(" ", min(end + AROUND, len(words)))
        stops = len(words) if stops < 0 else stops
        if parts and begins <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(stops, parts[-1][1]))
        else:
            parts.append((begins, stops))
    shown = " … ".join(words[begins:stops] for begins, stops in parts)
    before = "… " if parts[0][0] else ""
    after = " …" if parts[-1][1] < len(words) else ""
    return f"{before}{shown}{after}"


def _words(address: str, answers: Answers, said: Words) -> str:
    place = record.whole_item(address)
    known = record.value(answers, address)
    options = ticked(answers, address)
    if options:
        return ", ".join(said.questions[address].options[each] for each in options)
    return " ".join((item_line(place[0], known, said) if place else str(known)).split())


def _key(address: str) -> str:
    return address.partition("[")[0]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
