"""Codes of care, of diagnoses, and of reasons on remittances."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from letters.reading.found import Code, Found
from letters.reading.layout import Layout
from letters.reading.pairs import Pair, line_of

_FIVE = r"(?:\d{5}|\d{4}[FTU])"
_HCPCS = r"[A-EGHJ-MP-TV]\d{4}"
_CARE = re.compile(
    rf"(?<![\w$.#-])({_FIVE}|{_HCPCS})(?:-(?:[A-Z0-9]{{2}}))?(?![\w.]\w|[\w]|-\d{{3,}})"
)
_SURE_CARE = re.compile(rf"(?<![\w$.#/-])({_HCPCS})(?![\w]|[-.]\w)")
_SAYS_CODE = re.compile(
    r"\b(?:cpt|hcpcs|cdt|procedure codes?|proc(?:edure)?\.? codes?|service codes?|treatment "
    r"codes?|billing codes?|"
    r"billed codes?|código de procedimiento|código)\b|\bHC:",
    re.IGNORECASE,
)
_ICD = re.compile(r"(?<![\w.$#/-])([A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?)(?![\w]|\.\w|-\w)")
_ICD_UNDOTTED = re.compile(r"(?<![\w.$#/-])([A-TV-Z]\d[0-9AB][0-9A-Z]{0,4})(?![\w.-])")
_ZIP = re.compile(r"\b[A-Z]{2}\.?,? {1,3}$|(?i:p\.? ?o\.? box ?|suite |room |zip ?:? ?)$")
_AMOUNT = re.compile(r"(?<![\d,])\d[\d,]{0,12}\.\d\d\b")
_PLAN_NUMBER = re.compile(r"(?i)contract|pbp|plan id")


def care_codes(layout: Layout, pairs: Sequence[Pair]) -> tuple[Code, ...]:
    """CPT and HCPCS codes: where words or a heading say code, or in a row of amounts."""
    found: dict[str, str] = {}
    diagnoses = _lines_of(layout, pairs, "icd10")
    for pair in pairs:
        if pair.field == "cpt":
            _take(found, _CARE, layout.text[pair.value.start : pair.value.end])
    for number, line in enumerate(layout.lines):
        words = layout.text[line.start : line.end]
        if _SAYS_CODE.search(words):
            at = _SAYS_CODE.search(words)
            assert at is not None
            _take(found, _CARE, words[at.end() :])
            _take(found, _SURE_CARE, words)
        elif len(_AMOUNT.findall(words)) >= 2 or number in _under_heads(layout, pairs):
            _take(found, _CARE, words)
        elif number not in diagnoses and not _PLAN_NUMBER.search(words):
            _take(found, _SURE_CARE, words)
        _take(found, _DESCRIBED, words)
    return tuple(Code(value=value, text=text) for value, text in found.items())


# "72148 - MRI of the lower back", "MRI lumbar spine (72148)"
_DESCRIBED = re.compile(
    r"(?:^\s*(?:[-•*]\s*)?|(?<=: ))(\d{5})(?= ?(?:[-–—:]|\() ?[A-Za-z]{3})|(?<=[a-z] "
    r"\()(\d{5})(?=\))"
)


def _under_heads(layout: Layout, pairs: Sequence[Pair]) -> set[int]:
    return _lines_of(layout, [pair for pair in pairs if pair.how == "below"], "cpt")


def _lines_of(layout: Layout, pairs: Sequence[Pair], field: str) -> set[int]:
    return {line_of(layout, pair.value.start) for pair in pairs if pair.field == field}


def _take(found: dict[str, str], pattern: re.Pattern[str], words: str) -> None:
    for each in pattern.finditer(words):
        code = next(part for part in each.groups() if part)
        if not _ZIP.search(words[: each.start()]) and code.upper() not in found:
            found[code.upper()] = " ".join(each.group().split())


def diagnosis_codes(layout: Layout, pairs: Sequence[Pair]) -> tuple[Code, ...]:
    """ICD-10-CM codes that exist; without a dot only where a label says diagnosis."""
    found: dict[str, str] = {}
    for pair in pairs:
        if pair.field == "icd10":
            words = layout.text[pair.value.start : pair.value.end]
            _diagnoses(found, words, _ICD)
            _diagnoses(found, words, _ICD_UNDOTTED)
    dotted = (each for each in _ICD.finditer(layout.text) if "." in each.group())
    for each in dotted:
        if each.group(1) not in found and _exists(each.group(1)):
            found[each.group(1)] = each.group()
    return tuple(Code(value=value, text=text) for value, text in found.items())


def _diagnoses(found: dict[str, str], words: str, pattern: re.Pattern[str]) -> None:
    for each in pattern.finditer(words):
        code = each.group(1)
        if code.replace(".", "") in {known.replace(".", "") for known in found}:
            continue
        if _exists(code):
            found[code] = code


def _exists(code: str) -> bool:
    return bool(_known().is_valid_item(code))


@cache
def _known() -> ModuleType:
    """The list of codes. It takes 1.5 s to load: only where there is a code to check."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its way to read its own data
        return import_module("simple_icd_10_cm")


