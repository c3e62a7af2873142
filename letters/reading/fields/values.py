"""All values of a paper, by the names of the contract; what it does not say is None or empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from letters.reading.fields.appeals import appeals_address, appeals_fax
from letters.reading.fields.codes import (
    adjustment_codes,
    care_codes,
    diagnosis_codes,
    group_code,
    remark_codes,
)
from letters.reading.fields.criteria import plan_criteria
from letters.reading.fields.dates import notice_date
from letters.reading.fields.deadline import stated_deadline
from letters.reading.fields.insurer import insurer
from letters.reading.fields.numbers import number
from letters.reading.fields.people import ordering_clinician, patient_name
from letters.reading.fields.service import only_codes, service
from letters.reading.found import Code, Found, Private, StatedDeadline
from letters.reading.layout import Layout
from letters.reading.pairs import Pair


class Fields(Private, frozen=True, kw_only=True):
    """Every value that was read."""

    insurer: Found[str] | None = None
    notice_date: Found[date] | None = None
    appeal_deadline: Found[StatedDeadline] | None = None
    claim_number: Found[str] | None = None
    reference_number: Found[str] | None = None
    member_id: Found[str] | None = None
    group_number: Found[str] | None = None
    service: Found[str] | None = None
    wording: Found[str] | None = None
    plan_criteria: Found[str] | None = None
    appeals_address: Found[str] | None = None
    appeals_fax: Found[str] | None = None
    patient_name: Found[str] | None = None
    ordering_clinician: Found[str] | None = None
    cpt: tuple[Code, ...] = ()
    icd10: tuple[Code, ...] = ()
    carc: tuple[Code, ...] = ()
    rarc: tuple[Code, ...] = ()
    group_code: Found[str] | None = None


def fields(layout: Layout, pairs: Sequence[Pair]) -> Fields:
    """Every value that the paper prints, but the wording of the reason."""
    noticed = notice_date(layout, pairs)
    codes = care_codes(layout, pairs)
    return Fields(
        insurer=insurer(layout, pairs),
        notice_date=noticed,
        appeal_deadline=stated_deadline(layout, pairs, notice=noticed.value if noticed else None),
        claim_number=number(layout, pairs, "claim_number"),
        reference_number=number(layout, pairs, "reference_number"),
        member_id=number(layout, pairs, "member_id"),
        group_number=number(layout, pairs, "group_number"),
        service=service(layout, pairs) or only_codes(codes),
        plan_criteria=plan_criteria(layout),
        appeals_address=appeals_address(layout),
        appeals_fax=appeals_fax(layout),
        patient_name=patient_name(layout, pairs),
        ordering_clinician=ordering_clinician(layout, pairs),
        cpt=codes,
        icd10=diagnosis_codes(layout, pairs),
        carc=adjustment_codes(layout, pairs),
        rarc=remark_codes(layout, pairs),
        group_code=group_code(layout),
    )
