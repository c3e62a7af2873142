"""PDF files, opened by other programs."""

from __future__ import annotations

import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # no stubs are published
import pytest

from letters.writing.errors import Undrawable
from letters.writing.pdf import pages, pdf, preview
from letters.writing.text import text
from tests.writing import sample

INJECTIONS = (
    "{{ 7*7 }} {% if x %}",
    "#let x = 1 #panic()",
    "<b>bold</b> </v> &amp; ]]>",
    r"\\ \n *bold* _it_ `raw` = Head",
    "$x^2$ @ref <label> // comment /* x */ ~ -- ---",
)
NAMES = {
    "Vietnamese": "Nguyễn Thị Hằng",
    "Chinese": "王小明",
    "Korean": "김민준",
    "Japanese": "山田たろう",
    "Russian": "Иван Петров",
    "Hindi": "राजेश कुमार",
    "Polish": "Łukasz Żółć",
}


def words(file: bytes) -> str:
    """The text above the footer, page after page, without white space and bullets."""
    opened = pypdfium2.PdfDocument(file)
    found = "".join(page.get_textpage().get_text_bounded(bottom=66) for page in opened)
    return "".join(found.replace("•", "").replace("\ufffe", "-").split())


def expected(plain: str) -> str:
    for mark in "•☐|_":
        plain = plain.replace(mark, "")
    return "".join(plain.split())


def page_texts(file: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_bounded() for page in opened]


def test_the_letter_has_the_words_of_the_text(tmp_path: Path) -> None:
    document = sample.letter(tmp_path)

    assert words(pdf(document)) == expected(text(document))


def test_the_checklist_has_the_words_of_the_text(tmp_path: Path) -> None:
    document = sample.checklist(tmp_path)

    assert words(pdf(document)) == expected(text(document))


def test_the_file_is_tagged_archival_and_named(tmp_path: Path) -> None:
    opened = pikepdf.open(io.BytesIO(pdf(sample.letter(tmp_path))))

    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang).startswith("en")
    assert str(opened.docinfo["/Title"]) == "Appeal letter"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    metadata = opened.open_metadata()
    assert metadata["pdfaid:part"] == "2"
    assert metadata["pdfaid:conformance"] == "A"
    assert metadata["pdfuaid:part"] == "1"
    tags = _tags(opened.Root.StructTreeRoot)
    assert {"/Document", "/P", "/H1", "/L", "/LI", "/Table", "/TH", "/TD", "/BlockQuote"} <= tags


def _tags(element: pikepdf.Object) -> set[str]:
    found = {str(element.S)} if "/S" in element else set()
    kids: object = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found |= _tags(kid)
    return found


def test_every_page_has_name_claim_and_number(tmp_path: Path) -> None:
    for number, page in enumerate(page_texts(pdf(sample.letter(tmp_path))), 1):
        assert "Rosa Delgado Nguyễn · Claim 24-118-77302" in page
        assert f"Page {number} of 2" in page


def test_the_same_document_makes_the_same_bytes(tmp_path: Path) -> None:
    document = sample.letter(tmp_path)

    assert pdf(document) == pdf(document)


def test_the_preview_is_a_picture_of_the_first_page(tmp_path: Path) -> None:
    assert preview(sample.letter(tmp_path)).startswith(b"\x89PNG")
    assert pages(sample.letter(tmp_path)) == 2


def test_a_checklist_fits_on_two_pages_also_in_large_print(tmp_path: Path) -> None:
    assert pages(sample.checklist(tmp_path)) == 1
    assert pages(sample.checklist(tmp_path, large=True)) <= 2


@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_a_person_wrote_is_printed_verbatim(tmp_path: Path, injection: str) -> None:
    document = sample.one(tmp_path, "<h1>{{ x }}</h1><p>I say {{ x }} here.</p>", x=injection)

    assert (
        words(pdf(document))
        == expected_verbatim(injection) + "Isay" + expected_verbatim(injection) + "here."
    )


def expected_verbatim(value: str) -> str:
    return "".join(value.split())


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_foreign_names_are_printed(tmp_path: Path, name: str) -> None:
    assert name in page_texts(pdf(sample.one(tmp_path, "<p>I am {{ x }}.</p>", x=name)))[0]


