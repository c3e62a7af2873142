"""`python -m letters read`: one object a line, one sentence for what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

LETTER = "Larkspur Health Plan\nDate of notice: 10/03/2026\nMember ID: WQX884120067\nDenied.\n"
CARD = "Larkspur Health Plan\nMember ID: WQX884120067\nRxBIN: 610555\nCopay $20\nGroup: 70-552\n"


def read(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "letters", "read", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_one_object_a_line_in_the_order_of_the_files(tmp_path: Path) -> None:
    letter, card = tmp_path / "letter.txt", tmp_path / "card.txt"
    letter.write_text(LETTER)
    card.write_text(CARD)

    told = read("--json", str(card), str(letter))

    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert [row["file"] for row in rows] == [str(card), str(letter)]
    assert [row["kind"] for row in rows] == ["card", "denial"]
    assert rows[1]["fields"]["notice_date"]["value"] == "2026-10-03"
    assert told.returncode == 0


def test_standard_input_is_read() -> None:
    told = read("-", given=LETTER.encode())

    assert "WQX884120067" in told.stdout.decode()
    assert told.returncode == 0


@pytest.mark.parametrize(
    "content", [None, b"", b"%PDF-1.7 broken", b"<html><body>Denied</body></html>"]
)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    good, bad = tmp_path / "letter.txt", tmp_path / "bad.pdf"
    good.write_text(LETTER)
    if content is not None:
        bad.write_bytes(content)

    told = read("--json", str(good), str(bad))

    assert told.returncode == 2
    assert told.stdout == b""  # nothing half written
    assert told.stderr.decode().count("\n") == 1
    assert "bad.pdf" in told.stderr.decode()
