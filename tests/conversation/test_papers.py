"""Pages of papers in the talk: which paper, in which place, and what follows for the letter."""

from __future__ import annotations

import pytest

import flows
from bot.conversation import keeping
from bot.conversation.collecting import MOST_FILE_BYTES
from bot.conversation.events import Pages, SheetSeen, Showed
from bot.conversation.keeping import MOST_BYTES, MOST_SHEETS, SIGNATURE
from bot.conversation.replies import Turn
from flows.appeal import appeal_plan
from flows.interview.words import words
from tests.support.patient import TODAY, Patient

PAGE = SheetSeen(1000)
DARK = SheetSeen(1000, legible=False)


def sends(patient: Patient, document: str) -> Patient:
    """Someone who is asked for the pages of that paper."""
    patient.taps_token("choose")
    patient.taps_token(f"send-{document}")
    return patient


def gets(patient: Patient, *sheets: SheetSeen, document: str = "denial_letter") -> Turn:
    """The pages came and are made ready."""
    return patient.does(Pages(document, sheets))


def places(patient: Patient, document: str = "denial_letter") -> list[int]:
    assert patient.case is not None
    return [each.position for each in patient.case.sheets.get(document, ())]


def in_hand(patient: Patient) -> list[str]:
    assert patient.case is not None
    plan = appeal_plan(flows.facts_of(patient.case, today=TODAY), today=TODAY)
    return [each.document for each in plan.in_hand]


def missing(patient: Patient) -> list[str]:
    plan = appeal_plan(flows.facts_of(patient.case, today=TODAY), today=TODAY)
    return [patient.at.words.documents[each.document].name for each in plan.not_in_hand]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_missing_papers_come_three_at_a_time_and_none_is_lost(language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until("documents")
    patient.taps_token("done", "documents")
    patient.taps_token("done", "documents")
    patient.goes_on_until(None)
    first, said = missing(patient), words(language)
    assert len(first) > 4
    patient.taps_token("missing")
    assert not patient.replies[-1].in_place
    assert all(name.casefold() in patient.said.casefold() for name in first)

    told = []
    while True:
        told += [line for line in patient.said.splitlines() if line.startswith("• ")]
        assert sum(each.startswith("ask-") for each in tokens(patient)) <= 3
        more = [each for each in tokens(patient) if each.startswith("missing-")]
        onward = [each for each in more if int(each.partition("-")[2]) >= len(told)]
        if not onward:
            break
        patient.taps_token(onward[0])
        assert patient.replies[-1].in_place

    assert len(told) == len(first)
    for name, line in zip(first, told, strict=True):
        assert line.casefold().startswith(f"• {name}".casefold())
    patient.taps(said.button("back"))
    assert patient.replies[-1].in_place


def test_an_old_button_to_papers_that_came_since_shows_the_others() -> None:
    patient = Patient.agreed().goes_on_until(None)

    patient.taps_token("missing-99")

    assert missing(patient)[0].casefold() in patient.said.casefold()


def tokens(patient: Patient) -> list[str]:
    return [each.token for each in patient.buttons()]


def test_a_rule_that_is_not_in_hand_is_asked_about_once_and_may_have_been_asked_for() -> None:
    patient = Patient.agreed().goes_on_until("criteria_given")
    patient.taps("No")
    patient.goes_on_until("documents")
    assert "Plan's rule or policy" not in patient.labels

    patient.taps("Done")
    patient.taps("Plan's rule or policy")
    patient.taps("Done")

    assert patient.answers["documents"]["plan_policy"] == "asked"


def test_a_photo_is_fetched_for_the_paper_that_was_chosen() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "office_notes")

    turn = patient.does(Showed(file="F1", size=3000))

    assert turn.fetch and (turn.fetch.document, turn.fetch.files) == ("office_notes", ("F1",))
    assert turn.replies == ()


def test_photos_that_came_before_their_paper_was_named_are_all_fetched() -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    for file in ("F1", "F2"):
        patient.does(Showed("album", file))

    turn = patient.taps("Full denial letter")

    assert turn.fetch and turn.fetch.files == ("F1", "F2")
    assert turn.case and "pending" not in turn.case.scratch


def test_an_answer_that_is_typed_beside_a_photo_lets_the_photo_go() -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    patient.does(Showed(file="F1"))

    patient.says("Northland Benefit Trust")

    assert patient.answers["insurer"] == "Northland Benefit Trust"
    assert patient.case and "pending" not in patient.case.scratch


def test_a_file_that_is_too_big_is_not_fetched() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "denial_letter")

    turn = patient.does(Showed(file="F1", size=MOST_FILE_BYTES + 1))

    assert turn.fetch is None
    assert "20 MB" in patient.said


