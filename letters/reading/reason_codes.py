"""Claim codes on a paper and the reasons they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.loading import Entry, load
from letters.reading.families import DATA

_SURE, _LIKELY = 0.93, 0.6
# A number is a code only beside what says so: CO-50, CARC 50, "reason code: 197", CAS*CO*50.
_CARC = re.compile(
    r"\b(?:CO|PR|OA|PI|CR)[ \-*:]{0,3}([A-Z]?\d{1,3})\b"
    r"|\b(?:CARC|ANSI(?: code)?|(?:claim )?adjustment(?: reason)?(?: codes?)?"
    r"|(?:denial|reason|remit) codes?)"
    r"\s*(?:is|[:#=])?\s*\(?(?:CO|PR|OA|PI)?[ \-]?([A-Z]?\d{1,3})\b(?![-/.,]\d)",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\bCAS\*[A-Z]{2}\*(\w{1,4})\*")
_FHIR = re.compile(
    r'claim-adjustment-reason[^}\]]{0,80}?"code"\s*:\s*"(\w{1,4})"|'
    r'"code"\s*:\s*"(?:CO-?|PR-?)?(\w{1,4})"[^}\]]{0,80}claim-adjustment-reason',
    re.IGNORECASE,
)
_RARC = re.compile(r"\b(MA\d{2,3}|M\d{1,3}|N\d{1,3})\b(?!\.\d)")
_REMARKS = re.compile(
    r"\b(?:remarks?|rarc|LQ\*HE|reason codes?|CO-?\s?\d|PR-?\s?\d|OA-?\s?\d|carc)\b", re.IGNORECASE
)
_NCPDP = re.compile(
    r"\b(?:reject(?:ion)?(?: code)?|ncpdp(?: reject)?(?: code)?)"
    r"\s*(?:is|[:#=\-])?\s*([0-9A-Z]{2,3})\b",
    re.IGNORECASE,
)


class _Codes(Entry, frozen=True):
    carc: dict[str, dict[str, str]]
    rarc: dict[str, dict[str, str]]
    ncpdp: dict[str, dict[str, str]]
    likely: frozenset[str]


@dataclass(frozen=True, slots=True)
class Code:
    """A code, the reason it stands for, and where it is printed."""

    reason: str
    weight: float
    start: int
    end: int


def codes(text: str) -> list[Code]:
    """The claim codes of a paper that stand for a reason, in order."""
    return sorted(_found(text), key=lambda each: each.start)


def _found(text: str) -> Iterator[Code]:
    for pattern in (_CARC, _SEGMENT, _FHIR):
        yield from _told(pattern, text, "carc")
    if _REMARKS.search(text):
        yield from _told(_RARC, text, "rarc")
    yield from _told(_NCPDP, text, "ncpdp")


def _told(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Code]:
    table, likely = _tables()[kind], _data().likely
    for found in pattern.finditer(text):
        code = next((each for each in found.groups() if each), "").upper()
        code = code.lstrip("0") if kind == "carc" else code
        if code in table:
            weight = _LIKELY if code in likely else _SURE - 0.03 * (kind == "rarc")
            yield Code(table[code], weight, found.start(), found.end())


@cache
def _data() -> _Codes:
    return load(DATA / "codes.yaml", _Codes)


@cache
def _tables() -> dict[str, dict[str, str]]:
    told = _data()
    return {
        kind: {code: reason for reason, codes in table.items() for code in codes}
        for kind, table in (("carc", told.carc), ("rarc", told.rarc), ("ncpdp", told.ncpdp))
    }
