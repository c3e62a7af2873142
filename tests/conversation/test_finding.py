"""I don't know which plan: a few taps find the kind of coverage, or say whom to ask."""

from __future__ import annotations

import pytest

import flows
from flows.answers_file import read_answers
from flows.errors import BadRequest
from flows.interview.words import words
from tests.flows.cases import answers
from tests.support.patient import TODAY, Patient

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


def unsure(*taps: str, language: str = "en", printed: str = "") -> Patient:
    """A patient who is not sure of the coverage, after those taps; the letter may name a day."""
    patient = Patient.agreed(language=language).goes_on_until("printed_deadline")
    if printed:
        patient.says(printed)
    else:
        patient.taps_token("skip", "printed_deadline")
    patient.goes_on_until("coverage")
    patient.taps(words(language).questions["coverage"].options["unknown"])
    for each in taps:
        patient.taps(each)
    return patient


def coverage(patient: Patient) -> str:
    assert patient.case is not None
    return str(flows.counted(patient.case, today=TODAY)["coverage"])


def test_a_person_who_knows_the_plan_is_asked_nothing_of_it() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicare")
    patient.taps("Medicare Advantage plan")

    assert patient.key == "insurer"


def test_it_asks_where_the_plan_is_from_before_it_tells_of_any_day() -> None:
    patient = unsure()

    assert patient.key == "plan_from"
    assert len(patient.replies) == 1
    assert "act by" not in patient.said


def test_the_words_that_fit_stand_first_and_the_others_behind_more_choices() -> None:
    patient = unsure("A church or its hospital")
    assert patient.labels[:-2] == [
        "Medicare Advantage (H1234)",
        "ERISA, 502(a) or EBSA",
        "Limited benefit, sharing",
        "None of these",
        "More choices",
        "Done",
    ]

    patient.taps("More choices")

    assert len(patient.labels) == 22 + 1 + 2
    patient.taps("TRICARE or TriWest")
    patient.taps("Done")
    assert coverage(patient) == "unknown"
    assert patient.labels[:2] == ["TRICARE", "Church or church group"]


def test_more_choices_keep_what_was_ticked() -> None:
    patient = unsure("Medicare", "Red, white and blue card", "More choices", "FEP, RI 71 or RI 73")

    patient.taps("Done")

    assert patient.answers["card_shows"] == ["medicare_card", "fep"]


def test_what_is_found_is_put_to_the_person_and_its_day_told_once_confirmed() -> None:
    patient = unsure("Medicare", "Red, white and blue card", "Medicare Advantage (H1234)", "Done")

    assert "This is what fits best:\n• Medicare Advantage plan: A company runs it" in patient.said
    assert (
        "You told me: Medicare, Red, white and blue card, Medicare Advantage (H1234)."
        in patient.said
    )
    assert "Does this fit the plan that said no?" in patient.said
    assert patient.labels[:2] == ["Medicare Advantage plan", "No, or I'm not sure"]
    assert "The last day" not in patient.said and coverage(patient) == "unknown"

    patient.taps("Medicare Advantage plan")

    assert "The last day to appeal is" in patient.replies[0].plain()
    assert coverage(patient) == "medicare_advantage"
    assert patient.key == "insurer"


def test_who_pays_is_asked_of_a_job_and_both_are_offered_where_it_is_not_known() -> None:
    patient = unsure("A company or union job", "None of these")
    assert patient.key == "self_funded"
    assert 'Say: "Is our plan self-funded or fully insured?"' in patient.said

    patient.taps("I'm not sure")

    assert patient.key == "coverage_found"
    assert "More than one kind may fit. This is how they differ:" in patient.said
    assert "The card may say administered by." in patient.said
    assert "You told me: A company or union job." in patient.said
    assert patient.labels[:3] == [
        "Job plan, employer pays",
        "Job plan, an insurer pays",
        "No, or I'm not sure",
    ]


def test_who_pays_is_not_asked_where_the_card_says_it() -> None:
    patient = unsure("A company or union job", "Administered by, ASO", "Done")

    assert patient.key == "coverage_found"
    assert patient.labels[0] == "Job plan, employer pays"


@LANGUAGES
def test_where_nothing_is_found_only_the_safe_day_and_whom_to_ask_are_told(language: str) -> None:
    said = words(language)
    origin = said.questions["plan_from"].options["bought"]
    patient = unsure(origin, said.button("none"), language=language)

    shown = patient.replies[0].plain()
    assert said.day(TODAY.replace(month=8, day=5), weekday=True) in shown
    assert "Is this a full health plan under the Affordable Care Act?" in shown
    assert patient.key == "insurer"
    assert coverage(patient) == "unknown"

    patient.goes_on_until(None).sends("checklist")

    assert "Is this a full health plan under the Affordable Care Act?" in patient.said
    assert said.phrase("checklist.chat_last", day="").plain().strip(". ") not in patient.said


def test_a_person_who_says_no_gets_the_words_for_the_benefits_office() -> None:
    patient = unsure("A company or union job", "None of these", "I'm not sure")

    patient.taps("No, or I'm not sure")

    shown = patient.replies[0].plain()
    assert "So I can't tell you the last day by law." in shown
    assert 'Call the benefits office (HR) or the union fund. Ask: "Is our plan self-fun' in shown
    assert coverage(patient) == "unknown"


def test_not_knowing_which_kind_of_medicare_still_tells_that_it_is_medicare() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicare")

    patient.taps("I'm not sure")

    assert patient.key == "card_shows"
    assert patient.answers["plan_from"] == "medicare"
    assert patient.labels[0] == "Red, white and blue card"


