"""Very private facts: which answers hold one, and what a letter may therefore see.

The shape of `data/law/sensitive.yaml`. What people write in their own words is looked at, and the
options that `questions.yaml` calls private; of the denied care itself the plan knows, so what it is
about is no secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from flows.interview.path import Answers
from flows.interview.questions import Question, interview
from flows.interview.remembering import remembered
from flows.loading import DATA, Entry, load

DENIED_CARE = ("service", "service_name", "diagnosis")


class SensitiveKind(Entry, frozen=True, kw_only=True):
    """A kind of very private fact: the terms that mark it, and the services that are about it."""

    kind: str
    terms: tuple[str, ...]
    services: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = {}


def sensitive_answers(answers: Answers) -> list[str]:
    """The addresses of answers that hold a very private fact beyond the denied care itself.

    Of a group each item stands for itself: `treatments[1]`.
    """
    return list(_sensitive()(answers))


def sensitive_reads() -> tuple[str, ...]:
    """The keys of the answers that decide what is very private."""
    conditions = {key: None for kind in kinds() for key in kind.when}
    looked_at = (*_choices(), *narratives())
    return (*conditions, *DENIED_CARE, *(question.key for question in looked_at))


def marks(answers: Answers, words: str) -> list[tuple[int, int]]:
    """Where in `words` the terms stand that make them private: (start, end), in order."""
    asked_about = [_patterns()[each] for each in _asked_about(answers)]
    return sorted(found.span() for each in asked_about for found in each.finditer(words))


def private_lines(answers: Answers) -> dict[str, str]:
    """The very private answers by their address, each as one line of the person's words."""
    found = set(sensitive_answers(answers))
    if not found:
        return {}
    told = {address: words for address, words in _narratives(answers) if address in found}
    return {**{key: " ".join(options) for key, options in _ticked(answers).items()}, **told}


def letter_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a letter may see: known, and private ones only where they were agreed to.

    `include_sensitive` names the answers that may stay; a group's own key keeps all its items. A
    test that nobody has named yet is left out: a draft can be had before every question is asked.
    """
    kept = set(answers.get("include_sensitive") or ())
    hidden = {each for each in sensitive_answers(answers) if not {each, _key(each)} & kept}
    found = {k: v for k, v in answers.items() if v is not None and k not in hidden}
    for key in {_key(each) for each in hidden} & found.keys():
        shown = [item for n, item in enumerate(found[key]) if f"{key}[{n}]" not in hidden]
        found[key] = shown
        if not shown:  # none may be seen, which is not the same as none
            del found[key]
    for key in hidden & _ticked(answers).keys():
        found[key] = [each for each in answers[key] if each not in ticked(answers, key)]
    if "prior_tests" in found:
        found["prior_tests"] = [item for item in found["prior_tests"] if item.get("test")]
    return found


def forget() -> None:
    """Drops the texts that were looked at."""
    _named_in.cache_clear()


@cache
def kinds() -> tuple[SensitiveKind, ...]:
    """Every kind of very private fact."""
    return load(DATA / "law" / "sensitive.yaml", tuple[SensitiveKind, ...])


@cache
def narratives() -> tuple[Question, ...]:
    """The questions that people answer in their own words, as a letter prints them."""
    return tuple(question for question in interview().questions if question.narrative)


def ticked(answers: Answers, key: str) -> tuple[str, ...]:
    """The very private options that are chosen of that question."""
    return _ticked(answers).get(key, ())


def _ticked(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The very private options that are chosen, by the question."""
    found = {}
    for question in _choices():
        chosen = answers.get(question.key) or ()
        found[question.key] = tuple(each for each in chosen if each in question.private)
    return {key: options for key, options in found.items() if options}


@cache
def _sensitive() -> Callable[[Answers], list[str]]:
    return remembered(sensitive_reads(), _sensitive_answers)


def _sensitive_answers(answers: Answers) -> list[str]:
    asked_about = _asked_about(answers)
    told = [e for e, words in _narratives(answers) if not asked_about.isdisjoint(_named_in(words))]
    return [*_ticked(answers), *told]


@cache
def _choices() -> tuple[Question, ...]:
    """The questions with options that are very private."""
    return tuple(question for question in interview().questions if question.private)


def _key(address: str) -> str:
    return address.partition("[")[0]


def _narratives(answers: Answers) -> Iterator[tuple[str, str]]:
    """(address, words) of each answer in people's own words, of a group each item."""
    for question in narratives():
        known = answers.get(question.key)
        if question.kind != "group":
            yield question.key, _one_line(str(known or ""))
            continue
        for place, item in enumerate(known or ()):
            words = " ".join(each for each in item.values() if isinstance(each, str))
            yield f"{question.key}[{place}]", _one_line(words)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _asked_about(answers: Answers) -> frozenset[int]:
    """The places of the kinds that the denied care is not itself about."""
    denied = " ".join(str(answers.get(key) or "") for key in DENIED_CARE[1:])
    service = answers.get(DENIED_CARE[0])
    named = _named_in(denied)
    return frozenset(
        place
        for place, kind in enumerate(kinds())
        if place not in named
        and service not in kind.services
        and all(answers.get(key) in wanted for key, wanted in kind.when.items())
    )


@lru_cache(maxsize=2048)  # a dozen texts a case; a new one makes all of them be looked at
def _named_in(words: str) -> frozenset[int]:
    """The places of the kinds whose terms stand in a text. Every turn asks it of the same ones."""
    return frozenset(place for place, each in enumerate(_patterns()) if each.search(words))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The terms of each kind as one pattern, tried where words begin: a third of the time."""
    joined = ("|".join(kind.terms) for kind in kinds())
    return tuple(re.compile(rf"\b(?:{terms})", re.IGNORECASE) for terms in joined)
