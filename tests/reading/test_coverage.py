"""Which kind of coverage the words of a paper tell; silence where they tell none."""

from __future__ import annotations

import pytest

from letters.reading.coverage import coverage
from letters.reading.layout import Layout

TOLD = [
    ("You are a member of Larkspur Gold (HMO), a Medicare Advantage plan.", "medicare_advantage"),
    ("Larkspur is an HMO plan with a Medicare contract. H5519-004", "medicare_advantage"),
    ("Form CMS-10003-NDMCP Notice of Denial of Medical Coverage", "medicare_advantage"),
    ("Aviso de denegación de la cobertura médica", "medicare_advantage"),
    ("Your dual eligible special needs plan (D-SNP) denied this.", "dsnp_integrated"),
    ("Notice of Denial of Medicare Part D Prescription Drug Coverage", "medicare_part_d"),
    ("Your Medicare Summary Notice. Medicare did not approve the test.", "original_medicare"),
    ("You have a Medicare Supplement policy, Plan G.", "medigap"),
    ("Your Medi-Cal health plan denied the request.", "medicaid_managed_care"),
    ("Enrollee: appeal to the plan, then ask a State Fair Hearing.", "medicaid_managed_care"),
    ("The Department of Health denied the Medicaid payment.", "medicaid_fee_for_service"),
    ("Your child is covered by the Children's Health Insurance Program.", "chip"),
    ("Federal Employees Health Benefits Program brochure, section 8", "fehb_pshb"),
    ("Humana Military, TRICARE East", "tricare"),
    ("CHAMPVA, VHA Office of Integrated Veteran Care", "champva"),
    ("Your plan was bought at HealthCare.gov.", "individual_marketplace_aca"),
    ("The plan is self-insured by your employer.", "employer_self_funded_erisa"),
    ("Your employer's policy is underwritten by Larkspur.", "employer_fully_insured_erisa"),
    ("Fallbrook College Student Health Insurance Plan", "student_plan"),
    ("Coverage of the State Employee Group Plan", "non_federal_governmental"),
    ("This is a church plan.", "church_plan"),
    ("This is short-term, limited-duration insurance.", "short_term_limited_duration"),
    ("The need is not eligible for sharing.", "fixed_indemnity_or_health_sharing"),
    ("This health plan is a grandfathered health plan.", "grandfathered"),
]  # fmt: skip
SILENT = [
    "We denied your request for an MRI. It is not medically necessary.",
    "If your plan is governed by ERISA, you may have the right to bring a civil action.",
    "If you have Medicare, call 1-800-MEDICARE.",
    "If you are enrolled in Medicaid, you may ask for a State Fair Hearing.",
    "The allowed amount is based on Medicare rates.",
    "We do not discriminate. Write to the Department of Health and Human Services.",
    "You may be able to get coverage at HealthCare.gov if you lose this plan.",
    "Humana denied the claim.",
    "Your medical records do not show the need.",
    "You have other insurance. Medicare is primary.",
    "The gold standard test is an MRI.",
    "This is not a Medicare notice.",
]


@pytest.mark.parametrize(("text", "key"), TOLD)
def test_the_words_tell_the_coverage(text: str, key: str) -> None:
    found = coverage(Layout([text]), "denial")

    assert found is not None
    assert found.key == key
    assert all(words in text for words in found.because)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_guessed_where_the_paper_is_silent(text: str) -> None:
    assert coverage(Layout([text]), "denial") is None


def test_two_kinds_about_as_sure_are_not_told() -> None:
    layout = Layout(["TRICARE paid first. Your student health plan denied the rest."])

    assert coverage(layout, "denial") is None
