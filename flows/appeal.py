"""The plan of an appeal: the step taken, by when, what is asked, what is still missing, what to do.

Letter, checklist and calendar are renderings of it. Every element knows its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.documents import Needed, needed
from flows.facts import Facts
from flows.interview.questions import interview
from flows.law.coverage import Rule
from flows.law.deadlines import DueDate
from flows.law.levels import Decision, Level
from flows.law.reasons import TOLD, Reason, reasons
from flows.law.sources import citable
from flows.law.states import states

SOON = 7  # days to send by where the date of the notice, and so the last day, is not known
CONFIRM_AFTER = 7  # days after sending to ask whether the letter is there


@dataclass(frozen=True)
class Right:
    """A request that this coverage gives a right to, as a letter says it."""

    id: str
    text: str
    citation: str | None


@dataclass(frozen=True)
class AnswerTime:
    """How long the decider has once it holds the request."""

    amount: int
    unit: str
    citation: str | None


@dataclass(frozen=True)
class ToDo:
    """A step of the checklist: a text of `words/<language>/checklist.yaml`, its day, its values."""

    key: str
    how: str
    by: date | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class AppealPlan:
    """What follows from the facts on a day."""

    facts: Facts
    today: date
    due: DueDate | None
    level: Level | None
    next_level: Level | None
    reasons: tuple[Reason, ...]
    rights: tuple[Right, ...]
    urgent_request: Right | None
    answer: AnswerTime | None
    needed: tuple[Needed, ...]
    gaps: tuple[str, ...]
    steps: tuple[ToDo, ...]

    @property
    def aim_by(self) -> date:
        """The day to send the letter by; soon where the date of the notice is not known."""
        if self.due:
            return self.due.aim_by
        return self.today + timedelta(days=0 if self.facts.pace == "urgent" else SOON)

    @property
    def late(self) -> bool:
        """Whether the last day has passed."""
        return bool(self.due and self.due.late)

    @property
    def in_hand(self) -> tuple[Needed, ...]:
        """The papers that go with the letter, in the order they are listed."""
        return tuple(each for each in self.needed if each.state == "have")

    @property
    def not_in_hand(self) -> tuple[Needed, ...]:
        """The papers that are asked for or missing."""
        return tuple(each for each in self.needed if each.state in ("asked", "missing"))

    @property
    def answer_expected(self) -> date | None:
        """About when an answer may be expected if the letter goes on the day to aim for."""
        return expected_after(self.aim_by, self.answer)


def appeal_plan(facts: Facts, *, today: date) -> AppealPlan:
    """The plan for these facts."""
    papers = tuple(needed(facts))
    plan = AppealPlan(
        facts=facts,
        today=today,
        due=facts.due(today=today),
        level=facts.level,
        next_level=facts.next_level,
        reasons=tuple(reasons()[key] for key in facts.reasons),
        rights=_rights(facts),
        urgent_request=_urgent_request(facts),
        answer=answer_time(facts),
        needed=papers,
        gaps=_gaps(facts),
        steps=(),
    )
    return _with_steps(plan)


def answer_time(facts: Facts) -> AnswerTime | None:
    """The decision time for this case, None where none may be told."""
    if facts.coverage is None or facts.level is None:
        return None
    decision = _decision(facts.level, facts)
    if decision is None or decision.amount is None or decision.unit is None:
        return None
    if not decision.may_be_printed:
        return None
    citation = citable(decision.citation, facts.coverage.sources)
    return AnswerTime(decision.amount, decision.unit, citation)


def expected_after(sent_on: date, answer: AnswerTime | None) -> date | None:
    """About when an answer to a letter sent that day may be expected."""
    if answer is None or answer.unit == "working_days":
        return None
    days = -(-answer.amount // 24) if answer.unit == "hours" else answer.amount
    return sent_on + timedelta(days=days)


def _decision(level: Level, facts: Facts) -> Decision | None:
    wanted = {
        "urgent": ("expedited", "urgent"),
        "waiting": ("standard_pre_service", "pre_service", "standard"),
        "done": ("post_service_payment", "post_service", "payment", "standard"),
    }[facts.pace]
    by_kind = {decision.kind: decision for decision in level.decision}
    return next((by_kind[kind] for kind in wanted if kind in by_kind), None)


def _rights(facts: Facts) -> tuple[Right, ...]:
    coverage = facts.coverage
    if coverage is None:
        return ()
    holds = {
        "medical_judgment": facts.medical_judgment,
        "diagnosis_known": bool(facts.answers.get("diagnosis")),
        "care_given": facts.answers.get("care_timing") == "already_had",
        "no_abn": facts.answers.get("abn_signed") == "no",
    }
    return tuple(
        Right(rule.id, rule.letter, citable(rule.citation, coverage.sources))
        for rule in coverage.rights_to_invoke
        if rule.letter and _may_be_asked(rule) and all(holds[name] for name in rule.when)
    )


def _may_be_asked(rule: Rule) -> bool:
    """A right whose text was read, or a request that claims no rule: asking is always free."""
    return rule.may_be_printed or (rule.citation is None and rule.verified is None)


def _urgent_request(facts: Facts) -> Right | None:
    coverage = facts.coverage
    if facts.pace != "urgent" or coverage is None or not coverage.expedited.may_be_printed:
        return None
    if coverage.expedited.letter is None:
        return None
    citation = citable(coverage.expedited.citation, coverage.sources)
    return Right("expedited", coverage.expedited.letter, citation)


def _gaps(facts: Facts) -> tuple[str, ...]:
    """The questions answered "not known", in their order; the papers have a list of their own."""
    return tuple(q.key for q in interview().questions if facts.answers.get(q.key, "") is None)


def _with_steps(plan: AppealPlan) -> AppealPlan:
    found = [step for step in _steps(plan) if step is not None]
    return AppealPlan(**{**plan.__dict__, "steps": tuple(found)})


def _steps(plan: AppealPlan) -> list[ToDo | None]:
    """What to do, in order; None for what does not apply."""
    answers, today, aim = plan.facts.answers, plan.today, plan.aim_by
    soon = min(today + timedelta(days=3), aim)
    hours = plan.answer.amount if plan.answer and plan.answer.unit == "hours" else None
    fax, address = answers.get("appeals_fax"), answers.get("appeals_address")
    asks_peer = plan.facts.medical_judgment and answers.get("care_timing") != "already_had"
    return [
        ToDo("urgent", "urgent_how", today, {"hours": hours}) if hours else None,
        ToDo("late", "late_how", today) if plan.late else None,
        ToDo("find_out", "find_out_how", today) if plan.facts.coverage is None else None,
        ToDo("notice_date", "notice_date_how", today) if plan.facts.notice is None else None,
        ToDo("ask", "ask_how", today) if plan.not_in_hand else None,
        *(ToDo("move", "move_how", soon, {"reason": key}) for key in plan.facts.reasons[:TOLD]),
        ToDo("peer", "peer_how", soon) if asks_peer else None,
        ToDo("address", "address_how", soon) if not (fax or address) else None,
        ToDo("read", "read_how", aim),
        ToDo("sign", "sign_how", aim),
        ToDo("authorization", "authorization_how", aim)
        if answers.get("asker") == "representative"
        else None,
        ToDo("copies", "copies_how", aim) if plan.in_hand else None,
        _send(fax, address, aim),
        ToDo("confirm", "confirm_how", aim + timedelta(days=CONFIRM_AFTER)),
        ToDo("answer", "answer_how", plan.answer_expected),
        ToDo("next", "next_how") if plan.next_level else None,
        _help(plan.facts),
    ]


def _send(fax: str | None, address: str | None, aim: date) -> ToDo:
    if fax:
        return ToDo("send", "send_fax", aim, {"fax": fax})
    return ToDo("send", "send_mail" if address else "send_unknown", aim)


def _help(facts: Facts) -> ToDo | None:
    """Free help by telephone: of this coverage; of the state where the plan is not known."""
    helper = facts.coverage.helper if facts.coverage else None
    if helper and helper.phone:
        return ToDo("help", "help_how", None, {"phone": helper.phone})
    if facts.coverage and not helper:
        return None
    state = states().get(facts.answers.get("us_state") or "")
    office = state.consumer_assistance if state else None
    if office is None or office.phone is None or office.verified != "read-in-stored-text":
        return None
    return ToDo("help", "help_state_how", None, {"name": office.name, "phone": office.phone})
