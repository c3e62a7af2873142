"""The decisions that were answered before this one, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from flows.errors import BadRequest


class Round(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision and the appeal that answered it: `level` is that appeal's step."""

    level: str | None = None
    notice_date: date | None = None
    received_on: date | None = None
    outcome: str | None = None
    denial_wording: str | None = None
    denial_reasons: tuple[str, ...] | None = None
    claim_number: str | None = None
    sent_on: date | None = None
    sent_by: str | None = None

    def __repr__(self) -> str:
        return "Round(...)"


def of_case(kept: Iterable[Mapping[str, Any]]) -> tuple[Round, ...]:
    """The rounds of a case; what else was answered in them is left out."""
    fields = Round.__struct_fields__
    return tuple(
        msgspec.convert({key: each[key] for key in fields if key in each}, Round) for each in kept
    )


def read(given: object) -> tuple[Round, ...]:
    """The rounds of an answers file.

    Raises:
        BadRequest: a key or a value that does not exist; the sentence names it.
    """
    try:
        return msgspec.convert(given or [], tuple[Round, ...])
    except msgspec.ValidationError as wrong:
        raise BadRequest(f"answers: rounds: {wrong}.") from None
