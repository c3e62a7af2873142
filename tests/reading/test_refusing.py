"""Words that merely say no: they tell no reason, and never hide one."""

from __future__ import annotations

import pytest

from flows.errors import DataError
from letters.reading.reasons import reasons
from letters.reading.refusing import Refusals, ready, refusals
from tests.reading.training import told
from tests.reading.written import loaded

UNSAID = loaded("unsaid.yaml")


def keys(text: str) -> list[str]:
    """The reasons told of a text, by their keys."""
    return [each.key for each in reasons(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Your request has been denied. See your rights below.",
        "We cannot cover this.",
        "The service is not authorized.",
        "Adverse determination: CPT 72148, status denied",
        "Your request for a stay beyond day 7 at Birch Grove was denied.",
        "No podemos cubrir la operación que pidió su médico.",
    ],
)
def test_a_no_alone_gives_no_reason(text: str) -> None:
    assert keys(text) == []
    assert all(no.bare for _, no in refusals(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We cannot cover this. It is not a covered benefit.", "not_covered"),
        ("We cannot cover this because it came in too late.", "untimely_filing"),
        ("Denied. This service is not authorized.", "no_prior_authorization"),
        ("Denied: no auth on file", "no_prior_authorization"),
        ("Your request for a scan was denied as it is experimental.", "experimental"),
        ("No podemos cubrirlo porque no es médicamente necesario.", "medical_necessity"),
    ],
)
def test_a_no_hides_no_reason(text: str, reason: str) -> None:
    assert keys(text)[:1] == [reason]


def test_what_follows_because_is_never_merely_no() -> None:
    (_, no), *_ = refusals("We denied this because the lab was not approved.")

    assert not no.bare


def test_almost_no_wording_of_a_reason_merely_says_no() -> None:
    spoken = [text for _, reason, text in told() if reason != "none"]

    bare = [text for text in spoken if all(no.bare for _, no in refusals(text))]

    assert len(bare) <= len(spoken) // 500


@pytest.mark.parametrize("number", range(len(UNSAID["letters"])))
def test_a_letter_that_leaves_out_why_gives_no_reason(number: int) -> None:
    # its terms and rights name many: most of these were first read unseen
    found = keys(UNSAID["letters"][number].format(why=""))

    assert found == [] or number in MISSED


MISSED = {5}  # "looked at your letter, the clinical records ..." is taken for what was lacking


@pytest.mark.parametrize("reason", UNSAID["whys"])
def test_the_same_letters_tell_why_where_they_say_it(reason: str) -> None:
    why = UNSAID["whys"][reason]

    first = [keys(each.format(why=why))[:1] == [reason] for each in UNSAID["letters"]]

    assert sum(first) >= len(first) - 1


@pytest.mark.parametrize("line", ["{NOBODY} denied", "(denied"])
def test_a_pattern_that_cannot_be_read_names_its_file(line: str) -> None:
    said = Refusals(
        pieces={}, refusals=[line], asked=[], beside=[], neutral=[], why_behind_a_verdict="x"
    )

    with pytest.raises(DataError, match=r"refusals\.yaml"):
        ready(said)
