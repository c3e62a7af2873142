"""The letters of papers/letters.yaml, written for the people of papers/people.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

PAPERS = Path(__file__).parent / "papers"
_MONTHS = {
    7: "julio",
    8: "agosto",
    10: "octubre",
    11: "noviembre",
    12: "diciembre",
    9: "septiembre",
}
_MONTHS |= {1: "enero", 2: "febrero", 3: "marzo", 4: "abril", 5: "mayo", 6: "junio"}
FORMS = {
    "long": lambda day: f"{day:%B} {day.day}, {day.year}",
    "us": lambda day: f"{day:%m/%d/%Y}",
    "iso": lambda day: day.isoformat(),
    "short": lambda day: f"{day.month}/{day.day}/{day:%y}",
    "eu": lambda day: f"{day.day} {day:%B} {day.year}",
    "mon": lambda day: f"{day:%b} {day.day}, {day.year}",
    "es": lambda day: f"{day.day} de {_MONTHS[day.month]} de {day.year}",
}


@dataclass(frozen=True)
class Letter:
    """A letter and what it tells."""

    id: str
    text: str
    person: dict[str, Any]
    layout: dict[str, Any]

    @property
    def expected(self) -> dict[str, Any]:
        """The values that the text tells, by field."""
        told = {
            "patient_name": "patient",
            "notice_date": "notice",
            "ordering_clinician": "clinician_last",
        }
        return {each: self.person.get(told.get(each, each)) for each in self.layout["gives"]}


def letters() -> Iterator[Letter]:
    """Every layout for three people each, in turn."""
    people = loaded("people.yaml")
    for number, layout in enumerate(loaded("letters.yaml")):
        for step in range(3):
            person = people[(number + step * 2) % len(people)]
            yield Letter(f"{layout['id']}-{step}", _filled(layout["text"], person), person, layout)


def others() -> list[dict[str, Any]]:
    """Papers that are no denial, cards, and forms that nobody filled in."""
    return list(loaded("others.yaml"))


def loaded(name: str) -> Any:
    return msgspec.yaml.decode((PAPERS / name).read_bytes())


def _filled(text: str, person: dict[str, Any]) -> str:
    def put(found: re.Match[str]) -> str:
        value = person[found[1]]
        if found[2] == "upper":
            return str(value).upper()
        if found[2]:
            return FORMS[found[2]](value if isinstance(value, date) else date.fromisoformat(value))
        return str(value)

    return re.sub(r"\{(\w+)(?::(\w+))?\}", put, text)
