"""Why plans say no: each reason with its codes, its wordings, what answers it and the first move.

The shape of `data/law/reasons/*.yaml`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from flows.law.evidence import Evidence
from flows.law.sources import Verified
from flows.loading import DATA, Entry, load_folder

TOLD = 3  # reasons explained at once; more would not be read


class Code(Entry, frozen=True, kw_only=True):
    """A remittance code: the number, and our own words for it."""

    code: str
    meaning: str
    verified: Verified


class Reason(Entry, frozen=True, kw_only=True):
    id: str
    name: str
    priority: int
    carc: tuple[Code, ...]
    rarc: tuple[Code, ...]
    first_move: str
    move_type: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    note: str | None = None
    legal_note: str | None = None
    # ours: whether the no rests on a medical judgment (some rights hang on that)
    medical_judgment: bool = False
    # ours: papers on the care do not answer a no about the bill or the coverage
    about: Literal["care", "claim"] = "care"
    # ours: the rule it is judged by, printed only where the coverage's own sources name its section
    rule: str | None = None
    # ours: the first move of moves.yaml that says the same already, where it is made
    said_by: str | None = None


@cache
def reasons() -> dict[str, Reason]:
    """Every reason we know, by its key."""
    return load_folder(DATA / "law" / "reasons", Reason)
