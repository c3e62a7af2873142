"""Photos and PDFs of papers over HTTP: kept, looked at, replaced, removed; signature; preview."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import Connection, select, update

from bot.conversation.collecting import MOST_FILE_BYTES
from bot.preparing import Prepared
from storage import SheetFile
from storage.models import files, place
from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.bot.golden import golden
from tests.bot.test_talk import pdf_text
from tests.support.bot import Guest, LocalBot, comes_true, local_bot
from tests.support.quick import Quick, page, pages
from tests.support.sandbox import Sandbox

HTML = b"<!doctype html><html><body>You are logged out.</body></html>"


@pytest.fixture(scope="module")
def provoked() -> Sequence[str]:
    return ["message is not modified"]  # the third photo of an album, of which the second is bad


async def kept(bot: LocalBot, guest: Guest) -> list[tuple[str, int]]:
    """The pages in the store; the case counts just those."""
    held = await bot.store.load(guest.id)
    found: list[SheetFile] = await bot.store.sheets(guest.id)
    places = [(each.document, each.position) for each in found if each.document != "signature"]
    assert held.case is not None
    counted = [(d, each.position) for d, own in held.case.sheets.items() for each in own]
    assert sorted(counted) == sorted(places)
    assert (held.case.signature is not None) == any(e.document == "signature" for e in found)
    return places


async def sends_album(guest: Guest, *photos: bytes) -> None:
    for photo in photos:
        await guest.sends_photo(photo, album="one", timeout=0)
    await guest.replies()


async def test_a_paper_is_kept_looked_at_replaced_and_removed(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    start = len(patient.transcript())
    await mri.does(patient, ["[Add photos of my papers]", "[Doctor's visit notes]"])
    await patient.sends_photo(page("Visit of May 4"))
    await patient.sends_photo(page("Visit of May 19"))
    await patient.taps("Done")

    assert await kept(bot, patient) == [("office_notes", 1), ("office_notes", 2)]
    assert "My papers (1)" in patient.buttons
    await mri.does(patient, ["[My papers (1)]", "[Doctor's visit notes (2)]", "[Look]"])
    assert page_count(patient.files["Pages.pdf"]) == 2
    await patient.taps("Replace")
    await patient.sends_file("notes.pdf", pages("One", "Two", "Three"), "application/pdf")
    assert "3 pages" in patient.last
    await mri.does(patient, ["[Done]", "[My papers (1)]", "[Doctor's visit notes (3)]"])
    assert len(await kept(bot, patient)) == 3
    await patient.taps("Remove")

    assert await kept(bot, patient) == []
    assert "Removed: the notes of the doctor's visits." in patient.transcript()
    told = re.sub(r"photo_\d+", "photo", patient.transcript()[start:])
    assert told == golden("papers_of_a_case", told)


def page_count(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


async def test_an_album_is_kept_in_order_with_one_answer(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    before = len(patient.messages)
    await sends_album(patient, *(page(f"Page {n}") for n in (1, 2, 3)))

    assert [place for _, place in await kept(bot, patient)] == [1, 2, 3]
    answers = [m for m in patient.messages[before:] if m.by == "bot"]
    assert [m.text for m in answers] == [
        "The denial letter, all pages: 3 pages.\nSend the next page, or choose Done."
    ]


async def test_a_page_that_a_fax_would_lose_is_taken_again_in_its_place(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    await sends_album(patient, page("1"), page("2", dark=True), page("3"))
    assert "page 2 is hard to read" in patient.last
    assert patient.buttons == ["Take it again", "Keep it anyway"]

    await patient.taps("Take it again")
    assert await kept(bot, patient) == [("denial_letter", 1), ("denial_letter", 3)]
    assert "Send page 2 again." in patient.last
    await patient.sends_photo(page("2, by day"))

    assert await kept(bot, patient) == [("denial_letter", n) for n in (1, 2, 3)]
    assert "3 pages" in patient.last


async def test_a_page_that_is_hard_to_read_may_be_kept(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    await patient.sends_photo(page("night", dark=True))
    await patient.taps("Keep it anyway")

    held = await bot.store.load(patient.id)
    assert held.case and [s.legible for s in held.case.sheets["denial_letter"]] == [False]
    assert patient.buttons == ["Done"]


async def test_a_photo_is_the_denial_letter_while_that_is_not_told(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("denial_wording")
    await sends_album(patient, page("Denial 1"), page("Denial 2"))

    assert await kept(bot, patient) == [("denial_letter", 1), ("denial_letter", 2)]
    await patient.taps("Done")
    assert mri.asked(patient) == "denial_wording"


async def test_a_photo_of_no_paper_is_asked_which_it_is(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("symptoms")
    await patient.sends_photo(page("Notes"))

    assert "Which paper is it?" in patient.last
    assert patient.buttons[:2] == ["Full denial letter", "The card of the plan"]
    await patient.taps("Full denial letter")
    assert await kept(bot, patient) == [("denial_letter", 1)]
    await patient.taps("Done")
    assert mri.asked(patient) == "symptoms"


async def test_a_photo_that_is_not_to_be_kept_leaves_nothing(
    bot: LocalBot, patient_at: PatientAt, quick: Quick
) -> None:
    patient = await patient_at("insurer")
    before = quick.asked
    await patient.sends_photo(page("A cat"))
    await patient.taps("Don't keep it")

    assert await kept(bot, patient) == []
    assert quick.asked == before
    held = await bot.store.load(patient.id)
    assert held.case and "pending" not in held.case.scratch
    assert mri.asked(patient) == "insurer"


async def test_a_paper_that_is_sent_is_enclosed_and_in_the_packet(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("documents")
    await mri.does(patient, ["[Add photos of my papers]", "[Physical therapy notes]"])
    await patient.sends_photo(page("Therapy"))
    await patient.taps("Done")
    assert "✓ Physical therapy notes" in patient.buttons
    await mri.does(patient, ["[Done]", "[Done]"])
    await mri.answers(patient)
    await mri.makes_letter(patient)

    enclosed = pdf_text(patient.files["Appeal_Letter.pdf"]).lower().split("enclos")[-1]
    assert "therapy" in enclosed
    assert "Appeal_Packet.pdf" in patient.files


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("letter.pdf", HTML, "This is another kind."),
        ("letter.pdf", b"%PDF-1.7 cut", "I can't open this file."),
        ("scan.jpg", b"\xff\xd8\xff cut", "I can't open this file."),
        ("empty.pdf", b" ", "There is nothing in this file."),
        ("big.pdf", b"%PDF-1.7" + bytes(MOST_FILE_BYTES), "I can take files up to 20 MB."),
    ],
    ids=["html", "cut pdf", "cut photo", "empty", "too big"],
)
async def test_what_is_no_paper_is_told_and_not_kept(
    bot: LocalBot, patient_at: PatientAt, name: str, content: bytes, told: str
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    await patient.sends_file(name, content, "application/pdf")

    assert told in patient.last
    assert await kept(bot, patient) == []
    assert patient.buttons == ["Done"]


async def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    await bot.sandbox.fault("getFile", "bad_gateway")
    await patient.sends_photo(page("1"))

    assert patient.last.startswith("The file did not reach me.")
    assert await kept(bot, patient) == []
    await patient.sends_photo(page("1"))
    assert await kept(bot, patient) == [("denial_letter", 1)]


async def test_more_than_forty_pages_are_not_kept(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Full denial letter]"])
    await patient.sends_file("a.pdf", pages(*map(str, range(39))), "application/pdf")
    await patient.sends_file("b.pdf", pages("40", "41"), "application/pdf")

    assert patient.last.startswith("I can keep 40 pages")
    assert len(await kept(bot, patient)) == 39
    await patient.sends_photo(page("40"))
    assert len(await kept(bot, patient)) == 40


async def test_a_text_while_pages_are_sent_is_no_answer(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at("insurer")
    await patient.sends_photo(page("1"))
    await mri.does(patient, ["[Full denial letter]", "Here is the first page"])

    assert patient.last.startswith("Send a photo or a PDF here, or choose Done to go on.")
    held = await bot.store.load(patient.id)
    assert held.case and "insurer" not in held.case.answers
    await patient.says("/skip")
    assert mri.asked(patient) == "insurer"


async def test_a_signature_is_shown_placed_and_taken_out_again(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    plain = patient.files["Appeal_Letter.pdf"]
    await patient.taps("Add my signature")
    await patient.sends_photo(page("Rosa Vega"))

    assert patient.last.startswith("This is your signature.")
    assert [m.raw["photo"] for m in patient.messages if m.by == "bot" and m.file][-1]
    await patient.taps("Make my papers again")
    signed = patient.files["Appeal_Letter.pdf"]
    assert signed != plain
    assert "New: Appeal_Letter.pdf" in patient.transcript()
    assert "Add my signature" not in patient.buttons
    await mri.does(patient, ["[Add photos of my papers]", "[My signature]", "[Remove]"])
    assert await kept(bot, patient) == []
    await patient.taps("Make my papers again")
    assert patient.files["Appeal_Letter.pdf"] == plain


async def test_page_one_is_shown_before_the_files(patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await patient.taps("Make the letter")

    assert patient.last.startswith("This is page 1 of your letter.")
    assert patient.buttons == ["Looks right: send my papers", "Change an answer"]
    assert [m.raw["photo"] for m in patient.messages if m.by == "bot" and m.file] == [True]
    await patient.taps("Change an answer")
    assert "Make the letter" in patient.buttons


async def test_only_files_that_changed_are_sent_again_and_all_where_asked(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    before = len(patient.messages)
    await mri.does(patient, ["[Change an answer]", "[Make the letter]"])
    assert [m.file for m in patient.messages[before:] if m.file] == []
    assert "Nothing in your papers has changed." in patient.transcript()

    await patient.says("/letter")
    again = [m.file.name for m in patient.messages[before:] if m.file]
    assert again[:2] == ["Appeal_Letter.pdf", "Appeal_Letter.docx"]
    assert "Checklist.pdf" in again


async def test_after_a_change_only_what_changed_is_drawn_again(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    steps = next(m for m in reversed(patient.messages) if "Large print" in m.labels)
    await patient.taps(next(each for each in steps.labels if each.startswith("For my doctor")))
    await with_other_bytes(bot)

    await patient.taps("Add my signature")
    await patient.sends_photo(page("Rosa Vega"))
    await patient.taps("Make my papers again")

    papers = {each.name: each.content for each in await bot.store.papers(patient.id)}
    taken = {name for name, content in papers.items() if content == b"as it was kept"}
    assert {"Timeline.pdf", "Peer_to_Peer.docx", "DRAFT_Clinician_Letter.docx"} <= taken
    assert not {"Appeal_Letter.pdf", "Appeal_Letter.docx", "Checklist.pdf"} & taken
    assert "New: Appeal_Letter.pdf" in patient.transcript()


async def with_other_bytes(bot: LocalBot) -> None:
    """Each document of the store gets bytes that nobody draws: they show that it was taken."""
    keys = bot.store.keys

    def swap(connection: Connection) -> None:
        for (id,) in connection.execute(select(files.c.id)).all():
            sealed = keys.seal(b"as it was kept", place=place(files.c.sealed_content, id))
            row = update(files).where(files.c.id == id)
            connection.execute(row.values(sealed_content=sealed))

    await bot.store.writer.run(swap)


async def test_other_files_stand_behind_a_button(patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    steps = next(m for m in reversed(patient.messages) if "Large print" in m.labels)
    doctor = next(label for label in steps.labels if label.startswith("For my doctor"))
    assert "Timeline.pdf" not in patient.files
    await patient.taps(doctor)

    assert "Timeline.pdf" in patient.files
    assert patient.buttons[0] == "I sent it"


async def test_large_print_is_kept_for_the_next_time(bot: LocalBot, patient_at: PatientAt) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    small = patient.files["Checklist.pdf"]
    await patient.taps("Large print")
    large = patient.files["Checklist.pdf"]
    assert large != small

    await patient.says("/letter")
    assert patient.files["Checklist.pdf"] == large
    await patient.taps("Normal print")
    assert patient.files["Checklist.pdf"] == small


async def test_while_a_photo_is_worked_on_others_are_answered(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    slow = Slow()
    async with local_bot(sandbox, tmp_path, preparing=slow) as bot:
        mine, other = await bot.guest(), await bot.guest()
        await mri.agrees(mine)
        await mine.sends_photo(page("1"), timeout=0)
        await slow.begun.wait()
        await other.says("/start", timeout=0)
        await comes_true(lambda: _heard(other, "What language do you want?"))
        assert await kept(bot, mine) == []
        slow.may_end.set()
        await comes_true(lambda: _heard(mine, "1 page."))

        assert await kept(bot, mine) == [("denial_letter", 1)]


class Slow(Quick):
    """Works on a file until it is told that it may end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()

    async def sheets(self, content: bytes) -> Sequence[Prepared]:
        self.begun.set()
        await self.may_end.wait()
        return await super().sheets(content)


