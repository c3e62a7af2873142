"""What is taken over from the answers before is what these answers would have given alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

import flows
from flows import documents, moves, obstacles, rounds
from flows.contradictions import contradictions, reads
from flows.facts import Facts
from flows.footing import Footing
from flows.interview.case import Case, KeptSheet, new_case
from flows.interview.fold import Fold, folded, same
from flows.interview.path import on_path
from flows.interview.questions import interview
from flows.law.coverage import coverages
from flows.moves import best
from flows.obstacles import obstacle
from flows.private import private_lines, sensitive_reads
from tests.flows.cases import CASES, TODAY

QUESTIONS = interview().questions
TEXTS = ["Ana", "Me duele la espalda y no puedo caminar.", "I take Zoloft and had an abortion.", ""]
TEXTS += ["This is experimental. The maximum allowable charge is exceeded.", "2026-07-06"]
DAYS = ["2026-07-06", "2026-05", "2027-01-04", "2024-02-29", "2026-06-30", "1959-03-02"]
SHEETS: list[dict[str, tuple[KeptSheet, ...]]] = [
    {},
    {"denial_letter": (KeptSheet(0, 1000),)},
    {"office_notes": (KeptSheet(0, 1000), KeptSheet(1, 9, legible=False))},
]
CALLS: list[tuple[dict[str, Any], ...]] = [(), ({"call_who": "Carla"},)]
ROUNDS: list[tuple[dict[str, Any], ...]] = [(), ({"notice_date": "2026-01-05", "level": None},)]


@cache
def examples() -> dict[str, list[Any]]:
    """Values for each key: those of the written cases, its options, None, dates and texts."""
    found: dict[str, list[Any]] = {}
    for each in sorted(CASES.glob("*.json")):
        for key, value in json.loads(each.read_text("utf-8"))["answers"].items():
            found.setdefault(key, []).append(value)
    for question in QUESTIONS:
        values = found.setdefault(question.key, [])
        if question.kind == "choice":
            values += question.all_options
        elif question.kind == "multi_choice":
            values += [[option] for option in question.all_options]
        elif question.kind in ("text", "long_text"):
            values += TEXTS
        elif question.kind in ("day", "known_date"):
            values += [day for day in DAYS if question.kind == "known_date" or len(day) == 10]
        elif question.kind == "group":
            values.append([])
            found.setdefault(f"{question.key}.more", []).append("done")
        values.append(None)
    found["coverage_found"] += [*found["coverage"], "none"]
    found["include_sensitive"] += [["treatments[0]"], ["symptoms", "impact"]]
    return found


@cache
def written() -> list[dict[str, Any]]:
    """The answers of the written cases, none, and each step that has a page and no letter."""
    found = [json.loads(each.read_text("utf-8"))["answers"] for each in sorted(CASES.glob("*"))]
    stopped = [
        {"asker": "patient", "first_denial": "no", "coverage": key, "level": level.id}
        for key, law in coverages().items()
        for level in law.levels
        if level.page
    ]
    return [{}, *found, *stopped]


# A change: a key, and the value that it gets; ... takes it out.
CHANGES = st.sampled_from(sorted(examples())).flatmap(
    lambda key: st.tuples(st.just(key), st.sampled_from([*examples()[key], ...]))
)
# Those that much hangs on.
MAIN = ["coverage", "coverage_found", "card_shows", "first_denial", "level", "outcome", "asker"]
MAIN += ["care_timing", "urgent", "denial_reasons", "denial_wording", "symptoms", "treatments"]
MAIN += ["prior_tests", "documents", "service_dates", "notice_date", "va_decision"]
MAIN += ["criteria", "criteria_given"]
OFTEN = st.sampled_from(MAIN).flatmap(
    lambda key: st.tuples(st.just(key), st.sampled_from([*examples()[key], ...]))
)
SEVERAL = st.lists(st.lists(CHANGES | OFTEN, min_size=1, max_size=4), min_size=1, max_size=6)
EACH = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def after(answers: dict[str, Any], changes: list[tuple[str, Any]]) -> dict[str, Any]:
    """The answers with these changes, as a turn makes them: what did not change is the same."""
    found = dict(answers)
    for key, value in changes:
        found.pop(key, None)
        if value is not ...:
            found[key] = value
    for key in ("coverage", "coverage_found"):  # no step is ever chosen of another coverage
        law = coverages().get(found.get(key) or "")
        if law and found.get("level") not in (None, *(level.id for level in law.levels)):
            del found["level"]
    return found


def copied(value: Any) -> Any:
    """The same, come back from the store."""
    return json.loads(json.dumps(value))


def exactly(value: Any) -> bytes:
    """A value so that 1 is not 1.0 and the order of a table counts."""
    return msgspec.json.encode(value)


def seen(fold: Fold) -> tuple[Any, ...]:
    return fold.path.steps, fold.path.now, exactly(fold.path.counted)


@EACH
@given(st.sampled_from(written()), SEVERAL, st.booleans())
def test_a_fold_that_begins_from_another_is_the_whole_fold(
    answers: dict[str, Any], times: list[list[tuple[str, Any]]], stored: bool
) -> None:
    given_today = flows.given(TODAY)
    last = folded(QUESTIONS, answers, given_today)
    for changes in times:
        answers = after(copied(answers) if stored else answers, changes)

        whole = folded(QUESTIONS, answers, given_today)
        found = folded(QUESTIONS, answers, given_today, last=last)

        assert seen(found) == seen(whole)
        assert found.path.counted == on_path(QUESTIONS, answers, given_today)
        assert [m if isinstance(m, bool) else m.steps for m in found.marks] == [
            m if isinstance(m, bool) else m.steps for m in whole.marks
        ]
        before, now = last.path.counted, found.path.counted
        differ = {k for k in {*before, *now} if exactly(before.get(k, 0)) != exactly(now.get(k, 0))}
        assert found.moved is not None and differ <= found.moved
        last = found


@EACH
@given(
    st.sampled_from(written()),
    st.lists(
        st.tuples(
            st.lists(CHANGES | OFTEN, max_size=3),
            st.sampled_from(SHEETS),
            st.sampled_from(CALLS),
            st.sampled_from(ROUNDS),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_what_is_known_of_a_case_is_what_its_answers_give(
    answers: dict[str, Any], times: list[tuple[Any, ...]]
) -> None:
    case = msgspec.structs.replace(new_case("en", today=TODAY), answers=answers)
    for changes, sheets, calls, earlier, stored in times:
        last = case
        case = msgspec.structs.replace(
            case, answers=after(case.answers, changes), sheets=sheets, calls=calls, rounds=earlier
        )
        if stored:
            case = msgspec.json.decode(msgspec.json.encode(case), type=Case)

        for each in (case, last, case):  # a turn asks of the case before and after it
            assert known(each) == alone(each)


class Watched(dict[str, Any]):
    """Answers that remember which of them were looked at."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__(answers)
        self.looked_at: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.looked_at.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.looked_at.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.looked_at.add(str(key))
        return super().__contains__(key)


