"""Who pays: beside its label, in the letterhead, under the letter, or known by its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from flows.loading import Entry, load
from letters.reading.found import Found
from letters.reading.labels import DATA
from letters.reading.layout import Layout
from letters.reading.pairs import Pair
from letters.reading.placeholders import is_placeholder, says_nothing


class _Insurers(Entry, frozen=True, kw_only=True):
    names: list[str]
    company: str
    provider: str
    title: str


_LETTERHEAD_LINES = 7


def insurer(layout: Layout, pairs: Sequence[Pair]) -> Found[str] | None:
    """The insurer, plan or administrator that the paper names; None where it names none."""
    known, company, provider, title = _patterns()
    for pair in sorted(
        (each for each in pairs if each.field == "insurer"), key=lambda each: each.rank
    ):
        value = _name(layout.words(pair.value))
        paid_by = _PAID_BY.fullmatch(layout.words(pair.label))
        if (
            (pair.how == "sentence" and not paid_by)
            or not _can_be(value)
            or _PRODUCT.fullmatch(value)
        ):
            continue
        told = bool(company.search(value) or known.search(value))
        if told or pair.rank < _SURE_LABELS:
            return Found(value=value, text=value, confidence=0.93 if told else 0.7)
    for value in _letterhead(layout):
        if title.search(value) and not known.fullmatch(value):
            continue
        if known.search(value) or (company.search(value) and not provider.search(value)):
            return Found(value=value, text=value, confidence=0.85)
    for value in _under(layout):
        if known.search(value) or (company.search(value) and not provider.search(value)):
            return Found(value=value, text=value, confidence=0.75)
    return _in_sentences(layout)


_SURE_LABELS = 7
_PAID_BY = re.compile(r"(?:administered|insured|underwritten) by", re.IGNORECASE)
_PRODUCT = re.compile(
    r"(?:(?:bronze|silver|gold|platinum|catastrophic|ppo|hmo|epo|pos|hdhp|plus|choice|select|premier|basic|standard|"
    r"family|individual|self|only|\d+|[$/,]|medicare|advantage|medicaid|commercial|plan|yes|no)\W*)+",
    re.IGNORECASE,
)


def _name(words: str) -> str:
    value = re.split(
        r"\s+\(|\s(?:is|has|was|es) |\s[–—|•-]\s|[;|]|, (?=P\.?O|\d|[Aa]ttn)|\. (?=[A-Z][a-z]+:)",
        words,
    )[0]
    return _DEPARTMENT.sub("", value).strip(" .,;:")


_DEPARTMENT = re.compile(
    r",? (?:Claims?|Utilization (?:Management|Review)|Appeals?|Grievances?|Member Services?|"
    r"Customer (?:Service|Care)|"
    r"Care Management|Case Management|Prior Authorization|Pharmacy Services|Medical Review)"
    r"(?: (?:and (?:Grievances|Appeals)|Department|Team|Unit|Services|Management|Office))*$",
    re.IGNORECASE,
)


def _can_be(value: str) -> bool:
    return (
        3 <= len(value) <= 70
        and len(value.split()) <= 9
        and not is_placeholder(value)
        and not says_nothing(value)
        and not re.match(r"[\d(]", value)
        and not _GENERIC.fullmatch(value)
        and value[0].isupper()
    )


def _letterhead(layout: Layout) -> Iterator[str]:
    for cells in layout.top[:_LETTERHEAD_LINES]:
        for cell in cells:
            words = layout.words(cell)
            if ":" in words and not words.endswith(":"):
                if cell.start > 0:
                    continue
                words = words.split(":")[0]  # a message begins with its sender
            value = _name(words)
            if _can_be(value) and not value.endswith((".", "?")):
                yield value


_CLOSING = re.compile(
    r"^[ ]*(?:sincerely|regards|best regards|respectfully|thank you|yours truly|cordially|"
    r"atentamente|"
    r"cordialmente|signed|from)\b[^\n]{0,30}$",
    re.IGNORECASE | re.MULTILINE,
)


def _under(layout: Layout) -> Iterator[str]:
    closing = _CLOSING.search(layout.text)
    if closing is None:
        return
    for line in layout.text[closing.end() :].strip().split("\n")[:8]:
        value = _name(" ".join(line.split()))
        value = re.sub(r"^(?:The|Your|the) ", "", value)
        if _can_be(value) and not re.match(
            r"(?i)cc\b|enclos|page|utilization|department|if ", value
        ):
            yield value


_NAMED = re.compile(
    r"(?:(?:^|\b)(?:At|En) (?P<at>[A-Z][\w&’'.-]*(?: (?:of|and|&|[A-Z][\w&’'.-]*)){0,6}), (?:we|"
    r"our|your|nosotros)\b"
    r"|(?:^|[.“\"] )(?P<did>[A-Z][\w&’'-]*(?: (?:of|and|&|de|[A-Z][\w&’'-]*)){0,6})(?: "
    r"\([^)]{2,30}\))?,? "
    r"(?:has |have |ha )?(?:reviewed|denied|received|determined|decided|completed|processed|negó|"
    r"denegó|recibió|revis)"
    r"|(?:insured|underwritten|administered|offered|issued|denied|through|with|by|on behalf of|"
    r"asegurad\w por) "
    r"(?:the )?(?P<by>[A-Z][\w&’'-]*(?: (?:of|and|&|de|[A-Z][\w&’'-]*)){0,6}))"
)


def _in_sentences(layout: Layout) -> Found[str] | None:
    known, company, provider, title = _patterns()
    for sentence in layout.sentences:
        for found in _NAMED.finditer(sentence):
            value = _name(found["at"] or found["did"] or found["by"])
            fits = company.search(value) and not provider.search(value) and not title.search(value)
            if _can_be(value) and fits and not _GENERIC.fullmatch(value):
                return Found(value=value, text=value, confidence=0.7)
    counted = Counter(found.group() for found in known.finditer(layout.prose))
    if not counted:
        return None
    value = counted.most_common(1)[0][0]
    return Found(value=value, text=value, confidence=0.6)


_GENERIC = re.compile(
    r"(?i)(?:the |our |your )?(?:health (?:plan|care|insurance)|insurance(?: company)?|plan|"
    r"medicare advantage|health)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    read = load(DATA / "insurers.yaml", _Insurers)
    names = "|".join(name.replace(" ", r"[ ]") for name in read.names)

    def words(pattern: str) -> re.Pattern[str]:
        whole = re.sub(r"\|\s+", "|", pattern).strip()
        return re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE)

    return (
        re.compile(rf"(?<!\w)(?:{names})(?!\w)"),
        words(read.company),
        words(read.provider),
        words(read.title),
    )