@pytest.mark.parametrize("name", ["محمد علي", "שרה כהן"], ids=["Arabic", "Hebrew"])
def test_names_from_right_to_left_are_printed(tmp_path: Path, name: str) -> None:
    # How a reader orders them is its own affair; that the letters are there is ours.
    page = page_texts(pdf(sample.one(tmp_path, "<p>I am {{ x }}.</p>", x=name)))[0]

    assert set(name) - {" "} <= set(page)


def test_a_picture_stops_the_document_and_is_named(tmp_path: Path) -> None:
    document = sample.one(tmp_path, "<p>I am {{ x }}.</p>", x="Canary 😀")

    with pytest.raises(Undrawable) as caught:
        pdf(document)

    assert str(caught.value) == "U+1F600 in answer:x cannot be drawn"


def test_a_decomposed_name_is_composed(tmp_path: Path) -> None:
    document = sample.one(tmp_path, "<p>I am {{ x }}.</p>", x="Nguye\u0302\u0303n")

    assert "Nguyễn" in page_texts(pdf(document))[0]


def test_thousands_of_characters_flow_over_pages(tmp_path: Path) -> None:
    document = sample.one(tmp_path, "<p>{{ x }}</p>", x="It hurts when I sit. " * 600)

    assert pages(document) > 2
    assert words(pdf(document)) == expected(text(document))


def test_no_long_word_leaves_the_margins(tmp_path: Path) -> None:
    document = sample.one(
        tmp_path,
        "<h1>{{ x }}</h1><p>{{ x }}</p><ul><li>{{ x }}</li></ul><address>{{ x }}</address>"
        "<table widths='1 1 1 5'><tr><th>{{ x }}</th><th>b</th><th>c</th><th>d</th></tr>"
        "<tr><td>{{ x }}</td><td>{{ y }}</td><td>{{ x }}</td><td>{{ x }}</td></tr></table>"
        "<re><line name='Member'>{{ x }}</line></re><blockquote>{{ x }}</blockquote>"
        "<note>{{ x }}</note><steps><step>{{ x }}</step></steps>"
        "<signature><name>{{ x }}</name></signature><footer>{{ x }}</footer>",
        x="WWWWWWWWWW" * 20,
        y="https://example.org/electroencephalography",
    )

    for page in pypdfium2.PdfDocument(pdf(document)):
        letters = page.get_textpage()
        boxes = [letters.get_charbox(place) for place in range(letters.count_chars())]
        assert max(right for _, _, right, _ in boxes) <= 612 - 72 + 1
        assert min(left for left, _, _, _ in boxes) >= 72 - 1


def test_a_long_table_repeats_its_header(tmp_path: Path) -> None:
    document = sample.one(
        tmp_path,
        "<table><tr><th>Treatment</th><th>Result</th></tr>"
        "{% for x in rows %}<tr><td>{{ x }}</td><td>{{ x }}</td></tr>{% endfor %}</table>",
        rows=[f"row {n}" for n in range(80)],
    )

    opened = page_texts(pdf(document))

    assert len(opened) > 1
    assert all("Treatment" in page for page in opened)


@pytest.mark.parametrize("before", ["<p>LAST {{ x }}</p>", "<ul><li>LAST {{ x }}</li></ul>"])
def test_no_page_has_only_a_signature(tmp_path: Path, before: str) -> None:
    template = (
        "{% for x in lines %}<p>{{ x }}</p>{% endfor %}"
        + before
        + "<signature><closing>Sincerely,</closing><name>{{ x }}</name></signature>"
    )
    for number in range(20, 32):
        folder = tmp_path / str(number)
        folder.mkdir()
        opened = page_texts(pdf(sample.one(folder, template, lines=["line"] * number, x="Ann")))
        (signed,) = [page for page in opened if "Sincerely" in page]
        assert "LAST" in signed


def test_many_threads_share_the_compiler(tmp_path: Path) -> None:
    documents = []
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        documents.append(sample.one(folder, "<p>{{ x }}</p>", x=f"Person{number}"))

    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(pdf, documents))

    assert [words(file) for file in files] == [f"Person{number}" for number in range(6)]


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils is not installed")
def test_poppler_reads_the_tags(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf(sample.letter(tmp_path)))

    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True
    ).stdout

    assert "Tagged:          yes" in about
    assert "H1" in tree
    assert tree.index("What your notice says") < tree.index("What I ask")
