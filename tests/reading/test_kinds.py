"""What kind of paper a few words make: a no as a fact, or only words about one."""

from __future__ import annotations

import pytest

from letters.reading.notice import read

KINDS = [
    ("Explanation of Benefits. We paid $90.00 of $120.00. You may appeal a denied claim.", "paid"),
    (
        "Your claim was processed. Plan paid: $210.00. Your share: $15.00. Not covered: $0.00",
        "paid",
    ),
    (
        "We have approved your request for a sleep study. If we deny a later one you may appeal.",
        "approval",
    ),
    ("Your prior authorization was approved for 12 visits.", "approval"),
    ("Your appeal was decided in your favor. We have approved the surgery.", "approval"),
    ("Please send us the office notes. We have not yet made a decision.", "request_for_records"),
    ("Your request is pended. This is not a denial.", "request_for_records"),
    ("Good faith estimate of expected charges. This is only an estimate.", "estimate"),
    ("This is an attempt to collect a debt. Your past due account is with us.", "collection"),
    ("Patient statement. Amount due $40.00. Pay online. Due date 10/03/2026.", "bill"),
    ("Welcome to the plan. If we deny a claim, you can appeal within 180 days.", "other"),
    ("We got your appeal on October 3, 2026. We will answer within 30 days.", "other"),
    ("Your handbook says how to appeal if a service is not covered.", "other"),
    ("Your coverage starts on January 1, 2027.", "other"),
    ("We approved 6 visits and denied 6 visits.", "denial"),
    ("We are unable to approve the request.", "denial"),
    ("The claim will not be paid: the service is excluded.", "denial"),
    ("After your appeal, we uphold our decision. The MRI is not covered.", "denial"),
    ("Your home care hours will be reduced from 40 to 20 hours.", "denial"),
    ("Explanation of Benefits. Billed 300.00 Allowed 0.00 CO-197 Paid 0.00", "denial"),
    ("No aprobamos la cirugía.", "denial"),
    ("Su solicitud fue aprobada.", "approval"),
    ("Your appeal is dismissed because it came too late.", "denial"),
    ("Determination: Adverse. Criteria not met.", "denial"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_paper(text: str, kind: str) -> None:
    assert read([text]).kind == kind
