"""What is said to a person, in their language: one text a key, with {fields}.

The shape of `data/interview/words/<language>/*.yaml`. `**...**` marks what is set in bold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from flows.errors import DataError
from flows.loading import DATA, Entry, load

WORDS = DATA / "interview" / "words"
# The files of one text a key.
TEXTS: tuple[str, ...] = ("messages", "buttons", "errors", "law", "checklist", "facts", "kinds")
TEXTS += ("calendar", "sources", "script", "papers")
FIELD = re.compile(r"\{(\w+)\}")


class PageWords(Entry, frozen=True, kw_only=True):
    """The words of a page of options that a button opens."""

    ask: str
    hint: str = ""
    why: str = ""


class QuestionWords(Entry, frozen=True, kw_only=True):
    """The words of one question. `short` is the name on a button; `skip` and `unsure` replace
    those buttons; `more` asks on in a group, `none` says that it has no item."""

    name: str
    short: str = ""
    ask: str
    hint: str = ""
    why: str = ""
    gap: str = ""
    skip: str = ""
    unsure: str = ""
    more: str = ""
    none: str = ""
    options: Mapping[str, str] = {}
    pages: Mapping[str, PageWords] = {}


class BlockWords(Entry, frozen=True, kw_only=True):
    """The words of a block; `lines` holds an invented example of the line of each question."""

    ask: str
    hint: str
    why: str
    lines: Mapping[str, str]


class DocumentWords(Entry, frozen=True, kw_only=True):
    """The words of a supporting document: its name and button, what it must show, who has it."""

    name: str
    button: str
    shows: str
    who: str
    ask: str = ""


class ReasonWords(Entry, frozen=True, kw_only=True):
    """The words of a reason for denial: what it means, what answers it, what to do first.

    `move` is for cases that no first move of the list fits; `move_medicare` stands for it where no
    doctor of the decider can be called.
    """

    means: str
    answers: str
    move: str = ""
    move_medicare: str = ""


class MoveWords(Entry, frozen=True, kw_only=True):
    """The words of a first move: what to do, when it is better, how; `says` is how for a reason."""

    step: str
    button: str
    better: str
    how: str
    says: Mapping[str, str] = {}

    def how_for(self, reasons: Sequence[str]) -> str:
        """How to make it in a case of these reasons: as the first of them says."""
        return next((self.says[each] for each in reasons if each in self.says), self.how)


@dataclass(frozen=True, repr=False)
class Phrase:
    """A text and what fills its fields; a field may itself be a phrase."""

    text: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = set(FIELD.findall(self.text))
        if wanted != set(self.fields):
            differ = sorted(wanted ^ set(self.fields))
            raise DataError(f"a text does not fit its fields: {', '.join(differ)}")

    def plain(self) -> str:
        """The text as it reads, without marks."""
        bare = self.text.replace("**", "")
        return FIELD.sub(lambda found: _plain(self.fields[found[1]]), bare)

    def __repr__(self) -> str:
        return "Phrase(...)"


class Words:
    """Every text of one language."""

    def __init__(self, language: str) -> None:
        folder = WORDS / language
        if not folder.is_dir():
            raise DataError(f"words/{language}: no such language")
        self.language = language
        self.questions = load(folder / "questions.yaml", dict[str, QuestionWords])
        self.blocks = load(folder / "blocks.yaml", dict[str, BlockWords])
        self.documents = load(folder / "documents.yaml", dict[str, DocumentWords])
        self.reasons = load(folder / "reasons.yaml", dict[str, ReasonWords])
        self.moves = load(folder / "moves.yaml", dict[str, MoveWords])
        self.evidence = load(folder / "evidence.yaml", dict[str, str])
        self.objections = load(folder / "objections.yaml", dict[str, str])
        self.texts: dict[str, str] = {}
        for name in TEXTS:
            for key, text in load(folder / f"{name}.yaml", dict[str, str]).items():
                self.texts[f"{name}.{key}"] = text
        self.commands = load(folder / "commands.yaml", dict[str, dict[str, str]])
        self._dates = load(folder / "dates.yaml", _DateWords)

    def phrase(self, key: str, **fields: object) -> Phrase:
        """The text of `key` ("messages.help"), filled.

        Raises:
            DataError: no such text, or fields that do not fit.
        """
        if key not in self.texts:
            raise DataError(f"words/{self.language}: no text {key}")
        return Phrase(self.texts[key], fields)

    def button(self, key: str) -> str:
        """The label of a button that many screens share."""
        return self.phrase(f"buttons.{key}").plain()

    def reason(self, key: str) -> str:
        """A reason for denial as its button calls it."""
        return self.questions["denial_reasons"].options[key]

    def also_shows(self, document: str, owners: Sequence[str]) -> list[str]:
        """What that paper must show besides, for these services and reasons."""
        return [self.evidence[f"{owner}.{document}"] for owner in owners]

    def shows(self, document: str, owners: Sequence[str]) -> str:
        """What that paper must show in a case of these services and reasons."""
        shown, also = self.documents[document].shows, self.also_shows(document, owners)
        if not also:
            return shown
        return self.phrase("facts.also_shows", shows=shown, parts="; ".join(also)).plain()

    def day(self, day: date, *, weekday: bool = False) -> str:
        """A date in words: "July 6, 2026", "6 de julio de 2026"."""
        words = self._dates
        text = words.day.format(day=day.day, month=words.months[day.month - 1], year=day.year)
        return f"{words.weekdays[day.weekday()]}{words.after_weekday}{text}" if weekday else text

    def known_date(self, value: str) -> str:
        """A date as precise as known: "2026", "May 2026", "May 14, 2026"."""
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return self.day(date(*parts))
        if len(parts) == 2:
            month = self._dates.months[parts[1] - 1]
            return self._dates.month.format(month=month, year=parts[0])
        return value

    def month_mark(self, month: str) -> str:
        """A month for a button, "Jul 2026": its year tells which January is meant."""
        year, number = (int(part) for part in month.split("-"))
        return f"{self._dates.months[number - 1][:3]} {year}"

    @property
    def weekday_marks(self) -> tuple[str, ...]:
        """The days of the week in two letters, Sunday first."""
        monday_first = [name[:2].capitalize() for name in self._dates.weekdays]
        return (monday_first[-1], *monday_first[:-1])

    def listed(self, items: list[str]) -> str:
        """Items as people say a list: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self._dates.and_} {items[-1]}"


class _DateWords(Entry, frozen=True, kw_only=True):
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    month: str
    after_weekday: str
    and_: str


@cache
def words(language: str) -> Words:
    """The words of a language, loaded once."""
    return Words(language)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are words for, English first."""
    found = sorted(path.name for path in Path(WORDS).iterdir() if path.is_dir())
    return tuple(sorted(found, key=lambda name: (name != "en", name)))


def _plain(value: object) -> str:
    return value.plain() if isinstance(value, Phrase) else str(value)
