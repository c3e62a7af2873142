"""The questions, as data: what is asked, what counts as an answer, which earlier answers open it.

The shape of `data/interview/questions.yaml`. The words stand in `data/interview/words/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from flows.loading import DATA, Entry, load

Kind = Literal[
    "choice",  # one option key
    "multi_choice",  # a list of option keys
    "text",  # one line
    "long_text",  # several lines
    "day",  # an ISO day: deadlines hang on it
    "known_date",  # as precise as known: 2026, 2026-05, 2026-05-14
    "days",  # a list of ISO days
    "codes",  # a list of procedure or diagnosis codes
    "number",  # an int where `whole`, else an int or a float
    "phone",
    "email",
    "named",  # a key that the text names, such as a state; `read_by` says by which names
    "group",  # a list of items, each with fields of its own
    "more",  # closes a group; made here, never written in the data
    "documents",  # {document key: have | asked | missing | not_applicable}
]

Clause = Mapping[str, str | tuple[str, ...]]  # {earlier_key: [values]} and {is: condition}


class Option(Entry, frozen=True, kw_only=True):
    """A button: its key, or the page of further options that it opens.

    `tells` are answers to later questions that follow where none of the page is known to fit.
    """

    key: str
    opens: tuple[str, ...] = ()
    tells: Mapping[str, str] = {}


class Question(Entry, frozen=True, kw_only=True):
    """One thing to ask. `asked_when` is a list of alternatives; none means always.

    `essential`: no true letter without it. `optional` and `unsure` both store None; the first
    says Skip, the second I'm not sure. `past` days may not lie in the future.
    """

    key: str
    section: str = ""
    kind: Kind
    options: tuple[str | Option, ...] = ()
    options_from: str | None = None
    suggest_from: str | None = None  # an earlier question: its words suggest options
    first_from: str | None = None  # the options shown first; the rest behind More choices
    stands_for: str | None = (
        None  # an earlier question: the answer counts as its own, none does not
    )
    asked_when: tuple[Clause, ...] = ()
    essential: bool = False
    optional: bool = False
    minor: bool = False  # the letter goes well without it: one line for all such on the checklist
    unsure: bool = False
    past: bool = False
    each_round: bool = False  # of one decision: asked anew when another one is answered
    oldest_years: int | None = None
    not_before: str | None = None  # the answer beside it that this day may not precede
    max_length: int = 200
    pattern: str | None = None
    fields: tuple[Question, ...] = ()
    read_by: str | None = None
    verbatim: bool = False  # copied from a paper: its words are not the person's own
    narrative: bool = False  # told in the person's own words: private facts are looked for in it
    emergency: str | None = None  # a page shown before it, and again after one of its alarms
    alarms: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # options that stay out of a letter until they may be in it
    news: Mapping[str, str] = {}  # {option: page shown after it}: what that answer changes
    # A month to tap. near: today and yesterday beside it; after: it opens on that of `not_before`.
    calendar: Literal["month", "near", "after"] | None = None
    least: float | None = None
    most: float | None = None
    whole: bool = False

    @property
    def all_options(self) -> tuple[str, ...]:
        """Every option key that can be an answer, pages included, each once."""
        found: dict[str, None] = {}
        for option in self.options:
            if isinstance(option, str):
                found[option] = None
            else:
                found.update(dict.fromkeys(option.opens or (option.key,)))
        return tuple(found)

    def page(self, name: str | None) -> tuple[str, ...]:
        """The option keys shown on one screen: the first, or the page that a button opened."""
        if name is None:
            return tuple(o if isinstance(o, str) else o.key for o in self.options)
        for option in self.options:
            if isinstance(option, Option) and option.key == name:
                return option.opens
        return ()

    def told_by(self, key: str, page: str | None) -> Mapping[str, str | None]:
        """What choosing `key` on a page tells of later questions; None: what was told no longer is.

        Only a way out of the page that the first screen has too says no more than the page.
        """
        if key not in self.page(None):
            return {}
        pages = [option for option in self.options if isinstance(option, Option)]
        every = dict.fromkeys(each for option in pages for each in option.tells)
        opened = next((option for option in pages if option.key == page), None)
        return {**every, **(opened.tells if opened else {})}

    def opens_page(self, key: str) -> bool:
        """Whether that button opens a page instead of being an answer."""
        return any(isinstance(o, Option) and o.key == key and o.opens for o in self.options)

    def field(self, key: str) -> Question:
        """A field of a group, by its own key.

        Raises:
            KeyError: the group has no such field.
        """
        for question in self.fields:
            if question.key == key:
                return question
        raise KeyError(key)


class Interview(Entry, frozen=True, kw_only=True):
    """The sections in order, and every question in the order it is asked."""

    sections: tuple[str, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question:
        """The question of that key.

        Raises:
            KeyError: there is none.
        """
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


@cache
def interview() -> Interview:
    """The interview as the data files give it."""
    return load(DATA / "interview" / "questions.yaml", Interview)


def more(group: Question) -> Question:
    """The question that closes a group: another one, or no more to add."""
    return Question(key=f"{group.key}.more", section=group.section, kind="more", options=("done",))


def keys(questions: Sequence[Question]) -> set[str]:
    """The keys of those questions."""
    return {question.key for question in questions}
