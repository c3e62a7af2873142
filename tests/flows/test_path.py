"""The fold: which questions matter, and the one to ask now."""

from __future__ import annotations

from typing import Any

import pytest

from flows.errors import DataError
from flows.interview.path import Choices, Condition, Given, on_path, options, path, reads
from flows.interview.questions import Question

ASKER = Question(key="asker", kind="choice", options=("me", "other"))
NAME = Question(key="name", kind="text", asked_when=({"asker": ("other",)},))
ROLE = Question(key="role", kind="text", asked_when=({"is": "named"},))
LETTER = Question(key="letter", kind="choice", options_from="letters")
EITHER = Question(key="either", kind="text", asked_when=({"asker": ("me",)}, {"name": ("Ana",)}))
BOTH = Question(key="both", kind="text", asked_when=({"asker": ("other",), "name": ("Ana",)},))
TRIED = Question(
    key="tried",
    kind="group",
    fields=(
        Question(key="what", kind="text"),
        Question(key="helped", kind="choice", options=("yes", "no")),
        Question(key="why", kind="text", asked_when=({"helped": ("no",)},)),
    ),
)
FLAGS = Question(key="flags", kind="multi_choice", options=("a", "b"))
FLAGGED = Question(key="flagged", kind="text", asked_when=({"flags": ("b",)},))
GIVEN = Given(
    conditions={"named": Condition(("name",), lambda a: bool(a.get("name")))},
    choices={"letters": Choices(("name",), lambda a: list(a.get("name") or ""))},
)


def addresses(questions: tuple[Question, ...], answers: dict[str, Any]) -> list[str]:
    return [step.address for step in path(questions, answers, GIVEN).steps]


def now(questions: tuple[Question, ...], answers: dict[str, Any]) -> str | None:
    found = path(questions, answers, GIVEN).now
    return found.address if found else None


def test_a_question_is_asked_once_an_answer_opens_it() -> None:
    assert addresses((ASKER, NAME), {}) == ["asker"]
    assert addresses((ASKER, NAME), {"asker": "me"}) == ["asker"]
    assert addresses((ASKER, NAME), {"asker": "other"}) == ["asker", "name"]


def test_the_question_to_ask_is_the_first_that_is_not_answered() -> None:
    assert now((ASKER, NAME), {}) == "asker"
    assert now((ASKER, NAME), {"asker": "other"}) == "name"
    assert now((ASKER, NAME), {"asker": "other", "name": "Ana"}) is None


def test_not_known_is_an_answer() -> None:
    assert now((ASKER, NAME), {"asker": "other", "name": None}) is None
    assert addresses((ASKER, NAME, ROLE), {"asker": "other", "name": None}) == ["asker", "name"]


def test_alternatives_are_or_and_a_table_is_and() -> None:
    questions = (ASKER, NAME, EITHER, BOTH)

    assert addresses(questions, {"asker": "me"}) == ["asker", "either"]
    assert addresses(questions, {"asker": "other", "name": "Ana"}) == [
        "asker",
        "name",
        "either",
        "both",
    ]
    assert addresses(questions, {"asker": "other", "name": "Eva"}) == ["asker", "name"]


def test_an_answer_off_the_path_opens_nothing_and_counts_for_nothing() -> None:
    answers = {"asker": "me", "name": "Ana", "role": "mother"}

    assert addresses((ASKER, NAME, ROLE), answers) == ["asker"]
    assert on_path((ASKER, NAME, ROLE), answers, GIVEN) == {"asker": "me"}


def test_an_answer_comes_back_to_the_path_with_what_opens_it() -> None:
    answers = {"asker": "other", "name": "Ana", "role": "mother"}

    assert on_path((ASKER, NAME, ROLE), answers, GIVEN) == answers


def test_one_of_several_chosen_values_is_enough() -> None:
    assert addresses((FLAGS, FLAGGED), {"flags": ["a", "b"]}) == ["flags", "flagged"]
    assert addresses((FLAGS, FLAGGED), {"flags": ["a"]}) == ["flags"]
    assert addresses((FLAGS, FLAGGED), {"flags": []}) == ["flags"]


def test_a_question_whose_choices_are_none_is_not_asked() -> None:
    assert addresses((NAME, LETTER), {}) == []
    open_name = Question(key="name", kind="text")
    assert addresses((open_name, LETTER), {"name": "Ana"}) == ["name", "letter"]
    assert options(LETTER, {"name": "Ana"}, GIVEN) == ("A", "n", "a")


