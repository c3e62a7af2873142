"""The review: what is open first, then sections in pages that a phone can show."""

from __future__ import annotations

import pytest

from bot.conversation.labels import LABEL, shortened
from bot.conversation.reviewing import GAPS, LINES
from flows.interview.questions import interview
from flows.interview.words import languages, words
from tests.support.patient import Patient

PAGES = (*interview().sections, GAPS)


def unsure_of_all() -> Patient:
    """A patient who knows as little as one may."""
    patient = Patient.agreed()
    while patient.key is not None:
        patient.opens_block()
        asked, address = patient.at.step.question, patient.at.step.address
        if patient.key == "denial_reasons":
            patient.taps_token("t0", address)
            patient.taps_token("done", address)
        elif patient.key == "treatments":
            patient.says("heat packs")
        elif asked.optional or asked.unsure:
            patient.taps_token("skip" if asked.optional else "unsure", address)
        else:
            patient.answers_well()
    return patient


def lines_of(patient: Patient) -> list[str]:
    """The numbered lines of the page."""
    return [line for line in patient.said.split("\n") if line.partition(".")[0].isdecimal()]


def test_a_state_reads_back_by_its_name() -> None:
    patient = Patient.agreed().comes_to_block("plan")
    patient.says("Northland Benefit Trust\nMN")
    assert "Minnesota" in patient.said

    patient.goes_on_until(None).taps_token("section-coverage")

    assert patient.answers["us_state"] == "MN"
    assert "Minnesota" in patient.said


def test_the_first_page_tells_what_is_not_known_and_no_other_answer() -> None:
    patient = unsure_of_all()

    assert "Not known or skipped\n• The date on the denial letter\n" in patient.said
    assert "\n\nAnd 22 more.\n\n" in patient.said
    assert "heat packs" not in patient.said
    assert patient.labels[:3] == [
        "Make the letter",
        "Not known or skipped (30)",
        "The denial letter (10)",
    ]


def test_the_first_page_before_the_end_tells_what_a_letter_needs_first() -> None:
    patient = Patient.agreed().goes_on_until("coverage")

    patient.sends("review")

    assert "before I can make a true letter" in patient.said
    assert patient.labels[:2] == ["Only the questions left", "Continue"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("which", PAGES)
def test_every_answer_is_on_a_page_of_eight_lines_that_can_be_tapped(
    language: str, which: str
) -> None:
    patient = unsure_of_all()
    patient.taps_token(f"language-{language}")
    said = words(language)
    title = said.phrase(f"facts.section_{which}").plain()
    [count] = [label[len(title) + 2 : -1] for label in patient.labels if label.startswith(title)]
    seen: list[str] = []
    patient.taps(f"{title} ({count})")
    while True:
        lines, labels = lines_of(patient), patient.labels
        changes = [b for b in patient.buttons() if b.token.startswith("change-")]
        assert 0 < len(lines) <= LINES
        assert len(changes) == len(lines)
        assert all(len(label) <= LABEL for label in labels)
        assert all("…" not in button.label for button in changes)
        assert patient.replies[0].in_place
        seen += lines
        if said.button("next_page") not in labels:
            break
        patient.taps(said.button("next_page"))

    assert len(seen) == int(count)
    assert [int(line.partition(".")[0]) for line in seen] == list(range(1, len(seen) + 1))


def test_back_goes_page_by_page_to_the_review() -> None:
    patient = unsure_of_all()
    patient.taps("Not known or skipped (30)")
    patient.taps("Next page")
    patient.taps("Next page")
    assert lines_of(patient)[0].startswith("17. ")

    patient.taps("Back")
    assert lines_of(patient)[0].startswith("9. ")
    patient.taps("Back")
    patient.taps("Back")

    assert patient.said.startswith("Check your answers.")
    assert patient.replies[0].in_place


def test_a_line_is_tapped_changed_and_gone_from_what_is_not_known() -> None:
    patient = unsure_of_all()
    patient.taps("Not known or skipped (30)")
    patient.taps("Next page")
    patient.taps("Next page")
    assert "21. Heat packs: when it started" in patient.said.replace("heat", "Heat")

    patient.taps("21. When it started")
    assert patient.key == "treatments.started"
    patient.says("May 2026")

    assert patient.answers["treatments"][0]["started"] == "2026-05"
    assert "Not known or skipped (29)" in patient.labels


def test_the_review_after_the_letter_leaves_its_instructions_in_the_chat() -> None:
    patient = Patient.agreed().goes_on_until(None)
    patient.makes_letter()
    patient.makes_papers()

    patient.taps("Change an answer")

    assert not patient.replies[0].in_place


def test_items_come_eight_on_a_page_too() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    for place in range(9):
        patient.says(f"Naproxen {place} mg, March 2026 to May 2026, no help")
    patient.goes_on_until(None)
    patient.taps_token("change-treatments")
    assert len(lines_of(patient)) == LINES

    patient.taps("Next page")
    assert lines_of(patient) == [
        "9. Naproxen 8 mg, from March 2026, to May 2026, no help",
    ]
    patient.taps_token("item-treatments-8")
    assert "Naproxen 8 mg" in patient.said


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Physical therapy", "Physical therapy"),
        ("1. Physical therapy, 16 visits, from April 6", "1. Physical therapy, 16…"),
        ("Ask: Physical therapy reports", "Ask: Physical therapy…"),
        ("exactly twenty-eight letters", "exactly twenty-eight letters"),
        ("1. Electroencephalographically", "1. Electroencephalographica…"),
    ],
)
def test_a_label_is_cut_at_a_word(text: str, label: str) -> None:
    assert shortened(text) == label
    assert len(label) <= LABEL


def test_nothing_is_added_to_a_list_that_has_not_been_asked_for_yet() -> None:
    patient = Patient.agreed().goes_on_until("care_timing")

    patient.taps_token("add-treatments")

    assert patient.key == "care_timing"
    assert "changing" not in patient.case.scratch


def test_an_item_taken_out_is_no_longer_being_changed() -> None:
    patient = Patient.agreed().goes_on_until("treatments")
    patient.says("Naproxen 500 mg, March 2026 to May 2026, no help")
    patient.goes_on_until(None)
    patient.taps_token("change-treatments[0].started")
    assert patient.case.scratch["changing"] == "treatments[0].started"

    patient.taps_token("review")
    patient.taps_token("remove-treatments-0")

    assert "changing" not in patient.case.scratch
