"""What may be asked of this coverage, and how long it has to answer."""

from __future__ import annotations

from datetime import date

from flows.facts import Facts
from flows.law.coverage import Expedited, Rule
from flows.law.levels import Decision, FastRequest, Level
from flows.law.sources import citable
from flows.plan import AnswerTime, Right


def rights(facts: Facts, *, today: date) -> tuple[Right, ...]:
    """The requests that this coverage gives a right to and that fit the case."""
    coverage, level = facts.coverage, facts.level
    if coverage is None or level is None:
        return ()
    holds = {
        "medical_judgment": facts.medical_judgment,
        "diagnosis_known": bool(facts.answers.get("diagnosis")),
        "care_given": facts.answers.get("care_timing") == "already_had",
        "keep_benefits": _benefits_may_go_on(facts, today),
        "care_ongoing": facts.answers.get("care_timing") == "ongoing",
        "no_abn": facts.answers.get("abn_signed") == "no",
        "mental_health": facts.mental_health,
        "not_a_provider": facts.answers.get("asker") != "clinician",
        "under_21": _is_under_21(facts),
        "dismissed": facts.answers.get("outcome") == "dismissed",
    }
    return tuple(
        Right(rule.id, rule.letter, citable(rule.citation, coverage.sources), papers=rule.papers)
        for rule in coverage.rights_at(level)
        if rule.letter and _may_be_asked(rule) and all(holds[name] for name in rule.when)
    )


def _benefits_may_go_on(facts: Facts, today: date) -> bool:
    """Whether the person wants the care to go on and the day to ask for it has not passed."""
    if facts.answers.get("keep_benefits") != "yes":
        return False
    due = facts.due(today=today)
    day = due.keep_benefits_by if due else None
    return day is None or day >= today


def _is_under_21(facts: Facts) -> bool:
    """Whether the patient was under 21 on the day of the notice, as far as the answers tell.

    A parent asks for a minor child.
    """
    if facts.answers.get("asker") == "parent":
        return True
    born, noticed = facts.day("date_of_birth"), facts.day("notice_date")
    if born is None or noticed is None:
        return False
    return (noticed.year - born.year, (noticed.month, noticed.day)) < (21, (born.month, born.day))


def _may_be_asked(rule: Rule | FastRequest | Expedited) -> bool:
    """A right whose text was read, or a request that claims no rule: asking is always free."""
    return rule.may_be_printed or (rule.citation is None and rule.verified is None)


def urgent_request(facts: Facts) -> Right | None:
    """The request for a fast decision, where the case is urgent and this step has one."""
    coverage, level = facts.coverage, facts.level
    if facts.pace != "urgent" or coverage is None or level is None:
        return None
    usual = coverage.expedited if coverage.is_internal(level) or _decided_fast(level) else None
    asked = level.expedited or usual
    if asked is None or asked.letter is None or not _may_be_asked(asked):
        return None
    return Right("expedited", asked.letter, citable(asked.citation, coverage.sources))


def _decided_fast(level: Level) -> bool:
    """Whether a later step has a fast decision of its own that was read."""
    return any(e.kind == "expedited" and e.amount and e.may_be_printed for e in level.decision)


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


def _decision(level: Level, facts: Facts) -> Decision | None:
    wanted = {
        "urgent": ("expedited", "urgent"),
        "waiting": ("standard_pre_service", "pre_service", "standard"),
        "done": ("post_service_payment", "post_service", "payment", "standard"),
    }[facts.pace]
    by_kind = {decision.kind: decision for decision in level.decision}
    return next((by_kind[kind] for kind in wanted if kind in by_kind), None)
