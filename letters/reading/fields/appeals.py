"""Where an appeal goes: the address and the fax that the paper prints for it."""

from __future__ import annotations

import re

from letters.reading.fields.envelope import blocks
from letters.reading.found import Found, squeezed
from letters.reading.layout import Layout
from letters.reading.placeholders import is_placeholder

_APPEAL = (
    r"(?:appeals?|grievances?|reconsiderations?|redeterminations?|dispute|"
    r"apelaci[oó]n(?:es)?|hearing|review request)"
)
_ABOUT_APPEALS = re.compile(rf"\b{_APPEAL}\b", re.IGNORECASE)
_LAST_LINE = re.compile(
    r"[A-Za-z][\w .’'-]{1,30},?\s+[A-Z]{2}\.?,?\s{1,3}\d{5}(?:-\d{4})?(?!\d)|"
    r"\b[A-Z][\w.’' -]{1,30}, [A-Z][a-z]+ \d{5}(?:-\d{4})?(?!\d)"
)
_BOX = re.compile(r"(?:P\.? ?O\.?|Apartado)[ ]?(?:Box|Postal)[ ]?\d{1,7}", re.IGNORECASE)
_LEADS = re.compile(
    rf"(?:\b{_APPEAL}\b(?:[^.\n:]|\n(?!\s*\n)){{0,80}}?\b(?:to|at|a)\s*:?\s+(?=[A-Z0-9])"
    rf"|\b(?:mail|send|write|submit|deliver|envíe\w*|mande|escriba)\b(?:[^.:]){{0,80}}?\b(?:to|at|a)\s*:?\s+(?=[A-Z0-9])"
    rf"|\b(?:mail|address|in writing|by mail|correo|dirección|mailing "
    rf"address)\b[^.:\n]{{0,30}}:\s+(?=[A-Z0-9]))",
    re.IGNORECASE,
)
_BEFORE = 320  # this many characters before an address may tell what it is for


def appeals_address(layout: Layout) -> Found[str] | None:
    """The postal address for appeals, on one line; no letterhead unless words say so."""
    text = layout.text
    unled: Found[str] | None = None
    for end in (*_LAST_LINE.finditer(text), *_BOX.finditer(text)):
        before = text[max(0, end.start() - _BEFORE) : end.start()]
        leads = [each for each in _LEADS.finditer(before) if _ABOUT_APPEALS.search(before)]
        address = before[leads[-1].end() :] if leads else _block(before)
        if address is None or not _plausible(address + end.group()):
            continue
        if not leads and not _ABOUT_APPEALS.search(address):
            continue
        stop = end.end()
        if more := re.match(
            r"[,\s]{1,3}[A-Z][\w .’']{1,28},?\s+[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?", text[stop:]
        ):
            stop += more.end()
        words = squeezed(address + text[end.start() : stop])
        if leads:
            return Found(value=words, text=words, confidence=0.85)
        unled = unled or Found(value=words, text=words, confidence=0.6)
    return unled or _referred_to(layout)


def _referred_to(layout: Layout) -> Found[str] | None:
    """The address of the letterhead, where the paper sends appeals there by these words."""
    told = [each for each in layout.sentences if _ABOUT_APPEALS.search(each)]
    if not any(_ABOVE.search(each) for each in told):
        return None
    senders = [
        each.words
        for each in blocks(layout)
        if _OFFICE.search(each.name) or (each.first and not _GREETED_AT.search(each.name))
    ]
    if len(set(senders)) != 1 or is_placeholder(senders[0]):
        return None
    return Found(value=senders[0], text=senders[0], confidence=0.75)


_ABOVE = re.compile(
    r"\b(?:address|mail(?:ing)? address|dirección)\b[^.]{0,40}?\b(?:top|head|above|letterhead|"
    r"first page|page (?:one|1)|beginning|front|arriba|encabezado|membrete|primera página|parte "
    r"superior|principio)\b|\b(?:above|letterhead) address\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?i)\b(?:health|plan|insurance|benefits?|appeals?|department|services?|administrators?|"
    r"medical|care|mutual|company|inc|llc|corp|trust|fund|network|group|office|division|unit|"
    r"seguros?|salud)\b"
)
_GREETED_AT = re.compile(r"(?i)^(?:to|attn|mr|mrs|ms|the parents?|parents?)\b")


def _block(before: str) -> str | None:
    """The lines of the address above its last line, from the one that names the office."""
    lines = before.split("\n")
    taken: list[str] = []
    for line in reversed(lines[:-1] or []):
        if not line.strip() or len(line.split()) > 9 or line.rstrip().endswith((".", ":")):
            break
        taken.append(line)
        if len(taken) == 4:
            break
    if not taken:
        return lines[-1] or None
    return "\n".join([*reversed(taken), lines[-1]])


def _plausible(address: str) -> bool:
    words = squeezed(address)
    return (
        len(words) <= 200
        and not is_placeholder(words)
        and not re.search(r"[a-z]{3,}\. [A-Z]|\?|\b(?:you|your|we|usted|within|days|will)\b", words)
    )


_FAX = re.compile(
    r"\bfax(?:e[ds]?)?\b(?:[^\w\n(+]|\s(?:it|them|your|the|appeal|request|to|at|us|is|number|no|al|a|número|por|su|apelación)\b|#){0,8}?"
    r"\s*:?\s*(?P<number>(?:1[-. ])?\(?\d{3}\)?[-. ]{0,2}\d{3}[-. ]\d{4})",
    re.IGNORECASE,
)


def appeals_fax(layout: Layout) -> Found[str] | None:
    """The fax for appeals: in a sentence or a block about them."""
    for sentence in layout.sentences:
        found = _FAX.search(sentence)
        if found and _ABOUT_APPEALS.search(sentence):
            return Found(value=found["number"], text=squeezed(found.group()), confidence=0.9)
    for found in _FAX.finditer(layout.text):
        before = layout.text[max(0, found.start() - _BEFORE) : found.start()]
        near = before.rsplit("\n\n", 1)[-1] if "\n\n" in before[-60:] else before
        if _ABOUT_APPEALS.search(near):
            return Found(value=found["number"], text=squeezed(found.group()), confidence=0.75)
    return None
