"""Every command works wherever it is sent, and what was answered stays."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flows.interview.words import Words, words
from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.support.bot import Guest, LocalBot

PLACES = {
    "en": [*mri.SECTIONS, "review", "drafted", "sent"],
    "es": ["coverage", "history", "review", "sent"],
}


async def goes_to(guest: Guest, place: str, *, language: str) -> None:
    """On to the middle of a section, to the review, or past the letter."""
    said = words(language)
    await guest.says("/start")
    if place in ("drafted", "sent"):
        await guest.says(f"/{said.commands['letter']['name']}")
        if said.button("looks_right") in guest.buttons:
            await guest.taps(said.button("looks_right"))
    else:
        await mri.answers(guest, until=mri.SECTIONS.get(place), language=language)
    if place == "sent":
        await mri.sends_letter(guest, language=language)


async def answers_of(bot: LocalBot, guest: Guest) -> dict[str, Any]:
    case = (await bot.store.load(guest.id)).case
    assert case is not None
    return case.answers


# What each command must say wherever it is sent; None: the present question, the review, a letter.
SAYS: dict[str, str | None] = {
    "start": None,
    "help": "messages.help",
    "why": None,
    "review": "messages.review_intro",
    "language": "messages.choose_language",
    "privacy": "messages.privacy",
    "cancel": "messages.cancelled",
    "restart": "messages.restart_confirm",
    "delete": "messages.delete_confirm",
    "status": "messages.status_title",
    "deadline": None,
    "letter": None,
    "checklist": None,
    "back": None,
    "skip": None,
    "mydata": "messages.mydata",
    "cases": "messages.cases_now",
    "feedback": "messages.feedback",
    "sent": None,
    "got": None,
    "call": None,
    "decision": None,
    "stop": "messages.stop",
}


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_command_answers_in_every_section_and_loses_nothing(
    bot: LocalBot, language: str
) -> None:
    guest = await bot.guest(language_code=language)
    said = words(language)
    await mri.agrees(guest, language=language)
    assert set(SAYS) == set(said.commands)
    for place in PLACES[language]:
        await goes_to(guest, place, language=language)
        for english, expected in SAYS.items():
            before = await answers_of(bot, guest)
            name = said.commands[english]["name"]
            told = "\n".join(event.text for event in await guest.says(f"/{name}"))
            for fault in ("unknown_command", "problem_with_service"):
                assert beginning(said, f"messages.{fault}") not in told, (place, name)
            if expected:
                assert beginning(said, expected) in told, (place, name)
            after = await answers_of(bot, guest)
            assert {key: after[key] for key in before} == before, (place, name)


def beginning(said: Words, key: str) -> str:
    """The words of a text before its first field."""
    return said.texts[key].replace("**", "").split("{")[0].split("\n")[0]


async def test_the_spanish_name_of_a_command_works_in_english_too(patient: Guest) -> None:
    await patient.says("/ayuda")

    assert "Here is what you can do" in patient.transcript(last=40)


async def test_the_checklist_comes_again_after_the_letter_with_its_buttons(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, [*mri.LETTER, "[I sent it]", "[Today]", "[By mail]", "/checklist"])

    assert "You sent the letter on July 10, 2026." in patient.last
    came = ["They have the letter", "They said yes", "They said no again", "No answer came"]
    assert patient.buttons == [
        *came, "What is missing", "Remind me", "Change an answer", "Large print",
    ]  # fmt: skip
    await patient.taps("What is missing")
    assert "The physical therapy notes" in patient.last


async def test_the_review_turns_its_pages_in_one_message(patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    shown = len(patient.messages)
    await mri.does(patient, ["[The denial letter (11)]", "[Next page]", "[Back]", "[Back]"])

    assert len(patient.messages) == shown
    assert patient.last.startswith("Check your answers.")


async def test_a_command_nobody_knows_is_said_to_be_so(patient: Guest) -> None:
    await patient.says("/menu")

    assert patient.last.startswith("I don't know that command.")
    assert mri.asked(patient) == "asker"


async def test_back_and_forth_keeps_every_answer(bot: LocalBot, patient: Guest) -> None:
    await mri.answers(patient, until="insurer")
    before = await answers_of(bot, patient)
    for _ in range(3):
        await patient.says("/back")

    assert mri.asked(patient) == "appeals_address"
    assert "You are changing this answer. Now it says:" in patient.last
    for _ in range(3):
        await patient.taps("Keep this answer")
        if mri.asked(patient) == "insurer":
            break
    assert mri.asked(patient) == "insurer"
    assert await answers_of(bot, patient) == before


async def test_skip_says_what_it_costs_and_is_refused_where_the_letter_needs_it(
    patient: Guest, patient_at: PatientAt
) -> None:
    await patient.says("/skip")
    assert patient.last.startswith("The letter needs this answer.")
    patient = await patient_at("symptoms")
    await patient.says("/skip")

    assert patient.last.startswith("The letter will not say how it feels.")
    assert mri.asked(patient) == "symptom_kinds"  # buttons, for who would not type


async def test_why_gives_the_reason_and_the_question_again(patient: Guest) -> None:
    await mri.answers(patient, until="notice_date")
    await patient.says("/why")

    assert "Why I ask: Your last day to appeal depends on this date." in patient.last
    assert mri.asked(patient) == "notice_date"


async def test_another_language_in_the_middle_keeps_all_answers(bot: LocalBot) -> None:
    guest = await bot.guest()
    await mri.agrees(guest)
    await mri.answers(guest, until="treatments")
    before = await answers_of(bot, guest)
    await mri.does(guest, ["/language", "[Español]"])
    assert mri.asked(guest, language="es") == "treatments"
    assert await answers_of(bot, guest) == before
    await mri.answers(guest, language="es")
    await mri.does(guest, ["/idioma", "[English]"])

    assert "Make the letter" in guest.buttons
    await guest.taps("Names and numbers (7)")
    assert "1. The patient's full name: Rosa Vega" in guest.last
    after = await answers_of(bot, guest)
    assert {key: after[key] for key in before} == before


async def test_cancel_keeps_the_answers_and_start_goes_on(patient: Guest) -> None:
    await mri.answers(patient, until="claim_number")
    await patient.says("/cancel")
    assert "Your answers are saved." in patient.last
    await patient.says("/start")

    assert mri.asked(patient) == "claim_number"
    assert "You are at question 8 of about " in patient.last


async def test_restart_begins_again_after_a_yes_only(bot: LocalBot, patient: Guest) -> None:
    await mri.answers(patient, until="claim_number")
    before = await answers_of(bot, patient)
    await mri.does(patient, ["/restart", "[No, keep it]"])
    assert await answers_of(bot, patient) == before
    await mri.does(patient, ["/restart", "[Yes, start again]"])

    assert await answers_of(bot, patient) == {}
    assert mri.asked(patient) == "asker"


async def test_delete_erases_after_a_yes_only(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    await mri.does(patient, ["/delete", "[No, keep it]"])
    assert await answers_of(bot, patient)
    await mri.does(patient, ["/delete", "[Yes, erase it all]"])

    assert patient.last.startswith("Done. All you told me is erased.")
    assert (await bot.store.load(patient.id)).case is None
    assert await bot.store.papers(patient.id) == []
    await patient.says("hello")
    assert patient.buttons == ["English", "Español"]


async def test_ten_people_at_once_each_in_order(bot: LocalBot) -> None:
    guests = [await bot.guest() for _ in range(10)]

    async def plays(place: int, guest: Guest) -> None:
        await mri.agrees(guest)
        await mri.answers(guest, until="service", instead={"insurer": [f"Plan {place}"]})

    await asyncio.gather(*(plays(place, guest) for place, guest in enumerate(guests)))

    for place, guest in enumerate(guests):
        kept = await answers_of(bot, guest)
        assert list(kept) == list(mri.ENGLISH)[:14]
        assert kept["insurer"] == f"Plan {place}"