def test_a_group_asks_the_fields_of_each_item_and_then_closes() -> None:
    items = [{"what": "PT", "helped": "no"}, {"what": "rest", "helped": "yes"}]

    assert addresses((TRIED,), {}) == ["tried"]
    assert addresses((TRIED,), {"tried": []}) == ["tried"]
    assert addresses((TRIED,), {"tried": items}) == [
        "tried",
        "tried[0].what",
        "tried[0].helped",
        "tried[0].why",
        "tried[1].what",
        "tried[1].helped",
        "tried.more",
    ]
    assert now((TRIED,), {"tried": items}) == "tried[0].why"


def test_a_group_is_done_when_it_is_closed_or_empty() -> None:
    whole = [{"what": "rest", "helped": "yes"}]

    assert now((TRIED,), {"tried": whole}) == "tried.more"
    assert now((TRIED,), {"tried": whole, "tried.more": "done"}) is None
    assert now((TRIED,), {"tried": []}) is None


def test_a_field_that_its_item_no_longer_opens_does_not_count() -> None:
    items = [{"what": "PT", "helped": "yes", "why": "stomach pain"}]

    assert on_path((TRIED,), {"tried": items}, GIVEN) == {
        "tried": [{"what": "PT", "helped": "yes"}]
    }
    assert items[0]["why"] == "stomach pain"


def test_position_and_the_step_before_follow_from_the_path() -> None:
    found = path((ASKER, NAME), {"asker": "other"}, GIVEN)

    assert found.position == 2
    assert found.step("name") is found.now
    assert found.step("role") is None
    assert found.before("name") == found.steps[0]
    assert found.before("asker") is None
    assert found.before("off the path") == found.steps[-1]


def test_what_a_question_reads_is_told_for_the_linter() -> None:
    assert reads(BOTH, GIVEN) == {"asker", "name"}
    assert reads(ROLE, GIVEN) == {"name"}
    assert reads(LETTER, GIVEN) == {"name"}
    assert reads(ASKER, GIVEN) == set()


@pytest.mark.parametrize(
    "question",
    [
        Question(key="x", kind="text", asked_when=({"is": "nothing"},)),
        Question(key="x", kind="choice", options_from="nothing"),
    ],
    ids=["condition", "choices"],
)
def test_a_name_that_nobody_gave_is_an_error_of_the_data(question: Question) -> None:
    with pytest.raises(DataError, match="nothing"):
        path((question,), {}, GIVEN)


# ------------------------------------------------------------- an answer that stands for another

KIND = Question(key="kind", kind="choice", options=("a", "b", "unknown"))
SIGN = Question(key="sign", kind="text", asked_when=({"kind": ("unknown",)},))
FITS = Question(
    key="fits",
    kind="choice",
    options_from="fitting",
    stands_for="kind",
    asked_when=({"kind": ("unknown",)},),
)
OF_A = Question(key="of_a", kind="text", asked_when=({"kind": ("a",)},))
FINDS = (KIND, SIGN, FITS, OF_A)
FITTING = Given(
    choices={"fitting": Choices(("sign",), lambda a: [*a["sign"], "none"] if a.get("sign") else [])}
)


def test_an_answer_stands_for_the_earlier_one_from_there_on() -> None:
    answers = {"kind": "unknown", "sign": "a", "fits": "a"}

    found = path(FINDS, answers, FITTING)

    assert [step.address for step in found.steps] == ["kind", "sign", "fits", "of_a"]
    assert found.now and found.now.address == "of_a"
    assert found.counted == {"kind": "a", "sign": "a", "fits": "a"}
    assert on_path(FINDS, answers, FITTING) == found.counted
    assert answers["kind"] == "unknown"


def test_none_stands_for_nothing() -> None:
    found = path(FINDS, {"kind": "unknown", "sign": "a", "fits": "none"}, FITTING)

    assert [step.address for step in found.steps] == ["kind", "sign", "fits"]
    assert found.counted["kind"] == "unknown"
    assert found.now is None


def test_what_nothing_points_to_any_more_is_asked_again_and_stands_for_nothing() -> None:
    answers = {"kind": "unknown", "sign": "b", "fits": "a"}

    found = path(FINDS, answers, FITTING)

    assert found.now and found.now.address == "fits"
    assert found.counted == {"kind": "unknown", "sign": "b"}
    assert on_path(FINDS, answers, FITTING) == found.counted


def test_an_answer_off_the_path_stands_for_nothing() -> None:
    assert on_path(FINDS, {"kind": "b", "sign": "a", "fits": "a"}, FITTING) == {"kind": "b"}
