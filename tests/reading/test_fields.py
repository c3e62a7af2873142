"""Single values: what is taken for a code, a number or a name, and what never is."""

from __future__ import annotations

import json
import time

import pytest

from letters.reading.notice import read
from tests.reading.written import letters


def codes(text: str) -> list[str]:
    return [code.value for code in read([text]).fields.cpt]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CPT 72148 was denied.", ["72148"]),
        ("CPT codes: 97110, 97140", ["97110", "97140"]),
        ("Procedure code 99213-25 is denied", ["99213"]),
        ("We denied HCPCS E0601.", ["E0601"]),
        ("27447 - Total knee replacement: denied", ["27447"]),
        ("Springfield, OH 45501. We denied it.", []),
        ("P.O. Box 72148. Denied.", []),
        ("Your plan number is H5519-004. Denied.", []),
        ("We denied $12345.", []),
        ("Reference 72148-99 was denied.", []),
        ("Account 55120 has a balance of 10.00", []),
    ],
)
def test_codes_of_care(text: str, wanted: list[str]) -> None:
    assert codes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Diagnosis: M54.16 Radiculopathy", ["M54.16"]),
        ("Diagnosis code: M5416", ["M5416"]),
        ("Diagnosis: Z99.77", []),  # there is no such code
        ("Remark code M50 applies. Denied.", []),
        ("We denied the care for E11.9 and I10.", ["E11.9"]),
    ],
)
def test_codes_of_diagnoses_are_checked(text: str, wanted: list[str]) -> None:
    assert [code.value for code in read([text]).fields.icd10] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "RxBIN: 610555\nRxPCN: ADV\nRxGrp: RX0031\nDenied.",
        "Member ID: XXX-XX-1234\nDenied.",
        "Member ID: [member ID]\nDenied.",
        "Member ID: ____________\nDenied.",
        "Member ID: see your card\nDenied.",
        "Member services: 1-800-555-0150. Denied.",
        "Member ID\n\nDenied on 10/03/2026.",
        "Group name: Ostrander Tool\nDenied.",
    ],
)
def test_what_is_no_member_number(text: str) -> None:
    assert read([text]).fields.member_id is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Member ID: XQF 884120067\nDenied.", "XQF 884120067"),
        ("ID # 900 417 765\nDenied.", "900 417 765"),
        ("Medicare number 1EG4-TE5-MK73. Denied.", "1EG4-TE5-MK73"),
        ("MEMBER ID      GROUP\n7KD03918       TRN-5500\nDenied.", "7KD03918"),
        ("Subscriber lD: HLX-2209-5518\nDenied.", "HLX-2209-5518"),
        ("Su número de miembro es 44120987. Denegado.", "44120987"),
    ],
)
def test_member_numbers(text: str, wanted: str) -> None:
    found = read([text]).fields.member_id

    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Date of service: 10/03/2026\nDenied.",
        "DOB 10/03/1961\nDenied.",
        "We received the claim on October 3, 2026. It is denied.",
        "Effective date: 10/03/2026\nDenied.",
        "Care given on October 3, 2026 is denied.",
        "Date: MM/DD/YYYY\nDenied.",
        "Denied. Revised 1/16/18",
        "Date: 02/30/2026\nDenied.",
    ],
)
def test_what_is_no_date_of_a_notice(text: str) -> None:
    assert read([text]).fields.notice_date is None


@pytest.mark.parametrize("text", ["October3,2026", "October3, 2026", "3de octubre de2026"])
def test_a_date_may_lack_its_spaces(text: str) -> None:
    found = read([f"Notice date: {text}\nDenied."]).fields.notice_date

    assert found is not None
    assert found.value.isoformat() == "2026-10-03"
    assert found.text == text


def test_an_empty_line_may_part_labels_from_their_values() -> None:
    text = (
        "Member Name     Member ID     Group No.\n\nADA LOOMIS      7KD03918      TRN-5500\nDenied."
    )

    found = read([text]).fields

    assert found.member_id and found.member_id.value == "7KD03918"
    assert found.group_number and found.group_number.value == "TRN-5500"


def test_where_an_appeal_goes_is_read() -> None:
    fields = read([next(letters()).text]).fields

    assert fields.appeals_address is not None
    assert fields.appeals_address.value.endswith("P.O. Box 5510 Dayton, OH 45402")
    assert fields.appeals_fax is not None
    assert fields.appeals_fax.value == "(937) 555-0188"


def test_a_guideline_is_named() -> None:
    fields = read(["Denied under Medical Policy RAD-22, Section 4. You may appeal."]).fields

    assert fields.plan_criteria is not None
    assert fields.plan_criteria.value == "Medical Policy RAD-22, Section 4"


def test_a_remittance_for_machines_is_read() -> None:
    text = (
        "ISA*00*~ST*835*0001~CLP*ACC-1*4*500*0*0*MC*PAYER-77120~NM1*PR*2*Larkspur Health Plan~"
        "NM1*QC*1*LOOMIS*ADA****MI*WQX884120067~DTM*405*20261003~SVC*HC:72148*500*0~"
        "CAS*CO*50*500~LQ*HE*N115~"
    )

    notice = read([text])

    assert notice.is_denial
    fields = notice.fields
    assert fields.insurer and fields.insurer.value == "Larkspur Health Plan"
    assert fields.claim_number and fields.claim_number.value == "PAYER-77120"
    assert fields.member_id and fields.member_id.value == "WQX884120067"
    assert fields.notice_date and fields.notice_date.value.isoformat() == "2026-10-03"
    assert [code.value for code in (*fields.cpt, *fields.carc, *fields.rarc)] == [
        "72148",
        "50",
        "N115",
    ]


def test_a_response_for_machines_is_read() -> None:
    text = json.dumps(
        {
            "resourceType": "ClaimResponse",
            "created": "2026-10-03",
            "insurer": {"display": "Larkspur Health Plan"},
            "identifier": [{"value": "CR-55120-9"}],
            "disposition": "Denied: not medically necessary",
        }
    )

    notice = read([text])

    assert notice.is_denial
    assert notice.fields.notice_date is not None
    assert notice.fields.claim_number is not None


@pytest.mark.parametrize(
    "text",
    [
        *("\n" * 9000, " " * 9000, "Aa Bb " * 3000, "1" * 9000, "[" * 9000, "10/03/2026 " * 900),
        *("Abc: \n \n" * 1500, "HEALTH PLAN " * 900, "Dear Ab Cd " * 900, "appeal to " * 900),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.process_time()

    read([text])

    assert time.process_time() - begun < 3


def test_a_letter_is_read_in_a_blink() -> None:
    texts = [letter.text for letter in letters()]
    for text in texts[::3]:
        read([text])
    begun = time.process_time()

    for text in texts:
        read([text])

    mean = (time.process_time() - begun) / len(texts)
    print(f"{mean * 1000:.1f} ms a letter")
    assert mean < 0.06  # three times what it takes, for a busy computer
