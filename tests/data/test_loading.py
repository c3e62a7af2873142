"""Data files are read strictly: what does not fit names its file and its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from flows.contradictions import Order
from flows.documents import Papers, rules
from flows.errors import DataError
from flows.interview.emergencies import Emergencies
from flows.interview.questions import Interview
from flows.interview.words import Phrase, QuestionWords, Words, words
from flows.law.coverage import Coverage
from flows.law.reasons import Reason
from flows.law.services import Service
from flows.law.states import State
from flows.loading import DATA, load, load_folder
from flows.private import SensitiveKind

# A real file, its shape, a key of it that must be there and one that is no text or number.
FILES: dict[str, tuple[str, Any, str]] = {
    "questions": ("interview/questions.yaml", Interview, "sections"),
    "words": ("interview/words/en/questions.yaml", dict[str, QuestionWords], "ask"),
    "contradictions": ("interview/contradictions.yaml", tuple[Order, ...], "date"),
    "emergency": ("emergency.yaml", Emergencies, "pages"),
    "papers": ("law/documents.yaml", Papers, "strength"),
    "private": ("law/sensitive.yaml", tuple[SensitiveKind, ...], "terms"),
    "reason": ("law/reasons/step_therapy.yaml", Reason, "first_move"),
    "service": ("law/services/mri_lumbar.yaml", Service, "codes"),
    "states": ("law/states.yaml", tuple[State, ...], "external_review"),
    "coverage": ("law/coverage/employer_self_funded_erisa.yaml", Coverage, "levels"),
}


@pytest.fixture(params=FILES)
def file(request: pytest.FixtureRequest) -> tuple[Any, Any, str]:
    """The content of a data file, its shape, and a key that its entries must have."""
    name, shape, key = FILES[request.param]
    return msgspec.yaml.decode((DATA / name).read_bytes()), shape, key


def written(folder: Path, content: Any) -> Path:
    path = folder / "changed.yaml"
    path.write_bytes(msgspec.yaml.encode(content))
    return path


def entry_with(content: Any, key: str) -> dict[str, Any]:
    """The first table in the content that has that key."""
    if isinstance(content, dict):
        if key in content:
            return content
        content = list(content.values())
    for each in content:
        if isinstance(each, dict | list):
            try:
                return entry_with(each, key)
            except LookupError:
                continue
    raise LookupError(key)


def test_a_file_as_it_stands_is_read(file: tuple[Any, Any, str], tmp_path: Path) -> None:
    content, shape, _ = file

    assert load(written(tmp_path, content), shape)


def test_an_unknown_key_is_refused_by_name(file: tuple[Any, Any, str], tmp_path: Path) -> None:
    content, shape, key = file
    entry_with(content, key)["colour"] = "red"

    with pytest.raises(DataError, match=r"changed\.yaml: .*colour"):
        load(written(tmp_path, content), shape)


def test_a_missing_key_is_refused_by_name(file: tuple[Any, Any, str], tmp_path: Path) -> None:
    content, shape, key = file
    del entry_with(content, key)[key]

    with pytest.raises(DataError, match=rf"changed\.yaml: .*{key}"):
        load(written(tmp_path, content), shape)


def test_a_value_of_the_wrong_type_is_refused_by_its_place(
    file: tuple[Any, Any, str], tmp_path: Path
) -> None:
    content, shape, key = file
    entry_with(content, key)[key] = 7.5

    with pytest.raises(DataError, match=rf"changed\.yaml: .*{key}"):
        load(written(tmp_path, content), shape)


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("a: [1, 2", "utf-8")

    with pytest.raises(DataError, match=r"broken\.yaml"):
        load(path, dict[str, list[int]])


def test_a_value_outside_its_closed_set_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "papers.yaml"
    rule = {"document": "x", "strength": "maybe", "needed_for": [{}]}
    path.write_bytes(msgspec.yaml.encode({"days_to_get": {"x": 1}, "rules": [rule]}))

    with pytest.raises(DataError, match=r"papers\.yaml: .*maybe.*strength"):
        load(path, Papers)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data files"):
        load_folder(tmp_path, Reason)


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    source = DATA / "law" / "reasons" / "duplicate.yaml"
    (tmp_path / "other.yaml").write_bytes(source.read_bytes())

    assert list(load_folder(tmp_path, Reason)) == ["other"]


def test_a_file_of_ours_is_named_from_the_data_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^law/documents\.yaml: "):
        load(DATA / "law" / "documents.yaml", dict[str, int])


def test_what_is_read_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        rules()[0].strength = "helps"  # type: ignore[misc]  # that is the point


def test_a_language_without_words_is_an_error_of_the_data() -> None:
    with pytest.raises(DataError, match="words/xx"):
        Words("xx")


def test_a_text_that_does_not_exist_is_an_error_of_the_data() -> None:
    with pytest.raises(DataError, match=r"messages\.nothing"):
        words("en").phrase("messages.nothing")


@pytest.mark.parametrize("fields", [{}, {"a": 1, "b": 2}, {"b": 1}], ids=str)
def test_a_text_is_filled_with_just_its_fields(fields: dict[str, object]) -> None:
    with pytest.raises(DataError, match="does not fit its fields"):
        Phrase("Say {a}.", fields)


def test_a_phrase_inside_a_phrase_reads_through_and_marks_go() -> None:
    inner = Phrase("**{x}**", {"x": "{y}"})

    assert Phrase("See {inner}.", {"inner": inner}).plain() == "See {y}."
