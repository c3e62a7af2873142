"""The page that stands under the papers, and the checklist: which file to print, where to sign."""

from __future__ import annotations

import pytest

from bot.conversation import papers
from bot.conversation.events import Pages, SheetSeen, Showed
from bot.conversation.keeping import MOST_SHEETS, SIGNATURE
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.packet import NAME
from tests.support.patient import TODAY, Patient
from tests.support.quick import page as photo

SHEET = Sheet(photo("Therapy"), 600, 800)


def finished(*, fax: bool = True, language: str = "en") -> Patient:
    """Someone whose letter is made; with a number to fax it to, or without."""
    patient = Patient.agreed(language=language).goes_on_until(None)
    if not fax:
        patient.taps_token("change-appeals_fax")
        patient.sends("skip")
        patient.taps_token("change-appeals_fax")
        patient.taps_token("unsure", "appeals_fax")
    patient.makes_letter()
    return patient


def ready(patient: Patient, *, sheets: int = 0, signed: bool = False) -> str:
    """The page under the papers."""
    if signed:
        patient.taps_token(f"send-{SIGNATURE}")
        patient.does(Pages(SIGNATURE, (SheetSeen(1000),)))
    assert patient.case is not None
    exhibits = [Exhibit("denial_letter", (SHEET,) * sheets)] if sheets else []
    replies = papers.handed_over(
        patient.case, today=TODAY, exhibits=exhibits, signature=SHEET if signed else None
    )
    return replies[-1].plain()


@pytest.mark.parametrize(
    ("fax", "sheets", "signed", "told"),
    [
        (True, 0, False, f"2. Print {NAME}, the letter is in it. Sign with a pen on page "),
        (True, 1, True, f"2. Open {NAME}. Look at your signature, and see if it can be read."),
        (False, 0, False, "2. Print it. Sign with a pen on page "),
        (False, 0, True, "2. Look at your signature on the letter. Print the letter."),
    ],
    ids=["packet", "packet signed", "letter", "letter signed"],
)
def test_the_page_tells_which_file_to_print_and_where_to_sign(
    fax: bool, sheets: int, signed: bool, told: str
) -> None:
    assert told in ready(finished(fax=fax), sheets=sheets, signed=signed)


def test_what_is_in_hand_and_was_not_sent_goes_behind_the_packet() -> None:
    patient = finished()

    assert "3. Behind the last page, put copies in this order: the " in ready(patient)
    assert "3. All the papers you have are in that file. You add nothing." in ready(
        patient, sheets=1
    )


def test_the_page_to_sign_is_the_packets_own() -> None:
    page, alone = ready(finished()), ready(finished(fax=False))

    def page_of(text: str) -> int:
        return int(text.split("with a pen on page ")[1].split(".")[0])

    assert page_of(page) == page_of(alone) + 1


def test_too_many_photos_for_one_file_are_told_beside_the_letter() -> None:
    told = ready(finished(), sheets=MOST_SHEETS + 1)

    assert "Your photos are too many for one file" in told
    assert "2. Print it. Sign with a pen on page" in told


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (MOST_SHEETS - 6, "Send the next page, or choose Done."),
        (MOST_SHEETS - 3, "There is room for 3 more pages."),
        (MOST_SHEETS - 1, "There is room for 1 more page."),
        (MOST_SHEETS, f"One packet holds {MOST_SHEETS} pages, and you have them all."),
    ],
    ids=["room", "three", "one", "none"],
)
def test_it_is_told_how_many_more_pages_fit_before_they_are_sent(kept: int, told: str) -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.taps_token("send-denial_letter")
    patient.does(Showed(file="F"))

    patient.does(Pages("denial_letter", (SheetSeen(1000),) * kept))

    assert told in patient.said
    assert ("more page" in patient.said) == (MOST_SHEETS - 6 < kept < MOST_SHEETS)


def test_the_checklist_offers_large_print_once_there_is_a_file() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.sends("checklist")
    assert "Large print" not in patient.labels
    patient.makes_letter()

    patient.sends("checklist")
    turn = patient.taps("Large print")

    assert turn.writes == "large"
    assert turn.case and turn.case.large
    patient.sends("checklist")
    assert "Normal print" in patient.labels
