"""What value may be an answer, of each kind: the same check for a chat and for an answers file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import email_validator
import phonenumbers

from flows.errors import InvalidAnswer
from flows.interview.cleaning import cleaned
from flows.interview.questions import Question

NOTHING: Mapping[str, Any] = {}
DOCUMENT_STATES = ("have", "asked", "missing", "not_applicable")


def accept(
    question: Question,
    value: Any,
    *,
    today: date,
    options: Sequence[str] = (),
    beside: Mapping[str, Any] = NOTHING,
) -> Any:
    """`value` if it may be an answer to `question`; None means asked and not known.

    `options` are the keys that may be chosen where the question draws them from earlier answers;
    `beside` the answers beside it, of the case or of the same item.

    Raises:
        InvalidAnswer: with the key and a code.
    """
    if value is None:
        if question.kind in ("choice", "group", "documents") and not question.unsure:
            raise InvalidAnswer(question.key, "empty")
        return None
    checker = _CHECKS[question.kind]
    accepted = checker(question, value, today, tuple(options) or question.all_options)
    earlier = beside.get(question.not_before) if question.not_before else None
    if earlier and accepted not in question.all_options and precedes(accepted, earlier):
        raise InvalidAnswer(question.key, f"before_{question.not_before}", earlier=earlier)
    return accepted


def precedes(one: str, other: str) -> bool:
    """Whether a date is before another, as far as both are known."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def phone_number(key: str, text: str) -> str:
    """A US number as it is written, "(612) 555-0148".

    Raises:
        InvalidAnswer: it has no ten digits of a US number.
    """
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        raise InvalidAnswer(key, "phone") from None
    # without a reason given, a number that lacks its area code would count as possible
    whole = phonenumbers.is_possible_number_with_reason(number)
    if number.country_code != 1 or whole != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise InvalidAnswer(key, "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _check_choice(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    if value not in options:
        raise InvalidAnswer(question.key, "choose_button")
    return str(value)


def _check_choices(
    question: Question, value: Any, today: date, options: Sequence[str]
) -> list[str]:
    if not isinstance(value, list):
        raise InvalidAnswer(question.key, "choose_button")
    if not value and not question.options_from:
        raise InvalidAnswer(question.key, "choose_at_least_one")
    chosen = [_check_choice(question, each, today, options) for each in value]
    if "none" in chosen and len(chosen) > 1:
        raise InvalidAnswer(question.key, "none_and_others")
    return list(dict.fromkeys(chosen))


def _check_text(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidAnswer(question.key, "empty")
    text = cleaned(value).text
    if len(text) > question.max_length:
        limits = {"max": question.max_length, "count": len(text)}
        raise InvalidAnswer(question.key, "too_long", **limits)
    if not any(character.isalnum() for character in text):
        raise InvalidAnswer(question.key, "empty")
    return text


def _check_day(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise InvalidAnswer(question.key, "date_unreadable")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise InvalidAnswer(question.key, "date_unreadable") from None
    _check_range(question, day, day, today)
    return value


def _check_known_date(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    if value in options:
        return str(value)
    match = re.fullmatch(
        r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value if isinstance(value, str) else ""
    )
    if match is None:
        raise InvalidAnswer(question.key, "known_date_unreadable")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise InvalidAnswer(question.key, "known_date_unreadable") from None
    _check_range(question, first, first, today)
    return str(value)


def _check_range(question: Question, first: date, last: date, today: date) -> None:
    if question.past and first > today:
        raise InvalidAnswer(question.key, "date_in_future")
    oldest = today - timedelta(days=365 * (question.oldest_years or 120) + 31)
    if last < oldest:
        raise InvalidAnswer(question.key, "date_too_old", oldest=oldest)
    if not question.past and first > today + timedelta(days=365 * 5):
        raise InvalidAnswer(question.key, "date_unreadable")


def _check_days(question: Question, value: Any, today: date, options: Sequence[str]) -> list[str]:
    if not isinstance(value, list) or not value:
        raise InvalidAnswer(question.key, "date_unreadable")
    return [_check_day(question, each, today, options) for each in value]


def _check_codes(question: Question, value: Any, today: date, options: Sequence[str]) -> list[str]:
    codes = value if isinstance(value, list) else []
    good = [code for code in codes if re.fullmatch(question.pattern or r"\w+", str(code))]
    if not good or len(good) != len(codes) or len(good) > 12:
        raise InvalidAnswer(question.key, "code")
    return [str(code) for code in dict.fromkeys(good)]


def _check_number(
    question: Question, value: Any, today: date, options: Sequence[str]
) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise InvalidAnswer(question.key, "number")
    least, most = question.least, question.most
    if (least is not None and value < least) or (most is not None and value > most):
        raise InvalidAnswer(question.key, "number_range", least=_plain(least), most=_plain(most))
    if question.whole and value != int(value):
        raise InvalidAnswer(question.key, "number_whole")
    return value


def _plain(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _check_phone(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    return phone_number(question.key, _check_text(question, value, today, options))


def _check_email(question: Question, value: Any, today: date, options: Sequence[str]) -> str:
    text = _check_text(question, value, today, options)
    try:
        found = email_validator.validate_email(
            text, check_deliverability=False, test_environment=True
        )
    except email_validator.EmailNotValidError:
        raise InvalidAnswer(question.key, "email") from None
    return found.normalized


def _check_group(
    question: Question, value: Any, today: date, options: Sequence[str]
) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InvalidAnswer(question.key, "choose_button")
    return [
        {
            key: accept(
                question.field(key),
                each,
                today=today,
                beside=item,
                options=options if question.field(key).options_from else (),
            )
            for key, each in item.items()
        }
        for item in value
    ]


def _check_documents(
    question: Question, value: Any, today: date, options: Sequence[str]
) -> dict[str, str]:
    if not isinstance(value, dict):
        raise InvalidAnswer(question.key, "choose_button")
    for document, state in value.items():
        if (options and document not in options) or state not in DOCUMENT_STATES:
            raise InvalidAnswer(f"{question.key}.{document}", "choose_button")
    return dict(value)


_CHECKS: Mapping[str, Callable[[Question, Any, date, Sequence[str]], Any]] = {
    "choice": _check_choice,
    "multi_choice": _check_choices,
    "text": _check_text,
    "long_text": _check_text,
    "day": _check_day,
    "known_date": _check_known_date,
    "days": _check_days,
    "codes": _check_codes,
    "number": _check_number,
    "phone": _check_phone,
    "email": _check_email,
    "named": _check_choice,
    "group": _check_group,
    "more": _check_choice,
    "documents": _check_documents,
}
