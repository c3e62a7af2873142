"""One person's case: what was answered, and where in its life it stands."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import msgspec

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike on paper


class KeptSheet(msgspec.Struct, frozen=True):
    """A page of a paper that the person sent: its place and size; the page itself is in the store.

    `legible` is False where its words may not survive a fax, and the person kept it all the same.
    """

    position: int
    size: int
    legible: bool = True


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A case as it is kept: values only, so that it can be sealed as JSON.

    `answers` holds contract keys; a group is a list of objects; None is "asked and not known".
    `scratch` holds what is being chosen and is not an answer yet (ticks, an opened page of options,
    the question being changed). `revision` counts saves; `screen` counts what was asked and travels
    in every button, so that one of an earlier question is known as such. `rounds` holds earlier
    decisions, oldest first; the plain answers are the present round. `sheets` counts the pages that
    the person sent, by paper; `signature` is the size of one, `large` asks for large print.
    `sent_pages` are the places of the pages that went with the letter.
    `sent_by` is the way the letter went, `got_on` the day it came there; `calls` are those that
    the person wrote down; `approved` says that they said yes. `remind_from` is the day on which
    the person asked to be reminded, `reminded_on` the last on which that was done.
    """

    reference: str
    language: str
    phase: str
    consented_on: date
    answers: dict[str, Any] = {}
    scratch: dict[str, Any] = {}
    revision: int = 0
    screen: int = 0
    sent_on: date | None = None
    rounds: tuple[dict[str, Any], ...] = ()
    sheets: dict[str, tuple[KeptSheet, ...]] = {}
    signature: int | None = None
    large: bool = False
    sent_pages: dict[str, tuple[int, ...]] = {}
    sent_by: str | None = None
    got_on: date | None = None
    calls: tuple[dict[str, Any], ...] = ()
    approved: bool = False
    remind_from: date | None = None
    reminded_on: date | None = None

    def __repr__(self) -> str:
        return f"Case({self.reference} {self.phase} r{self.revision})"


def new_reference() -> str:
    """Six letters and figures that name a case aloud and in logs; nothing of the person."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def new_case(language: str, *, today: date) -> Case:
    """A case that has just been agreed to."""
    return Case(reference=new_reference(), language=language, phase="welcome", consented_on=today)
