"""What was read from a paper, as answers to confirm: never an answer before the person says so.

`found` is what `letters read --json` prints of one paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import flows
from flows.errors import InvalidAnswer
from flows.interview.case import Case
from flows.interview.path import options
from flows.interview.questions import interview
from flows.interview.values import accept
from flows.law.service_names import service_of

SURE = 0.5  # below this confidence a value is asked, not shown
WORDS = 90  # letters of the words shown beside a value

Found = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Proposal:
    """An answer that a paper gives: the key of its question, the value, the words it was read in.

    `words` is empty where they say no more than the value. `also`: what the same words may mean,
    too: then it is no answer, and the question comes with these first.
    """

    key: str
    value: Any
    words: str
    also: tuple[str, ...] = ()


def proposals(found: Found, case: Case, *, today: date) -> tuple[Proposal, ...]:
    """What the paper answers and the case does not know yet, in the order of the questions.

    A value that could be no answer (a day still to come, a number too long) is left out: it is
    asked.
    """
    known = {key: each for key, each in case.answers.items() if each is not None}
    answers: dict[str, Any] = dict(known)
    made: list[Proposal] = []
    for question in interview().questions:
        read = _READERS.get(question.key)
        value, words = read(found, answers) if read else (None, "")
        if value in (None, "", []) or question.key in known:
            continue
        try:
            offered = options(question, answers, flows.given(today))
            value = accept(question, value, today=today, options=offered, beside=answers)
        except InvalidAnswer:
            continue
        also = _also(found) if question.key == "coverage" else ()
        if not also:
            answers[question.key] = value
        made.append(Proposal(question.key, value, _short(words, value), also))
    return tuple(made)


def _short(words: str, value: Any) -> str:
    flat = " ".join(words.split())
    if not flat or flat.casefold() == " ".join(str(value).split()).casefold():
        return ""
    return flat if len(flat) <= WORDS else f"{flat[: WORDS - 1].rstrip()}…"


Read = tuple[Any, str]
NOTHING: Read = (None, "")


def _field(*names: str) -> Callable[[Found, Mapping[str, Any]], Read]:
    """The first of these fields that was read with confidence."""

    def read(found: Found, answers: Mapping[str, Any]) -> Read:
        for name in names:
            each = _sure(found, name)
            if each:
                return each["value"], each.get("text") or ""
        return NOTHING

    return read


def _sure(found: Found, name: str) -> Mapping[str, Any] | None:
    each = (found.get("fields") or {}).get(name)
    if not isinstance(each, Mapping) or not each.get("value"):
        return None
    return each if each.get("confidence", 1.0) >= SURE else None


def _codes(name: str) -> Callable[[Found, Mapping[str, Any]], Read]:
    def read(found: Found, answers: Mapping[str, Any]) -> Read:
        read_codes = (found.get("fields") or {}).get(name) or []
        return [each["value"] for each in read_codes], ""

    return read


def _coverage(found: Found, answers: Mapping[str, Any]) -> Read:
    told = found.get("coverage") or {}
    if not told.get("key") or told.get("confidence", 0) < SURE:
        return NOTHING
    return told["key"], " … ".join(told.get("because") or ())


def _also(found: Found) -> tuple[str, ...]:
    """The other kinds that the words of the coverage may mean."""
    return tuple((found.get("coverage") or {}).get("also") or ())


def _reasons(found: Found, answers: Mapping[str, Any]) -> Read:
    told = [each for each in found.get("reasons") or () if each["confidence"] >= SURE]
    words = [words for each in told for words in each.get("because") or ()]
    return [each["key"] for each in told], " … ".join(dict.fromkeys(words))


def _service(found: Found, answers: Mapping[str, Any]) -> Read:
    named = _sure(found, "service") or {}
    codes, _ = _codes("cpt")(found, answers)
    key = service_of(str(named.get("value") or ""), codes)
    return key, str(named.get("value") or "")


def _deadline(found: Found, answers: Mapping[str, Any]) -> Read:
    """The printed last day; counted where the paper prints days from the date of the notice."""
    printed = _sure(found, "appeal_deadline")
    if printed is None:
        return NOTHING
    words = printed.get("text") or ""
    if printed["value"].get("date"):
        return printed["value"]["date"], words
    days, dated = printed["value"].get("days"), answers.get("notice_date")
    if not days or not dated or "recei" in words.casefold() or "recib" in words.casefold():
        return NOTHING  # what counts from the day it came is the law's to count
    return (date.fromisoformat(dated) + timedelta(days=days)).isoformat(), words


# The question that each reading answers. `first_denial` and whose letter it is are always asked.
_READERS: Mapping[str, Callable[[Found, Mapping[str, Any]], Read]] = {
    "notice_date": _field("notice_date"),
    "printed_deadline": _deadline,
    "denial_wording": _field("wording"),
    "denial_reasons": _reasons,
    "plan_criteria": _field("plan_criteria"),
    "claim_number": _field("claim_number", "reference_number"),
    "appeals_address": _field("appeals_address"),
    "appeals_fax": _field("appeals_fax"),
    "coverage": _coverage,
    "insurer": _field("insurer"),
    "service": _service,
    "service_name": _field("service"),
    "cpt": _codes("cpt"),
    "icd10": _codes("icd10"),
    "ordering_clinician": _field("ordering_clinician"),
    "patient_name": _field("patient_name"),
    "member_id": _field("member_id"),
    "group_number": _field("group_number"),
}


def keys() -> Iterator[str]:
    """The questions that a paper may answer."""
    yield from _READERS
