"""A person who does not know her plan: found by a few taps, or whom to ask; over HTTP."""

from __future__ import annotations

from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.bot.golden import golden
from tests.support.bot import Guest

MOST_TAPS = 7  # from "I'm not sure" to the plan, with ticks


def since_asked(patient: Guest) -> str:
    """The talk from the question of the coverage on."""
    whole = patient.transcript()
    return whole[whole.rindex("\n< ", 0, whole.index("Where does the health coverage")) + 1 :]


async def test_a_person_who_does_not_know_her_plan_finds_medicare_advantage(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at("coverage")
    _, before = mri.deeds(patient)

    await mri.does(
        patient,
        [
            "[I'm not sure]",
            "[Medicare]",
            "[Red, white and blue card]",
            "[Medicare Advantage (H1234)]",
            "[Done]",
            "[Medicare Advantage plan]",
        ],
    )

    assert mri.deeds(patient)[1] - before <= MOST_TAPS
    assert "The last day to appeal is Wednesday, September 9, 2026." in patient.transcript(last=4)
    assert since_asked(patient) == golden("plan_found", since_asked(patient))


async def test_a_person_whose_plan_is_not_found_gets_a_safe_day_and_the_words_to_say(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at("coverage")

    await mri.does(
        patient,
        [
            "[I'm not sure]",
            "[A company or union job]",
            "[None of these]",
            "[Why?]",
            "[I'm not sure]",
            "[No, or I'm not sure]",
        ],
    )

    talk = since_asked(patient)
    assert "Is our plan self-funded or fully insured?" in talk
    assert "To be safe, act by Wednesday, August 5, 2026." in talk
    assert "The last day to appeal is" not in talk
    assert talk == golden("plan_not_found", talk)


async def test_the_words_to_say_stand_on_the_checklist_of_a_plan_that_is_not_found(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at("coverage")
    await mri.does(patient, ["[Medicare]", "[I'm not sure]", "[None of these]"])
    await mri.answers(patient)

    await patient.says("/checklist")

    assert "Call Medicare at 1-800-633-4227." in patient.transcript(last=2)
    assert "Do I have Original Medicare or a Medicare Advantage plan?" in patient.transcript(last=2)
