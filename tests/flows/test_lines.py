"""A message of several lines: which question each line answers, and which it must not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import flows
from flows.interview.blocks import blocks
from flows.interview.labels import folded, is_courtesy, says_nothing
from flows.interview.lines import Reading, read_lines
from flows.interview.questions import interview

TODAY = date(2026, 7, 20)
MEMBERS = {block.key: list(block.questions) for block in blocks()}
PATIENT = ["patient_name", "member_id", "group_number", "date_of_birth"]
ADDRESS = "Northland Benefit Trust, Appeals Unit\nPO Box 5550\nSaint Paul, MN 55101"
HOME = "418 Larkspur Lane\nApt 2\nSaint Paul, MN 55104"
SENT = {"claim_number": "A-77120-26", "appeals_address": ADDRESS, "appeals_fax": "(651) 555-0136"}
CARE = {"diagnosis": "lumbar radiculopathy", "icd10": ["M54.16"], "cpt": ["72148"]}
DOCTOR = {
    "ordering_clinician": "Dana Reyes, MD",
    "clinician_specialty": "Family doctor",
    "clinician_phone": "(651) 555-0171",
}
CARD = {
    "patient_name": "Rosa Vega",
    "member_id": "NBT 4410 2286",
    "group_number": "70-114",
    "date_of_birth": "1971-02-18",
}
REACH = {"address": HOME, "phone": "(651) 555-0148", "email": "rosa.vega@example.com"}


def reading(keys: list[str], text: str, *, asked: list[str] | None = None) -> Reading:
    members = [interview().question(key) for key in keys]
    return read_lines(members, text, asked=asked or keys, today=TODAY, names=flows.NAMES)


# block, what is sent, what is read of it: nothing is left and nothing is wrong
READ: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "in order": (
        MEMBERS["appeals_office"],
        f"A-77120-26\n{ADDRESS}\n651-555-0136",
        SENT,
    ),
    "in any order": (
        MEMBERS["appeals_office"],
        f"651-555-0136\n{ADDRESS}\nA-77120-26",
        SENT,
    ),
    "with labels": (
        MEMBERS["appeals_office"],
        f"Fax: 651-555-0136\nClaim number: A-77120-26\nAddress: {ADDRESS}",
        SENT,
    ),
    "labels without a colon": (
        MEMBERS["appeals_office"],
        f"Fax 651 555 0136\nClaim # A-77120-26\nThe address for appeals:\n{ADDRESS}",
        SENT,
    ),
    "labels in Spanish": (
        MEMBERS["appeals_office"],
        f"Número de reclamación: A-77120-26\nDirección: {ADDRESS}\nEl fax es 651-555-0136",
        SENT,
    ),
    "Spanish without accents": (
        MEMBERS["appeals_office"],
        f"numero de reclamacion A-77120-26\nfax (651) 555-0136\ndireccion: {ADDRESS}",
        SENT,
    ),
    "by the numbers of the list": (
        MEMBERS["appeals_office"],
        f"4. 651-555-0136\n1) A-77120-26\n3. {ADDRESS}",
        SENT,
    ),
    "a rule that is called one, in order": (
        MEMBERS["appeals_office"],
        f"A-77120-26\nSpine Imaging Guideline SP-12\n{ADDRESS}\n651-555-0136",
        {**SENT, "plan_criteria": "Spine Imaging Guideline SP-12"},
    ),
    "a rule by its label, and no claim": (
        MEMBERS["appeals_office"],
        f"Rule: InterQual 2026, knee\nAddress: {ADDRESS}",
        {"plan_criteria": "InterQual 2026, knee", "appeals_address": ADDRESS},
    ),
    "a rule that comes first, in Spanish": (
        MEMBERS["appeals_office"],
        "Política médica de imágenes\nReclamo A-77120-26",
        {"plan_criteria": "Política médica de imágenes", "claim_number": "A-77120-26"},
    ),
    "with marks of a list, an empty line and thanks": (
        MEMBERS["appeals_office"],
        f"Hello\n- A-77120-26\n\n• {ADDRESS}\n\n651-555-0136\nThank you!",
        SENT,
    ),
    "one line only": (
        MEMBERS["appeals_office"],
        "A-77120-26",
        {"claim_number": "A-77120-26"},
    ),
    "all on one line": (
        MEMBERS["appeals_office"],
        "Claim: A-77120-26, fax: 651-555-0136",
        {"claim_number": "A-77120-26", "appeals_fax": "(651) 555-0136"},
    ),
    "none of a kind, said so": (
        MEMBERS["appeals_office"],
        "Claim A-77120-26\nFax: none",
        {"claim_number": "A-77120-26", "appeals_fax": None},
    ),
    "none at all, in a sentence": (MEMBERS["appeals_office"], "I have none of these", {}),
    "la carta no trae ninguno": (MEMBERS["appeals_office"], "La carta no trae ninguno", {}),
    "no lo tengo": (
        MEMBERS["appeals_office"],
        "A-77120-26\nFax: no lo tengo",
        {"claim_number": "A-77120-26", "appeals_fax": None},
    ),
    "a department is no claim": (
        MEMBERS["appeals_office"],
        "Claims Department\nPO Box 5550\nSaint Paul\nMN 55101-2234",
        {"appeals_address": "Claims Department\nPO Box 5550\nSaint Paul\nMN 55101-2234"},
    ),
    "figures alone: a claim first, then a fax": (
        MEMBERS["appeals_office"],
        f"A-77120-26\n{ADDRESS}\n6515550136",
        SENT,
    ),
    "figures alone are no fax while a claim is open": (
        MEMBERS["appeals_office"],
        "7712026500",
        {"claim_number": "7712026500"},
    ),
    "emoji are left out": (
        MEMBERS["appeals_office"],
        "A-77120-26 😀\n📠 651-555-0136",
        {"claim_number": "A-77120-26", "appeals_fax": "(651) 555-0136"},
    ),
    "a plan and its state": (
        MEMBERS["plan"],
        "Northland Benefit Trust\nMinnesota",
        {"insurer": "Northland Benefit Trust", "us_state": "MN"},
    ),
    "a plan and its state on one line": (
        MEMBERS["plan"],
        "Northland Benefit Trust, Minnesota",
        {"insurer": "Northland Benefit Trust", "us_state": "MN"},
    ),
    "a plan that begins as a label": (
        MEMBERS["plan"],
        "Company Health Northland\nEstado: TX",
        {"insurer": "Company Health Northland", "us_state": "TX"},
    ),
    "a greeting is no state": (MEMBERS["plan"], "hi", {}),
    "two small letters are no state": (MEMBERS["plan"], "pa", {"insurer": "pa"}),
    "agreement is no state": (MEMBERS["plan"], "OK", {}),
    "codes by their shape": (
        MEMBERS["diagnosis_codes"],
        "72148\nlumbar radiculopathy\nM54.16",
        CARE,
    ),
    "a code beside its name": (
        MEMBERS["diagnosis_codes"],
        "lumbar radiculopathy (M54.16)\nCPT 72148",
        CARE,
    ),
    "codes on one line": (
        MEMBERS["diagnosis_codes"],
        "Codes: M54.16, 72148\nDx: lumbar radiculopathy",
        CARE,
    ),
    "codes in Spanish": (
        MEMBERS["diagnosis_codes"],
        "Código de la atención: 72148\nDiagnóstico: lumbar radiculopathy\nCIE-10 M54.16",
        CARE,
    ),
    "several codes of a kind": (
        MEMBERS["diagnosis_codes"],
        "M54.16\nM51.26\n72148",
        {"icd10": ["M54.16", "M51.26"], "cpt": ["72148"]},
    ),
    "a code that two could be, told by the other": (
        MEMBERS["diagnosis_codes"],
        "G0130\nM81.0",
        {"icd10": ["M81.0"], "cpt": ["G0130"]},
    ),
    "a doctor": (
        MEMBERS["ordered_by"],
        "Dana Reyes, MD\nFamily doctor\n651 555 0171",
        DOCTOR,
    ),
    "a doctor by labels": (
        MEMBERS["ordered_by"],
        "Office phone: 651-555-0171\nSpecialty Family doctor\nDoctor: Dana Reyes, MD",
        DOCTOR,
    ),
    "una doctora": (
        MEMBERS["ordered_by"],
        "Consultorio 651-555-0171\nEspecialidad: Family doctor\nMédica: Dana Reyes, MD",
        DOCTOR,
    ),
    "a card": (PATIENT, "Rosa Vega\nNBT 4410 2286\n70-114\nFebruary 18, 1971", CARD),
    "a card, upside down": (PATIENT, "2/18/1971\nGroup 70-114\nNBT 4410 2286\nRosa Vega", CARD),
    "una tarjeta": (
        PATIENT,
        "Nombre: Rosa Vega\nMiembro: NBT 4410 2286\nGrupo: 70-114\nNacida el 18 de febrero de 1971",
        CARD,
    ),
    "a card of someone who is helped": (
        MEMBERS["card"],
        "Rosa Vega\nLuis Vega\nspouse\nNBT 4410 2286\n70-114\nFebruary 18, 1971",
        {**CARD, "signer_name": "Luis Vega", "signer_role": "spouse"},
    ),
    "a name that is a month": (
        PATIENT,
        "April Mayo\n4410",
        {"patient_name": "April Mayo", "member_id": "4410"},
    ),
    "an address of three lines, its label on the first": (
        MEMBERS["reach"],
        f"Address: {HOME}\n651-555-0148\nrosa.vega@example.com",
        REACH,
    ),
    "an address after the rest": (
        MEMBERS["reach"],
        f"rosa.vega@example.com\nCelular 651-555-0148\nVivo en {HOME}",
        REACH,
    ),
}


@pytest.mark.parametrize(("keys", "text", "expected"), READ.values(), ids=READ)
def test_each_line_answers_its_question(
    keys: list[str], text: str, expected: dict[str, Any]
) -> None:
    found = reading(keys, text)

    assert found.values == expected
    assert found.wrong == {}
    assert found.left == ()


WRONG = {
    "a fax that lacks its area code": (
        MEMBERS["appeals_office"],
        f"A-77120-26\n{ADDRESS}\nFax 555-0136",
        {"claim_number", "appeals_address"},
        {"appeals_fax": "phone"},
    ),
    "a line too long": (
        MEMBERS["reach"],
        f"{'Larkspur ' * 60}\n651-555-0148",
        {"phone"},
        {"address": "too_long"},
    ),
    "an email without its end": (
        MEMBERS["reach"],
        "rosa@\n651-555-0148",
        {"phone"},
        {"email": "email"},
    ),
    "a code that lost its point": (
        MEMBERS["diagnosis_codes"],
        "M5416\n72148",
        {"cpt"},
        {"icd10": "code"},
    ),
    "a date that can be two": (
        PATIENT,
        "Rosa Vega\n2/3/71",
        {"patient_name"},
        {"date_of_birth": "ambiguous"},
    ),
    "a birth still to come": (
        PATIENT,
        "Rosa Vega\nBorn February 18, 2027",
        {"patient_name"},
        {"date_of_birth": "date_in_future"},
    ),
    "a Social Security number with a label": (
        PATIENT,
        "Rosa Vega\nMember ID: 123-45-6789\n70-114",
        {"patient_name", "group_number"},
        {"member_id": "ssn"},
    ),
}


@pytest.mark.parametrize(("keys", "text", "kept", "wrong"), WRONG.values(), ids=WRONG)
def test_a_line_that_does_not_fit_costs_no_other(
    keys: list[str], text: str, kept: set[str], wrong: dict[str, str]
) -> None:
    found = reading(keys, text)

    assert set(found.values) == kept
    assert {key: why.code for key, why in found.wrong.items()} == wrong


LEFT = {
    "two dates of birth": (PATIENT, "Rosa Vega\nFebruary 18, 1971\nJuly 1, 2001", 2),
    "two fax numbers": (MEMBERS["appeals_office"], "651-555-0136\n651-555-0137", 2),
    "a second phone of the same label": (
        MEMBERS["reach"],
        "Phone 651-555-0148\nPhone 651-555-0149",
        1,
    ),
    "a number where both a phone and a fax are wanted": (
        ["appeals_fax", "clinician_phone"],
        "651-555-0148",
        1,
    ),
    "a card on one line": (PATIENT, "Rosa Vega, NBT 4410 2286, 70-114", 1),
    "more names than are wanted": (PATIENT, "Rosa Vega\nLuis Vega", 1),
}


@pytest.mark.parametrize(("keys", "text", "left"), LEFT.values(), ids=LEFT)
def test_what_may_be_two_things_is_given_to_neither(keys: list[str], text: str, left: int) -> None:
    found = reading(keys, text)

    assert len(found.left) == left
    assert len(found.values) <= 1


def test_as_many_numbers_as_are_wanted_come_in_order() -> None:
    found = reading(["appeals_fax", "clinician_phone"], "651-555-0148\n651-555-0149")

    assert found.values == {"appeals_fax": "(651) 555-0148", "clinician_phone": "(651) 555-0149"}


def test_a_label_settles_which_of_two_numbers_is_which() -> None:
    found = reading(["appeals_fax", "clinician_phone"], "651-555-0148\nFax 651-555-0149")

    assert found.values == {"appeals_fax": "(651) 555-0149", "clinician_phone": "(651) 555-0148"}


def test_a_social_security_number_without_a_label_is_nobodys() -> None:
    found = reading(PATIENT, "Rosa Vega\n123-45-6789\nNBT 4410 2286")

    assert found.values == {"patient_name": "Rosa Vega", "member_id": "NBT 4410 2286"}
    assert found.secret
    assert found.left == ()


def test_a_line_without_a_label_answers_only_what_is_asked() -> None:
    keys = MEMBERS["appeals_office"]

    found = reading(keys, "B-2", asked=["appeals_address", "appeals_fax"])

    assert found.values == {"appeals_address": "B-2"}


def test_a_label_corrects_what_was_answered_before() -> None:
    keys = MEMBERS["appeals_office"]

    found = reading(keys, "Claim: B-22", asked=["appeals_address", "appeals_fax"])

    assert found.values == {"claim_number": "B-22"}


def test_pictures_are_counted() -> None:
    assert reading(PATIENT, "Rosa 🌹 Vega 🌹").pictures == 2


@pytest.mark.parametrize("text", ["none", "No tengo", "I don't have it", "n/a", "-", "ninguno."])
def test_a_no_is_no_answer(text: str) -> None:
    found = reading(MEMBERS["appeals_office"], text)

    assert found.nothing or text == "-"
    assert found.values == {}
    assert found.left == ()


@pytest.mark.parametrize("text", ["No. 12 Elm Street", "Nadine Noble", "Nothing Street 4"])
def test_what_begins_like_a_no_is_one_only_if_it_ends_so(text: str) -> None:
    assert not says_nothing(text)
    assert not is_courtesy(text)


def test_folded_letters_keep_their_places() -> None:
    text = "Número ñandú ﬁ 김 é"

    assert len(folded(text)) == len(text)


@pytest.mark.parametrize("keys", MEMBERS.values(), ids=MEMBERS)
@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "line\n" * 900, "May 5, 2026\n" * 600, "word " * 1000, "1" * 4000, "a, " * 1400,
     "💊" * 2000, "\x00\ud83d", "3. \n2) \n-", ":::", "Fax:", "Fax:\nFax:\nFax:"],
    ids=lambda each: ascii(each[:12]),
)  # fmt: skip
def test_whatever_is_sent_is_read_without_a_fault(keys: list[str], text: str) -> None:
    found = reading(keys, text)

    assert set(found.values) | set(found.wrong) <= set(keys)
