"""Very private lines: shown before they may stay, left out unless ticked, asked when changed."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

import flows
from bot.conversation.labels import LABEL
from bot.conversation.private import AROUND, WHOLE, around
from flows.interview.words import languages
from flows.private import letter_answers, private_lines
from tests.support.patient import GOOD, TODAY, Patient

PILLS = "Zoloft 50 mg, March 20, 2026 to May 4, 2026, no help"


def asked_what_may_stay(symptoms: str = "Pain, and my depression gets worse") -> Patient:
    """A patient with private symptoms and one private treatment of two, asked what may stay."""
    patient = Patient.agreed().goes_on_until("symptoms")
    patient.says(symptoms)
    patient.goes_on_until("treatments")
    patient.says(GOOD["treatments"])
    patient.goes_on_until("treatments.more")
    patient.says(PILLS)
    return patient.goes_on_until("include_sensitive")


def in_the_letter(patient: Patient) -> dict[str, Any]:
    assert patient.case is not None
    return letter_answers(flows.counted(patient.case, today=TODAY))


def test_the_very_lines_are_shown_with_a_button_each() -> None:
    patient = asked_what_may_stay()

    assert "1. The symptoms: Pain, and my depression gets worse\n" in patient.said
    assert (
        "2. What was tried: Zoloft 50 mg, from March 20, 2026, to May 4, 2026, no help"
        in patient.said
    )
    assert "16 visits" not in patient.said
    assert patient.labels[:3] == ["1. The symptoms", "2. Zoloft 50 mg", "Done"]


def test_nothing_stays_unless_it_is_ticked() -> None:
    patient = asked_what_may_stay()

    patient.taps("Done")

    assert patient.answers["include_sensitive"] == []
    assert "symptoms" not in in_the_letter(patient)
    assert [item["kind"] for item in in_the_letter(patient)["treatments"]] == ["physical_therapy"]


def test_what_is_ticked_stays_and_the_rest_does_not() -> None:
    patient = asked_what_may_stay()

    patient.taps("2. Zoloft 50 mg")
    assert patient.labels[1] == "✓ 2. Zoloft 50 mg"
    assert "1. The symptoms: " in patient.said
    patient.taps("Done")

    assert patient.answers["include_sensitive"] == ["treatments[1]"]
    assert "symptoms" not in in_the_letter(patient)
    assert len(in_the_letter(patient)["treatments"]) == 2
    patient.taps_token("section-contact")
    assert "what was tried (2)" in patient.said


def test_an_ordinary_case_is_not_asked() -> None:
    patient = Patient.agreed().goes_on_until(None)

    assert "include_sensitive" not in patient.answers


def test_a_changed_line_is_asked_about_again() -> None:
    patient = asked_what_may_stay()
    patient.taps("1. The symptoms")
    patient.taps("Done")
    patient.taps_token("change-symptoms")

    patient.says("Pain, and I was suicidal")

    assert patient.key == "include_sensitive"
    assert "Pain, and I was suicidal" in patient.said
    assert not any(label.startswith("✓") for label in patient.labels)


def test_a_new_private_line_is_asked_about_too() -> None:
    patient = asked_what_may_stay()
    patient.taps("Done")
    patient.taps_token("change-risk_of_delay")

    patient.says("I could lose my HIV care.")

    assert patient.key == "include_sensitive"


def test_another_answer_leaves_what_may_stay_alone() -> None:
    patient = asked_what_may_stay()
    patient.taps("1. The symptoms")
    patient.taps("Done")
    patient.taps_token("change-insurer")

    patient.says("Another Plan")

    assert patient.key is None
    assert patient.answers["include_sensitive"] == ["symptoms"]


def test_an_item_that_moves_up_does_not_inherit_a_consent() -> None:
    patient = asked_what_may_stay()
    patient.taps("2. Zoloft 50 mg")
    patient.taps("Done")

    patient.taps_token("remove-treatments-0")

    assert "include_sensitive" not in patient.answers
    assert "treatments" not in in_the_letter(patient)


def test_another_private_item_is_asked_about() -> None:
    patient = asked_what_may_stay()
    patient.taps("2. Zoloft 50 mg")
    patient.taps("Done")
    patient.taps_token("add-treatments")

    patient.says("Methadone 10 mg, May 2026 to June 2026, no help")
    patient.goes_on_until("include_sensitive")

    assert "3. Methadone 10 mg" in patient.labels


STEPS = ["remove-treatments-0", "remove-treatments-1", "Zoloft 50 mg, May 2026", "ticks 0"]
STEPS += ["ticks 1", "ticks 2", "Methadone 10 mg, May 2026", "Heat packs, May 2026", "answers"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=12))
def test_whatever_moves_only_a_line_that_was_shown_stays(steps: list[str]) -> None:
    patient = copy.deepcopy(private_case())
    shown: dict[str, str] = {}
    for step in steps:
        if step.startswith("ticks"):
            patient.taps_token(f"t{step[-1]}", "include_sensitive")
        elif step == "answers" and patient.key:
            patient.answers_well()
        elif step.startswith("remove"):
            patient.taps_token(step)
        elif ", " in step:
            patient.taps_token("add-treatments")
            patient.says(step)
            while patient.key and patient.key.startswith("treatments"):
                patient.answers_well()
        assert patient.case is not None
        counted = flows.counted(patient.case, today=TODAY)
        if patient.key == "include_sensitive":
            shown = private_lines(counted)
        kept = set(counted.get("include_sensitive") or ())
        for address, words in private_lines(counted).items():
            assert address not in kept or shown[address] == words


@cache
def private_case() -> Patient:
    return asked_what_may_stay()


@pytest.mark.parametrize("language", languages())
def test_many_private_lines_have_labels_that_fit(language: str) -> None:
    patient = Patient.agreed(language=language).goes_on_until("treatments")
    for _ in range(11):
        patient.says(f"{PILLS}, taken with a very long list of other things")
        patient.goes_on_until("treatments.more")
    patient.goes_on_until("include_sensitive")
    patient.taps_token("all", "include_sensitive")

    assert patient.labels[10].startswith("11. ")
    assert all(len(label) <= LABEL for label in patient.labels)


# ------------------------------------------------------------- a long line

LONG = f"{'before ' * 40}depression {'between ' * 40}HIV {'after ' * 40}".strip()


def test_a_short_line_is_shown_whole() -> None:
    assert around("x" * WHOLE, [(3, 4)]) == "x" * WHOLE


def test_a_long_line_is_shown_around_its_terms() -> None:
    spans = [(LONG.index(term), LONG.index(term) + len(term)) for term in ("depression", "HIV")]

    shown = around(LONG, spans)

    assert shown.startswith("… before ")
    assert " depression between" in shown
    assert " between HIV after" in shown
    assert shown.count(" … ") == 1
    assert shown.endswith("after …")
    assert len(shown) < 5 * AROUND + 60
    assert set(shown.split()) <= {*LONG.split(), "…"}, "no word is cut"


def test_terms_that_stand_near_share_one_part() -> None:
    words = f"{'x ' * 200}HIV and AIDS {'y ' * 200}".strip()

    assert around(words, [(400, 403), (408, 412)]).count("…") == 2


def test_a_term_at_the_end_is_shown_to_the_end() -> None:
    words = f"{'x ' * 200}HIV"

    assert around(words, [(400, 403)]).endswith("x HIV")
