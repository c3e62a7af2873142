"""A read paper as the contract's JSON shape, and as lines for a person."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from letters.reading.found import Code, Found, StatedDeadline
from letters.reading.notice import Notice


def json_shape(notice: Notice, file: str) -> dict[str, Any]:
    """The shape of `letters read --json`."""
    told = notice.coverage
    return {
        "file": file,
        "kind": notice.kind,
        "is_denial": notice.is_denial,
        "is_form": notice.is_form,
        "language": notice.language,
        "reasons": [
            {"key": each.key, "confidence": each.confidence, "because": list(each.because)}
            for each in notice.reasons
        ],
        "coverage": {
            "key": told.key if told else None,
            "confidence": told.confidence if told else 0,
            "because": list(told.because) if told else [],
            "also": list(told.also) if told else [],
        },
        "fields": {
            name: shaped
            for name in notice.fields.__struct_fields__
            if (shaped := _value(getattr(notice.fields, name))) is not None
        },
    }


def _value(found: Found[Any] | tuple[Code, ...] | None) -> Any:
    if found is None:
        return None
    if isinstance(found, tuple):
        return [{"value": code.value, "text": code.text} for code in found]
    value = found.value
    if isinstance(value, StatedDeadline):
        value = {"days": value.days, "date": _iso(value.date)}
        if found.value.months:
            value["months"] = found.value.months
    elif isinstance(value, date):
        value = value.isoformat()
    return {"value": value, "text": found.text, "confidence": found.confidence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def summary(notice: Notice, file: str) -> str:
    """What was read, a line each, for a person at a terminal."""
    shape = json_shape(notice, file)
    lines = [f"{file}: {notice.kind.replace('_', ' ')}{' (blank form)' if notice.is_form else ''}"]
    if notice.coverage:
        lines.append(_line("coverage", notice.coverage.key, "; ".join(notice.coverage.because)))
    lines.extend(_line("reason", each.key, "; ".join(each.because)) for each in notice.reasons)
    for name, found in shape["fields"].items():
        if isinstance(found, list):
            if found:
                lines.append(_line(name, ", ".join(code["value"] for code in found), ""))
        else:
            value = found["value"]
            told = _deadline(notice.fields.appeal_deadline) if name == "appeal_deadline" else value
            lines.append(_line(name, told, "" if found["text"] == told else found["text"]))
    return "\n".join(lines)


def _line(name: str, value: str, words: str) -> str:
    quoted = f'   "{words}"' if words else ""
    return f"  {name.replace('_', ' '):<20}{value}{quoted}"


def _deadline(found: Found[StatedDeadline] | None) -> str:
    assert found is not None
    told = msgspec.structs.asdict(found.value)
    parts = [f"{told[unit]} {unit}" for unit in ("days", "months") if told[unit]]
    return ", ".join([*parts, *([told["date"].isoformat()] if told["date"] else [])])
