"""The whole case over HTTP, from /start to the letter, as a person sees it."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from docx import Document

from tests.bot import mri
from tests.bot.conftest import PatientAt
from tests.bot.golden import golden
from tests.support.bot import Guest, LocalBot

LETTER, DOCX, CHECKLIST = "Appeal_Letter.pdf", "Appeal_Letter.docx", "Checklist.pdf"
FILES = (
    "Page_1.png",
    LETTER,
    DOCX,
    "Appeal_Packet.pdf",
    CHECKLIST,
    "Appeal_Dates.ics",
)  # as they come


def pdf_text(content: bytes) -> str:
    """The words of a PDF as another program reads them, on one line."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def docx_text(content: bytes) -> str:
    found = Document(BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in found.paragraphs), *cells]).split())


async def test_the_whole_case_in_english(patient: Guest) -> None:
    await mri.answers(patient)
    missing_at = patient.transcript().index("Papers that are missing")
    review_at = patient.transcript().index("Check your answers.")
    before = mri.deeds(patient)
    await mri.does(patient, ["[Ask: Physical therapy notes]", *mri.LETTER])
    await mri.sends_letter(patient)

    assert missing_at < review_at
    assert "Send me the physical therapy records." in patient.transcript()
    assert "I wrote down that you sent it on July 10, 2026." in patient.last
    assert "August 9, 2026" in patient.last
    assert patient.transcript() == golden("mri_english", patient.transcript())
    print(f"\nwhole path to the review: {before[0]} messages, {before[1]} taps")


async def test_the_whole_case_in_spanish(bot: LocalBot) -> None:
    person = await bot.guest(language_code="es")
    await mri.agrees(person, language="es")
    await mri.answers(person, language="es")
    await mri.makes_letter(person, language="es")
    await mri.sends_letter(person, language="es")

    letter = pdf_text(person.files[LETTER])
    assert "July 6, 2026" in letter
    assert "julio" not in letter
    assert "Las notas de la terapia física – para el 17 de julio" in pdf_text(
        person.files["Lista_de_pasos.pdf"]
    )
    assert person.transcript() == golden("mri_spanish", person.transcript())


async def test_the_three_files_hold_the_facts_and_no_paper_that_is_not_in_hand(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)

    assert list(patient.files) == [*FILES]
    letter, docx = pdf_text(patient.files[LETTER]), docx_text(patient.files[DOCX])
    for fact in (
        "Rosa Vega", "NBT 4410 2286", "A-77120-26", "Northland Benefit Trust", "July 6, 2026",
        "MRI lumbar spine without contrast", "M54.16", "72148", "Dana Reyes, MD",
        "lumbar radiculopathy on the left", "16 visits", "Naproxen 500 mg", "Gabapentin 300 mg",
        "Narrow disc space at L5-S1", "15 minutes", "six weeks of conservative treatment",
    ):  # fmt: skip
        assert fact in letter
        assert fact in docx
    enclosed = letter.lower().split("enclos")
    assert len(enclosed) > 1
    assert "therapy" not in enclosed[-1]
    assert "pharmacy" not in enclosed[-1]
    checklist = pdf_text(patient.files[CHECKLIST])
    notes = checklist.index("physical therapy notes")
    assert "by July 17, 2026" in checklist[notes : notes + 60]


async def test_a_letter_made_again_has_the_new_facts_and_none_of_the_old(
    patient_at: PatientAt,
) -> None:
    patient = await patient_at(None)
    await mri.makes_letter(patient)
    await patient.taps("Change an answer")
    await mri.does(
        patient, ["[The care (13)]", "[Next page]", "[10. Who ordered the care]", "Lena Ortiz, DO"]
    )
    assert patient.buttons[0] == "Make the letter"

    # Care that was given opens the date of the care and whether a bill came, and no more.
    await mri.does(patient, ["[The care (13)]", "[3. If the care was given]", "[Yes, it is done]"])
    assert mri.asked(patient) == "service_dates"
    await patient.says("July 1, 2026")
    assert mri.asked(patient) == "billed"
    await patient.taps("No bill")
    assert patient.buttons[0] == "Make the letter"
    await mri.makes_letter(patient)

    letter = pdf_text(patient.files[LETTER])
    assert "Lena Ortiz, DO" in letter
    assert "July 1, 2026" in letter
    assert "Dana Reyes" not in letter
    assert docx_text(patient.files[DOCX]).count("Lena Ortiz, DO") > 0


async def test_a_letter_from_the_questions_it_needs_and_no_more(patient: Guest) -> None:
    asked = await mri.answers_what_is_needed(patient)
    await mri.makes_letter(patient)
    sent, tapped = mri.deeds(patient)

    assert asked == list(mri.ESSENTIAL)
    assert "Rosa Vega" in pdf_text(patient.files[LETTER])
    assert "Make it stronger" in patient.buttons
    print(f"\nessential path to the letter: {sent} messages, {tapped} taps")
    assert sent + tapped <= 24


async def test_a_letter_can_be_made_stronger_afterwards(patient: Guest) -> None:
    await mri.answers_what_is_needed(patient)
    await mri.does(patient, [*mri.LETTER, "[Make it stronger]"])
    await mri.answers(patient)
    await mri.makes_letter(patient)

    letter = pdf_text(patient.files[LETTER])
    assert "Naproxen 500 mg" in letter
    assert "Make it stronger" not in patient.buttons
