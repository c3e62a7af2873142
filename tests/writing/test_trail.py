"""The trail and the linters: each is given a document it must reject."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letters.writing import trail
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.owned import own
from tests.writing import sample

FORM = frozenset({"I ask you to confirm.", "To the plan:"})
ANSWERS = {"support": "yes", "papers": ["notes", "report"], "tried": [{"name": "rest"}]}


def test_the_sample_documents_pass_all_linters(tmp_path: Path) -> None:
    for document in (sample.letter(tmp_path), sample.checklist(tmp_path)):
        assert not trail.complaints(
            document,
            form_sentences=sample.FORM,
            answers=sample.ANSWERS,
            sources={"29-cfr-2560-503-1"},
        )


def test_the_trail_runs_in_reading_order(tmp_path: Path) -> None:
    document = sample.one(
        tmp_path, "<p>{{ b }} x {{ a }}</p><footer>{{ a }}</footer>", a="A", b="B"
    )

    assert trail.trail(document) == [
        {"text": "B", "from": "answer:b"},
        {"text": "A", "from": "answer:a"},
        {"text": "A", "from": "answer:a"},
    ]


@pytest.mark.parametrize(
    ("sentence", "clean"),
    [
        ('<s because="form">I ask you to confirm.</s>', True),
        ('<s because="form">I ask you for much.</s>', False),
        ('<s because="answer:support=yes">It is supported.</s>', True),
        ('<s because="answer:support=no">It is supported.</s>', False),
    ],
)
def test_a_sentence_among_others_has_a_reason_of_its_own(
    tmp_path: Path, sentence: str, clean: bool
) -> None:
    made = sample.one(
        tmp_path, f"<p>{{{{ name }}}} wrote. {sentence} {{{{ name }}}}.</p>", name="A"
    )

    found = trail.unfounded(made, form_sentences=FORM, answers=ANSWERS)

    assert (found == []) is clean


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("within 30 days", "digit"),
        ("in October", "name of a month"),
        ("in early May", "name of a month"),
        ("el seis de julio", "name of a month"),
        ("under § here", "section sign"),
        ("under the CFR", "section sign"),
        ("under 42 U.S.C. rules", "section sign"),
        ("within sixty calendar days", "number of days in words"),
    ],
)
def test_a_fact_nobody_owns_is_rejected(tmp_path: Path, words: str, rule: str) -> None:
    document = sample.one(tmp_path, f"<p>{{{{ name }}}} wrote {words}</p>", name="Canary")

    complaints = trail.unowned_facts(document)

    assert any(complaint.startswith(f"p 1: {rule}") for complaint in complaints)
    assert "Canary" not in str(complaints)


def test_owned_facts_and_innocent_words_pass(tmp_path: Path) -> None:
    document = sample.one(
        tmp_path, "<p>May I ask? You may march. Law: {{ law }}</p>", law="29 CFR 2560, § 503, May"
    )

    assert not trail.unowned_facts(document)


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ("<p>A claim of nobody.</p>", "nobody owns any of it"),
        ("<ul><li>A claim.</li></ul>", "nobody owns any of it"),
        ("<table><tr><th>h</th></tr><tr><td>A claim.</td></tr></table>", "nobody owns any of it"),
        ("<steps><step>A claim.</step></steps>", "nobody owns any of it"),
        ("<re><line name='Plan'>A claim</line></re>", "nobody owns any of it"),
        ("<p because='form'>A claim.</p>", "no sentence of the form list"),
        ("<p because='answer:support=no'>A claim.</p>", "support=no is not what was answered"),
        ("<p because='answer:nothing=yes'>A claim.</p>", "nothing=yes is not what was answered"),
        ("<p because='source:made-up'>A claim.</p>", "no source made-up"),
        ("<p because='sure'>A claim.</p>", "is none of answer"),
        ("<p because='answer:support=no'>I am {{ x }}.</p>", "is not what was answered"),
    ],
)
def test_a_block_nobody_answers_for_is_rejected(tmp_path: Path, template: str, rule: str) -> None:
    document = sample.one(tmp_path, template, x="Canary")

    complaints = trail.unfounded(document, form_sentences=FORM, answers=ANSWERS, sources={"erisa"})

    assert len(complaints) == 1
    assert rule in complaints[0]
    assert "Canary" not in complaints[0]


@pytest.mark.parametrize(
    "template",
    [
        "<p>I am {{ x }}.</p>",
        "<p because='form'>I ask you to confirm.</p>",
        "<p because='answer:support=yes'>My doctor agrees.</p>",
        "<p because='answer:papers=notes'>Notes are enclosed.</p>",
        "<p because='answer:tried[0].name=rest'>I rested.</p>",
        "<p because='source:erisa'>The plan owes reasons.</p>",
        "<table><tr><td because='form'></td></tr></table>",
    ],
)
def test_a_block_with_a_reason_passes(tmp_path: Path, template: str) -> None:
    document = sample.one(tmp_path, template, x="x")

    assert not trail.unfounded(document, form_sentences=FORM, answers=ANSWERS, sources={"erisa"})


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ("<p>I am [your name] {{ x }}</p>", "brackets"),
        ("<p>I am {{ x }} {% raw %}{{ name }}{% endraw %}</p>", "template mark"),
        ("<p>I am {{ x }} $name</p>", "template mark"),
        ("<p>Insert {{ x }}</p>", "placeholder word"),
        ("<p>{{ x }} N/A</p>", "placeholder word"),
        ("<p>{{ x }} is unknown</p>", "placeholder word"),
        ("<p>{{ x }} TBD</p>", "placeholder word"),
        ("<p>{{ x }} &nbsp;y</p>", "double space"),
        ("<p>{{ x }} () y</p>", "empty marks"),
        ("<p>{{ x }} “” y</p>", "empty marks"),
        ("<p>{{ x }} and Claim number:</p>", "empty label"),
        ("<re><line name='Claim number'></line></re>", "empty label"),
        ("<table><tr><td>Phone:</td></tr></table>", "empty label"),
        ("<p>{{ marked }}</p>", "template mark in an owned value"),
        ("<p>I saw <mark>{{ x }}</mark></p>", "a marked place outside a draft"),
    ],
)
def test_a_placeholder_is_rejected(tmp_path: Path, template: str, rule: str) -> None:
    document = sample.one(tmp_path, template, x="x", marked="Canary {{ name }}")

    complaints = trail.placeholders(document)

    assert len(complaints) == 1
    assert rule in complaints[0]
    assert "Canary" not in complaints[0]


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ x }}</p>",
        "<p>I tried:</p><ul><li>{{ x }}</li></ul>",
        "<p>It says:</p><blockquote>“{{ x }}”</blockquote>",
        "<p because='form'>To the plan:</p>",
        "<p>Claim number: {{ x }}</p>",
    ],
)
def test_what_a_person_wrote_is_no_placeholder(tmp_path: Path, template: str) -> None:
    document = sample.one(tmp_path, template, x="[sic] N/A, unknown: TBD $name ")

    assert not trail.placeholders(document)


def test_a_draft_may_have_marked_brackets(tmp_path: Path) -> None:
    (tmp_path / "one.xhtml").write_text("<p>{{ x }} <mark>[what you saw]</mark></p>", "utf-8")

    def made(kind: str) -> Document:
        given = {"x": own("x", "answer:x")}
        return compose("one.xhtml", given, title="One", kind=kind, templates=tmp_path)  # type: ignore[arg-type]  # the kinds are a Literal

    assert not trail.placeholders(made("draft"))
    assert len(trail.placeholders(made("letter"))) == 2


def test_the_form_list_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text("# which sentences\nOne.\n\nTwo.\n", "utf-8")

    assert trail.form_sentences(tmp_path / "form.txt") == {"One.", "Two."}


DRAFT = "<banner>DRAFT</banner><p>{{ a }} <mark>[State your finding.]</mark></p>"


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        (DRAFT.replace("<banner>DRAFT</banner>", ""), "a draft without a banner"),
        ("<banner>DRAFT</banner><p>{{ a }}</p>", "a draft without a marked place"),
        (DRAFT.replace("[", "").replace("]", ""), "a marked place without its brackets"),
        (DRAFT.replace("</p>", " [Yours]</p>"), "brackets"),
    ],
    ids=lambda each: each[:30],
)
def test_a_draft_that_could_be_taken_for_a_letter_is_rejected(
    tmp_path: Path, template: str, rule: str
) -> None:
    document = replace(sample.one(tmp_path, template, a="A"), kind="draft")

    complaints = trail.complaints(document, form_sentences=FORM)

    assert any(rule in complaint for complaint in complaints)


def test_a_draft_with_banner_and_marks_passes_but_is_no_letter(tmp_path: Path) -> None:
    letter = sample.one(tmp_path, DRAFT, a="A")
    draft = replace(letter, kind="draft")

    assert trail.complaints(draft, form_sentences=FORM) == []
    assert "a marked place outside a draft" in str(trail.complaints(letter, form_sentences=FORM))
