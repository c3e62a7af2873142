"""The facts of a case: the typed view of the answers on the path.

The only bridge from answers to law. What code branches on has a name here; what only a template
prints stays in `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.errors import InvalidAnswer
from flows.interview.path import Answers, Choices, Condition
from flows.law import deadlines, states
from flows.law.coverage import Coverage, coverages
from flows.law.deadlines import DueDate, Notice, Pace
from flows.law.levels import Level
from flows.law.reasons import reasons, suggested
from flows.private import sensitive_answers, sensitive_reads

READY_LEVELS = 1  # the steps of each coverage whose letters stand


@dataclass(frozen=True, repr=False)
class Facts:
    """The answers that count, as a case: dates as dates, law entries for keys.

    `answers` may hold None: asked and not known.
    """

    answers: Answers

    def __repr__(self) -> str:
        return "Facts(...)"

    @property
    def coverage(self) -> Coverage | None:
        """The law of this coverage; None where the kind is not known."""
        found = coverages().get(self.answers.get("coverage") or "unknown")
        return found if found and found.levels else None

    @property
    def level(self) -> Level | None:
        """The step that is taken now, None where the coverage is not known."""
        return self.coverage.level(self.answers.get("level")) if self.coverage else None

    @property
    def next_level(self) -> Level | None:
        """The step after this one."""
        return self.coverage.after(self.level) if self.coverage and self.level else None

    @property
    def notice(self) -> Notice | None:
        """The paper that is answered, None where its date is not known."""
        dated = self.day("notice_date")
        if dated is None:
            return None
        return Notice(dated, self.day("received_on"), self.day("printed_deadline"))

    @property
    def pace(self) -> Pace:
        """How soon the letter should go."""
        if self.answers.get("urgent") == "yes":
            return "urgent"
        return "done" if self.answers.get("care_timing") == "already_had" else "waiting"

    @property
    def reasons(self) -> list[str]:
        """The reasons in the letter's order, `not_stated` alone where none is given."""
        return list(self.answers.get("denial_reasons") or ["not_stated"])

    @property
    def medical_judgment(self) -> bool:
        """Whether one of the reasons rests on a medical judgment."""
        return any(reasons()[key].medical_judgment for key in self.reasons)

    def day(self, key: str) -> date | None:
        """The day answered to that question, None where there is none."""
        value = self.answers.get(key)
        return date.fromisoformat(value) if value else None

    def situation(self) -> Mapping[str, Sequence[str]]:
        """What document rules may hang on: each fact with its values."""
        answers = self.answers
        treatments = answers.get("treatments") or []
        criteria = "given" if answers.get("criteria_given") == "yes" else "named"
        return {
            "reason": self.reasons,
            "service": [answers.get("service") or "other"],
            "coverage": [answers.get("coverage") or "unknown"],
            "asker": [answers.get("asker") or "patient"],
            "timing": [answers.get("care_timing") or "not_yet"],
            "tried": [item.get("kind") or "other" for item in treatments],
            "tested": ["yes" if answers.get("prior_tests") else "no"],
            "criteria": [criteria] if answers.get("plan_criteria") else [],
        }

    def due(self, *, today: date) -> DueDate | None:
        """By when to file; None where the date of the notice is not known."""
        if self.notice is None:
            return None
        if self.coverage is None or self.level is None:
            ongoing = self.answers.get("care_timing") == "ongoing"
            return deadlines.due_unknown(self.notice, today=today, ongoing=ongoing)
        return deadlines.due(
            self.coverage,
            self.level,
            self.notice,
            today=today,
            pace=self.pace,
            process=self._process(),
        )

    def _process(self) -> str | None:
        """Which process an external review runs under, None where it is not known."""
        if self.level is None or self.level.process_kind != "by_state":
            return "federal" if self.level and self.level.process_kind == "federal" else None
        state = states.states().get(self.answers.get("us_state") or "")
        return state.external_review.process if state else None


def obstacle(answers: Answers) -> str | None:
    """Why these answers lead to a page instead of a letter: the key of that page, None if not."""
    coverage = answers.get("coverage")
    if coverage is not None and coverage not in coverages():
        return "not_ready_coverage"
    facts = Facts(answers)
    if answers.get("first_denial") == "no" and facts.coverage is not None:
        chosen = answers.get("level")
        if chosen is None or facts.coverage.level(chosen).n > READY_LEVELS:
            return "not_ready_level"
    return None


def conditions(today: date) -> dict[str, Condition]:
    """The named tests that questions may hang on."""
    filing = ("notice_date", "received_on", "printed_deadline", "coverage", "level")
    return {
        "notice_date_known": Condition(("notice_date",), lambda a: bool(a.get("notice_date"))),
        "clinician_known": Condition(
            ("ordering_clinician",), lambda a: bool(a.get("ordering_clinician"))
        ),
        "criteria_named": Condition(("plan_criteria",), lambda a: bool(a.get("plan_criteria"))),
        "deadline_passed": Condition(filing, lambda a: _is_late(a, today)),
    }


def choices() -> dict[str, Choices]:
    """The named lists that questions may draw their options from."""
    return {
        "us_states": Choices((), lambda a: list(states.states())),
        "later_levels": Choices(("coverage",), _later_levels),
        "reasons_in_wording": Choices(
            ("denial_wording",), lambda a: suggested(a.get("denial_wording") or "")
        ),
        "sensitive_answers": Choices(sensitive_reads(), sensitive_answers),
    }


def _later_levels(answers: Answers) -> list[str]:
    coverage = coverages().get(answers.get("coverage") or "")
    return [level.id for level in coverage.levels if level.n > 1] if coverage else []


def _is_late(answers: Answers, today: date) -> bool:
    try:
        found = Facts(answers).due(today=today)
    except InvalidAnswer:  # a receipt before the notice is pointed out where it is typed
        return False
    return found is not None and found.late