@EACH
@given(st.sampled_from(written()), st.lists(CHANGES | OFTEN, max_size=8))
def test_nothing_looks_at_an_answer_that_it_does_not_name(
    answers: dict[str, Any], changes: list[tuple[str, Any]]
) -> None:
    today = flows.given(TODAY)
    counted = folded(QUESTIONS, after(answers, changes), today).path.counted
    looks: dict[str, tuple[Collection[str], Callable[[Watched], Any]]] = {
        "obstacle": (obstacles.READS, obstacle),
        "best move": (moves.READS, lambda a: best(Facts(a))),
        "private lines": (sensitive_reads(), private_lines),
        "contradictions": (reads(), contradictions),
    }
    for name, test in today.conditions.items():
        looks[name] = (test.reads, test.holds)
    for name, offer in today.choices.items():
        # of the papers, also where each stands: that is asked there and nowhere before
        own = ("documents",) if name == "documents" else ()
        looks[name] = ((*offer.reads, *own), offer.of)

    for name, (named, of) in looks.items():
        watched = Watched(counted)
        outcome(lambda: of(watched))  # noqa: B023 - called at once
        assert watched.looked_at <= set(named), name


def known(case: Case) -> list[Any]:
    footing = flows.footing(case, today=TODAY)
    return [
        outcome(lambda: exactly(footing.counted)),
        outcome(lambda: (exactly(footing.facts.answers), footing.facts.rounds)),
        outcome(lambda: footing.obstacle),
        outcome(lambda: footing.best_move),
        outcome(lambda: exactly(footing.private_lines)),
        outcome(lambda: footing.contradictions),
    ]


