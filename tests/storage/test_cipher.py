"""Keys, and what they seal."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from flows.errors import BadRequest, Sealed
from storage import Keys, load_or_make, new_key

OLD, NEW = new_key(), new_key()


def test_what_is_sealed_opens_in_its_place() -> None:
    keys = Keys.from_text(NEW)

    sealed = keys.seal(b"words", place="cases.sealed_body/1")

    assert keys.open(sealed, place="cases.sealed_body/1") == b"words"
    assert b"words" not in sealed


def test_no_two_seals_are_alike() -> None:
    keys = Keys.from_text(NEW)

    assert keys.seal(b"words", place="a") != keys.seal(b"words", place="a")


@pytest.mark.parametrize("place", ["cases.sealed_body/2", "files.sealed_name/1", ""])
def test_what_is_sealed_does_not_open_elsewhere(place: str) -> None:
    keys = Keys.from_text(NEW)
    sealed = keys.seal(b"words", place="cases.sealed_body/1")

    with pytest.raises(Sealed, match="changed or moved"):
        keys.open(sealed, place=place)


@pytest.mark.parametrize("at", [0, 1, 5, 17, -1], ids=["version", "key", "nonce", "text", "tag"])
def test_a_changed_byte_is_noticed(at: int) -> None:
    keys = Keys.from_text(NEW)
    sealed = bytearray(keys.seal(b"words", place="a"))
    sealed[at] ^= 1

    with pytest.raises(Sealed):
        keys.open(bytes(sealed), place="a")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(10)])
def test_what_was_cut_short_is_noticed(sealed: bytes) -> None:
    with pytest.raises(Sealed):
        Keys.from_text(NEW).open(sealed, place="a")


def test_the_newest_key_seals_and_every_key_opens() -> None:
    old, both = Keys.from_text(OLD), Keys.from_text(f"{NEW},{OLD}")
    by_old, by_both = old.seal(b"words", place="a"), both.seal(b"words", place="a")

    assert both.open(by_old, place="a") == both.open(by_both, place="a") == b"words"
    assert (both.newest_sealed(by_old), both.newest_sealed(by_both)) == (False, True)
    with pytest.raises(Sealed):
        old.open(by_both, place="a")


def test_a_chat_is_filed_under_a_hash_that_only_the_key_can_make() -> None:
    old, both = Keys.from_text(OLD), Keys.from_text(f"{NEW}, {OLD}\n")

    assert both.chat_keys(701) == [both.chat_key(701), old.chat_key(701)]
    assert (
        len({both.chat_key(701), old.chat_key(701), both.chat_key(702), both.chat_key(-701)}) == 4
    )


@pytest.mark.parametrize(
    "text",
    ["", "not-a-key", base64.urlsafe_b64encode(b"short").decode(), f"{NEW},", f"{NEW},{NEW}", "é"],
    ids=["none", "no key", "short", "half of two", "twice", "no base64"],
)
def test_keys_that_cannot_be_used_are_refused_without_showing_them(text: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        Keys.from_text(text)

    assert not text or text.split(",")[0] not in str(refusal.value)


def test_keys_may_be_written_with_padding() -> None:
    key = base64.urlsafe_b64encode(bytes(range(32))).decode()

    assert key.endswith("=")
    assert Keys.from_text(key).chat_key(1) == Keys.from_text(key.rstrip("=")).chat_key(1)


def test_a_repr_shows_no_key() -> None:
    assert repr(Keys.from_text(NEW)) == "Keys(1 held)"


def test_the_first_run_makes_a_key_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "config" / "appeal-bot" / "keys"

    made = load_or_make(path, data_dir=tmp_path / "data")
    loaded = load_or_make(path, data_dir=tmp_path / "data")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["keys"]
    assert loaded.open(made.seal(b"words", place="a"), place="a") == b"words"


@pytest.mark.parametrize("exists", [True, False])
def test_a_key_file_inside_the_data_directory_is_refused(tmp_path: Path, exists: bool) -> None:
    path = tmp_path / "data" / "deep" / "keys"
    if exists:
        path.parent.mkdir(parents=True)
        path.write_text(NEW)

    with pytest.raises(BadRequest, match="must not lie inside"):
        load_or_make(path, data_dir=tmp_path / "other" / ".." / "data")

    assert path.exists() == exists


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(NEW)
    path.chmod(0o640)

    with pytest.raises(BadRequest, match="chmod 600"):
        load_or_make(path, data_dir=tmp_path / "data")


@pytest.mark.parametrize("content", ["", "secret words", "ключ"])
def test_a_key_file_that_holds_no_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys"
    path.write_text(content)
    path.chmod(0o600)

    with pytest.raises(BadRequest, match="32-byte keys") as refusal:
        load_or_make(path, data_dir=tmp_path / "data")

    assert path.read_text() == content
    assert not content or content not in str(refusal.value)
