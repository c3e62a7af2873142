"""Several answers in one message: what is kept, what is read back, and what is asked then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation.events import Showed
from flows.interview.blocks import blocks
from flows.interview.questions import interview
from tests.support.patient import GOOD, TODAY, Patient

ADDRESS = GOOD["appeals_address"]
KEYS = [block.key for block in blocks()]
ONLY_OPTIONAL = [
    block.key
    for block in blocks()
    if all(interview().question(key).optional for key in block.questions)
]


def at(key: str, *, language: str = "en") -> Patient:
    return Patient.agreed(language=language).comes_to_block(key)


# ------------------------------------------------------------- the question


def test_a_block_names_what_to_send_and_shows_a_line_for_each() -> None:
    patient = at("appeals_office")

    assert "Send these in one message, a line for each. Leave out what you don't have." in (
        patient.said
    )
    assert "1. The claim or case number\n2. The rule or guideline they used\n" in patient.said
    assert "\n3. The address for appeals\n4. The fax number for appeals" in patient.said
    assert "Claim: CL-20418" in patient.said
    assert patient.labels == ["One at a time", "I have none of these", "Back", "Why?"]


def test_a_block_that_the_letter_needs_cannot_be_left_out_whole() -> None:
    assert at("card").labels == ["One at a time", "Back", "Why?"]
    patient = at("plan")

    patient.taps_token("none", "insurer")

    assert patient.turn.toast is not None
    assert "insurer" not in patient.answers


def test_why_tells_the_reason_of_the_block() -> None:
    patient = at("card")

    patient.taps("Why?")

    assert patient.said.startswith("Why I ask: The plan finds the file with these.")
    assert patient.at.block


def test_a_block_counts_as_one_question() -> None:
    patient = at("plan")
    number, total = _progress(patient)
    patient.answers_well()

    assert _progress(patient) == (number + 1, total)


def test_one_at_a_time_counts_each() -> None:
    patient = at("appeals_office")
    number, total = _progress(patient)
    patient.taps("One at a time")

    assert _progress(patient) == (number, total + 3)
    patient.answers_well()
    assert _progress(patient) == (number + 1, total + 3)


def _progress(patient: Patient) -> tuple[int, int]:
    line = next(line for line in patient.said.split("\n") if line.startswith("Question "))
    return int(line.split()[1]), int(line.split()[-1])


# ------------------------------------------------------------- one message


def test_one_message_answers_all_and_is_read_back() -> None:
    patient = at("appeals_office")

    patient.says(f"A-77120-26\n{ADDRESS}\nFax 651-555-0136")

    assert patient.answers["claim_number"] == "A-77120-26"
    assert patient.answers["appeals_address"] == ADDRESS
    assert patient.answers["appeals_fax"] == "(651) 555-0136"
    assert patient.said.startswith("This is what I read. If a line is not right, send /review")
    assert "• The fax number for appeals: (651) 555-0136" in patient.said
    assert patient.key == "coverage"


def test_the_same_in_spanish() -> None:
    patient = at("card", language="es")

    patient.says("Nombre: Rosa Vega\nNúmero de miembro: NBT 4410\nNací el 18 de febrero de 1971")

    assert patient.answers["patient_name"] == "Rosa Vega"
    assert patient.answers["member_id"] == "NBT 4410"
    assert patient.answers["date_of_birth"] == "1971-02-18"
    assert "• La fecha de nacimiento: 18 de febrero de 1971" in patient.said
    assert "• El número de grupo: no se sabe" in patient.said


def test_what_is_left_out_is_not_known_and_what_that_costs_is_told() -> None:
    patient = at("appeals_office")

    patient.says("A-77120-26\n651-555-0136")

    assert patient.answers["appeals_address"] is None
    assert "• The address for appeals: not known. Call the plan for the address" in patient.said
    assert patient.key == "coverage"


def test_what_the_letter_needs_is_not_left_out_in_silence() -> None:
    patient = at("card")

    patient.says("Rosa Vega\nFebruary 18, 1971")

    assert patient.answers["group_number"] is None
    assert "member_id" not in patient.answers
    assert patient.key == "member_id"
    assert patient.at.block is None
    assert "I'm not sure" in patient.labels


def test_a_line_at_a_time_leaves_nothing_out() -> None:
    patient = at("appeals_office")

    patient.says("A-77120-26")
    assert patient.at.block
    assert [each.key for each in patient.at.block.asked] == [
        "plan_criteria",
        "appeals_address",
        "appeals_fax",
    ]
    assert "2. The address for appeals\n3. The fax number for appeals" in patient.said
    patient.says(ADDRESS)
    assert "1. The rule or guideline they used\n2. The fax number for appeals" in patient.said
    patient.says("Rule: SP-12")
    assert patient.key == "appeals_fax"
    patient.says("651-555-0136")

    assert patient.key == "coverage"
    assert patient.answers["appeals_address"] == ADDRESS


def test_a_line_with_a_label_corrects_an_earlier_one() -> None:
    patient = at("appeals_office")
    patient.says("A-77120")

    patient.says("Claim: A-77120-26")

    assert patient.answers["claim_number"] == "A-77120-26"
    assert patient.at.block


def test_a_wrong_line_loses_nothing_and_is_asked_alone_with_what_to_do() -> None:
    patient = at("appeals_office")

    patient.says(f"A-77120-26\n{ADDRESS}\nFax 555-0136")

    assert patient.answers["claim_number"] == "A-77120-26"
    assert patient.answers["appeals_address"] == ADDRESS
    assert "appeals_fax" not in patient.answers
    assert "Write the fax number for appeals with 10 digits" in patient.said
    assert patient.key == "appeals_fax"
    assert patient.at.block is None
    assert "It's not in the letter" in patient.labels


def test_two_wrong_lines_are_asked_one_after_the_other() -> None:
    patient = at("reach")

    patient.says("Phone: 651-555\nEmail: rosa\n418 Larkspur Lane")
    assert patient.answers["address"] == "418 Larkspur Lane"
    assert "Write the phone number with 10 digits" in patient.said
    assert "Write the email address such as" in patient.said
    assert (patient.key, patient.at.block) == ("phone", None)
    patient.says("651-555-0148")

    assert (patient.key, patient.at.block) == ("email", None)


def test_nothing_that_can_be_read_says_how_and_keeps_the_block() -> None:
    patient = at("plan")
    before = patient.answers

    patient.says("Hello!")

    assert patient.answers == before
    assert patient.said.startswith("Send a line for each thing on the list, or choose One at")
    assert patient.at.block


def test_a_line_that_no_question_took_is_named() -> None:
    patient = at("card")

    patient.says("Rosa Vega\nNBT 4410\n70-114\nFebruary 18, 1971\nJuly 1, 2001")

    assert "I did not use this: February 18, 1971; July 1, 2001" in patient.said
    assert patient.key == "date_of_birth"
    assert "date_of_birth" not in patient.answers


def test_a_date_that_can_be_two_is_asked_back_with_two_buttons() -> None:
    patient = at("card")

    patient.says("Rosa Vega\nNBT 4410\n2/3/71")
    assert patient.key == "date_of_birth"
    assert patient.labels[:2] == ["February 3, 1971", "March 2, 1971"]
    patient.taps("March 2, 1971")

    assert patient.answers["date_of_birth"] == "1971-03-02"


def test_a_date_that_can_be_two_behind_another_question_has_no_buttons_there() -> None:
    patient = at("card")

    patient.says("Rosa Vega\n2/3/71")

    assert patient.key == "member_id"
    assert "March 2, 1971" not in patient.labels
    assert "Write the date of birth with the month as a word" in patient.said


def test_a_social_security_number_is_not_saved_and_costs_no_other_line() -> None:
    patient = at("card")

    patient.says("Rosa Vega\n123-45-6789\nFebruary 18, 1971")

    assert patient.answers["patient_name"] == "Rosa Vega"
    assert "123-45" not in str(patient.case.answers if patient.case else "")
    assert "123-45" not in patient.said
    assert "That looks like a Social Security number, so I did not save it." in patient.said
    assert "group_number" not in patient.answers
    assert patient.key == "member_id"


def test_a_phone_without_its_doctor_asks_for_the_doctor() -> None:
    patient = at("ordered_by")

    patient.says("Office: 651-555-0171\nKind: family doctor")

    assert patient.key == "ordering_clinician"
    assert "ordering_clinician" not in patient.answers
    assert patient.at.block is None


def test_pictures_are_left_out_and_said_so() -> None:
    patient = at("plan")

    patient.says("Northland 🌲\nMN")

    assert patient.answers["insurer"] == "Northland"
    assert "Letters can't carry pictures, so I left 1 out." in patient.said


def test_an_emergency_in_a_line_is_heard_and_the_lines_are_kept() -> None:
    patient = at("ordered_by")

    patient.says("Dana Reyes, MD\nI want to die")

    assert "Call or text 988" in patient.said
    assert patient.answers["ordering_clinician"] == "Dana Reyes, MD"


# ------------------------------------------------------------- buttons and commands


@pytest.mark.parametrize("key", ONLY_OPTIONAL)
def test_i_have_none_of_these_goes_on(key: str) -> None:
    patient = at(key)
    asked = patient.at.block.asked if patient.at.block else ()

    patient.taps("I have none of these")

    assert patient.key not in {each.key for each in asked}
    assert patient.answers[asked[0].key] is None
    assert "not known." in patient.said
    assert "This is what I read" not in patient.said


def test_none_of_these_may_be_said_in_words() -> None:
    patient = at("appeals_office")

    patient.says("none")

    assert patient.answers["appeals_fax"] is None
    assert patient.key == "coverage"


def test_what_hangs_on_an_answer_that_is_not_known_is_not_stored() -> None:
    patient = at("ordered_by")

    patient.taps("I have none of these")

    assert patient.answers["ordering_clinician"] is None
    assert "clinician_phone" not in patient.answers


def test_one_at_a_time_asks_each_with_its_own_words() -> None:
    patient = at("appeals_office")

    patient.taps("One at a time")

    assert "What claim or case number is on the letter?" in patient.said
    assert "It's not in the letter" in patient.labels
    patient.answers_well()
    assert "Does the letter name the rule or guideline they used?" in patient.said


def test_who_chose_one_at_a_time_twice_is_asked_so_from_then_on() -> None:
    patient = at("appeals_office")
    patient.taps("One at a time")
    patient.comes_to_block("plan")
    patient.taps("One at a time")

    while patient.key is not None:
        assert patient.at.block is None
        patient.answers_well()


def test_skip_leaves_out_what_may_be_and_asks_for_the_rest_alone() -> None:
    patient = at("card")

    patient.sends("skip")

    assert patient.answers["group_number"] is None
    assert patient.answers["date_of_birth"] is None
    assert patient.key == "patient_name"
    assert patient.at.block is None


def test_skip_is_refused_where_nothing_may_be_left_out() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.taps_token("only_needed")
    assert patient.key == "patient_name"
    before = patient.answers

    patient.sends("skip")

    assert patient.answers == before
    assert patient.said.startswith("The letter needs this answer. Send a line for each")


def test_only_what_is_needed_is_asked_together_where_that_was_chosen() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.taps_token("only_needed")

    assert patient.at.block
    assert [each.key for each in patient.at.block.asked] == ["patient_name", "member_id"]
    assert "group number" not in patient.said
    patient.says("Rosa Vega\nNBT 4410 2286")
    assert patient.key is None
    assert "group_number" not in patient.answers


def test_back_from_a_block_and_after_it_asks_a_single_question() -> None:
    patient = at("reach")
    before = patient.answers

    patient.taps("Back")
    assert patient.key == "date_of_birth"
    assert "Now it says: February 18, 1971" in patient.said
    patient.taps("Keep this answer")
    assert patient.at.block
    patient.answers_well()
    patient.sends("back")
    assert patient.key == "email"
    assert patient.at.block is None

    assert {key: patient.answers[key] for key in before} == before


@pytest.mark.parametrize("key", ["claim_number", "appeals_fax", "insurer", "patient_name"])
def test_a_change_from_the_review_asks_that_question_alone(key: str) -> None:
    patient = Patient.agreed().goes_on_until(None)

    patient.taps_token(f"change-{key}")

    assert patient.key == key
    assert patient.at.block is None
    patient.says(GOOD[key])
    assert patient.key is None


def test_a_block_waits_where_the_person_was() -> None:
    patient = at("appeals_office")
    patient.says("A-77120-26")
    before = patient.answers
    patient.today = TODAY + timedelta(days=3)

    patient.sends("start")

    assert patient.answers == before
    assert patient.at.block
    assert "You are at question" in patient.said
    assert "1. The rule or guideline they used" in patient.said


def test_the_language_can_be_changed_in_a_block() -> None:
    patient = at("appeals_office")

    patient.sends("language")
    patient.taps("Español")

    assert "Envíe esto en un solo mensaje" in patient.said
    patient.says(f"A-77120-26\n{ADDRESS}\n651-555-0136")
    assert patient.key == "coverage"


def test_a_button_of_a_block_that_is_answered_changes_nothing() -> None:
    patient = at("appeals_office")
    old = patient.keyboards[-1]
    patient.answers_well()
    before = patient.case

    for data in old:
        turn = patient.presses(data, live=False)
        assert turn.toast is not None

    assert patient.case == before


def test_a_photo_at_a_block_says_what_to_send() -> None:
    patient = at("appeals_office")

    patient.does(Showed())

    assert "Send a line for each thing on the list" in patient.said
    assert "For example:" in patient.said


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_block_can_be_answered_in_one_message(key: str, language: str) -> None:
    patient = at(key, language=language)
    asked = {each.key for each in patient.at.block.asked} if patient.at.block else set()

    patient.answers_well()

    assert asked <= set(patient.answers)
    assert all(patient.answers[each] is not None for each in asked)


@pytest.mark.parametrize("key", KEYS)
def test_every_block_can_be_answered_a_line_at_a_time(key: str) -> None:
    patient = at(key)
    asked = [each.key for each in patient.at.block.asked] if patient.at.block else []

    for each in asked:
        assert patient.key == each
        patient.says(GOOD[each])

    assert patient.key not in asked
    assert all(patient.answers[each] is not None for each in asked)


def test_an_address_of_some_lines_is_read_back_with_commas() -> None:
    patient = Patient.agreed().comes_to_block("appeals_office")

    patient.says("CL-20418\nNorthland Appeals\nPO Box 5550,\nSaint Paul, MN 55101\n651-555-0136")

    assert "Northland Appeals, PO Box 5550, Saint Paul, MN 55101" in patient.said
