"""The patient and the clinician who asked for the care, as the paper names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letters.reading.fields.envelope import blocks
from letters.reading.found import Found
from letters.reading.layout import Layout
from letters.reading.pairs import Pair
from letters.reading.placeholders import is_placeholder, says_nothing

_PART = r"(?:[A-ZÁÉÍÓÚÑ][\w’'.-]*|de|la|del|van|von|bin|al)"
_NAME = re.compile(rf"[A-ZÁÉÍÓÚÑ][\w’'.-]*(?:,? {_PART}){{1,4}}")
_TITLES = (
    r"(?:M\.?D\.?|D\.?O\.?|N\.?P\.?|P\.?A\.?(?:-C)?|DPM|DDS|DMD|Ph\.?D\.?|APRN|FNP|CNM|DC|"
    r"PT|DPT|PsyD|LCSW|RN)"
)
_DOCTOR = re.compile(
    rf"(?:(?:Dra?|Doctora?)\.? )?(?P<name>{_NAME.pattern})(?P<title>,? {_TITLES}(?![\w]))?"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:services?|id|number|claim|group|plan|health|insurance|dates?|address|phone|department|center|"
    r"medicine|hospital|clinic|associates|facility|city|state|street|policy|dear|appeal|coverage|benefits?|unit|"
    r"information|provider|physician|member|patient|enrollee|request(?:ed|ing)?|care|medical|imaging|pharmacy|"
    r"name|group|laboratory|inc|llc|llp|network|status|type|has|is|was|may|the|your)\b"
)
_LAST_FIRST = re.compile(r"[A-ZÁÉÍÓÚÑ][\w’'-]+, [A-ZÁÉÍÓÚÑ][\w’'. -]*")


def patient_name(layout: Layout, pairs: Sequence[Pair]) -> Found[str] | None:
    """The patient or member, beside a label or addressed by the whole name."""
    named = [
        pair
        for pair in pairs
        if pair.field == "patient_name" and (pair.how != "sentence" or _says_name(layout, pair))
    ]
    for pair in sorted(named, key=lambda each: each.rank):
        value = _person(layout.words(pair.value))
        if value:
            return Found(value=value, text=value, confidence=0.93 if pair.how != "below" else 0.85)
    greeted = _GREETED.search(layout.text)
    value = _person(greeted["name"]) if greeted else None
    by_greeting = Found(value=value, text=value, confidence=0.75) if value else None
    if by_greeting and not _TITLED.match(by_greeting.value):
        return by_greeting
    return _addressed(layout) or by_greeting


def _addressed(layout: Layout) -> Found[str] | None:
    """Whom the letter is sent to: a person, and the one it greets where it greets by name."""
    greeting = _GREETING.search(layout.text)
    greeted = greeting["whom"].strip().split() if greeting else []
    for block in blocks(layout):
        words, child = _OF_A_CHILD.subn("", block.name)
        value = _person(words) if len(words.split()) <= _LONGEST_NAME else None
        if value is None or value != words.rstrip(",") or re.search(rf",? {_TITLES}$", words):
            continue
        if block.first and not greeted:
            continue  # a letterhead may be a name, too
        names_it = bool(greeted) and greeted[-1].casefold() in value.casefold().split()
        if not child and greeted and not names_it and not _ANYONE.search(" ".join(greeted)):
            continue  # sent to one person, written to another
        return Found(value=value, text=block.name, confidence=0.8 if names_it or child else 0.6)
    return None


_TITLED = re.compile(r"(?i)(?:mr|mrs|ms|mx|miss|sra?)\.? ")
_LONGEST_NAME = 5  # words
_GREETING = re.compile(
    r"^[ ]*(?:Dear|Hello|Hi|Estimad[oa](?:/[oa])?|Hola)\s+(?:(?:Mr|Mrs|Ms|Mx|Miss|Sra?)\.?\s+)?"
    r"(?P<whom>[^\n,:]{2,60})",
    re.MULTILINE,
)
_ANYONE = re.compile(
    r"(?i)\b(?:member|patient|enrollee|beneficiary|customer|subscriber|participant|veteran|client|"
    r"recipient|parent|guardian|afiliad|miembro|paciente|beneficiari|participante)"
)
_OF_A_CHILD = re.compile(
    r"(?i)^(?:to )?(?:the )?(?:parents?|padres?|madre|guardian|tutor)(?:[ /](?:or |o )?"
    r"(?:legal )?(?:guardians?|tutor))?(?:\(s\))? (?:of|de):? |^a los padres de "
)


def _says_name(layout: Layout, pair: Pair) -> bool:
    """Whether a label without a colon begins a line and says name: "Subscriber name Ada Loomis"."""
    before = layout.text[max(0, pair.label.start - 3) : pair.label.start]
    return layout.words(pair.label).casefold().endswith("name") and before.strip(" ")[-1:] in (
        "",
        "\n",
    )


_GREETED = re.compile(
    rf"^[ ]*(?:Dear|Hello|Hi|Estimad[oa](?:/[oa])?|Hola)\s+(?:(?:Mr|Mrs|Ms|Miss|"
    rf"Sra?)\.?\s+)?(?P<name>{_NAME.pattern})\s*[,:]",
    re.MULTILINE,
)


def _person(words: str) -> str | None:
    start = re.split(r"\s[–—|•-]\s|\s?\(|;|,? (?:DOB|ID|Member|Date|Born|#)\b|/", words)[0].strip(
        " ,:"
    )
    if re.fullmatch(_LAST_FIRST, start):
        value = start
    else:
        found = _NAME.match(start)
        value = found.group() if found else ""
    value = value.rstrip(",- ")
    if not value or is_placeholder(value) or says_nothing(value) or _NO_NAME.search(value):
        return None
    if re.match(r"(?i)dra?\b|doctor", value) or any(letter.isdigit() for letter in value):
        return None
    return value


def ordering_clinician(layout: Layout, pairs: Sequence[Pair]) -> Found[str] | None:
    """The clinician who asked for the care; never the plan's reviewer, never a practice."""
    named = [
        pair for pair in pairs if pair.field == "ordering_clinician" and pair.how != "sentence"
    ]
    for pair in sorted(named, key=lambda each: each.rank):
        value = _clinician(layout.words(pair.value))
        if value:
            return Found(value=value, text=value, confidence=0.9)
    for words in (_ASKED, _ASKS):
        asked = words.search(layout.prose)
        value = _clinician(asked["name"]) if asked else None
        if value:
            return Found(value=value, text=value, confidence=0.75)
    greeted = re.search(
        r"(?m)^[ ]*Dear\s+(?:Dra?|Doctor)\.?\s+(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)",
        layout.text,
    )
    if greeted is None:
        return None
    whole = re.search(
        rf"(?m)(?<![\w,])[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){{0,2}} {re.escape(greeted['name'])},? "
        rf"{_TITLES}(?!\w)",
        layout.text[: greeted.start()],
    )
    value = " ".join(whole.group().split()) if whole else f"{greeted['name']}"
    return Found(value=value, text=value, confidence=0.75 if whole else 0.6)


