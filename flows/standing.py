"""Where a case stands: which question is next, which answers count, which phase it is in."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import msgspec

from flows.facts import Facts
from flows.footing import footing, given
from flows.interview import lifecycle, record
from flows.interview.blocks import OpenBlock, opened
from flows.interview.case import Case
from flows.interview.path import Answers, Path, Step, options, reads
from flows.interview.questions import Question, interview
from flows.law import states

# What a text names, for questions of kind `named`.
NAMES = {"us_state": states.named}


def where(case: Case, *, today: date) -> Path:
    """Which questions matter in this case, and the one to ask now."""
    found = footing(case, today=today).path
    if case.scratch.get("pace") != "essential":
        return found
    needed = [step for step in essential(found) if not _answered(case, step)]
    return Path(found.steps, needed[0] if needed else None)


def block(case: Case, found: Path, *, today: date) -> OpenBlock | None:
    """The questions that one message may answer now, None where one is asked alone.

    Scratch holds what was chosen: `singly` the blocks that are asked one at a time, `taken` those
    whose message has come, so that what is left of them is asked alone.
    """
    pace = case.scratch.get("pace")
    it = opened(found, case.answers, given(today), only=pace)
    if it is None or is_singly(case, it.key) or it.key in case.scratch.get("taken", ()):
        return None
    return it


def is_singly(case: Case, key: str) -> bool:
    """Whether a block is asked one at a time; who chose that twice means it of all."""
    chosen = case.scratch.get("singly") or ()
    return key in chosen or len(chosen) > 1


def essential(found: Path) -> list[Step]:
    """The steps without which there is no true letter."""
    return [step for step in found.steps if step.question.essential]


def missing_essential(case: Case, *, today: date) -> list[Step]:
    """The essential steps that are not answered yet."""
    found = footing(case, today=today).path
    return [step for step in essential(found) if not _answered(case, step)]


def counted(case: Case, *, today: date) -> Answers:
    """The answers of the case that are on the path. A paper of which pages are kept is in hand."""
    return footing(case, today=today).counted


def facts_of(case: Case, *, today: date) -> Facts:
    """The facts of the case."""
    return footing(case, today=today).facts


def settled(case: Case, *, today: date) -> Case:
    """The case in the phase that its answers ask for."""
    return moved(case, "settle", today=today)


def moved(case: Case, trigger: str, *, today: date) -> Case:
    """The case after `trigger`.

    Raises:
        transitions.MachineError: the trigger is not legal in this phase.
    """
    now = where(case, today=today).now
    met = footing(case, today=today).obstacle
    phase = lifecycle.after(
        trigger,
        case.phase,
        wanted=now.question.section or _section_of(now) if now else None,
        obstacle=met.page if met else None,
    )
    return msgspec.structs.replace(case, phase=phase)


def is_finding(case: Case, *, today: date) -> bool:
    """Whether the question to ask now helps to find an earlier answer that is not known."""
    now = where(case, today=today).now
    return now is not None and now.question.key in _finding(today)


def reconsidered(before: Case, after: Case, *, today: date) -> Case:
    """`after`; what was confirmed is asked again where what was shown is new or changed.

    What a person lets stay in the letter is the very line that was shown. An item's address is its
    place, so one that was taken out must not leave its consent to the next.
    """
    for question in _standing_for():
        offers = [options(question, case.answers, given(today)) for case in (before, after)]
        if offers[0] != offers[1]:
            after = msgspec.structs.replace(after, answers=record.take(after.answers, question.key))
    shown = footing(before, today=today).private_lines
    lines = footing(after, today=today).private_lines
    if all(shown.get(address) == words for address, words in lines.items()):
        return after
    answers = record.take(after.answers, "include_sensitive")
    return msgspec.structs.replace(after, answers=answers)


def next_round(
    case: Case, *, today: date, unanswered: bool = False, outcome: str | None = None
) -> Case:
    """The case after a new no: facts kept, the decision answered so far put by, the next step.

    `unanswered`: no decision came, so that the appeal that was sent starts the next time.
    `outcome` is what came of it, where that was told already; else it is asked.

    Raises:
        transitions.MachineError: no letter is out.
    """
    found = facts_of(case, today=today)
    of_round = {question.key for question in interview().questions if question.each_round}
    answered = {key: value for key, value in case.answers.items() if key in of_round}
    level, after = found.level, found.next_level
    closed = {
        **answered,
        "level": level.id if level else None,
        "outcome": "denied",
        "sent_on": case.sent_on.isoformat() if case.sent_on else None,
        "sent_by": case.sent_by,
    }
    kept = {key: value for key, value in case.answers.items() if key not in of_round}
    begun = {**kept, "first_denial": "no", **({"level": after.id} if after else {})}
    if outcome:
        begun["outcome"] = outcome
    if unanswered:  # no new paper came: what the first one says still stands
        begun |= {key: answered[key] for key in OF_THE_DENIAL if key in answered}
        begun |= {"outcome": "no_answer", "asked_on": closed["sent_on"]}
    decided = moved(case, "decide", today=today)
    new = msgspec.structs.replace(
        decided,
        answers=begun,
        rounds=(*case.rounds, closed),
        sent_on=None,
        sent_pages={},
        sent_by=None,
        got_on=None,
        approved=False,
        scratch={},
    )
    return settled(moved(new, "escalate", today=today), today=today)


@cache
def _standing_for() -> tuple[Question, ...]:
    """The questions whose answer stands for an earlier one."""
    return tuple(question for question in interview().questions if question.stands_for)


@lru_cache(maxsize=4)
def _finding(today: date) -> frozenset[str]:
    """The questions that stand for an earlier one, and those that they draw on."""
    found = {question.key for question in _standing_for()}
    for question in _standing_for():
        found |= reads(question, given(today)) - {question.stands_for}
    return frozenset(found)


def _section_of(step: Step) -> str:
    return interview().question(step.group or step.question.key).section


def _answered(case: Case, step: Step) -> bool:
    return step.address in case.answers


# What a denial says, and goes on saying while the appeal against it is not answered.
OF_THE_DENIAL = ("denial_wording", "denial_reasons", "plan_criteria", "claim_number")
