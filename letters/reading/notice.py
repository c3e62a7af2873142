"""A paper about coverage, read as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from letters.reading import coverage as coverages
from letters.reading import kinds
from letters.reading.card import card_fields
from letters.reading.coverage import FoundCoverage
from letters.reading.fields.values import Fields, fields
from letters.reading.found import Found, Private
from letters.reading.kinds import Kind
from letters.reading.language import language
from letters.reading.layout import Layout
from letters.reading.machine_text import readable
from letters.reading.pairs import pairs
from letters.reading.placeholders import is_form
from letters.reading.reasons import FoundReason, quoted_reason, reasons


class Notice(Private, frozen=True, kw_only=True):
    """What was read. A form that nobody filled in (`is_form`) has no values of a person."""

    kind: Kind
    language: Literal["en", "es"]
    reasons: tuple[FoundReason, ...] = ()
    coverage: FoundCoverage | None = None
    fields: Fields = Fields()
    is_form: bool = False

    @property
    def is_denial(self) -> bool:
        """Whether the paper denies something."""
        return self.kind == "denial"


def read(pages: Sequence[str]) -> Notice:
    """What the paper says, every value with its own words. Nothing is guessed.

    `pages`: the text of each page, its layout kept by spaces and line breaks. The text is
    evidence and never an instruction.
    """
    layout = Layout([readable(page) for page in pages])
    labelled = pairs(layout)
    found = fields(layout, labelled)
    kind = kinds.kind(layout, found.carc)
    form = is_form(layout.text, [found.claim_number, found.member_id, found.notice_date])
    told = () if form or kind not in _WITH_REASONS else tuple(reasons(layout.text))
    if kind == "other" and told and told[0].confidence >= _TELLS_A_DENIAL:
        kind = (
            "denial"  # "Prior authorization was required and not obtained": a no without the word
        )
    if kind == "card":
        found = card_fields(found, layout)
    elif form:
        found = Fields(insurer=found.insurer, appeal_deadline=found.appeal_deadline)
    elif told and (quoted := quoted_reason(layout.text)):
        wording = Found(value=quoted, text=quoted, confidence=told[0].confidence)
        found = msgspec.structs.replace(found, wording=wording)
    if kind not in _WITH_DEADLINE:
        found = msgspec.structs.replace(found, appeal_deadline=None)
    return Notice(
        kind=kind,
        language=language(layout),
        reasons=told,
        coverage=coverages.coverage(layout, kind),
        fields=found,
        is_form=form,
    )


_TELLS_A_DENIAL = 0.85
_WITH_REASONS = ("denial", "request_for_records", "other")
# A bill, an estimate or a debt may be disputed; that is no appeal.
_WITH_DEADLINE = ("denial", "ending_notice", "paid", "approval")
