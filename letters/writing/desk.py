"""What lies on the desk when the papers of a case are written."""

from __future__ import annotations

from dataclasses import dataclass

from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.exhibit import Exhibit, Sheet


@dataclass(frozen=True)
class Desk:
    """The plan, the letter made of it, and what the person sent to go with it.

    `language` is the person's: the letter is English. `sign_page` counts the letter's pages, from
    1. `large` asks for large type in what the person reads; `signature` is a photo of one.
    """

    plan: AppealPlan
    language: str
    letter: Document
    sign_page: int
    large: bool = False
    exhibits: tuple[Exhibit, ...] = ()
    signature: Sheet | None = None

    def __repr__(self) -> str:
        return f"Desk({len(self.exhibits)} exhibits)"
