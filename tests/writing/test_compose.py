"""Templates and owned values into documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from letters.writing import blocks as b
from letters.writing.compose import compose
from letters.writing.errors import BadTemplate, Undrawable
from letters.writing.owned import own
from letters.writing.places import places
from letters.writing.text import text
from letters.writing.trail import trail
from tests.writing import sample


def line(tmp_path: Path, template: str, **values: Any) -> str:
    return text(sample.one(tmp_path, template, **values)).strip()


def test_owners_survive_macros_loops_tables_and_joins(tmp_path: Path) -> None:
    entries = trail(sample.letter(tmp_path))

    assert {"text": "Naproxen 500 mg", "from": "answer:treatments[1].name"} in entries
    assert {"text": "a home exercise program", "from": "answer:tried[2]"} in entries
    assert {"text": "July 6, 2026", "from": "today"} in entries
    assert {"text": "180", "from": "source:29-cfr-2560-503-1.days"} in entries


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("<p>{{ raw }}</p>", "one.xhtml:1: prints a str nobody owns"),
        ("<p>\n{{ number }}</p>", "one.xhtml:2: prints a int nobody owns"),
        ("<p>{{ name.value }}</p>", "prints a str nobody owns"),
        ("<p>{{ 'constant' }}</p>", "prints a constant nobody owns"),
        ("<p>{{ name ~ name }}</p>", "Concat would lose the owner"),
        ("<p>{{ name + name }}</p>", "Add would lose the owner"),
        ("<p>{{ name|upper }}</p>", "No filter named 'upper'"),
        ("<p>{{ name|safe }}</p>", "No filter named 'safe'"),
        ("<p>{{ names }}</p>", "prints a OwnedList nobody owns"),
        ("<p>{{ 'a' if name else 'b' }}</p>", "prints a str nobody owns"),
        ("{% for n in names %}\n<p>{{ loop.index }}</p>{% endfor %}", "one.xhtml:2: prints a int"),
        ("<p>{{ raw|quoted }}</p>", "quoted was given a str nobody owns"),
        ("<p>{{ nothing }}</p>", "answer:nothing is a NoneType"),
        ("<p>{{ empty }}</p>", "answer:empty is empty"),
        ("<p>{{ when }}</p>", "answer:when is a date"),
        ("<p>{{ flag }}</p>", "answer:flag is a bool"),
        ("<p>{{ person.nmae }}</p>", "has no attribute 'nmae'"),
        ("<p>{{ nobody }}</p>", "'nobody' is undefined"),
        ("{% filter quoted %}x{% endfilter %}", "FilterBlock would lose the owner"),
    ],
)
def test_what_nobody_owns_is_refused(tmp_path: Path, template: str, complaint: str) -> None:
    (tmp_path / "one.xhtml").write_text(template, "utf-8")
    values: dict[str, object] = {
        "name": "Ann",
        "names": ["Ann"],
        "nothing": None,
        "empty": "",
        "when": date(2026, 7, 6),
        "flag": True,
        "person": {"name": "Ann"},
    }
    given = {name: own(value, f"answer:{name}") for name, value in values.items()}

    with pytest.raises(BadTemplate) as caught:
        compose(
            "one.xhtml", given | {"raw": "Canary", "number": 3}, title="One", templates=tmp_path
        )

    assert complaint in str(caught.value)
    assert "one.xhtml" in str(caught.value)
    assert "Canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("<p>open", "is not well-formed"),
        ("<p><b>x</b></p>", "<b> is not an element for running text"),
        ("<script/>", "<script> is not an element for this place"),
        ("words alone", "text stands in <d> outside a block"),
        ("<ul>words<li>x</li></ul>", "text stands in <ul> outside a block"),
        ("<p style='x'>x</p>", "<p> has no attribute style"),
        ("<h1>a</h1><h3>b</h3>", "<h3> skips a level"),
        ("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>", "different lengths"),
        ("<table widths='1 2'><tr><td>a</td></tr></table>", "not one width for each column"),
        ("<footer>a</footer><footer>b</footer>", "more than one <footer>"),
        ("<p because='{{ name }}'>x</p>", "is not well-formed"),
    ],
)
def test_what_is_no_xhtml_of_the_subset_is_refused(
    tmp_path: Path, template: str, complaint: str
) -> None:
    with pytest.raises(BadTemplate, match=complaint):
        sample.one(tmp_path, template, name="Ann")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>{{ d|day }}</p>", "July 6, 2026"),
        ("<p>{{ year|known_date }}; {{ month|known_date }}; {{ d|known_date }}</p>",
         "2026; May 2026; July 6, 2026"),
        ("<p>{{ year|on_known_date }}; {{ month|on_known_date }}; {{ d|on_known_date }}</p>",
         "in 2026; in May 2026; on July 6, 2026"),
        ("<p>{{ cost|money }}</p>", "$1,234.50"),
        ("<p>{{ pain|sentence }}</p>", "It hurts."),
        ("<p>{{ asked|sentence }}</p>", "Why?"),
        ("<p>“{{ told|quoted }}”</p>", "“not medically necessary”"),
        ("<p>{{ low|upper_first }} {{ pain|lower_first }} {{ mri|lower_first }}</p>",
         "Pain it hurts MRI shows"),
        ("<p>{{ names|joined }}; {{ names|joined('or') }}; {{ one|joined }}</p>",
         "Ann, Bo and Cy; Ann, Bo or Cy; Ann"),
        ("<p>{{ names|count }} or {{ dozen|count }}</p>", "three or 12"),
        ("<p>{{ story|lined }}</p>", "First.\nSecond."),
        ("<p>{{ story }}</p>", "First. Second."),
    ],
    ids=["day", "known_date", "on_known_date", "money", "sentence", "end mark kept", "quoted",
         "firsts", "joined", "count", "lined", "not lined"],
)  # fmt: skip
def test_filters(tmp_path: Path, template: str, expected: str) -> None:
    shown = line(
        tmp_path,
        template,
        d="2026-07-06",
        month="2026-05",
        year="2026",
        cost=Decimal("1234.5"),
        pain="It hurts",
        asked="Why?",
        told='"not  medically\nnecessary"',
        low="pain",
        mri="MRI shows",
        names=["Ann", "Bo", "Cy"],
        one=["Ann"],
        dozen=12,
        story="First.\n\nSecond.",
    )

    assert shown == expected


def test_dates_and_lists_speak_spanish(tmp_path: Path) -> None:
    (tmp_path / "one.xhtml").write_text("<p>{{ d|day }}, {{ names|joined }}</p>", "utf-8")
    given = {"d": own("2026-07-06", "d"), "names": own(["Ann", "Bo"], "n")}

    document = compose("one.xhtml", given, title="Uno", language="es", templates=tmp_path)

    assert text(document) == "6 de julio de 2026, Ann y Bo\n"


def test_words_are_owned_by_their_key_and_fields_by_their_owner(tmp_path: Path) -> None:
    (tmp_path / "one.xhtml").write_text("<p>{{ say('hello', name=name) }}</p>", "utf-8")

    document = compose(
        "one.xhtml",
        {"name": own("Ann", "answer:name")},
        title="One",
        words={"hello": "Dear {name}, **in 30 days** & more."},
        templates=tmp_path,
    )

    (place,) = places(document)
    assert [(run.text, run.owner, run.bold) for run in place.runs] == [
        ("Dear ", "words:hello", False),
        ("Ann", "answer:name", False),
        (", ", "words:hello", False),
        ("in 30 days", "words:hello", True),
        (" & more.", "words:hello", False),
    ]


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        ("say('nothing')", "words have no nothing"),
        ("say('hello')", "fields do not match: name"),
        ("say('hello', name=name, age=name)", "fields do not match: age"),
        ("say('open')", r"\*\* is not closed"),
        ("say('hello', name='Ann')", "prints a str nobody owns"),
    ],
)
def test_words_that_do_not_fit_are_refused(tmp_path: Path, call: str, complaint: str) -> None:
    (tmp_path / "one.xhtml").write_text(f"<p>{{{{ {call} }}}}</p>", "utf-8")

    with pytest.raises(BadTemplate, match=complaint):
        compose(
            "one.xhtml",
            {"name": own("Ann", "answer:name")},
            title="One",
            words={"hello": "Dear {name}", "open": "**x"},
            templates=tmp_path,
        )


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>\n  Dear\n  {{ name }}\n  ,\n hello\n  .</p>", "Dear Ann, hello."),
        ("<p>By {{ firm }}. Next.</p>", "By Acme Inc. Next."),
        ("<p>It says “{{ told }}.” Next.</p>", "It says “No.” Next."),
        ("<p>It says “{{ told }}”. Next.</p>", "It says “No.” Next."),
        ("<p>{{ name }}. Next.</p>", "Ann. Next."),
        ("<p>Take {{ dose }} daily.</p>", "Take .5 mg daily."),
        ("<p>( {{ name }} )</p>", "(Ann)"),
        ("<p>a{% if no %} b{% endif %} , c</p>", "a, c"),
        ("<address>{{ home }}<br/>{{ name }}</address>", "1 Elm St\nTroy\nAnn"),
        ("<p>{% if no %}x{% endif %}</p><p>y</p>", "y"),
    ],
)
def test_white_space_leaves_no_holes(tmp_path: Path, template: str, expected: str) -> None:
    shown = line(
        tmp_path,
        template,
        name="Ann",
        firm="Acme Inc.",
        told="No.",
        dose=".5 mg",
        no=None,
        home="1 Elm St\nTroy",
    )

    assert shown == expected


def test_a_letter_without_a_title_begins_its_headings_at_the_first_level(tmp_path: Path) -> None:
    document = sample.one(tmp_path, "<h2>a</h2><h3>b</h3>")

    assert [block.level for block in document.blocks if isinstance(block, b.Heading)] == [1, 2]


@pytest.mark.parametrize("character", ["\x07", "\u202e", "\ud800"], ids=["bell", "bidi", "half"])
def test_a_hidden_character_stops_the_document(tmp_path: Path, character: str) -> None:
    with pytest.raises(Undrawable, match=rf"U\+{ord(character):04X} in answer:name"):
        sample.one(tmp_path, "<p>{{ name }}</p>", name=f"Canary{character}")


def test_nothing_of_the_text_shows_in_a_repr(tmp_path: Path) -> None:
    assert "Delgado" not in repr(sample.letter(tmp_path))
    assert "Delgado" not in repr(sample.letter(tmp_path).blocks)


def test_the_same_values_make_the_same_document(tmp_path: Path) -> None:
    assert sample.letter(tmp_path) == sample.letter(tmp_path)
