"""What nobody expects: it gets one clear sentence and the present question, and stores nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.models import inbox
from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.bot.test_talk import LETTER, docx_text, pdf_text
from tests.support.bot import Guest, LocalBot
from tests.support.sandbox import Event, picture


async def answers_of(bot: LocalBot, guest: Guest) -> dict[str, Any]:
    case = (await bot.store.load(guest.id)).case
    assert case is not None
    return case.answers


def said(events: list[Event]) -> list[str]:
    """The new messages of the bot, without what was only changed in place."""
    return [event.text for event in events if event.kind == "message"]


async def all_pages_of_the_review(guest: Guest) -> str:
    """What every page says, one after the other; ends at the review."""
    told = ""
    for section in [label for label in guest.buttons if label.endswith(")")]:
        await guest.taps(section)
        told += guest.last
        while "Next page" in guest.buttons:
            await guest.taps("Next page")
            told += guest.last
        while "Make the letter" not in guest.buttons:
            await guest.taps("Back")
    return told


DATES = {
    "31 June": "June 31, 2026",
    "month 13": "2026-13-01",
    "future": "July 11, 2026",
    "far past": "July 6, 1926",
    "word": "yesterday or so",
    "long": "9" * 3000,
    "emoji": "📅📅📅",
    "right to left": "٦ يوليو ٢٠٢٦ تقريبا",
    "bold": "<b>July 6, 2026",
    "jinja": "{{ 7*7 }}",
    "typst": "#let x = 1",
    "format": "{0} %s {name}",
    "null": "\x00\x01",
    "a denial": "'; DROP TABLE chats; --",
}


@pytest.mark.parametrize("text", DATES.values(), ids=DATES)
async def test_a_date_that_is_none_gets_one_sentence_and_the_question_again(
    bot: LocalBot, patient_at: PatientAt, text: str
) -> None:
    patient = await patient_at("notice_date")
    before = await answers_of(bot, patient)
    [told] = said(await patient.says(text))

    sentence, _, question = told.partition("\n\n")
    assert 10 < len(sentence) < 200
    assert "the date on the denial letter" in sentence
    assert "What date is on the denial letter?" in question
    assert text not in told
    assert await answers_of(bot, patient) == before
    await patient.says("July 6, 2026")
    assert mri.asked(patient) == "received_on"


@pytest.mark.parametrize("key", ["claim_number", "symptoms", "patient_name", "treatments"])
async def test_four_thousand_letters_are_too_many_and_nothing_is_cut(
    bot: LocalBot, patient_at: PatientAt, key: str
) -> None:
    patient = await patient_at(key)
    before = await answers_of(bot, patient)
    [told] = said(await patient.says("word " * 800))

    assert "letters or less" in told
    assert mri.asked(patient) == key
    assert await answers_of(bot, patient) == before


async def test_a_text_that_telegram_cuts_in_two_is_not_stored_by_half(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("symptoms")
    before = await answers_of(bot, patient)
    whole = "It hurts. " * 500
    first, rest = said(await patient.says(whole[:4096])), said(await patient.says(whole[4096:]))

    assert "letters or less" in first[0]
    assert rest[0].startswith("That was the rest of a long text, so I left it out.")
    assert await answers_of(bot, patient) == before
    assert mri.asked(patient) == "symptoms"


async def test_what_looks_like_code_is_printed_as_it_was_written(patient_at: PatientAt) -> None:
    patient = await patient_at("claim_number")
    strange = {
        "claim_number": ["{{ 7*7 }}"],
        "plan_criteria": ["#let x = 1 {% raw %}"],
        "insurer": ["<b>Northland & Sons</b>"],
        "symptoms": ["Pain *here* _and_ `there` **and** {l0} {said} $x$ <i>."],
        "why_this_service": ["The doctor wrote: #image(\"x.png\") @ref <label> \\ %s {0}"],
        "patient_name": ["Rosa {% if %} Vega"],
    }  # fmt: skip
    await mri.answers(patient, instead=strange)
    review = await all_pages_of_the_review(patient)
    await mri.makes_letter(patient)

    pdf = pdf_text(patient.files[LETTER])
    docx = docx_text(patient.files["Appeal_Letter.docx"])
    for [text] in strange.values():
        assert text in review
        ours = text[1:]  # the letter may change the case of the first letter
        assert ours in docx
        assert ours.replace(" ", "") in pdf.replace(" ", "")
    assert "49" not in review


async def test_pictures_in_a_text_are_left_out_and_said_so(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("symptoms")
    [told] = said(await patient.says("Pain 😖 in the back 🔥"))

    assert told.startswith("Letters can't carry pictures, so I left 2 out.")
    assert (await answers_of(bot, patient))["symptoms"] == "Pain in the back"


async def test_an_arabic_name_is_kept_and_printed(patient_at: PatientAt) -> None:
    patient = await patient_at("patient_name")
    await mri.answers(patient, instead={"patient_name": ["ليلى حداد"]})
    assert "ليلى حداد" in await all_pages_of_the_review(patient)
    await mri.makes_letter(patient)

    assert "ليلى" in docx_text(patient.files["Appeal_Letter.docx"])
    assert LETTER in patient.files


STRANGE_THINGS = {
    "sticker": Guest.sends_sticker,
    "voice": Guest.sends_voice,
    "location": Guest.sends_location,
    "contact": Guest.sends_contact,
    "poll": Guest.sends_poll,
}


@pytest.mark.parametrize("key", ["insurer", "symptoms", None], ids=str)
@pytest.mark.parametrize("sends", STRANGE_THINGS.values(), ids=STRANGE_THINGS)
async def test_what_is_no_text_gets_one_sentence_and_the_present_question(
    bot: LocalBot, patient_at: PatientAt, key: str | None, sends: Any
) -> None:
    patient = await patient_at(key)
    before = await answers_of(bot, patient)
    told = said(await sends(patient))

    assert len(told) == 1 if key else len(told) <= 2
    assert told[0].startswith("I can't use that here.")
    assert mri.asked(patient) == key
    assert await answers_of(bot, patient) == before


PHOTOS = {
    "photo": lambda guest: guest.sends_photo(picture()),
    "photo with words": lambda guest: guest.sends_photo(picture(), caption="July 6, 2026"),
    "document": lambda guest: guest.sends_file("denial.pdf", b"%PDF-1.7", "application/pdf"),
}


@pytest.mark.parametrize("key", ["insurer", "symptoms", None], ids=str)
@pytest.mark.parametrize("sends", PHOTOS.values(), ids=PHOTOS)
async def test_a_photo_gets_one_sentence_and_is_asked_which_paper_it_is(
    bot: LocalBot, patient_at: PatientAt, key: str | None, sends: Any
) -> None:
    patient = await patient_at(key)
    before = await answers_of(bot, patient)
    [told] = said(await sends(patient))

    assert told.startswith("A photo or a file can't answer this question.") == (key is not None)
    assert told.endswith("Which paper is it?")
    await patient.taps("Don't keep it")
    assert mri.asked(patient) == key
    assert await answers_of(bot, patient) == before


async def sends_album(guest: Guest, album: str, *, photos: int) -> None:
    for _ in range(photos):
        await guest.sends_photo(picture(), album=album, timeout=0)
    await guest.replies()


async def test_an_album_gets_one_answer_and_a_second_album_another(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("symptoms")
    for album in ("one", "two"):
        before = len(patient.messages)
        await sends_album(patient, album, photos=4)
        await bot.idle()
        await patient.replies()
        told = [m for m in patient.messages[before:] if m.by == "bot"]
        assert [m.text.partition(".")[0] for m in told] == [
            "A photo or a file can't answer this question"
        ]

    await patient.taps("Don't keep it")
    assert mri.asked(patient) == "symptoms"


async def test_an_album_before_the_consent_gets_one_answer(bot: LocalBot, stranger: Guest) -> None:
    await sends_album(stranger, "one", photos=4)
    await bot.idle()
    await stranger.replies()

    assert len([m for m in stranger.messages if m.by == "bot"]) == 1
    assert (await bot.store.load(stranger.id)).case is None


async def dated(patient_at: PatientAt) -> tuple[Guest, int]:
    """A patient who has told the date of the letter, and the number of that message."""
    patient = await patient_at("notice_date")
    await patient.says("July 6, 2026")
    mine = next(m for m in reversed(patient.messages) if m.by == "person")
    return patient, mine.message_id


async def test_the_newest_answer_that_is_edited_is_replaced(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient, mine = await dated(patient_at)
    await patient.edits(mine, "July 1, 2026")

    assert "The new answer counts for the date on the denial letter." in patient.last
    assert mri.asked(patient) == "received_on"
    assert (await answers_of(bot, patient))["notice_date"] == "2026-07-01"


async def test_the_same_message_may_be_edited_twice_and_what_does_not_fit_changes_nothing(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient, mine = await dated(patient_at)
    await patient.edits(mine, "July 1, 2026")
    await patient.edits(mine, "July 2, 2026")
    await patient.edits(mine, "some day")

    assert "The old answer stays." in patient.last
    assert mri.asked(patient) == "received_on"
    assert (await answers_of(bot, patient))["notice_date"] == "2026-07-02"


async def test_an_older_answer_that_is_edited_stays_and_review_is_named(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient, mine = await dated(patient_at)
    await patient.says("July 9, 2026")
    await patient.edits(mine, "July 1, 2026")

    assert "To change an answer, send /review." in patient.last
    assert mri.asked(patient) == "printed_deadline"
    assert (await answers_of(bot, patient))["notice_date"] == "2026-07-06"


async def test_an_answer_before_a_tap_is_no_longer_the_newest(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient, mine = await dated(patient_at)
    await patient.taps("I'm not sure")
    await patient.edits(mine, "July 1, 2026")

    assert "To change an answer, send /review." in patient.last
    assert (await answers_of(bot, patient))["notice_date"] == "2026-07-06"


async def test_a_button_of_an_old_message_changes_nothing_and_says_so(
    bot: LocalBot, patient: Guest
) -> None:
    old = patient.last_message
    assert old is not None
    await mri.answers(patient, until="received_on")
    before = await answers_of(bot, patient)
    await patient.taps_data(old.message_id, old.buttons[1].data or "")

    assert patient.toasts[-1].startswith("That button is from an earlier question.")
    assert mri.asked(patient) == "received_on"
    assert await answers_of(bot, patient) == before


@pytest.mark.parametrize(
    "data",
    ["", "x", "a:b:c", ":::", "-:0:wxx:agree", "-:²:wen:agree", "ABC234:1:!:make", "🙂" * 16],
)
async def test_a_button_that_is_none_of_ours_changes_nothing(
    bot: LocalBot, patient_at: PatientAt, data: str
) -> None:
    patient = await patient_at("notice_date")
    before = await answers_of(bot, patient)
    assert patient.last_message
    await patient.taps_data(patient.last_message.message_id, data or "0")

    assert await answers_of(bot, patient) == before
    assert mri.asked(patient) == "notice_date"


async def test_a_double_tap_counts_once(bot: LocalBot, patient: Guest) -> None:
    question = patient.last_message
    assert question is not None
    data = question.buttons[0].data or ""
    for _ in range(2):
        await patient.taps_data(question.message_id, data, timeout=0)
    await patient.replies()
    await bot.idle()

    assert await answers_of(bot, patient) == {"asker": "patient"}
    assert mri.asked(patient) == "first_denial"
    assert patient.toasts == ["Got it already."]
    asked = [m for m in patient.messages if "Is this the first no for this care?" in m.text]
    assert [bool(message.buttons) for message in asked] == [True]
    assert sum(bool(message.buttons) for message in patient.messages if message.by == "bot") == 1


async def test_a_text_where_a_button_was_asked(bot: LocalBot, patient: Guest) -> None:
    await patient.says("maybe")
    assert patient.last.startswith("Choose one of the buttons")
    await patient.says("for me.")

    assert mri.asked(patient) == "first_denial"
    assert await answers_of(bot, patient) == {"asker": "patient"}


async def test_two_messages_at_once_answer_two_questions_in_order(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("claim_number")
    await patient.says("A-77120-26", timeout=0)
    await patient.says("SP-12", timeout=0)
    await patient.replies()
    await bot.idle()

    kept = await answers_of(bot, patient)
    assert kept["claim_number"] == "A-77120-26"
    assert kept["plan_criteria"] == "SP-12"


async def test_a_replayed_update_has_no_effect(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at("claim_number")
    await patient.says("A-77120-26")
    before, shown = await answers_of(bot, patient), patient.transcript()
    await bot.sandbox.replay(3)
    await patient.says("SP-12")

    after = await answers_of(bot, patient)
    assert after == {**before, "plan_criteria": "SP-12"}
    asked = "Does the letter name the rule"
    assert patient.transcript().count(asked) == shown.count(asked)


async def test_one_who_blocked_and_came_back_goes_on(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at("claim_number")
    await patient.blocks()
    await patient.replies()
    assert (await bot.store.load(patient.id)).blocked
    await patient.unblocks()
    await patient.says("A-77120-26")

    assert not (await bot.store.load(patient.id)).blocked
    assert mri.asked(patient) == "plan_criteria"


async def test_a_group_gets_one_refusal_and_the_bot_leaves(bot: LocalBot, stranger: Guest) -> None:
    told = await stranger.adds_to_group()

    assert [event.kind for event in told] == ["message", "left"]
    assert "I work only in a private chat" in told[0].text
    assert "Solo trabajo" in told[0].text or "chat privado" in told[0].text
    assert {event.chat for event in told} == {"group"}


async def test_a_word_in_a_group_is_not_kept(bot: LocalBot, stranger: Guest) -> None:
    told = await stranger.says_in_group("I was denied an MRI")

    assert [event.kind for event in told] == ["message", "left"]
    bodies = select(func.count()).where(inbox.c.sealed_body.is_not(None))
    assert await bot.store.writer.run(lambda c: c.execute(bodies).scalar_one()) == 0


async def test_a_slash_alone_is_answered(patient: Guest) -> None:
    for text in ("/", "/ start", "//", "/30 days", "/start@sandbox_bot"):
        await patient.says(text)
        assert mri.asked(patient) == "asker"
        assert "That was not saved" not in patient.last


# Emergencies


async def test_lost_control_of_the_bladder_is_an_emergency_and_the_answer_is_kept(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    words = "I lost control of my bladder and my back hurts"
    patient = await patient_at("symptoms")
    [told] = said(await patient.says(words))

    assert told.startswith("Get emergency care now, or call 911")
    assert (await answers_of(bot, patient))["symptoms"] == words
    await patient.taps("Go on")
    assert mri.asked(patient) == "symptoms_started"


@pytest.mark.parametrize("place", ["asker", "notice_date", "symptoms", "phone", None])
async def test_who_wants_to_die_is_told_of_988_at_once(
    patient_at: PatientAt, place: str | None
) -> None:
    patient = await patient_at(place)
    told = said(await patient.says("I want to die"))

    assert any("Call or text 988." in text for text in told)


async def test_before_the_consent_an_emergency_is_heard_too(stranger: Guest) -> None:
    await stranger.says("I have chest pain")

    assert "Call 911 now" in stranger.transcript()


async def test_a_quoted_denial_is_no_emergency(bot: LocalBot, patient_at: PatientAt) -> None:
    words = "Coverage for suicidal ideation was denied. No chest pain was noted."
    patient = await patient_at("denial_wording")
    told = said(await patient.says(words))

    assert not any("988" in text or "911" in text for text in told)
    assert (await answers_of(bot, patient))["denial_wording"] == words
    assert mri.asked(patient) == "denial_reasons"


async def test_the_same_words_of_a_denial_elsewhere_are_no_emergency(patient_at: PatientAt) -> None:
    patient = await patient_at("symptoms")
    told = said(await patient.says("They wrote: coverage for suicidal ideation was denied"))

    assert not any("988" in text for text in told)


async def test_ten_people_who_all_do_strange_things_at_once(bot: LocalBot) -> None:
    guests = [await bot.guest() for _ in range(10)]

    async def plays(guest: Guest) -> None:
        await mri.agrees(guest)
        await mri.answers(guest, until="notice_date")
        await guest.sends_sticker()
        await guest.says("June 31, 2026")
        await guest.says("July 6, 2026")

    await asyncio.gather(*(plays(guest) for guest in guests))

    for guest in guests:
        assert mri.asked(guest) == "received_on"
        assert (await answers_of(bot, guest))["notice_date"] == "2026-07-06"
