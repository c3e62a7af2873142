"""The guideline or policy that the plan says it used, by its name or number."""

from __future__ import annotations

import re

from letters.reading.found import Found
from letters.reading.layout import Layout
from letters.reading.placeholders import is_placeholder

_NUMBER = r"(?:(?:No\.?|Number|#)[ ]?)?[A-Z]{0,6}[-. ]?(?:[A-Z]{1,6}[-.])*\d[\w.-]*"
_WORDS = r"(?:[A-Z][\w’'&-]+ ){0,4}"
_NAMED = re.compile(
    rf"(?P<number>\b{_WORDS}(?:Medical|Clinical|Coverage|Payment|Reimbursement|Pharmacy|Drug|Dental|Corporate|Utilization)"
    rf"(?: (?:Coverage|Review|Management|Payment|Necessity|Policy|Utilization|Drug))*"
    rf" (?:Polic(?:y|ies)|Guidelines?|Criteria|Bulletin|Protocol)(?: (?:Criteria|Bulletin|Manual))?"
    rf"(?:[ :]+{_NUMBER})?(?:,? (?:Section|Sec\.|§) ?[\w.]+)?)"
    r"|(?P<public>(?:Local Coverage (?:Determination|Article)|National Coverage Determination|"
    r"LCD|NCD|LCA)"
    r"(?: \(?(?:LCD|NCD|LCA)\)?)?[ :#(]*(?:No\.? ?)?[LA]?\d[\d.]*\)?)"
    r"|(?P<maker>\b(?:InterQual|MCG(?: Health)?|Milliman(?: Care)?(?: Guidelines)?|eviCore|"
    r"EviCore|AIM|Carelon|ASAM|LOCUS|"
    r"CALOCUS|Hayes|NCCN|Cohere|Magellan|NIA|Turning ?Point)\b(?:®|™)?(?: [A-Z][\w-]+){0,4}"
    r"(?: (?:[Cc]riteria|[Gg]uidelines?|[Cc]are [Gg]uidelines?))?(?: ?[A-Z]?-?\d[\w.-]*)?)"
    r"|(?P<company>\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3} (?:Care|Imaging|Treatment|Practice|"
    r"Clinical) Guidelines?(?: [\dA-Z-]*\d[\w.-]*)?)"
    r"|(?P<law>\b\d{1,2} (?:CFR|C\.F\.R\.)(?: §+| Part| section)? ?\d[\d.]*(?:\([\w]+\))*|Rule "
    r"\d+[A-Z]?-\d[\d.]*)"
)


def plan_criteria(layout: Layout) -> Found[str] | None:
    """The criterion that the decision names: a numbered policy before a maker's name."""
    found = [
        each
        for sentence in layout.sentences
        if not _OFFERS.search(sentence)
        for each in _NAMED.finditer(sentence)
        if not is_placeholder(each.group())
    ]
    if not found:
        return None
    best = min(found, key=_order)
    value = _WITHOUT_LEAD.sub("", best.group()).strip(" ,.;:")
    if value.count("(") > value.count(")"):
        value += ")" if best.group().endswith(")") else ""
    sure = 0.88 if any(letter.isdigit() for letter in value) else 0.75
    return Found(value=value, text=value, confidence=sure)


_ORDER = ("number", "public", "maker", "company", "law")
_WITHOUT_LEAD = re.compile(
    r"^(?:(?:The|Our|Under|Per|See|Based|On|In|This|Using|By|Your|According|To|Applied|Plan)\s+)+"
)


def _order(found: re.Match[str]) -> tuple[bool, int]:
    numbered = any(letter.isdigit() for letter in found.group())
    return not numbered or found.lastgroup == "law", _ORDER.index(found.lastgroup or "law")


# "You may ask for a copy of the criteria" names none; "If you ..." is not about the decision.
_OFFERS = re.compile(
    r"(?i)\bcop(?:y|ies) of|^if you\b|copia de|at no cost|free of charge|45 CFR|section 504|"
    r"civil rights"
)
