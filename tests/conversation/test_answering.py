"""Answering, going back, changing: what the talk does with a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import flows
from bot.conversation.events import Edited, Other, Said, Showed
from bot.render import Buttons, calls
from letters.writing.statements import stated
from tests.support.patient import TODAY, Patient


def test_nothing_is_kept_before_a_person_agrees() -> None:
    patient = Patient()

    patient.says("Hello, the plan denied my MRI")
    patient.taps("English")
    patient.taps("Read more first")
    patient.taps("No, thanks")

    assert patient.case is None


def test_a_person_who_agrees_is_asked_the_first_question() -> None:
    assert Patient.agreed().key == "asker"
    assert Patient.agreed(language="es").replies[-1].plain().startswith("Pregunta 1 de")


def test_a_good_answer_to_everything_ends_in_review() -> None:
    patient = Patient.agreed().goes_on_until(None)

    assert patient.case.phase == "review"
    assert "Make the letter" in patient.labels


def test_what_does_not_parse_is_not_stored_and_the_question_comes_again() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")
    before = patient.answers

    patient.says("last spring or so")

    assert patient.answers == before
    assert "with the month as a word" in patient.said
    assert "What date is on the denial letter?" in patient.said


def test_two_readings_are_two_buttons_and_the_choice_is_kept() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")

    patient.says("3/4/26")
    assert patient.labels[:2] == ["March 4, 2026", "April 3, 2026"]
    patient.taps("April 3, 2026")

    assert patient.answers["notice_date"] == "2026-04-03"


def test_another_date_may_be_typed_instead_of_choosing() -> None:
    patient = Patient.agreed().goes_on_until("notice_date")

    patient.says("3/4/26")
    patient.says("July 6, 2026")

    assert patient.answers["notice_date"] == "2026-07-06"


def test_a_last_day_without_a_year_is_offered_in_the_years_it_can_be() -> None:
    patient = Patient.agreed().goes_on_until("printed_deadline")

    patient.says("December 19")

    assert patient.labels[:2] == ["December 19, 2026", "December 19, 2027"]


def test_a_date_of_several_that_is_unclear_loses_none_in_silence() -> None:
    patient = Patient.agreed().goes_on_until("care_timing")
    patient.taps("Yes, it is done")

    patient.says("3/4/2026\nMarch 9, 2026")

    assert patient.key == "service_dates"
    assert "month as a word" in patient.said


def test_back_loses_no_answer_and_keep_goes_on() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    before = patient.answers

    for _ in range(5):
        patient.taps("Back")
    patient.taps("Keep this answer")

    assert patient.answers == before
    assert patient.key == "coverage"


def test_a_changed_notice_date_asks_again_for_a_receipt_that_cannot_be() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("change-notice_date")

    patient.says("July 15, 2026")

    assert "received_on" not in patient.answers
    assert patient.key == "received_on"
    patient.says("July 16, 2026")
    assert patient.key is None


def test_a_changed_answer_asks_only_what_it_opens() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("change-asker")

    patient.taps("For someone I help")

    assert patient.key == "signer_name"
    patient.goes_on_until(None)
    assert patient.case.phase == "review"


def test_an_answer_that_became_irrelevant_is_kept_and_does_not_count() -> None:
    patient = Patient.agreed()
    patient.taps("For my child")
    patient.goes_on_until(None)
    patient.taps_token("change-asker")
    patient.taps("For me")

    assert patient.answers["signer_name"] == "Luis Vega"
    assert "signer_name" not in flows.counted(patient.case, today=TODAY)


def test_a_changed_result_takes_its_reason_out_of_the_letter() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    patient.says("Naproxen 500 mg, March 20, 2026 to May 4, 2026, stomach pain")
    patient.goes_on_until(None)
    patient.taps_token("change-treatments[0].result")

    patient.taps("No help")

    counted = flows.counted(patient.case, today=TODAY)["treatments"]
    assert patient.answers["treatments"][0]["why_stopped"] == "stomach pain"
    assert "why_stopped" not in counted[0]


def test_a_group_that_needs_an_answer_is_not_skipped_in_silence() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.sends("skip")

    assert patient.key == "treatments"
    assert "The letter needs this answer" in patient.said
    assert "treatments.more" not in patient.answers


def test_none_tried_goes_on_to_the_next_question() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.taps("Nothing was tried")

    assert patient.answers["treatments"] == []
    assert patient.key == "prior_tests"


def test_what_one_message_does_not_tell_of_a_treatment_is_asked() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.says("heat packs")

    assert patient.key == "treatments.kind"
    patient.goes_on_until("treatments.more")
    assert set(patient.answers["treatments"][0]) == {"name", "kind", "started", "ended", "result"}


@pytest.mark.parametrize(
    ("language", "ask"), [("en", "When did it start?"), ("es", "¿Cuándo empezó?")]
)
def test_a_question_about_an_item_names_it(language: str, ask: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until("treatments")
    patient.says("Physical therapy, 16 visits")

    assert patient.key == "treatments.started"
    assert f"\nPhysical therapy, 16 visits:\n{ask}\n" in patient.said
    for key in ("treatments.ended", "treatments.result"):
        patient.answers_well()
        assert patient.key == key
        assert "\nPhysical therapy, 16 visits:\n" in patient.said


def test_a_question_about_a_test_names_it_and_of_two_the_right_one() -> None:
    patient = Patient.agreed().goes_on_until("prior_tests")
    patient.says("X-ray, April 2, 2026, narrow disc space")
    patient.says("<b>Blood</b> work")
    patient.goes_on_until("prior_tests.date")

    assert "\n<b>Blood</b> work:\nWhen was it done?" in patient.said
    patient.says("May 2026")
    assert "\n<b>Blood</b> work:\nWhat did the report say?" in patient.said
    patient.taps_token("change-prior_tests[0].finding")
    assert "\nX-ray:\nWhat did the report say?" in patient.said


def test_a_range_of_days_without_a_year_is_one_question() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.says("Physical therapy from May 1 to 20, no help")
    assert "Which year was it?" in patient.said
    assert patient.labels[:2] == ["May 1, 2026", "May 1, 2025"]
    patient.taps("May 1, 2025")

    [item] = patient.answers["treatments"]
    assert (item["started"], item["ended"]) == ("2025-05-01", "2025-05-20")
    assert patient.key == "treatments.more"


def test_whoever_types_another_start_is_asked_for_the_end() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    patient.says("Physical therapy from May 1 to 20, no help")

    patient.says("April 2024")

    assert patient.answers["treatments"][0]["started"] == "2024-04"
    assert patient.key == "treatments.ended"


def test_a_range_without_a_year_of_an_unknown_kind_is_asked_for_later() -> None:
    patient = Patient.agreed().goes_on_until("treatments")

    patient.says("heat packs from May 1 to 20")

    assert patient.key == "treatments.kind"
    assert "May 1, 2026" not in patient.labels


def test_an_item_can_be_taken_out_in_the_review() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("item-treatments-0")

    patient.taps("Remove")

    assert patient.answers["treatments"] == []
    assert patient.key is None


def test_what_a_person_writes_is_shown_as_it_was_written() -> None:
    patient = Patient.agreed().goes_on_until("insurer")

    patient.says("<b>A & B</b> {name} **Plan**")
    patient.taps_token("section-coverage")

    (call, *_) = calls(patient.replies[0], Buttons("ABCDEF", 1), edit=None)
    assert "&lt;b&gt;A &amp; B&lt;/b&gt; {name} **Plan**" in call.payload["text"]


def test_symptoms_in_no_place_of_the_list_are_told_with_one_tap() -> None:
    patient = Patient.agreed(language="es").goes_on_until("symptoms")
    patient.says("Me duele.")
    patient.goes_on_until("symptom_places")

    patient.taps("Ninguna de estas")

    assert patient.answers["symptom_places"] == ["none"]
    assert (
        stated(patient.answers)["condition"]
        == stated({**patient.answers, "symptom_places": None})["condition"]
    )


def test_a_label_may_be_typed_instead_of_tapped() -> None:
    patient = Patient.agreed()

    patient.says("for my child")

    assert patient.answers["asker"] == "parent"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Medicare", "Which kind of Medicare is it?"),
        ("medicar", "Which kind of Medicare is it?"),
        ("A job or union", "Who pays the bills in this plan?"),
        ("a job", "Who pays the bills in this plan?"),
        ("Medicaid", "Does the card show the name of a private plan?"),
    ],
)
def test_the_label_of_a_page_may_be_typed_and_opens_it(text: str, shown: str) -> None:
    patient = Patient.agreed().goes_on_until("coverage")

    patient.says(text)

    assert shown in patient.said
    assert "coverage" not in patient.answers


def test_the_label_of_a_page_may_be_typed_in_spanish() -> None:
    patient = Patient.agreed(language="es").goes_on_until("coverage")

    patient.says("un empleo o sindicato")

    assert "Paga el empleador" in patient.labels


def test_an_answer_on_a_page_may_be_typed_at_once() -> None:
    patient = Patient.agreed().goes_on_until("coverage")

    patient.says("the employer pays")

    assert patient.answers["coverage"] == "employer_self_funded_erisa"


@pytest.mark.parametrize("text", ["2", "1.", "12", "#2", "2)"])
@pytest.mark.parametrize("key", ["coverage", "asker", "denial_reasons", "documents"])
def test_a_typed_number_chooses_nothing(key: str, text: str) -> None:
    patient = Patient.agreed().goes_on_until(key)
    before = patient.case

    patient.says(text)

    assert patient.case == before
    assert "Choose one of the buttons below." in patient.said


def test_done_may_be_typed_after_a_tick() -> None:
    patient = Patient.agreed().goes_on_until("red_flags")

    patient.says("cancer")
    patient.says("done")

    assert patient.answers["red_flags"] == ["cancer"]


def test_an_old_button_changes_nothing_and_says_so() -> None:
    patient = Patient.agreed()
    old = patient.keyboards[-1][0]
    patient.goes_on_until("notice_date")
    before = patient.case

    turn = patient.presses(old, live=False)

    assert patient.case == before
    assert turn.toast is not None
    assert patient.key == "notice_date"


def test_a_second_tap_of_the_same_button_changes_nothing() -> None:
    patient = Patient.agreed()
    data = patient.keyboards[-1][1]
    patient.presses(data)
    before = patient.case

    turn = patient.presses(data, live=False)

    assert patient.case == before
    assert turn.replies == ()
    assert turn.toast is not None
    assert turn.toast.plain() == "Got it already."


def test_a_second_tap_once_the_next_question_is_answered_is_an_old_button() -> None:
    patient = Patient.agreed()
    data = patient.keyboards[-1][1]
    patient.presses(data)
    patient.answers_well()

    turn = patient.presses(data, live=False)

    assert turn.toast is not None
    assert turn.toast.plain().startswith("That button is from an earlier question.")
    assert "What date is on the denial letter?" in patient.said


def test_another_button_of_the_question_before_is_an_old_button() -> None:
    patient = Patient.agreed()
    first, other, *_ = patient.keyboards[-1]
    patient.presses(first)

    turn = patient.presses(other, live=False)

    assert turn.toast is not None
    assert turn.toast.plain().startswith("That button is from an earlier question.")
    assert patient.answers == {"asker": "patient"}


def test_a_double_tap_on_agree_asks_the_first_question_once() -> None:
    patient = Patient.agreed()

    turn = patient.presses("-:0:wen:agree", live=False)

    assert turn.replies == ()
    assert turn.toast is not None
    assert turn.toast.plain() == "Got it already."


def test_a_double_tap_on_make_the_letter_makes_it_once() -> None:
    patient = Patient.agreed().goes_on_until(None)
    data = patient.keyboards[-1][0]
    assert patient.presses(data).writes

    turn = patient.presses(data, live=False)

    assert not turn.writes
    assert turn.replies == ()


def test_a_tick_that_is_tapped_again_on_its_new_screen_is_taken_back() -> None:
    patient = Patient.agreed().goes_on_until("red_flags")

    patient.taps("Cancer, now or before")
    patient.taps("Cancer, now or before")

    assert patient.at.case.scratch["ticked"] == []


@pytest.mark.parametrize("data", ["", "x", ":::", "A:²:b:c", "A:1:b", "💊" * 16, "A:1:!:²"])
def test_data_that_is_none_of_ours_changes_nothing(data: str) -> None:
    patient = Patient.agreed()
    before = patient.case

    patient.presses(data)

    assert patient.case == before


@pytest.mark.parametrize(
    "token", ["item-notice_date-0", "remove-notice_date-0", "remove-treatments-²", "add-insurer"]
)
def test_a_button_that_we_never_drew_spoils_no_answer(token: str) -> None:
    patient = Patient.agreed().goes_on_until(None)
    before = patient.answers

    patient.taps_token(token)

    assert patient.answers == before


@pytest.mark.parametrize("event", [Showed(), Edited(), Other()], ids=lambda e: type(e).__name__)
def test_what_is_no_text_is_answered_with_the_question(event: object) -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    before = patient.case

    patient.does(event)  # type: ignore[arg-type]  # one of the events

    assert patient.case == before
    assert "What is the name of the plan or insurer?" in patient.said


def test_an_album_is_answered_once_and_a_photo_after_it_again() -> None:
    patient = Patient.agreed().goes_on_until("insurer")

    told = [len(patient.does(Showed("7")).replies) for _ in range(3)]
    told += [len(patient.does(Showed(album)).replies) for album in (None, "8", "8")]

    assert told == [1, 0, 0, 1, 1, 0]
    assert "What is the name of the plan or insurer?" in patient.said


def test_an_emergency_is_answered_first_and_the_answer_is_kept() -> None:
    patient = Patient.agreed().goes_on_until("symptoms")

    patient.says("Chest pain, and my back hurts")

    assert "911" in patient.said
    assert patient.answers["symptoms"] == "Chest pain, and my back hurts"
    patient.taps("Go on")
    assert patient.key == "symptoms_started"


def test_a_quoted_denial_is_no_emergency() -> None:
    patient = Patient.agreed().goes_on_until("denial_wording")

    patient.says("Chest pain was not documented.")

    assert "911" not in patient.said


def test_on_the_page_that_stops_what_is_typed_is_no_answer() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps_token("pgroup_medicare", "coverage")
    patient.taps("Medigap (supplement)")
    assert patient.case.phase == "stopped"
    before = patient.answers

    patient.says("But why?")

    assert patient.answers == before
    assert "A Medigap plan pays after Medicare" in patient.said


def test_from_the_page_that_stops_one_can_go_back_or_change() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps_token("pgroup_medicare", "coverage")
    patient.taps("Medigap (supplement)")

    patient.sends("back")

    assert patient.key == "coverage"
    patient.taps_token("unknown")
    patient.taps_token(str(patient.at.offered.index("unknown")), "coverage")
    assert patient.case.phase == "coverage"
    assert patient.key == "plan_from"


def test_once_the_letter_is_made_what_is_typed_is_no_answer() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.taps_token("only_needed")
    patient.goes_on_until(None)
    patient.makes_letter()
    patient.sends_letter()
    before = patient.answers

    patient.says("Thank you!")

    assert patient.answers == before
    assert patient.case.phase == "sent"


def test_a_letter_can_be_made_stronger_after_it_was_made() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.taps_token("only_needed")
    patient.goes_on_until(None)
    patient.makes_letter()

    patient.taps_token("all_questions")

    assert patient.key == "diagnosis"
    assert patient.case.phase == "service"


def test_a_letter_is_not_made_while_it_would_not_be_true() -> None:
    patient = Patient.agreed().goes_on_until("coverage")

    turn = patient.sends("letter")

    assert not turn.writes
    assert "before I can make a true letter" in patient.said


def test_how_many_answers_a_letter_needs_is_exact_and_few_are_named() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.sends("letter")
    assert (
        "I need 2 more answers before I can make a true letter: "
        "the patient's full name and the member ID." in patient.said
    )
    patient.taps("Only the questions left")
    patient.says("Rosa Vega")

    patient.sends("letter")

    assert "I need 1 more answer before I can make a true letter: the member ID." in patient.said
    assert "about" not in patient.said


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", ["coverage", "service_name", "care_timing", "urgent"])
def test_as_many_are_asked_as_were_told(key: str, language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until(key)
    patient.sends("letter")
    told = patient.said
    patient.taps_token("only_needed")
    asked = 0
    while patient.key is not None:
        patient.opens_block()
        patient.answers_well()
        asked += 1

    at_least = " at least " in told or " al menos " in told
    assert at_least == (key != "urgent")
    assert f" {asked - at_least} " in told  # the good answer opens one more


def test_only_what_is_needed_is_asked_where_that_was_chosen() -> None:
    patient = Patient.agreed().goes_on_until("diagnosis")
    patient.sends("letter")
    patient.taps("Only the questions left")

    assert patient.key == "patient_name"
    assert patient.case.phase == "contact"


def test_when_the_last_day_passes_meanwhile_the_reason_is_asked() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.today = date(2027, 2, 1)

    patient.sends("start")

    assert patient.key == "late_reason"
    assert patient.case.phase == "coverage"


def test_a_restart_erases_and_asks_from_the_beginning() -> None:
    patient = Patient.agreed(language="es").goes_on_until("coverage")
    before = patient.case

    patient.sends("restart")
    turn = patient.taps("Sí, empezar de nuevo")

    assert turn.erases
    assert patient.answers == {}
    assert patient.case.language == "es"
    assert patient.case.reference != before.reference


def test_erasing_is_asked_once_more_and_keeping_keeps() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    before = patient.case

    patient.sends("delete")
    patient.taps("No, keep it")
    assert patient.case == before
    patient.sends("delete")
    turn = patient.taps("Yes, erase it all")

    assert turn.erases
    assert patient.case is None


def test_the_language_can_be_changed_at_any_time() -> None:
    patient = Patient.agreed().goes_on_until("insurer")

    patient.sends("language")
    patient.taps("Español")

    assert patient.key == "insurer"
    assert "¿Cómo se llama el plan o la aseguradora?" in patient.said


def test_the_deadline_is_told_where_an_answer_makes_or_moves_it() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps_token("pgroup_job", "coverage")
    patient.taps("The employer pays")
    assert "Monday, January 4, 2027" in patient.said

    patient.says("Northland Benefit Trust")
    assert "January 4, 2027" not in patient.said


def test_weeks_away_change_nothing_but_the_dates() -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    before = patient.answers
    patient.today = TODAY + timedelta(days=30)

    patient.sends("start")

    assert patient.answers == before
    assert patient.key == "insurer"


def test_a_paper_can_be_asked_for_from_an_older_list() -> None:
    patient = Patient.agreed().goes_on_until(None)
    case = patient.case
    assert case is not None

    found = patient.presses(f"{case.reference}:{case.screen - 3}:!:ask-office_notes", live=False)

    assert any("visit notes" in reply.plain() for reply in found.replies)
    assert found.toast is None


def test_a_red_flag_that_is_ticked_alarms_before_the_next_question() -> None:
    patient = Patient.agreed().goes_on_until("red_flags")

    patient.taps("Numb between the legs")
    patient.taps("Done")

    assert patient.said.startswith("Get emergency care now, or call 911")
    assert patient.labels == ["Go on"]
    assert patient.answers["red_flags"] == ["saddle_numbness"]
    patient.taps("Go on")
    assert patient.key == "symptoms"


def test_a_red_flag_that_is_no_alarm_goes_on() -> None:
    patient = Patient.agreed().goes_on_until("red_flags")

    patient.taps("Weight loss without trying")
    patient.taps("Done")

    assert patient.key == "symptoms"
    assert not patient.said.startswith("Get emergency care now")


@pytest.mark.parametrize("key", ["insurer", "ordering_clinician", "patient_name"])
def test_a_cry_for_help_is_heard_at_any_question_of_the_person(key: str) -> None:
    patient = Patient.agreed().goes_on_until(key)

    patient.says("I want to die")

    assert "Call or text 988" in patient.said


def test_a_quoted_denial_is_no_cry_for_help() -> None:
    patient = Patient.agreed().goes_on_until("denial_wording")

    patient.says("Coverage for thoughts of suicide was denied.")

    assert "988" not in patient.said


def test_the_reasons_are_explained_once_they_are_chosen() -> None:
    patient = Patient.agreed().goes_on_until("denial_reasons")

    patient.taps("Done")

    told = patient.replies[0].plain()
    assert "Not medically necessary\nThe plan says that this patient does not need" in told
    assert "What answers it: A letter and notes from the doctor" in told
    assert patient.key == "claim_number"
    patient.says("Spine Imaging Guideline SP-12")
    assert "What answers it" not in patient.said


def test_no_more_than_three_reasons_are_explained_at_once() -> None:
    patient = Patient.agreed().goes_on_until("denial_reasons")
    patient.taps("More choices")
    for label in ("Not enough records", "Experimental or unproven", "Out of network"):
        patient.taps(label)
    patient.taps("Done")

    assert len(patient.answers["denial_reasons"]) > 3
    assert patient.said.count("What answers it:") == 3


def test_a_missing_paper_tells_what_it_must_show_for_this_care_and_reason() -> None:
    patient = Patient.agreed().goes_on_until(None)

    patient.taps_token("missing")
    assert "Also: the reflexes, strength, feeling and straight-leg raise test" in patient.said
    patient.taps_token("ask-office_notes")

    assert "• the reflexes, strength, feeling and straight-leg raise test" in patient.said


def test_a_treatment_that_is_edited_does_not_come_twice() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    patient.does(Said("Physical therapy, 16 visits, April 6 to May 31, 2026, no help", message=7))
    before = patient.answers
    patient.does(Edited("Physical therapy, 18 visits, April 6 to May 31, 2026, no help", 7))

    assert patient.answers == before
    assert "send /review" in patient.said


def test_an_emergency_in_an_edited_message_is_heard() -> None:
    patient = Patient.agreed().goes_on_until("symptoms")
    patient.does(Said("Pain in the leg.", message=7))
    patient.does(Edited("I want to kill myself", 7))

    assert "988" in patient.said
    assert patient.answers["symptoms"] == "I want to kill myself"


def test_several_treatments_in_one_message_are_all_kept_and_read_back() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    patient.says(
        "Physical therapy, 16 visits, April 6 to May 31, 2026, no help\n"
        "Naproxen 500 mg, March 20 to May 4, 2026, made it worse"
    )

    assert [each["kind"] for each in patient.answers["treatments"]] == [
        "physical_therapy",
        "medication",
    ]
    assert patient.key == "treatments.more"
    assert "Naproxen 500 mg, from March 20, 2026" in patient.said


def test_not_sure_among_options_to_tick_answers_at_once() -> None:
    patient = Patient.agreed().goes_on_until("office_action")

    patient.taps("It sent a new bill")
    patient.taps("I'm not sure")

    assert patient.answers["office_action"] == ["not_sure"]


def test_none_of_these_stands_on_the_first_screen_of_a_long_list() -> None:
    patient = Patient.agreed(language="es").goes_on_until("symptoms")
    patient.sends("skip")

    assert patient.key == "symptom_kinds"
    assert "Más opciones" in patient.labels
    assert any(label.startswith("Ningun") for label in patient.labels)
