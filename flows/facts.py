"""The facts of a case: the typed view of the answers on the path.

The only bridge from answers to law. What code branches on has a name here; what only a template
prints stays in `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.interview.path import Answers
from flows.law import contractors, deadlines, prior_approval, states
from flows.law.counting import Notice
from flows.law.coverage import Coverage, coverages
from flows.law.deadlines import DueDate, Pace
from flows.law.filers import Filer
from flows.law.levels import Level, Term
from flows.law.reasons import reasons
from flows.law.services import services
from flows.rounds import Round

# Tests that leave no report of a scan; of any other kind one may be there.
NO_SCAN = {"nerve_test", "blood_test", "biopsy", "heart_test", "sleep_test", "gene_test"}


@dataclass(frozen=True, repr=False)
class Facts:
    """The answers that count, as a case: dates as dates, law entries for keys.

    `answers` may hold None: asked and not known. `rounds` are the decisions answered before.
    """

    answers: Answers
    rounds: tuple[Round, ...] = ()

    def __repr__(self) -> str:
        return "Facts(...)"

    @property
    def coverage(self) -> Coverage | None:
        """The law of this coverage; None where the kind is not known."""
        found = coverages().get(self.answers.get("coverage") or "unknown")
        return found if found and found.levels else None

    @property
    def level(self) -> Level | None:
        """The step that is taken now; None where the coverage, or the step, is not known."""
        if self.coverage is None:
            return None
        chosen = self.answers.get("level")
        later = any(level.n > 1 for level in self.coverage.levels)
        if chosen is None and later and self.answers.get("first_denial") == "no":
            return None
        return self.coverage.level(chosen)

    @property
    def filer(self) -> str | None:
        """Whether who is writing may file now: yes, with_consent or no; None while not known."""
        entry, timing = self.filer_entry, self.answers.get("care_timing")
        if entry is None or timing is None:
            return None
        return entry.now(given=timing == "already_had", urgent=self.answers.get("urgent") == "yes")

    @property
    def filer_entry(self) -> Filer | None:
        """What the tables say of who is writing; None while not known."""
        asker = self.answers.get("asker")
        if self.coverage is None or self.level is None or asker is None:
            return None
        return (self.level.who_may_file or self.coverage.who_may_file).of(asker)

    @property
    def benefits_can_go_on(self) -> bool:
        """Whether one may ask that care that is being cut goes on while they decide."""
        if self.coverage is None or self.level is None:
            return False
        going_on = self.coverage.continuation_of_benefits
        dated = any(
            each.level == self.level.id and each.may_be_printed for each in going_on.deadlines
        )
        cut = self.answers.get("care_timing") == "ongoing"
        return cut and dated and bool(going_on.must_request)

    @property
    def next_level(self) -> Level | None:
        """The step after this one."""
        return self.coverage.after(self.level) if self.coverage and self.level else None

    @property
    def notice(self) -> Notice | None:
        """The paper that is answered, or the appeal that was not; None where no date is known."""
        dated, asked_on = self.day("notice_date"), self.day("asked_on")
        if dated is None and asked_on is None:
            return None
        return Notice(
            dated=dated,
            received_on=self.day("received_on"),
            printed_deadline=self.day("printed_deadline"),
            effective=self.day("effective_date"),
            asked_on=asked_on,
        )

    @property
    def outcome(self) -> str:
        """What the decider did: denied, partly, dismissed or no_answer."""
        return self.answers.get("outcome") or "denied"

    @property
    def term(self) -> Term | None:
        """The filing time of this step after that outcome, None where no law gives one."""
        return deadlines.term_for(self.level, outcome=self.outcome) if self.level else None

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

    @property
    def takes_calls(self) -> bool:
        """Whether a doctor of the decider may be called now; so it is taken where none is known."""
        coverage, level = self.coverage, self.level
        return coverage is None or level is None or coverage.takes_calls(level)

    @property
    def mental_health(self) -> bool:
        """Whether the care is for mental health or substance use."""
        return services()[self.answers.get("service") or "other"].mental_health

    def day(self, key: str) -> date | None:
        """The day answered to that question, None where there is none."""
        value = self.answers.get(key)
        return date.fromisoformat(value) if value else None

    def served_on(self, *, today: date) -> date:
        """The day of the care; today for care that is still to come."""
        days = self.answers.get("service_dates") or ()
        return date.fromisoformat(max(days)) if days else today

    def checked_since(self, *, today: date) -> date | None:
        """Since when this coverage checks this care ahead of time in this state, None if not."""
        service, coverage = self.answers.get("service"), self.answers.get("coverage")
        if service is None or coverage is None:
            return None
        on = self.served_on(today=today)
        return prior_approval.since(service, coverage, self.answers.get("us_state"), on)

    @property
    def local_determination(self) -> str | None:
        """The number of the LCD of this care and state, where Medicare's rules bind."""
        if self.coverage is None or not self.coverage.medicare_rules:
            return None
        service, state = self.answers.get("service"), self.answers.get("us_state")
        return contractors.local_determination(service or "other", state)

    def too_soon(self, *, today: date) -> bool:
        """Whether a rule that counts months since the last scan is not met by the calendar."""
        rule = services()[self.answers.get("service") or "other"].frequency
        last = self.answers.get("last_scan")
        if rule is None or self.coverage is None or not self.coverage.medicare_rules:
            return False
        if last in (None, "first") or len(last) < len("2024-03"):
            return False
        on = self.served_on(today=today)
        months = on.year * 12 + on.month - (int(last[:4]) * 12 + int(last[5:7]))
        return months < rule.first_eligible_month_offset

    def situation(self) -> Mapping[str, Sequence[str]]:
        """What document rules may hang on: each fact with its values."""
        answers = self.answers
        treatments = answers.get("treatments") or []
        criteria = "given" if answers.get("criteria_given") == "yes" else "named"
        return {
            "reason": self.reasons,
            "about": sorted({reasons()[key].about for key in self.reasons}),
            "service": [answers.get("service") or "other"],
            "coverage": [answers.get("coverage") or "unknown"],
            "asker": [answers.get("asker") or "patient"],
            "filer": [self.filer or "yes"],
            "timing": [answers.get("care_timing") or "not_yet"],
            "outcome": [self.outcome],
            "step": ["first" if self.level is None or self.level.n == 1 else "later"],
            "benefits": [answers.get("keep_benefits") or "not_asked"],
            "tried": [item.get("kind") or "other" for item in treatments],
            "tested": _tested(answers.get("prior_tests") or []),
            "criteria": [criteria] if answers.get("plan_criteria") else [],
            "office": answers.get("office_action") or [],
            "billed": [answers.get("billed") or "not_sure"],
            "group_code": [answers.get("group_code") or "no"],
            "code_matches": [answers.get("code_matches") or "not_sure"],
            "authorization": [answers.get("authorization") or "not_sure"],
            "network": answers.get("network_reasons") or [],
            "ending_notice": [answers.get("ending_notice") or "not_sure"],
            "stay": [answers.get("stay_status") or "not_sure"],
            "visit_limit": [answers.get("visit_limit") or "not_sure"],
        }

    def due(self, *, today: date) -> DueDate | None:
        """By when to file; None where the date of the notice, or the step, is not known."""
        if self.notice is None:
            return None
        if self.coverage is None:
            ongoing = self.answers.get("care_timing") == "ongoing"
            return deadlines.due_unknown(self.notice, today=today, ongoing=ongoing)
        if self.level is None:
            return None
        return deadlines.due(
            self.coverage,
            self.level,
            self.notice,
            today=today,
            pace=self.pace,
            process=states.process(self.level, self.answers.get("us_state")),
            outcome=self.outcome,
        )


def _tested(tests: Sequence[Mapping[str, object]]) -> list[str]:
    """Whether there were tests, and whether some may be scans and some are surely none."""
    found = {"no_scan" if each.get("kind") in NO_SCAN else "scan" for each in tests}
    return ["yes", *sorted(found)] if found else ["no"]
