"""The domain: what to ask, what the law says, what follows. No clock, no Telegram, no SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from flows import documents, facts
from flows.facts import Facts
from flows.interview import lifecycle
from flows.interview.case import Case
from flows.interview.path import Given, Path, Step, on_path, path
from flows.interview.questions import interview
from flows.law import states


def given(today: date) -> Given:
    """What the wing that asks may not know by itself, handed in."""
    return Given(
        conditions=facts.conditions(today), choices={**facts.choices(), **documents.choices()}
    )


# What a text names, for questions of kind `named`.
NAMES = {"us_state": states.named}


def where(case: Case, *, today: date) -> Path:
    """Which questions matter in this case, and the one to ask now."""
    found = path(interview().questions, case.answers, given(today))
    if case.scratch.get("pace") != "essential":
        return found
    needed = [step for step in essential(found) if not _answered(case, step)]
    return Path(found.steps, needed[0] if needed else None)


def essential(found: Path) -> list[Step]:
    """The steps without which there is no true letter."""
    return [step for step in found.steps if step.question.essential]


def missing_essential(case: Case, *, today: date) -> list[Step]:
    """The essential steps that are not answered yet."""
    found = path(interview().questions, case.answers, given(today))
    return [step for step in essential(found) if not _answered(case, step)]


def counted(case: Case, *, today: date) -> dict[str, Any]:
    """The answers of the case that are on the path."""
    return on_path(interview().questions, case.answers, given(today))


def facts_of(case: Case, *, today: date) -> Facts:
    """The facts of the case."""
    return Facts(counted(case, today=today))


def settled(case: Case, *, today: date) -> Case:
    """The case in the phase that its answers ask for."""
    return moved(case, "settle", today=today)


def moved(case: Case, trigger: str, *, today: date) -> Case:
    """The case after `trigger`.

    Raises:
        transitions.MachineError: the trigger is not legal in this phase.
    """
    now = where(case, today=today).now
    phase = lifecycle.after(
        trigger,
        case.phase,
        wanted=now.question.section or _section_of(now) if now else None,
        obstacle=facts.obstacle(counted(case, today=today)),
    )
    return msgspec.structs.replace(case, phase=phase)


def _section_of(step: Step) -> str:
    return interview().question(step.group or step.question.key).section


def _answered(case: Case, step: Step) -> bool:
    return step.address in case.answers
