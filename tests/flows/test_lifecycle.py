"""The life of a case: the machine, its guards and its drawing."""

from __future__ import annotations

from pathlib import Path

import pytest
from transitions import MachineError

import flows
from flows.interview import lifecycle
from flows.interview.case import new_case
from flows.interview.lifecycle import AFTER, REVIEW, STOPPED, after, machine, phases
from flows.interview.questions import interview
from tests.support.patient import TODAY, Patient

SECTIONS = interview().sections
README = Path(__file__).parents[2] / "README.md"
DIAGRAM = """\
stateDiagram-v2
    direction LR
    [*] --> welcome
    welcome --> denial: agree
    denial --> coverage: settle
    coverage --> service: settle
    service --> history: settle
    history --> evidence: settle
    evidence --> contact: settle
    contact --> review: settle
    review --> drafted: draft
    drafted --> sent: send
    sent --> decided: decide
    decided --> closed: close
    decided --> denial: escalate
    drafted --> drafted: draft
    drafted --> review: change
    sent --> closed: close
    sent --> review: change
    note right of denial: settle goes to any of these, either way"""


@pytest.mark.parametrize("phase", [*SECTIONS, REVIEW, STOPPED])
@pytest.mark.parametrize("wanted", [*SECTIONS, None])
def test_settle_goes_wherever_the_path_wants(phase: str, wanted: str | None) -> None:
    assert after("settle", phase, wanted=wanted, obstacle=None) == (wanted or REVIEW)


@pytest.mark.parametrize("phase", [*SECTIONS, REVIEW, STOPPED])
@pytest.mark.parametrize("wanted", [SECTIONS[0], None])
def test_an_obstacle_stops_from_anywhere(phase: str, wanted: str | None) -> None:
    assert after("settle", phase, wanted=wanted, obstacle="not_ready_coverage") == STOPPED


@pytest.mark.parametrize("phase", ["welcome", *AFTER])
def test_settle_leaves_what_is_before_and_after_the_questions(phase: str) -> None:
    assert after("settle", phase, wanted="service", obstacle=None) == phase


def test_a_phase_that_a_release_took_away_counts_as_the_first() -> None:
    assert after("settle", "a phase of old", wanted="history", obstacle=None) == "history"
    assert after("settle", "a phase of old", wanted=SECTIONS[0], obstacle=None) == SECTIONS[0]


@pytest.mark.parametrize(
    ("trigger", "phase"),
    [
        ("agree", "denial"),
        ("draft", "welcome"),
        ("draft", STOPPED),
        ("send", "review"),
        ("send", "sent"),
        ("decide", "drafted"),
        ("escalate", "sent"),
        ("close", "review"),
        ("change", "denial"),
    ],
)
def test_what_is_not_legal_in_a_phase_raises(trigger: str, phase: str) -> None:
    with pytest.raises(MachineError):
        after(trigger, phase, wanted=None, obstacle=None)


@pytest.mark.parametrize(
    ("trigger", "phase", "then"),
    [
        ("agree", "welcome", "denial"),
        ("draft", "service", "drafted"),
        ("draft", "review", "drafted"),
        ("draft", "drafted", "drafted"),
        ("change", "drafted", "review"),
        ("change", "sent", "review"),
        ("send", "drafted", "sent"),
        ("decide", "sent", "decided"),
        ("escalate", "decided", "denial"),
        ("close", "sent", "closed"),
    ],
)
def test_a_legal_event_leads_on(trigger: str, phase: str, then: str) -> None:
    assert after(trigger, phase, wanted=None, obstacle=None) == then


def test_every_phase_can_be_reached() -> None:
    reached, fresh = {"welcome"}, {"welcome"}
    while fresh:
        fresh = {
            transition.dest
            for event in machine().events.values()
            for source in fresh
            for transition in event.transitions.get(source, [])
        } - reached
        reached |= fresh

    assert reached == set(phases())


def test_every_guard_exists() -> None:
    life = lifecycle.Life(wanted=None, obstacle=None)
    for event in machine().events.values():
        for transitions in event.transitions.values():
            for transition in transitions:
                for condition in transition.conditions:
                    assert callable(getattr(life, condition.func))


def test_an_unknown_guard_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        _ = lifecycle.Life(wanted=None, obstacle=None).no_such_guard


def test_models_are_removed_after_use() -> None:
    after("settle", "denial", wanted="service", obstacle=None)
    with pytest.raises(MachineError):
        after("send", "denial", wanted=None, obstacle=None)

    assert machine().models == []


def test_two_lives_are_never_one() -> None:
    one = lifecycle.Life(wanted="service", obstacle=None)

    assert one != lifecycle.Life(wanted="service", obstacle=None)


def test_settle_agrees_with_the_path_after_every_answer() -> None:
    patient = Patient.agreed()
    while patient.key is not None:
        wanted = (
            patient.at.step.question.section or interview().question(patient.at.step.group).section
        )
        assert patient.case.phase == wanted
        patient.answers_well()

    assert patient.case.phase == REVIEW


def test_a_new_case_is_agreed_to_before_anything_is_asked() -> None:
    case = new_case("en", today=TODAY)

    assert case.phase == "welcome"
    assert flows.moved(case, "agree", today=TODAY).phase == SECTIONS[0]
    with pytest.raises(MachineError):
        flows.moved(case, "draft", today=TODAY)


def test_the_drawing_shows_the_life_of_a_case() -> None:
    assert lifecycle.diagram() == DIAGRAM


@pytest.mark.skipif(not README.exists(), reason="the README is not written yet")
def test_the_readme_shows_the_same_drawing() -> None:
    assert f"```mermaid\n{lifecycle.diagram()}\n```" in README.read_text("utf-8")
