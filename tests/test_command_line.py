"""The commands that outside tools rely on: their shapes, and one sentence for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GIVEN = "tests/cases/mri_all_given.json"


def python(line: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *line.split(), *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_deadline_has_the_shape_of_the_contract() -> None:
    found = python(
        "flows deadline --coverage employer_self_funded_erisa --notice-date 2026-04-10"
        " --received 2026-04-14 --today 2026-04-20 --json"
    )

    shape = json.loads(found.stdout)
    assert (shape["last_day"], shape["aim_by"]) == ("2026-10-11", "2026-05-04")
    assert shape["because"][0]["citation"] == "29 CFR 2560.503-1(h)(3)(i)"
    assert (shape["level"], shape["filed_by"]) == ("internal_appeal", "received")
    assert (shape["verified"], shape["late"], shape["other_dates"]) == (True, False, [])


def test_an_unknown_coverage_has_no_last_day() -> None:
    found = python(
        "flows deadline --coverage unknown --notice-date 2026-04-10 --today 2026-04-20 --json"
    )

    shape = json.loads(found.stdout)
    assert (shape["last_day"], shape["aim_by"]) == (None, "2026-05-10")
    assert shape["because"][0]["text"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_catalogue_lists_every_question(language: str) -> None:
    entries = json.loads(python("flows", "catalogue", "--lang", language, "--json").stdout)

    keys = [entry["key"] for entry in entries]
    assert {"notice_date", "treatments", "treatments.kind", "documents"} <= set(keys)
    assert len(keys) == len(set(keys))
    assert all(entry["ask"] and entry["section"] for entry in entries)


def test_the_law_prints_each_number_with_its_source() -> None:
    law = python("flows", "law", "--coverage", "employer_self_funded_erisa").stdout

    assert "180 calendar days from receipt of the adverse benefit determination" in law
    assert "Told: told, cited as 29 CFR 2560.503-1(h)(3)(i)." in law


def test_a_draft_writes_what_it_names(tmp_path: Path) -> None:
    found = python(
        "letters", "draft", GIVEN, "--out", str(tmp_path), "--today", "2026-07-10", "--json"
    )

    shape = json.loads(found.stdout)
    kinds = {(each["kind"], each["format"]) for each in shape["documents"]}
    assert kinds == {
        ("appeal_letter", "pdf"),
        ("appeal_letter", "docx"),
        ("checklist", "pdf"),
        ("symptom_timeline", "pdf"),
        ("clinician_request", "docx"),
        ("clinician_letter_draft", "docx"),
        ("peer_to_peer", "docx"),
        ("records_request", "pdf"),
        ("records_request", "docx"),
        ("packet", "pdf"),
        ("call_script", "pdf"),
        ("calendar", "ics"),
        ("sources", "pdf"),
        ("preview", "png"),
    }
    assert all(Path(each["path"]).stat().st_size > 1000 for each in shape["documents"])
    assert (shape["last_day"], shape["aim_by"]) == ("2027-01-05", "2026-07-24")
    assert {each["document"] for each in shape["missing"]} >= {"therapy_records"}
    assert {"text": "8 weeks", "from": "answer:treatments[0].weeks"} in shape["trail"]
    assert all(each["what"] and each["how"] for each in shape["checklist"])


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"favorite_color": "blue"}, "favorite_color"),
        ({"asker": "neighbor"}, "asker"),
        ({"notice_date": "2026-02-30"}, "notice_date"),
        ({"treatments": [{"brand": "x"}]}, "brand"),
        ({"documents": {"horoscope": "have"}}, "horoscope"),
        ({"asker": "patient"}, "notice_date is needed"),
    ],
    ids=str,
)
def test_a_bad_answers_file_is_named_and_nothing_is_written(
    answers: dict[str, object], named: str, tmp_path: Path
) -> None:
    file, out = tmp_path / "answers.json", tmp_path / "out"
    file.write_text(json.dumps({"answers": answers}))

    found = python("letters", "draft", str(file), "--out", str(out), "--today", "2026-07-10")

    assert found.returncode == 2
    assert named in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        "flows deadline --coverage nothing --notice-date 2026-04-10",
        "flows deadline --coverage unknown --notice-date soon",
        "flows deadline --coverage employer_self_funded_erisa --level x --notice-date 2026-04-10",
        "flows sing",
        "letters draft nowhere.json --out out",
        "letters sing",
        "bot sing",
    ],
)
def test_bad_input_to_a_command_is_one_sentence_and_status_two(arguments: str) -> None:
    found = python(arguments)

    assert found.returncode == 2
    assert len(found.stderr.strip().splitlines()) == 1
    assert found.stdout == ""