async def _heard(guest: Guest, words: str) -> bool:
    await guest._log(0.01)
    return words in guest.last


async def test_pages_that_come_after_the_letter_go_with_a_short_letter(
    bot: LocalBot, patient_at: PatientAt
) -> None:
    patient = await patient_at(None)
    await mri.does(patient, ["[Add photos of my papers]", "[Doctor's visit notes]"])
    await patient.sends_photo(page("Visit of May 4"))
    await patient.taps("Done")
    await mri.makes_letter(patient)
    letter = patient.files["Appeal_Letter.pdf"]
    await mri.sends_letter(patient)
    await patient.sends_photo(page("Therapy of April 6"))
    await patient.taps("Physical therapy notes")
    await patient.taps("Done")

    assert "To send the new pages after it, choose Send the new pages." in patient.last
    await patient.taps("Send the new pages")

    told = " ".join(pdf_text(patient.files["More_Papers.pdf"]).split())
    assert "The physical therapy records (1 page)" in told
    assert "office visit notes" not in told  # they went with the letter
    assert page_count(patient.files["More_Papers.pdf"]) == 3
    assert patient.files["Appeal_Letter.pdf"] == letter
    assert "This goes after the letter that you sent on" in patient.last
    held = await bot.store.load(patient.id)
    assert held.case and held.case.phase == "sent"