def test_what_a_page_told_is_not_kept_when_the_way_out_is_another() -> None:
    patient = Patient.agreed().goes_on_until("coverage")
    patient.taps("Medicare")
    patient.taps("I'm not sure")
    patient.taps("Back")
    patient.taps("Back")
    assert patient.key == "coverage"

    patient.taps("I'm not sure")

    assert patient.key == "plan_from"
    assert "plan_from" not in patient.answers


def test_a_changed_sign_asks_anew_what_it_is_and_takes_back_the_old() -> None:
    patient = unsure("Medicare", "Medicare Advantage (H1234)", "Done", "Medicare Advantage plan")
    patient.taps("Back")
    assert patient.key == "coverage_found"
    assert "Now it says: Medicare Advantage plan" in patient.said
    patient.taps("Back")
    assert patient.key == "card_shows"

    patient.taps("Medicare Advantage (H1234)")
    patient.taps("Red, white and blue card")
    patient.taps("Done")

    assert patient.key == "coverage_found"
    assert patient.labels[0] == "Original Medicare"
    assert coverage(patient) == "unknown"


def test_what_was_confirmed_stays_when_a_changed_sign_points_to_the_same() -> None:
    patient = unsure("Medicare", "Medicare Advantage (H1234)", "Done", "Medicare Advantage plan")
    patient.taps("Back")
    patient.taps("Back")

    patient.taps("Red, white and blue card")
    patient.taps("Done")

    assert coverage(patient) == "medicare_advantage"
    assert patient.key == "insurer"


def test_a_no_is_asked_again_once_other_signs_point_elsewhere() -> None:
    patient = unsure("Medicare", "Medicare Advantage (H1234)", "Done", "No, or I'm not sure")
    patient.taps("Back")
    patient.taps("Back")
    patient.taps("Medicare Summary Notice")
    patient.taps("Medicare Advantage (H1234)")
    patient.taps("Done")

    assert patient.key == "coverage_found"
    assert patient.labels[0] == "Original Medicare"


def test_what_is_found_opens_the_questions_of_its_kind() -> None:
    patient = unsure("Medicare", "Medicare Summary Notice", "Done", "Original Medicare")
    patient.goes_on_until("care_timing")
    patient.taps("Yes, it is done")

    patient.goes_on_until("abn_signed")

    assert patient.key == "abn_signed"


def test_a_kind_without_letters_leads_to_its_page_and_can_be_taken_back() -> None:
    patient = unsure("Medicare", "Medicare Supplement", "Done", "Medigap (supplement)")
    assert patient.case is not None and patient.case.phase == "stopped"
    assert "A Medigap plan pays after Medicare" in patient.said

    patient.taps("Change this answer")
    assert patient.key == "coverage_found"
    patient.taps("No, or I'm not sure")

    assert coverage(patient) == "unknown"
    assert patient.key == "insurer"


def test_the_review_tells_what_was_answered_and_what_was_found() -> None:
    patient = unsure("Medicare", "Medicare Advantage (H1234)", "Done", "Medicare Advantage plan")
    patient.goes_on_until(None)

    patient.taps_token("section-coverage")

    assert "The kind of health coverage: I'm not sure" in patient.said
    assert "The kind of plan that fits: Medicare Advantage plan" in patient.said


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("January 4, 2027", "gives Monday, January 4, 2027 as the last day"),
        ("July 15, 2026", "The last day in the letter was Wednesday, July 15, 2026."),
    ],
)
def test_a_last_day_in_the_letter_is_told_and_not_looked_for(printed: str, told: str) -> None:
    origin = words("en").questions["plan_from"].options["bought"]
    patient = unsure(origin, "None of these", printed=printed)

    assert told in patient.said
    assert "Look for the last day" not in patient.said


def test_the_letter_asked_for_early_skips_the_search_and_tells_the_safe_day() -> None:
    patient = Patient.agreed()
    patient.sends("letter")
    patient.taps("Only the questions left")
    patient.goes_on_until("coverage")

    patient.taps("I'm not sure")

    assert "act by" in patient.replies[0].plain()
    assert "What kind of plan is this?" in patient.replies[0].plain()


def test_the_finder_can_be_typed() -> None:
    patient = unsure()

    patient.says("medicare")
    patient.says("Medicare Advantage")
    patient.says("done")
    patient.says("medicare advantage plan")

    assert coverage(patient) == "medicare_advantage"


# ------------------------------------------------------------- an answers file


def test_an_answers_file_may_say_what_was_found() -> None:
    signs = {"coverage": "unknown", "plan_from": "medicare", "card_shows": ["medicare_plan"]}

    found = read_answers(
        {"answers": answers(**signs, coverage_found="medicare_advantage")}, today=TODAY
    )

    assert found.facts.coverage is not None
    assert found.facts.coverage.id == "medicare_advantage"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"plan_from": "moon"}, "plan_from"),
        ({"card_shows": ["gold"]}, "card_shows"),
        ({"card_shows": ["none", "erisa"]}, "card_shows"),
        ({"plan_from": "medicare", "coverage_found": "tricare"}, "coverage_found"),
    ],
)
def test_an_answers_file_that_says_what_nothing_points_to_is_refused(
    changes: dict[str, object], named: str
) -> None:
    with pytest.raises(BadRequest, match=f"{named} has no such value"):
        read_answers({"answers": answers(coverage="unknown", **changes)}, today=TODAY)