_GROUPED = re.compile(
    r"(?<![\w-])(CO|PR|OA|PI|CR)[ *–-]{0,2}(\d{1,3}|[AB]\d{1,2}|P\d{1,2}|W\d)(?![\w]|-\d|\.\d)"
)
_CARC = re.compile(
    r"\b(?:CARC|(?:claim )?adj(?:ustment)?\.? (?:reason )?codes?|reason codes?)s?\b[ ]*(?:is|:|#|"
    r"-)?[ ]*"
    r"((?:(?:CO|PR|OA|PI|CR)?[ -]?(?:\d{1,3}|[AB]\d{1,2})\b[ ]?(?:,|/|and|&)?[ ]?){1,6})",
    re.IGNORECASE,
)
_RARC_CODE = r"(?:MA\d{2,3}|M\d{1,3}|N\d{1,3})"
_RARC = re.compile(
    rf"\b(?:RARC|remark(?:s)?(?: codes?)?|remittance advice remark "
    rf"codes?)s?\b[ ]*(?:\(s\))?[ ]*(?:is|:|#|-|–|—)?[ ]*"
    rf"((?:{_RARC_CODE}\b[ ]?(?:,|/|and|&|;)?[ ]?){{1,8}})",
    re.IGNORECASE,
)


def adjustment_codes(layout: Layout, pairs: Sequence[Pair]) -> tuple[Code, ...]:
    """Claim adjustment reason codes, such as the 50 of CO-50."""
    found: dict[str, str] = {}
    for each in _GROUPED.finditer(layout.text):
        found.setdefault(each.group(2), " ".join(each.group().split()))
    for each in _CARC.finditer(layout.text):
        for code in re.findall(r"\d{1,3}|[AB]\d{1,2}", each.group(1)):
            found.setdefault(code, code)
    for pair in pairs:
        if pair.field == "adjustment" and pair.how in ("below", "row"):
            words = layout.words(pair.value)
            if (cell := re.match(r"(\d{1,3}|[AB]\d{1,2})(?=$|\s[^\d]|:)", words)) is not None:
                found.setdefault(cell.group(1), cell.group())
    return tuple(Code(value=value, text=text) for value, text in found.items())


def remark_codes(layout: Layout, pairs: Sequence[Pair]) -> tuple[Code, ...]:
    """Remittance advice remark codes, such as N115."""
    found: dict[str, str] = {}
    for each in _RARC.finditer(layout.text):
        for code in re.findall(_RARC_CODE, each.group(1), re.IGNORECASE):
            found.setdefault(code.upper(), code)
    for pair in pairs:
        if pair.field == "remark":
            words = layout.words(pair.value)
            for code in re.findall(rf"(?<!\w){_RARC_CODE}(?!\w)", words[:40]):
                found.setdefault(code, code)
    return tuple(Code(value=value, text=text) for value, text in found.items())


def group_code(layout: Layout) -> Found[str] | None:
    """CO, PR, OA, PI or CR where one stands with a reason code; the first if several do."""
    found = _GROUPED.search(layout.text)
    if found is None:
        return None
    return Found(value=found.group(1), text=" ".join(found.group().split()), confidence=0.9)
