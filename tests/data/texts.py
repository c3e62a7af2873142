"""Every text that a person may read, by the file and key it stands at."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flows.interview.questions import interview
from flows.interview.words import WORDS, QuestionWords, words

FILES = ("questions", "messages", "buttons", "errors", "law", "checklist", "facts", "commands")
FILES += ("documents", "reasons", "evidence", "objections", "blocks", "kinds", "moves", "asides")
FILES += ("papers",)
FILES += ("calendar", "sources", "script")
FILES += ("documents", "reasons", "evidence", "objections", "blocks", "kinds", "moves")


def texts(language: str) -> Iterator[tuple[str, str]]:
    """(where it stands, the text) of every text of a language."""
    for name in FILES:
        content = msgspec.yaml.decode((WORDS / language / f"{name}.yaml").read_bytes())
        for where, text in _walk(content, name):
            if name not in ("commands", "asides") or where.endswith(".says"):
                yield where, text


def asked(language: str, section: str) -> str:
    """What the questions of a section say, as one text."""
    found = []
    for question in interview().questions:
        if question.section != section:
            continue
        found += _said(words(language).questions[question.key])
        for field in question.fields:
            found += _said(words(language).questions[f"{question.key}.{field.key}"])
    return "\n".join(found)


def asked_together(language: str) -> str:
    """What the blocks say, as one text."""
    blocks = words(language).blocks.values()
    return "\n".join(text for block in blocks for text in (block.ask, block.hint, block.why))


def told(language: str, name: str) -> str:
    """What a file of texts says, as one text."""
    return "\n".join(
        text for key, text in words(language).texts.items() if key.startswith(f"{name}.")
    )


def file(language: str, name: str) -> str:
    """What a whole file says, as one text."""
    return "\n".join(text for where, text in texts(language) if where.startswith(f"{name}."))


def _said(question: QuestionWords) -> list[str]:
    found = [question.ask, question.hint, question.why, question.gap, question.more]
    for page in question.pages.values():
        found += [page.ask, page.hint, page.why]
    return [text for text in found if text]


def _walk(content: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, each in content.items():
            yield from _walk(each, f"{where}.{key}")
    elif isinstance(content, list):
        for place, each in enumerate(content):
            yield from _walk(each, f"{where}[{place}]")
    elif isinstance(content, str):
        yield where, content
