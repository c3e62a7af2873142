"""Plain text, which goldens are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from letters.writing.text import text
from tests.writing import sample
from tests.writing.test_pdf import INJECTIONS


def test_blocks_stand_apart_and_lists_have_their_marks(tmp_path: Path) -> None:
    document = sample.one(
        tmp_path,
        "<re><line>{{ x }}</line><line name='Claim'>{{ x }}</line></re><h2>Head</h2><p>{{ x }}</p>"
        "<ol><li>{{ x }}</li><li>{{ x }}</li></ol><blockquote>“{{ x }}”</blockquote>"
        "<steps><step><by>By {{ x }}</by>Do<ul><li>{{ x }}</li></ul></step></steps>"
        "<table><tr><th>H</th><th>I</th></tr><tr><td>{{ x }}</td><td>{{ x }}</td></tr></table>",
        x="x",
    )

    assert text(document) == (
        "Re: x\n    Claim: x\n\nHead\n\nx\n\n1. x\n2. x\n\n    “x”\n\n"
        "☐ By x\n  Do\n  • x\n\nH | I\nx | x\n"
    )


def test_lines_are_wrapped_at_the_width(tmp_path: Path) -> None:
    lines = text(sample.letter(tmp_path), width=72).splitlines()

    assert max(map(len, lines)) <= 72
    assert "".join(text(sample.letter(tmp_path)).split()) == "".join("".join(lines).split())


@pytest.mark.parametrize("injection", INJECTIONS)
def test_what_a_person_wrote_is_printed_verbatim(tmp_path: Path, injection: str) -> None:
    shown = text(sample.one(tmp_path, "<p>I say {{ x }} here.</p>", x=injection))

    assert shown == f"I say {injection} here.\n"