def alone(case: Case) -> list[Any]:
    """The same, worked out from nothing but the answers."""
    path = folded(QUESTIONS, case.answers, flows.given(TODAY)).path
    counted = documents.in_hand(path.counted, case.sheets)
    calls = {"calls": [dict(each) for each in case.calls]} if case.calls else {}
    facts = Facts({**counted, **calls}, rounds.of_case(case.rounds))
    return [
        exactly(counted),
        (exactly(facts.answers), facts.rounds),
        outcome(lambda: obstacle(counted)),
        outcome(lambda: best(facts)),
        outcome(lambda: exactly(private_lines(counted))),
        outcome(lambda: tuple(contradictions(counted))),
    ]


def outcome(of: Callable[[], Any]) -> Any:
    """What it gives, or the kind of error: a step that this coverage does not have is one."""
    try:
        return of()
    except (KeyError, ValueError) as wrong:
        return type(wrong)


def test_what_is_known_is_found_again_and_only_for_the_same_case() -> None:
    case = msgspec.structs.replace(new_case("en", today=TODAY), answers={"asker": "patient"})
    first = flows.footing(case, today=TODAY)

    assert flows.footing(case, today=TODAY) is first
    assert flows.footing(msgspec.structs.replace(case, screen=7), today=TODAY) is first
    for other in (
        {"answers": {"asker": "patient"}},
        {"sheets": SHEETS[1]},
        {"calls": CALLS[1]},
        {"rounds": ROUNDS[1]},
    ):
        assert flows.footing(msgspec.structs.replace(case, **other), today=TODAY) is not first
    assert flows.footing(case, today=TODAY.replace(day=21)) is not first


def test_what_was_worked_out_is_taken_over_where_no_answer_has_a_part_in_it() -> None:
    answers = written()[1]
    case = msgspec.structs.replace(new_case("en", today=TODAY), answers=answers)
    first = flows.footing(case, today=TODAY)
    assert first.private_lines is not None and first.best_move and first.obstacle is None

    told = msgspec.structs.replace(case, answers={**answers, "symptoms": "Pain in the hip."})
    found = flows.footing(told, today=TODAY)

    assert {"best_move", "obstacle"} <= found.__dict__.keys()
    assert "private_lines" not in found.__dict__


def test_nothing_is_kept_of_a_case_that_was_erased() -> None:
    case = new_case("en", today=TODAY)
    first = flows.footing(case, today=TODAY)

    flows.forget()

    assert flows.footing(case, today=TODAY) is not first


def test_threads_that_ask_at_once_get_what_the_answers_give() -> None:
    """Papers are made in a thread beside the talk."""
    case = msgspec.structs.replace(new_case("en", today=TODAY), answers=written()[1])
    asked = [
        msgspec.structs.replace(case, answers={**case.answers, "symptoms": f"Pain, day {n % 7}."})
        for n in range(200)
    ]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(known, asked))

    assert found == [alone(each) for each in asked]


def test_what_is_known_shows_no_answer() -> None:
    case = msgspec.structs.replace(new_case("en", today=TODAY), answers={"symptoms": "Secreto"})

    assert "Secreto" not in repr(flows.footing(case, today=TODAY))
    assert "Secreto" not in repr(Footing(case, TODAY, last=None).fold)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 1.0), (1, True), ([1], [1.0]), ((1,), [1]), ({"a": 1, "b": 2}, {"b": 2, "a": 1})],
)
def test_values_that_python_calls_equal_may_differ(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert same(one, one)
    assert same({"a": ["x", None, 1.5]}, {"a": ["x", None, 1.5]})
