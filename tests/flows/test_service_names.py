"""What kind of service a paper names: by its code, by its words, or asked."""

from __future__ import annotations

import pytest

from flows.law.service_names import rules, service_of
from flows.law.services import services


@pytest.mark.parametrize(
    ("name", "codes", "service"),
    [
        ("MRI of the lumbar spine without contrast", [], "mri_lumbar"),
        ("Magnetic resonance imaging, lower back", [], "mri_lumbar"),
        ("MR BRAIN W/O CONTRAST", [], "mri_brain"),
        ("Resonancia magnética de la rodilla derecha", [], "mri_joint"),
        ("PET/CT skull base to mid-thigh", [], "pet"),
        ("CT abdomen and pelvis", [], "ct"),
        ("Bone density scan (DXA)", [], "dexa"),
        ("Balloon kyphoplasty, T12", [], "kyphoplasty"),
        ("Residential treatment, 30 days", [], "mental_health_stay"),
        ("Skilled nursing facility stay", [], "inpatient_stay"),
        ("Total knee replacement", [], "surgery"),
        ("Power wheelchair", [], "dme"),
        ("Outpatient imaging", ["72148"], "mri_lumbar"),
        ("MRI brain", ["72148"], "mri_lumbar"),
        ("Imaging", ["72148", "70551"], None),
        ("Carpet cleaning", [], None),
        ("Services on July 6", [], None),
        ("", [], None),
    ],
)
def test_a_code_or_the_words_tell_the_service(
    name: str, codes: list[str], service: str | None
) -> None:
    assert service_of(name, codes) == service


def test_every_rule_is_of_a_service_we_know() -> None:
    assert {rule.service for rule in rules()} <= set(services())
    assert all(rule.all and all(rule.all) for rule in rules())
