"""What was denied, in the paper's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.loading import Entry, load
from letters.reading.fields.dates import DATE
from letters.reading.found import LEAST, Code, Found
from letters.reading.labels import DATA
from letters.reading.layout import Layout
from letters.reading.pairs import Pair
from letters.reading.patterns import compiled, one_line, small
from letters.reading.placeholders import is_placeholder, says_nothing

_LONGEST = 120


def service(layout: Layout, pairs: Sequence[Pair]) -> Found[str] | None:
    """The care that the paper is about: beside its label or code, or named in a sentence."""
    labelled = sorted(
        (pair for pair in pairs if pair.field == "service" and pair.how != "sentence"),
        key=lambda pair: (pair.rank >= _WEAK_FROM, pair.rank),
    )
    for pair in labelled:
        weak = pair.rank >= _WEAK_FROM
        value = _named(layout.words(pair.value))
        if value and not (weak and _TITLE.search(value)):
            sure = 0.75 if weak else 0.93 if pair.how in ("beside", "row") else 0.85
            return Found(value=value, text=value, confidence=sure)
    for words, sure in (*_told(layout), *_beside_codes(layout)):
        value = _named(words)
        if value and not _TITLE.search(value):
            return Found(value=value, text=value, confidence=sure)
    return None


def only_codes(codes: Sequence[Code]) -> Found[str] | None:
    """The codes of the care, where the paper names it by nothing else."""
    if not codes:
        return None
    value = ", ".join(code.value for code in codes)
    return Found(value=value, text=", ".join(code.text for code in codes), confidence=LEAST)


_WEAK_FROM = 55  # request, description, re: see labels.yaml
_TITLE = re.compile(
    r"\b(?:notice|denial|denied|determination|decision|appeal|explanation|claim|adverse|your "
    r"rights|letter|"
    r"member id|benefits|authorization request|reconsideration|hearing|aviso|apelación|decisión)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"^\W*(?:CPT|HCPCS|CDT|NDC|[Cc]ode|[Pp]rocedure|[Tt]reatment|[Ss]ervice)?(?: "
    r"?[Cc]odes?)?[ :#]*(?:\d{5}|[A-V]\d{4})(?:-\w\w)?\s*[-–—:(]+\s*"
)
_TAIL = re.compile(
    r"[\s,;(–—-]*\(?(?:CPT|HCPCS|CDT|NDC|ICD|[Cc]ode|"
    r"[Pp]rocedure)\b[^A-Za-z]*(?:[Cc]odes?)?[ :#]*[A-Z]?[\d, /-]+\)?\W*$"
)
_WHEN = re.compile(
    rf"[\s,(]+(?:(?:provided |performed )?(?:on|from|for dates?|dated|del?|"
    rf"el)\s+)?{DATE.pattern}.*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?i)(?:from|on|until|onward|to|by|at|as|because|this|that|under|not|is|was|will|has)\b"
)
_STARTS = re.compile(
    r"(?:(?:coverage|payment|authorization|approval|preauthorization|precertification|cobertura|autorización)\s+"
    r"(?:of|for|de|para)\s+)?(?:the |your |a |an |one |following |requested |el |la |los |las |"
    r"un |una |su )+",
    re.IGNORECASE,
)


def _named(words: str) -> str | None:
    """The name of the care without its code and article; None if the words name none."""
    value = words.strip(' .,;:•-–—*"“”')
    code = _CODE.match(value)
    if code and re.search(r"[A-Za-z]{3}", value[code.end() :]):
        value = value[code.end() :]
        if value.endswith(")") and "(" not in value:
            value = value[:-1]
    if re.search(r"[A-Za-z]{3}", shorter := _TAIL.sub("", value)):
        value = shorter
    value = _STARTS.sub("", value, count=1) if _STARTS.match(value) else value
    value = _WHEN.sub("", value)
    if value.count("(") > value.count(")"):
        value = value[: value.rfind("(")]
    value = value.strip(' .,;:•-–—*"“”')
    if not 3 <= len(value) <= _LONGEST or is_placeholder(value) or says_nothing(value):
        return None
    if (
        _NO_NAME.match(value)
        or re.fullmatch(r"[\W\d]+", value)
        or re.match(r"(?i)\d+[/-]\d+[/-]|\$|dear\b", value)
    ):
        return None
    return value


_SUBJECT = re.compile(
    r"^(?:the |your |el |la |los |las )?(?P<care>[A-Z]?[^.;:?!,]{3,90}?) (?:is|are|was|were|has "
    r"been|have been) "
    r"(?:denied|not approved|not covered|not authorized|not medically necessary|being denied)",
    re.IGNORECASE,
)
_NO_CARE = re.compile(
    r"(?i)^(?:(?:this|that|it|we|they|you|our|who|more|any|all|part|reasons?|both|if|there|not|"
    r"further|esta?|external|an? (?:internal|"
    r"external|expedited|fast|review)|review|records?|information|copies|help|free|because|on|in|based|upon|"
    r"expedited|continu(?:ed|ing) (?:coverage|benefits)|reimbursement|these|such|no|claims?|"
    r"criteria|"
    r"determin\w+|decision|denied|approval|member|documentation|submitted|clinical|coverage|"
    r"services? or|"
    r"the (?:reason|member|plan|decision|criteria|request))\b|\W)"
)


def _told(layout: Layout) -> Iterator[tuple[str, float]]:
    told = [each for each in layout.sentences if not _SUPPOSED.search(each)]
    for pattern, sure in _named_after():
        for sentence in told:
            for found in pattern.finditer(small(sentence)):
                care = sentence[found.start("care") : found.end("care")]
                care = _STARTS.sub("", care, count=1) if _STARTS.match(care) else care
                if not _NO_CARE.match(care) and len(care.split()) <= 16:
                    yield care, sure
    for sentence in layout.sentences:
        denied = _SUBJECT.match(sentence)
        if denied and not _NO_CARE.match(denied["care"]):
            yield denied["care"], 0.6


class _Before(Entry, frozen=True, kw_only=True):
    words: str
    confidence: float


class _Names(Entry, frozen=True, kw_only=True):
    before: list[_Before]
    until: str


@cache
def _named_after() -> list[tuple[re.Pattern[str], float]]:
    names = load(DATA / "services.yaml", _Names)
    care = rf"(?P<care>[^.;:?!]{{3,160}}?)(?={one_line(names.until)})"
    return [
        (compiled(rf"(?:{one_line(each.words)}){care}"), each.confidence) for each in names.before
    ]


_SUPPOSED = re.compile(
    r"(?i)^(?:if|when|you (?:may|can|have the right)|you or your|to (?:ask|request|file)|si |"
    r"usted puede|"
    r"may request|please)\b"
)
_DESCRIBED = re.compile(
    r"(?<![\w$.])(?:\d{5}|[A-V]\d{4})(?:-\w\w)?\)?[ ]*(?:[-–—:]|"
    r"\()[ ]*(?P<care>[A-Za-z][^\n|()]{3,80}?)(?=\)| {2,}|\n|[.;|]|$)"
    r"|(?<=\n)[ ]*(?P<before>[A-Z][A-Za-z][^\n|:.$]{3,70}?)[ ]*\(?(?:CPT|HCPCS|"
    r"[Cc]ode)[ :#]*(?:\d{5}|[A-V]\d{4})\b"
)


def _beside_codes(layout: Layout) -> Iterator[tuple[str, float]]:
    for found in _DESCRIBED.finditer(layout.text):
        yield found["care"] or found["before"], 0.7
