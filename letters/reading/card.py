"""What an insurance card tells."""

from __future__ import annotations

from letters.reading.fields.numbers import medicare_number
from letters.reading.fields.values import Fields
from letters.reading.layout import Layout


def card_fields(fields: Fields, layout: Layout) -> Fields:
    """The fields of a card: it has no claim, no care and no date of a notice.

    A Medicare card prints its number under no label that says so: its pattern tells it.
    """
    return Fields(
        insurer=fields.insurer,
        member_id=fields.member_id or medicare_number(layout),
        group_number=fields.group_number,
        patient_name=fields.patient_name,
    )
