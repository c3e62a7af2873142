"""H: how a letter is set, how long it is, how it reads; judged on the files themselves."""

from __future__ import annotations

import io
import re

import docx
import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # no stubs are published
from docx.oxml.ns import qn

from letters.writing import blocks as b
from letters.writing.text import CITATION, MOST_WORDS, words_of_body
from tests.letters.rubric.packet_of import Packet
from tests.support.reading import english_grade

INCH = 72.0
SPACE = 4.0  # points: a space at the end of a line hangs out of it
FOOTER = 66.0  # points from the lower edge: what stands below is the footer
ABOUT = 1.03  # the rubric says "about 900 words"
LONGEST = 130  # words of a paragraph of ours


def short_enough(packet: Packet) -> bool:
    """Two pages to the signature, three with tables; never one with little but the signature."""
    tables = any(isinstance(each, b.Table) for each in packet.body)
    return (
        words_of_body(packet.letter) <= MOST_WORDS * ABOUT
        and packet.papers.sign_page <= (3 if tables else 2)
        and not _signed_alone(packet)
    )


def _signed_alone(packet: Packet) -> bool:
    if packet.papers.sign_page == 1:
        return False
    page = pypdfium2.PdfDocument(packet.pdf)[packet.papers.sign_page - 1]
    text = page.get_textpage()
    boxes = [text.get_charbox(place) for place in range(text.count_chars())]
    low = min(bottom for _, bottom, _, _ in boxes if bottom > FOOTER)
    begins = text.get_text_bounded(bottom=FOOTER).strip()
    little = (11 * INCH - INCH - low) / (9 * INCH) < 0.25
    return little or begins.startswith(("Enclosures", "Sincerely"))


def short_paragraphs_under_headings(packet: Packet) -> bool:
    told = [each for each in packet.body if isinstance(each, b.Paragraph)]
    ours = ["".join(run.text for run in each.runs if run.owner is None) for each in told]
    headings = [each for each in packet.body if isinstance(each, b.Heading)]
    return len(headings) >= 3 and all(len(each.split()) <= LONGEST for each in ours)


def narrative(packet: Packet) -> str:
    """The sentences before the requests: no quotations, tables, citations."""
    found = []
    for each in packet.body:
        if isinstance(each, b.Heading) and each.runs[0].text == "What I ask":
            break
        if isinstance(each, b.Paragraph) and each.style == "plain":
            found.append(CITATION.sub("", "".join(run.text for run in each.runs)))
    return "\n".join(found)


def reads_easily(packet: Packet) -> bool:
    return english_grade(narrative(packet)) <= 10


def fit_for_fax(packet: Packet) -> bool:
    """Letters of 11 points and more, inch margins, name or number and "Page x of y" below."""
    opened = pypdfium2.PdfDocument(packet.pdf)
    name = packet.case.answers["patient_name"]
    for number, page in enumerate(opened, 1):
        text = page.get_textpage()
        flat = " ".join(text.get_text_bounded(top=FOOTER).split())
        if f"Page {number} of {len(opened)}" not in flat or name not in flat:
            return False
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        left, right = min(x for x, *_ in boxes), max(each[2] for each in boxes)
        if left < INCH - 1 or right > 7.5 * INCH + SPACE or _smallest(text) < 10.9:
            return False
    return packet.letter.kind == "letter" and not packet.letter.large


def _smallest(text: pypdfium2.PdfTextPage) -> float:
    """The smallest type above the footer, in points."""
    above = (n for n in range(text.count_chars()) if text.get_charbox(n)[1] > FOOTER)
    sizes = (pdfium.FPDFText_GetFontSize(text, n) for n in above)
    return min((size for size in sizes if size > 1), default=11.0)  # 1: a space it made up


def both_files_alike(packet: Packet) -> bool:
    opened = docx.Document(io.BytesIO(packet.docx))
    parts = (part.text or "" for part in opened.element.body.iter(qn("w:t")))
    in_docx = "".join("".join(parts).split())
    pages = pypdfium2.PdfDocument(packet.pdf)
    in_pdf = "".join(page.get_textpage().get_text_bounded(bottom=FOOTER) for page in pages)
    return _bare(in_docx) == _bare(in_pdf)


def _bare(text: str) -> str:
    """Without bullets, the numbers of lists, lines and white space."""
    text = re.sub(r"^\s*\d+\. ", "", re.sub("[\ufffe\x02]", "-", text), flags=re.MULTILINE)
    return "".join(sorted(re.sub(r"[\s•|_\d.]", "", text)))


def styled_and_titled(packet: Packet) -> bool:
    opened = docx.Document(io.BytesIO(packet.docx))
    used = {each.style.name for each in opened.paragraphs if each.style}
    titled = opened.core_properties.title == "Appeal letter"
    return titled and {"Heading 1", "List Number", "Signature"} <= used


# The nouns of file names, which a denial may use too: they say nothing of anybody's health.
OUR_NOUNS = {"appeal", "letter", "records", "request", "clinician", "phone", "calls", "dates"}
OUR_NOUNS |= {"sources", "timeline", "checklist", "packet", "draft"}


def names_say_nothing(packet: Packet) -> bool:
    said = {each.casefold() for each in re.findall(r"\w{5,}", packet.case.said)}
    names = {
        word
        for paper in packet.papers.papers
        for word in re.findall(r"[A-Za-z]{5,}", paper.name.rpartition(".")[0].casefold())
    }
    return not names & said - OUR_NOUNS