def test_a_paper_whose_pages_are_kept_is_in_hand_and_no_more_when_they_go() -> None:
    patient = Patient.agreed().goes_on_until(None)
    assert "therapy_records" not in in_hand(patient)
    before = patient.answers
    gets(sends(patient, "therapy_records"), PAGE, document="therapy_records")
    assert "therapy_records" in in_hand(patient)
    patient.taps("Done")

    turn = patient.taps_token("drop-therapy_records")

    assert turn.drops == (("therapy_records", 1),)
    assert "therapy_records" not in in_hand(patient)
    assert patient.answers == before


def test_a_page_to_take_again_leaves_its_place_free_for_the_next() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "denial_letter")
    assert gets(patient, PAGE, DARK, PAGE, DARK).puts[-1] == ("denial_letter", 4)
    assert "pages 2 and 4 are hard to read" in patient.said

    turn = patient.taps("Take it again")
    assert turn.drops == (("denial_letter", 2), ("denial_letter", 4))
    assert "Send pages 2 and 4 again" in patient.said
    assert gets(patient, PAGE).puts == (("denial_letter", 2),)
    assert "Send page 4 again." in patient.said
    assert gets(patient, PAGE).puts == (("denial_letter", 4),)

    assert places(patient) == [1, 2, 3, 4]
    assert gets(patient, PAGE).puts == (("denial_letter", 5),)


def test_new_pages_take_the_place_of_the_old_ones_only_when_they_come() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "denial_letter")
    gets(patient, PAGE, PAGE)
    patient.taps("Done")
    assert patient.taps_token("replace-denial_letter").drops == ()
    assert places(patient) == [1, 2]

    turn = gets(patient, PAGE)

    assert set(turn.drops) == {("denial_letter", 1), ("denial_letter", 2)}
    assert places(patient) == [3]
    assert turn.puts == (("denial_letter", 3),)


@pytest.mark.parametrize(
    "sheets",
    [[PAGE] * (MOST_SHEETS + 1), [SheetSeen(MOST_BYTES), PAGE]],
    ids=["pages", "bytes"],
)
def test_what_is_more_than_a_case_may_hold_is_not_kept(sheets: list[SheetSeen]) -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "denial_letter")

    turn = gets(patient, *sheets)

    assert (turn.puts, places(patient)) == ((), [])
    assert "40 pages" in patient.said


def test_a_file_of_which_nothing_can_be_read_says_what_to_do() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "denial_letter")

    turn = patient.does(Pages("denial_letter", refused="encrypted"))

    assert turn.puts == ()
    assert "locked with a password" in patient.said
    assert patient.labels == ["Done"]


def test_a_signature_is_shown_and_ends_the_sending() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.makes_letter()
    patient.taps_token(f"send-{SIGNATURE}")

    turn = patient.does(Pages(SIGNATURE, (PAGE,)))

    assert (turn.puts, turn.shows) == (((SIGNATURE, 1),), SIGNATURE)
    assert patient.case and patient.case.signature == 1000
    assert "sending" not in patient.case.scratch


def test_a_new_no_begins_without_the_photos_of_the_old_letter() -> None:
    patient = Patient.agreed().goes_on_until(None)
    gets(sends(patient, "denial_letter"), PAGE)
    gets(sends(patient, "office_notes"), PAGE, document="office_notes")
    patient.taps("Done")
    patient.makes_letter()
    patient.sends_letter()

    turn = patient.taps_token("denied")

    assert turn.drops == (("denial_letter", 1),)
    assert patient.case and list(patient.case.sheets) == ["office_notes"]
    assert "I erased the photos of the earlier denial letter." in patient.said


def test_back_and_skip_end_the_sending_and_bring_the_question_again() -> None:
    patient = Patient.agreed().goes_on_until("insurer")
    for command in ("back", "skip"):
        patient.does(Showed(file="F1"))
        patient.taps("Full denial letter")
        patient.sends(command)

        assert patient.key == "insurer"
        assert "What is the name of the plan or insurer?" in patient.said


def test_which_pages_came_after_the_letter_is_known_by_their_places() -> None:
    patient = sends(Patient.agreed().goes_on_until(None), "office_notes")
    gets(patient, PAGE, PAGE, document="office_notes")
    patient.makes_letter()
    patient.sends_letter()
    assert patient.case is not None
    assert patient.case.sent_pages == {"office_notes": (1, 2)}
    assert not keeping.has_later(patient.case)

    sends(patient, "office_notes")
    gets(patient, PAGE, document="office_notes")

    assert [keeping.is_later(patient.case, "office_notes", at) for at in (1, 2, 3)] == [
        False,
        False,
        True,
    ]
    patient.case = keeping.without_pages(patient.case, "office_notes").case
    assert patient.case.sent_pages == {"office_notes": ()}
    sends(patient, "office_notes")
    gets(patient, PAGE, document="office_notes")  # in the place of one that went
    assert keeping.is_later(patient.case, "office_notes", 1)
