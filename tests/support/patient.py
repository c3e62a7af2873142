"""A patient at the conversation without Telegram: says, taps, sends commands. Nobody real."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.conversation import papers, screens, talk
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.now import Now, stands
from bot.conversation.replies import SCREEN, Button, House, Reply, Turn, encode
from flows.interview.case import Case

TODAY = date(2026, 7, 20)
HOUSE = House()

# A good answer to every question that is typed, in the order of the interview. 555 numbers.
GOOD: dict[str, str] = {
    "sent_on": "today",
    "got_on": "today",
    "call_date": "today",
    "call_said": "Carla, call number 4471, they have the letter",
    "asked_on": "June 1, 2026",
    "effective_date": "August 1, 2026",
    "amount_denied": "850",
    "whats_new": "A new X-ray report and a letter from the doctor.",
    "notice_date": "July 6, 2026",
    "received_on": "July 9, 2026",
    "printed_deadline": "January 4, 2027",
    "denial_wording": "Not medically necessary. Six weeks of physical therapy are required.",
    "plan_criteria": "Spine Imaging Guideline SP-12",
    "claim_number": "A-77120-26",
    "appeals_address": "Northland Benefit Trust, Appeals Unit\nPO Box 5550\nSaint Paul, MN 55101",
    "appeals_fax": "651-555-0136",
    "insurer": "Northland Benefit Trust",
    "us_state": "Minnesota",
    "late_reason": "I was in the hospital.",
    "service_name": "MRI lumbar spine without contrast",
    "body_part": "lower back",
    "service_dates": "June 1, 2026\nJune 8, 2026",
    "authorization_number": "AU-5512",
    "authorization_told": "Carla at the plan, June 3, 2026",
    "network_calls": "Eastside Imaging, June 4, 2026: no opening until December",
    "last_scan": "March 2024",
    "what_changed": "New pain in the hip since May.",
    "er_symptoms": "Very bad pain in the belly and a fever. I feared a burst appendix.",
    "er_when": "It began Sunday at 9 pm, and I went at 11 pm.",
    "place_told": "The heart must be watched in the hospital.",
    "exclusion_words": "Services that are not medically required are excluded.",
    "exclusion_page": "page 48",
    "exclusion_answer": "It is to find the cause of the pain.",
    "right_code": "72149",
    "bill_sent_on": "June 10, 2026",
    "cover_told_on": "May 2026",
    "first_claim": "A-77001-26",
    "cover_from": "January 1, 2026",
    "cover_to": "June 30, 2026",
    "spine_xray_date": "May 2026",
    "steroid_dose_mg": "7.5 mg",
    "steroid_start": "January 12, 2026",
    "bone_drug": "alendronate",
    "bone_drug_start": "May 2025",
    "fracture_level": "L1",
    "fracture_date": "May 28, 2026",
    "pet_count": "1",
    "gene_names": "BRCA1 and BRCA2",
    "drug_dose": "Semaglutide 0.5 mg once a week",
    "drug_a1c": "8.4",
    "drug_bmi": "34.2",
    "drug_since": "January 2026",
    "cpap_hours": "5.5",
    "face_visit": "May 5, 2026",
    "supplier": "Lakes Home Medical",
    "epworth": "14",
    "family_history": "An aunt with breast cancer at 41.",
    "injury_date": "April 2026",
    "function_score": "Oswestry 52, June 2, 2026",
    "nights": "4",
    "nights_expected": "3",
    "therapy_visits": "12",
    "therapy_gains": "The knee bends more.",
    "days_paid": "9",
    "pain_score": "7",
    "sit_minutes": "15",
    "walk_minutes": "10",
    "night_wakings": "3",
    "missed_work_days": "9",
    "criteria": "The patient generally has had six weeks of care.",
    "criteria.page": "4",
    "criteria.fact": "Physical therapy from April 6 to May 31, 2026",
    "diagnosis": "lumbar radiculopathy on the left",
    "icd10": "M54.16",
    "cpt": "72148",
    "ordering_clinician": "Dana Reyes, MD",
    "clinician_specialty": "Family doctor",
    "clinician_phone": "(651) 555-0171",
    "symptoms": "Pain that runs down the left leg, with numb toes.",
    "symptoms_started": "March 2026",
    "function_impact": "I can sit for about 15 minutes.",
    "treatments": "Physical therapy, 16 visits, April 6 to May 31, 2026, no help",
    "treatments.more": "Naproxen 500 mg, March 20, 2026 to May 4, 2026, stomach pain",
    "treatments.name": "Naproxen 500 mg",
    "treatments.started": "March 20, 2026",
    "treatments.ended": "May 2026",
    "treatments.why_stopped": "stomach pain",
    "prior_tests": "X-ray of the lower back, April 2, 2026, narrow disc space",
    "prior_tests.more": "Blood test, May 2026, normal",
    "prior_tests.test": "X-ray of the lower back",
    "prior_tests.date": "April 2026",
    "prior_tests.finding": "Narrow disc space at L5-S1.",
    "why_this_service": "The left foot is getting weaker.",
    "why_not_alternative": "An x-ray does not show the nerve.",
    "risk_of_delay": "The weakness could become permanent.",
    "patient_name": "Rosa Vega",
    "signer_name": "Luis Vega",
    "signer_role": "spouse",
    "member_id": "NBT 4410 2286",
    "group_number": "70-114",
    "date_of_birth": "February 18, 1971",
    "address": "418 Larkspur Lane, Apt 2\nSaint Paul, MN 55104",
    "phone": "651-555-0148",
    "email": "rosa.vega@example.com",
}
# What is tapped where nothing else is said: the token of the button.
TAPS: dict[str, tuple[str, ...]] = {
    "asker": ("0",),
    "first_denial": ("0",),
    "outcome": ("0",),
    "level": ("0",),
    "va_decision": ("0",),
    "keep_benefits": ("0",),
    "denial_reasons": ("done",),
    "coverage": ("pgroup_job", "0"),
    "plan_from": ("0",),
    "card_shows": ("t8", "done"),
    "self_funded": ("0",),
    "coverage_found": ("0",),
    "service": ("0",),
    "care_timing": ("0",),
    "urgent": ("0",),
    "office_action": ("t0",),
    "billed": ("0",),
    "group_code": ("0",),
    "abn_signed": ("1",),
    "code_matches": ("0",),
    "authorization": ("0",),
    "network_reasons": ("t2", "done"),
    "er_advised": ("t1", "done"),
    "place_reasons": ("t0", "done"),
    "billing_says": ("0",),
    "bill_delay": ("0",),
    "other_cover": ("0",),
    "pays_first": ("0",),
    "billed_twice": ("0",),
    "premiums_paid": ("0",),
    "dexa_category": ("t2", "done"),
    "in_hospital": ("1",),
    "bone_care": ("0",),
    "pet_purpose": ("2",),
    "ct_purpose": ("0",),
    "heart_test": ("0",),
    "treadmill_limits": ("t0", "done"),
    "sleep_test": ("1",),
    "home_test_limits": ("t0", "t1", "done"),
    "gene_scope": ("1",),
    "gene_use": ("t0", "done"),
    "genetic_counselor": ("0",),
    "drug_for": ("t0", "done"),
    "step_grounds": ("t1", "done"),
    "dme_use": ("0",),
    "home_tasks": ("t0", "t1", "done"),
    "dme_deal": ("1",),
    "heart_signs": ("t3", "done"),
    "heart_risks": ("t4", "done"),
    "sleep_signs": ("t0", "t3", "done"),
    "surgery_considered": ("0",),
    "surgery_aim": ("t1", "done"),
    "surgery_stay": ("1",),
    "surgery_health": ("t0", "done"),
    "er_arrival": ("0",),
    "stay_status": ("0",),
    "admission_risks": ("t0", "done"),
    "therapy_goals": ("t0", "done"),
    "therapy_keeps": ("0",),
    "visit_limit": ("0",),
    "care_level": ("1",),
    "offered_level": ("3",),
    "lower_care": ("t0", "done"),
    "safety_signs": ("t4", "done"),
    "ending_notice": ("1",),
    "head_signs": ("t6", "done"),
    "joint_signs": ("t0", "done"),
    "symptom_kinds": ("t0", "done"),
    "symptom_places": ("t3", "done"),
    "limits": ("t0", "t2", "t3", "t4", "done"),
    "care_purpose": ("t0", "done"),
    "risk_kinds": ("t0", "done"),
    "criteria.document": ("0",),
    "criteria.more": ("done",),
    "prior_tests.kind": ("0",),
    "red_flags": ("t4", "done"),
    "criteria_given": ("1",),
    "clinician_support": ("0",),
    "documents": ("t0", "done", "done"),
    "treatments.kind": ("1",),
    "treatments.result": ("0",),
    "treatments.more": ("done",),
    "prior_tests.more": ("done",),
    "include_sensitive": ("done",),
    "sent_by": ("0",),
    "decision": ("2",),
}


class Patient:
    """One chat. `replies` is what was said last; `case` is None while nothing is kept."""

    def __init__(self, *, language: str = "en", today: date = TODAY) -> None:
        self.language = language
        self.today = today
        self.case: Case | None = None
        self.turn = Turn(None)
        self.replies: tuple[Reply, ...] = ()
        self.keyboards: list[tuple[str, ...]] = []  # the data of every keyboard shown, oldest first

    @classmethod
    def agreed(cls, *, language: str = "en", today: date = TODAY) -> Patient:
        """A patient who has agreed and sees the first question."""
        patient = cls(language=language, today=today)
        patient.sends("start")
        patient.presses(f"-:0:w{language}:language")
        patient.presses(f"-:0:w{language}:agree")
        return patient

    @property
    def at(self) -> Now:
        assert self.case is not None
        return stands(self.case, today=self.today)

    @property
    def key(self) -> str | None:
        """The question on the screen: "notice_date", "treatments.kind"; None if there is none."""
        step = self.at.step
        if step is None:
            return None
        return f"{step.group}.{step.question.key}" if step.group else step.question.key

    @property
    def answers(self) -> dict[str, Any]:
        return self.case.answers if self.case else {}

    @property
    def said(self) -> str:
        """What the bot said last, as it reads."""
        return "\n\n".join(reply.plain() for reply in self.replies)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that can be tapped now."""
        return [button.label for button in self.buttons()]

    def buttons(self) -> Iterator[Button]:
        """The buttons under the newest message that has any."""
        for reply in reversed(self.replies):
            if reply.rows:
                yield from (button for row in reply.rows for button in row)
                return

    def does(self, event: Event) -> Turn:
        """One event, and what it leads to; papers are made where a turn asks for them."""
        turn = talk.turn(self.case, event, today=self.today, house=HOUSE, language=self.language)
        self.turn, self.case = turn, turn.case
        if turn.replies:
            self.replies = turn.replies
            data = tuple(self.data(button) for button in self.buttons())
            self.keyboards += [data] if data else []
        return turn

    def makes_papers(self) -> tuple[Reply, ...]:
        """The papers of the case, as the bot hands them over after a turn that writes."""
        assert self.case is not None
        self.replies = papers.handed_over(
            self.case, today=self.today, which=self.turn.writes or "all"
        )
        return self.replies

    def makes_letter(self) -> Turn:
        """From the review to the papers: page one first, then all."""
        self.taps_token("make")
        return self.taps_token("looks_right")

    def sends_letter(self) -> Turn:
        """The letter goes out today, by mail."""
        self.taps_token("sent")
        self.taps_token(f"x{self.today.isoformat()}", "sent_on")
        return self.taps_token("0", "sent_by")

    def twin(self) -> Patient:
        """Another chat that stands where this one does."""
        other = Patient(language=self.language, today=self.today)
        other.case, other.replies = self.case, self.replies
        return other

    def says(self, text: str) -> Turn:
        return self.does(Said(text))

    def sends(self, command: str) -> Turn:
        return self.does(Commanded(command))

    def presses(self, data: str, *, live: bool = True) -> Turn:
        return self.does(Pressed(data, live=live))

    def taps(self, label: str) -> Turn:
        """The button of that label, with or without a tick before it."""
        for button in self.buttons():
            if button.label.removeprefix(screens.CHECK) == label:
                return self.presses(self.data(button))
        raise AssertionError(f"no button {label}; there are {self.labels}")

    def taps_token(self, token: str, address: str = SCREEN) -> Turn:
        """The button of that token, whatever its label."""
        return self.presses(self.data(Button("", address, token)))

    def data(self, button: Button) -> str:
        reference = self.case.reference if self.case else "-"
        return encode(button, reference=reference, screen=self.case.screen if self.case else 0)

    def answers_well(self) -> None:
        """A good answer to the question on the screen, or to all of a block."""
        step, key = self.at.step, self.key
        assert step is not None and key is not None
        if self.at.block:
            self.says("\n".join(GOOD[each.key] for each in self.at.block.asked))
            return
        if key in TAPS:
            for token in TAPS[key]:
                if self.at.step == step:
                    self.taps_token(token, step.address)
        else:
            self.says(GOOD[key])

    def opens_block(self) -> None:
        """Takes the questions of a block one at a time, where one is on the screen."""
        if self.at.block and self.at.step:
            self.taps_token("singly", self.at.step.address)

    def goes_on_until(self, key: str | None) -> Patient:
        """Good answers until that question is on the screen, by itself; None: until the review."""
        for _ in range(120):
            block, step = self.at.block, self.at.step
            if block and step and key in {each.key for each in block.asked}:
                self.taps_token("singly", step.address)
            if self.key == key:
                return self
            self.answers_well()
        raise AssertionError(f"never came to {key}; stands at {self.key}")

    def comes_to_block(self, key: str) -> Patient:
        """Good answers until that block is on the screen."""
        for _ in range(120):
            if self.at.block and self.at.block.key == key:
                return self
            self.answers_well()
        raise AssertionError(f"never came to {key}; stands at {self.key}")
