"""Who a letter is sent to, who asked for the care, and an address told by where it stands."""

from __future__ import annotations

import pytest

from letters.reading.notice import read

LETTER = """{sender}
410 Commerce Street, Suite 200
Dayton, OH 45402

October 3, 2026

{name}
88 Larch Lane
Apt 4
Dayton, OH 45410

Dear {greeted}:

We have denied the MRI that was requested. It is not medically necessary.
{more}
"""


def letter(
    name: str = "Ada Loomis",
    greeted: str = "Member",
    more: str = "You may appeal within 180 days.",
    sender: str = "Larkspur Health Plan",
) -> str:
    return LETTER.format(sender=sender, name=name, greeted=greeted, more=more)


@pytest.mark.parametrize(
    ("name", "greeted", "patient"),
    [
        ("Ada Loomis", "Member", "Ada Loomis"),
        ("Ada Loomis", "Ms. Loomis", "Ada Loomis"),
        ("ADA M LOOMIS", "Ada", "ADA M LOOMIS"),
        ("Parent of Ada Loomis", "Parent or Guardian", "Ada Loomis"),
        ("To the Parent/Guardian of Ada Loomis", "Mr. Loomis", "Ada Loomis"),
        ("A los padres de Ada Loomis", "Afiliado", "Ada Loomis"),
    ],
)
def test_the_patient_stands_in_the_address(name: str, greeted: str, patient: str) -> None:
    found = read([letter(name, greeted)]).fields.patient_name

    assert found is not None
    assert found.value == patient


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Ada Loomis, MD", "Provider"),
        ("Ada Loomis", "Dr. Petrosyan"),
        ("Ada Loomis", "Mr. Villalobos"),
        ("Larkspur Surgery Center", "Member"),
        ("[Member Name]", "[Member]"),
        ("Member Name", "Member"),
        ("Claims Department", "Member"),
    ],
)
def test_who_is_no_patient_is_not_taken_for_one(name: str, greeted: str) -> None:
    found = read([letter(name, greeted)]).fields.patient_name

    assert found is None or found.value not in (name, "Ada Loomis")


def test_a_letterhead_is_no_patient() -> None:
    text = "Blue Mesa\n410 Commerce Street\nDayton, OH 45402\n\nWe have denied your request."

    assert read([text]).fields.patient_name is None


def test_addresses_side_by_side_are_told_apart() -> None:
    text = (
        "Larkspur Health Plan              Ada Loomis\n"
        "410 Commerce Street               88 Larch Lane\n"
        "Dayton, OH 45402                  Akron, OH 44301\n\n"
        "Dear Member:\n\nWe have denied your MRI. It is not medically necessary.\n"
        "Send your appeal to the address at the top of this letter.\n"
    )

    found = read([text]).fields

    assert found.patient_name and found.patient_name.value == "Ada Loomis"
    assert found.appeals_address
    assert found.appeals_address.value == (
        "Larkspur Health Plan, 410 Commerce Street, Dayton, OH 45402"
    )


@pytest.mark.parametrize(
    "more",
    [
        "Mail your appeal to the address at the top of this letter.",
        "You may send a written appeal to the address shown above.",
        "Appeals go to our letterhead address.",
        "Envíe su apelación a la dirección que aparece en la parte superior de esta carta.",
    ],
)
def test_an_address_is_told_by_where_it_stands(more: str) -> None:
    found = read([letter(more=more)]).fields.appeals_address

    assert found is not None
    assert found.value == ("Larkspur Health Plan, 410 Commerce Street, Suite 200, Dayton, OH 45402")


@pytest.mark.parametrize(
    "more",
    [
        "You may appeal within 180 days.",
        "The service at the address above was denied. Call us.",
        "Send your bill to the address at the top of this letter.",
    ],
)
def test_a_letterhead_is_no_address_for_appeals_by_itself(more: str) -> None:
    assert read([letter(more=more)]).fields.appeals_address is None


def test_the_address_of_the_patient_is_not_where_appeals_go() -> None:
    text = letter(more="Send your appeal to the address above.").split("October", 1)[1]

    assert read(["October" + text]).fields.appeals_address is None


@pytest.mark.parametrize(
    ("sentence", "clinician"),
    [
        ("Dr. Hana Petrosyan, your heart doctor, asked us to pay for it.", "Dr. Hana Petrosyan"),
        ("Hana Petrosyan, MD requested this scan.", "Hana Petrosyan, MD"),
        ("Dr. Petrosyan has ordered an MRI.", "Dr. Petrosyan"),
        ("La Dra. Petrosyan solicitó este estudio.", "Dra. Petrosyan"),
    ],
)
def test_who_asked_for_the_care_is_read_from_a_sentence(sentence: str, clinician: str) -> None:
    found = read([letter(more=sentence)]).fields.ordering_clinician

    assert found is not None
    assert found.value == clinician


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Hana Petrosyan, our medical director, reviewed your case.",
        "Dr. Hana Petrosyan requested more records from the clinic.",
        "Your request was reviewed by Hana Petrosyan, MD.",
    ],
)
def test_a_reviewer_is_not_who_asked(sentence: str) -> None:
    assert read([letter(more=sentence)]).fields.ordering_clinician is None
