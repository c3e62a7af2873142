"""What lies on the desk when the papers of a case are written."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.pdf import Drawn
from letters.writing.shelf import Shelf


@dataclass(frozen=True, repr=False)
class Order:
    """What is known before the letter is written: enough for most papers beside it.

    `language` is the person's: the letter is English. `large` asks for large type in what the
    person reads; `shelf` has the papers that were made before.
    """

    plan: AppealPlan
    language: str
    large: bool = field(default=False, kw_only=True)
    shelf: Shelf = field(default_factory=Shelf, kw_only=True)


@dataclass(frozen=True)
class Desk(Order):
    """The order, the letter made of it, and what the person sent to go with it.

    `sign_page` is the page of the letter that holds the signature, from 1; `signature` is a photo
    of one.
    """

    letter: Document
    sign_page: int
    exhibits: tuple[Exhibit, ...] = ()
    signature: Sheet | None = None
    drawn: Drawn | None = None  # the letter's PDF, where it is drawn already

    def __repr__(self) -> str:
        return f"Desk({len(self.exhibits)} exhibits)"
