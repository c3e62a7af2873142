"""Papers that machines write for machines, set as lines with labels: X12 835 and FHIR.

The values stay as they are; only labels that people would print are put before them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any


def readable(text: str) -> str:
    """The text as a person's paper would have it; unchanged unless it is X12 835 or FHIR JSON."""
    start = text.lstrip()[:400]
    if re.match(r"ISA.", start) and "ST*835" in text.replace("|", "*"):
        return "\n".join(_remittance(text))
    if start.startswith("{") and '"resourceType"' in text:
        try:
            return "\n".join(_resource(json.loads(text)))
        except (ValueError, RecursionError):
            return text
    return text


def _remittance(text: str) -> Iterator[str]:
    """The segments of a remittance (835) that name something, one a line."""
    whole = text.lstrip()
    separator = whole[3]
    for segment in re.split(r"~\s*|\n", whole):
        parts = segment.strip().split(separator)
        parts += [""] * (_LONGEST_SEGMENT - len(parts))
        write = _SEGMENTS.get((parts[0], parts[1])) or _SEGMENTS.get((parts[0], ""))
        if write is not None:
            yield from write(parts)


_LONGEST_SEGMENT = 20
_SEGMENTS: dict[tuple[str, str], Callable[[list[str]], list[str]]] = {
    ("N1", "PR"): lambda at: [f"Payer: {at[2]}"],
    ("NM1", "PR"): lambda at: [f"Payer: {at[3]}"],
    ("NM1", "QC"): lambda at: [f"Patient name: {at[3]}, {at[4]}", f"Member ID: {at[9]}"],
    ("NM1", "82"): lambda at: [f"Rendering provider: {at[3]}, {at[4]}"],
    ("DTM", "405"): lambda at: [f"Production date: {at[2]}"],
    ("CLP", ""): lambda at: [f"Claim number: {at[7] or at[1]}", f"Billed: {at[3]}  Paid: {at[4]}"],
    ("SVC", ""): lambda at: [f"Procedure code: {''.join(re.split('[:>]', at[1])[1:2])}"],
    ("CAS", ""): lambda at: [f"Adjustment: {at[1]} {code}" for code in at[2::3] if code],
    ("LQ", "HE"): lambda at: [f"Remark code: {at[2]}"],
}


def _resource(resource: Any) -> Iterator[str]:
    for path, value in _leaves(resource, ()):
        words = str(value)
        if path and words and (label := _label(path)) is not None:
            yield f"{label}: {words}" if label else f"{words}."


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, path)
    else:
        yield path, node


_LABELS = (
    (r"(?:insurer|payer)\.(?:display|name)", "Payer"),
    (r"patient\.display|patient\.name\.text", "Patient name"),
    (
        r"patient\.identifier\.value|subscriberId|insurance\.coverage\.identifier\.value",
        "Member ID",
    ),
    (r"identifier\.value|request\.identifier\.value", "Claim number"),
    (r"preAuthRef", "Authorization number"),
    (r"created", "Date"),
    (r"(?:requestor|provider)\.display", "Provider"),
    (r".*productOrService\.coding\.code", "Procedure code"),
    (r".*productOrService\.(?:coding\.display|text)", "Service"),
    (r".*diagnosis.*\.code", "Diagnosis"),
    (r".*adjudication\.reason\.coding\.code", "Adjustment reason code"),
    (
        r"disposition|.*adjudication\.reason\.(?:coding\.display|text)|.*processNote\.text|error\.code\.text",
        "",
    ),
    (r"error\.code\.coding\.(?:display|code)", ""),
)


def _label(path: tuple[str, ...]) -> str | None:
    name = re.sub(r"^(?:entry\.resource\.)+", "", ".".join(path))  # a bundle of resources
    return next((label for pattern, label in _LABELS if re.fullmatch(pattern, name)), None)
