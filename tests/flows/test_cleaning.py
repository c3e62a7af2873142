"""Text from strangers, made fit for a letter."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from flows.interview.cleaning import cleaned


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("  two   spaces ", "two spaces"),
        ("tab\there", "tab here"),
        ("line\r\nbreak\rhere", "line\nbreak\nhere"),
        ("four\n\n\n\nempty", "four\n\nempty"),
        ("nul\x00l bell\x07 escape\x1b[0m", "null bell escape[0m"),
        ("zero\u200bwidth", "zero\u200bwidth"),
        ("bom\ufeff", "bom"),
        ("\u202eevil\u202c \u2066isolate\u2069 \u200fmark\u200e", "evil isolate mark"),
        ("half \ud83d pair", "half ? pair"),
        ("private \ue000 use", "private use"),
        ("line\u2028separator", "line\nseparator"),
        ("e\u0301", "é"),
        ("© ® ™ § ° ½ – — “ ”", "© ® ™ § ° ½ – — “ ”"),
        ("", ""),
    ],
)
def test_what_no_letter_can_carry_is_left_out(text: str, clean: str) -> None:
    found = cleaned(text)

    assert found.text == clean
    assert found.pictures == 0


@pytest.mark.parametrize(
    ("text", "clean", "pictures"),
    [
        ("Ouch 😀", "Ouch", 1),
        ("😀😀😀", "", 3),
        ("a 👍🏽 b", "a b", 1),
        ("a 👩‍⚕️ b", "a b", 1),
        ("👨‍👩‍👧‍👦 home", "home", 1),
        ("flag 🇺🇸 here", "flag here", 1),
        ("1️⃣ first", "first", 1),
        ("❤️ heart", "heart", 1),
        ("7 # * 0", "7 # * 0", 0),
        ("☎ 651-555-0148", "651-555-0148", 1),
    ],
)
def test_pictures_are_left_out_and_counted(text: str, clean: str, pictures: int) -> None:
    found = cleaned(text)

    assert (found.text, found.pictures) == (clean, pictures)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Hồng",
        "محمد علي",
        "शर्मा",
        "क्‍ष",  # a joiner that the script needs
        "می‌خواهم",  # a non-joiner that the script needs
        "김민준",
        "李小龙",
        "Иван Петров",
        "Zoë O’Neill-Müller",
        "Ñandú",
        "עברית",
        "𠮷野家",
    ],
)
def test_a_name_in_any_script_is_kept(name: str) -> None:
    assert cleaned(name).text == name


def test_cleaning_twice_changes_nothing_more() -> None:
    text = " Ouch 😀 \u202e\x00 e\u0301\r\n\n\n\n two  spaces 👩‍⚕️ "

    once = cleaned(text).text

    assert cleaned(once).text == once


def test_what_was_written_does_not_show_in_the_repr() -> None:
    assert "secret" not in repr(cleaned("secret 😀"))


@given(st.text(st.characters(max_codepoint=0x7E)) | st.text())
def test_a_plain_text_is_cleaned_as_one_between_line_breaks(text: str) -> None:
    assert cleaned(text) == cleaned(f"\n{text}\n")
