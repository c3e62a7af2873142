"""The invented patient of `sample.yaml`: what she does, in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flows.loading import load

DAY = date(2026, 7, 10)  # on which she writes
_STEPS = Path(__file__).with_name("sample.yaml")


def steps() -> list[dict[str, str]]:
    """Each a table of one: what she would `say`, the label that she would `tap`, the words on the
    paper of which she would send a `photo`."""
    return load(_STEPS, list[dict[str, str]])