_ASKED = re.compile(
    rf"(?:requested by|ordered by|prescribed by|from your (?:doctor|provider),?|your (?:doctor|"
    rf"provider|physician|"
    rf"prescriber),|request from|submitted by|on behalf of|solicitad[oa] por|recetad[oa] por|su "
    rf"(?:médico|doctora?),?)"
    rf" (?P<name>(?:Dra?\. ?{_NAME.pattern}|Dra?\. ?[A-Z][\w’'-]+|{_NAME.pattern},? "
    rf"{_TITLES}))(?= (?:asked|requested|"
    rf"ordered|prescribed|for|on|to|has|at|of|we|received|was|solicit|pidi)|[,.;]|$)"
)


# "Dr. Ada Loomis, your heart doctor, asked us for": a doctor of the plan asks for no care.
_ASKS = re.compile(
    rf"(?P<name>(?:Dra?\. ?{_NAME.pattern}|Dra?\. ?[A-Z][\w’'-]+|{_NAME.pattern},? {_TITLES}))"
    r"(?:,? (?:your|su|the (?:treating|ordering|requesting)) [\w -]{3,40}?)?,? "
    r"(?:has |have |had |le |nos )?(?:asked|requested|ordered|prescribed|recommended|wants|"
    r"sent (?:us )?(?:a|the|your) request|solicitó|pidió|recetó|ordenó|recomendó)\b"
    r"(?! (?:to review|by|more|additional|records|further|más))"
)


def _clinician(words: str) -> str | None:
    start = re.split(r"\s[–—|•]\s|\s-\s|\s?\(|;|\bNPI\b|\d", words)[0].strip(" ,:")
    if re.fullmatch(
        rf"[A-Z][\w’'-]+, {_TITLES}, [A-Z][\w’'. -]+", start
    ):  # last name, title, first name
        return start
    found = _DOCTOR.match(start)
    alone = re.match(r"Dra?\.? [A-ZÁÉÍÓÚÑ][\w’'-]+$", start)
    if alone and not found:
        return start
    if found is None:
        return None
    value = found.group().rstrip(", -")
    if is_placeholder(value) or says_nothing(value) or _NO_NAME.search(re.sub(_TITLES, "", value)):
        return None
    return value
