"""The time to appeal, from one or two sentences: never the time of something else."""

from __future__ import annotations

from datetime import date

import pytest

from letters.reading.fields.deadline import stated_deadline
from letters.reading.layout import Layout
from letters.reading.pairs import pairs

TOLD = [
    ("You may file an appeal within 60 calendar days of this notice.", 60),
    ("Your appeal must be filed within sixty (60) days of receipt of this letter.", 60),
    ("To appeal, write to us no later than 180 days after you get this notice.", 180),
    ("You have 65 days from the date of this notice to ask for an appeal.", 65),
    ("An appeal must be received by us within 120 days.", 120),
    ("If you disagree, you have up to 90 days to request a review.", 90),
    ("Appeal deadline: 180 days from the date above", 180),
    ("The deadline to appeal is 60 days from the date on this letter.", 60),
    ("You can appeal up to 180 days after you receive this letter. We decide in 30 days.", 180),
    ("We must get your appeal request within 60 days.", 60),
    ("You can file a grievance at any time, but an appeal must be filed within 60 days.", 60),
    ("Members have one hundred eighty (180) days to file a first level appeal.", 180),
    ("Usted tiene 60 días para apelar esta decisión.", 60),
    ("Debe presentar su apelación dentro de los 180 días de recibir esta carta.", 180),
    ("Puede pedir una apelación a más tardar 65 días después de la fecha de este aviso.", 65),
    ("Ask for a plan appeal within 60 days. Ask for a State Fair Hearing within 120 days.", 60),
    ("You may request a State Fair Hearing within 120 days from the date of this decision.", 120),
    ("The right to appeal expires 180 days after the date of this letter.", 180),
    ("Request a redetermination within 120 days of getting this notice.", 120),
    ("Send your appeal so that we have it in 30 days.", 30),
]
ON = [
    ("You must file your appeal by March 10, 2027.", date(2027, 3, 10)),
    ("Appeal by: 03/10/2027", date(2027, 3, 10)),
    ("The last day to appeal is 3/10/2027.", date(2027, 3, 10)),
    ("We must receive your appeal on or before March 10, 2027.", date(2027, 3, 10)),
    ("Si no está de acuerdo, apele antes del 10 de marzo de 2027.", date(2027, 3, 10)),
    ("Your appeal is due no later than 5:00 p.m. on March 10, 2027.", date(2027, 3, 10)),
]
SILENT = [
    "We will decide your appeal within 30 days.",
    "You will get our answer to your appeal within 60 calendar days.",
    "A peer-to-peer discussion may be requested within 14 days.",
    "To keep your services during the appeal, ask within 10 days.",
    "Expedited appeals are decided within 72 hours.",
    "Please pay this bill within 30 days.",
    "You have the right to appeal.",
    "The appeal decision will be mailed within 15 business days.",
    "Claims must be submitted within 90 days of the date of service.",
    "You may appeal. The drug must be tried for 30 days first.",
    "You can get free copies of your file. We will send them within 30 days of your request.",
    "We denied 30 days of physical therapy. You may appeal.",
    "Le responderemos su apelación en 30 días.",
    "Your doctor may speak with our medical director within 10 days about an appeal.",
    "You may appeal within 5 business days.",  # no number of calendar days
    "The services were given on March 10, 2027. You may appeal.",
]


def days_and_date(text: str) -> tuple[int | None, date | None]:
    layout = Layout([text])
    found = stated_deadline(layout, pairs(layout), notice=date(2026, 10, 3))
    return (found.value.days, found.value.date) if found else (None, None)


@pytest.mark.parametrize(("text", "days"), TOLD)
def test_a_time_in_days_is_read(text: str, days: int) -> None:
    assert days_and_date(text) == (days, None)


@pytest.mark.parametrize(("text", "day"), ON)
def test_a_last_day_is_read(text: str, day: date) -> None:
    assert days_and_date(text) == (None, day)


@pytest.mark.parametrize("text", SILENT)
def test_other_times_are_no_time_to_appeal(text: str) -> None:
    assert days_and_date(text) == (None, None)


def test_six_months_are_not_made_days() -> None:
    layout = Layout(["Write to us within 6 months and ask us to reconsider."])

    found = stated_deadline(layout, pairs(layout), notice=None)

    assert found is not None
    assert (found.value.days, found.value.months) == (None, 6)


def test_a_day_before_the_notice_is_no_deadline() -> None:
    assert days_and_date("You must file your appeal by September 1, 2026.") == (None, None)
