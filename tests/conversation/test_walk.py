"""Random walks through the conversation: whatever a person does, these things stay true.

Hypothesis prints the steps and the seed of a walk that fails.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any, get_args
from zlib import crc32

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import flows
from bot.conversation.afterwards import KEEPING
from bot.conversation.events import Brought, Edited, Event, Other, Pages, SheetSeen, Showed, WasRead
from bot.conversation.keeping import CARD, MOST_BYTES, MOST_SHEETS, READ, SIGNATURE
from bot.conversation.now import stands
from bot.conversation.presses import _ACTIONS, only_shows
from bot.conversation.replies import SCREEN, Place, Reply, Turn, decode
from bot.conversation.reviewing import review
from bot.conversation.scratch import with_scratch
from bot.conversation.turns import present
from bot.render import MAX_DATA, MAX_TEXT, Buttons, calls, length
from flows.appeal import appeal_plan
from flows.case_file import content
from flows.contradictions import contradictions
from flows.interview.blocks import blocks
from flows.interview.case import Case
from flows.interview.lifecycle import AFTER, REVIEW, STOPPED
from flows.interview.path import on_path, path
from flows.interview.questions import interview
from flows.interview.words import languages, words
from flows.obstacles import obstacle
from flows.private import private_lines
from letters.reading.kinds import Kind
from letters.writing.errors import Undrawable
from letters.writing.papers import all_papers
from tests.support.found import card, letter
from tests.support.patient import GOOD, Patient

HOSTILE = [
    "",
    " ",
    "\n\n",
    "\x00\x07",
    "\ud83d",
    "😀" * 50,
    "Ouch 😀 it hurts",
    "<b>bold</b> & <script>",
    "**bold** {field} {{ x }} {% if %}",
    "{name}",
    "123-45-6789",
    "My number is 123-45-6789.",
    "\u202eevil\u202c",
    "مرحبا بالعالم",
    "Nguyễn Thị Hồng",
    "김민준",
    "शर्मा",
    "chest pain",
    "I want to die",
    "yes",
    "no",
    "I'm not sure",
    "None of these",
    "x" * 160,
    "word " * 1000,
    "line\n" * 900,
    "💊" * 4000,
    "3/4/26",
    "July 6",
    "December 19",
    "tomorrow",
    "February 30, 2026",
    "1/1/1801",
    "2026",
    "/start",
    "²",
    "0",
    "🇺🇸",
    "PT, 6 weeks, stomach pain, side effects",
    "depression and HIV",
    "Zoloft 50 mg, March 20, 2026 to May 4, 2026, no help",
    "Medicare",
]
LABELS = ["Fax: ", "Claim ", "1. ", "3) ", "Dirección: ", "Member ID ", "Phone: ", "Código: ", ""]
LINE = st.one_of(
    st.sampled_from(sorted(GOOD.values())), st.sampled_from(HOSTILE[:40]), st.text(max_size=20)
)
SEVERAL = st.lists(
    st.tuples(st.sampled_from(LABELS), LINE).map("".join), min_size=2, max_size=7
).map("\n".join)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.sampled_from(sorted(GOOD.values())), st.text(max_size=60), SEVERAL
)
COMMANDS = [*words("en").commands, "nonsense"]
TELLING = ["help", "why", "privacy", "review", "language", "start", "cancel", "delete", "restart"]
TELLING += ["status", "deadline", "checklist"]
TOKENS = [
    *_ACTIONS,
    "change-notice_date",
    "change-received_on",
    "change-asker",
    "change-service",
    "change-coverage",
    "change-treatments",
    "change-treatments[0].result",
    "change-treatments[0].started",
    "change-treatments[9].kind",
    "change-include_sensitive",
    "change-nothing",
    "item-treatments-0",
    "item-notice_date-0",
    "item-treatments-²",
    "remove-treatments-0",
    "remove-prior_tests-0",
    "remove-notice_date-0",
    "add-treatments",
    "add-prior_tests",
    "add-insurer",
    "section-history",
    "section-none",
    "ask-clinician_letter",
    "ask-nothing",
    "language-es",
    "language-en",
    "language-xx",
    "large-yes",
    "group-doctor",
    "group-nothing",
]
PAPERS = ["denial_letter", "office_notes", "therapy_records", "insurance_card"]
PAPERS += [SIGNATURE, CARD, "none"]
ABOUT_PAPERS = ["send", "replace", "paper", "look", "drop"]
SEVERAL_PAPERS = ["mine", "choose", "choose_more", "retake", "as_it_is", "enough", "discard"]
SHEETS = st.lists(
    st.builds(SheetSeen, st.sampled_from([1000, 250_000, 7_000_000]), st.booleans()), max_size=12
)
FOUND = st.one_of(
    st.sampled_from([letter(), card(), letter(kind="bill", is_denial=False)]),
    st.builds(lambda kind: {"kind": kind, "fields": {}}, st.sampled_from(get_args(Kind))),
)
REFUSED = ["not_fetched", "encrypted", "no_signature", "too_big"]
ANSWER_TOKENS = ["0", "1", "2", "17", "99", "²", "t0", "t3", "t99", "t²", "d0", "d1", "d9", "done"]
ANSWER_TOKENS += ["skip", "unsure", "none", "all", "p", "pgroup_job", "pgroup_medicare", "pasked"]
ANSWER_TOKENS += ["singly", "pgroup_other_care"]


class Sender(Patient):
    """One whose files are fetched as the bot does it: what is in them follows in the same turn."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.sheets: Sequence[SheetSeen] = ()  # what is in the files that are sent
        self.found: dict[str, Any] = letter()  # what they say where they are read
        self.brought: object = None  # what is in a file of a case
        self.refused: str | None = None
        self.pages: dict[str, set[Place]] = {}  # in the store, of each case

    def does(self, event: Event) -> Turn:
        turn = super().does(event)
        self._keeps(turn)
        if turn.fetch:
            assert turn.case is not None and turn.fetch.files
            document, album = turn.fetch.document, turn.fetch.album
            # no signature has two pages, and none comes without a reason
            sheets = tuple(self.sheets[:1] if document == SIGNATURE else self.sheets)
            refused = self.refused or (None if sheets else "empty")
            texts = ("A page.",) * len(sheets) if document in READ else ()
            sheets = () if document == CARD else sheets  # it is read and not kept
            turn = super().does(Pages(document, sheets, refused, album, texts))
            self._keeps(turn)
        if turn.brings:
            turn = super().does(Brought(self.brought))
            self._keeps(turn)
        if turn.reads:
            turn = super().does(WasRead(self.found, turn.reads.pasted))
            self._keeps(turn)
        return turn

    @property
    def kept(self) -> set[Place]:
        """The pages of the case of now in the store."""
        return self.pages.setdefault(self.case.reference, set()) if self.case else set()

    def _keeps(self, turn: Turn) -> None:
        if turn.erases:
            self.pages = {}
        assert {each for each in turn.drops if each[0] != SIGNATURE} <= self.kept
        self.kept.difference_update(turn.drops)
        assert not {each for each in turn.puts if each[0] != SIGNATURE} & self.kept
        self.kept.update(turn.puts)


MAX_CAPTION = 1024  # of Telegram
STARTS = ["new", "agreed", "hablante", "coverage", "care_timing", "red_flags", "treatments"]
STARTS += ["clinician_support", "finished", "sent", "early", "helper", "private", "rough", "stay"]
STARTS += ["papers", "taking_again"]
STARTS += [block.key for block in blocks()]
ROUGH = "<b>x</b> & <i> {name} **y** 😀"  # short enough for every question


@cache
def starting_points() -> dict[str, Sender]:
    """Patients who have come some way; a walk starts from a copy of one of them."""
    found = {
        "new": Sender(),
        "agreed": Sender.agreed(),
        "hablante": Sender.agreed(language="es"),
    }
    for key in STARTS[3:8]:
        found[key] = Sender.agreed().goes_on_until(key)
    found["finished"] = Sender.agreed().goes_on_until(None)
    found["sent"] = Sender.agreed().goes_on_until(None)
    found["sent"].makes_letter()
    found["early"] = Sender.agreed().goes_on_until("diagnosis")
    found["early"].taps_token("only_needed")
    found["early"].goes_on_until(None)
    found["early"].taps_token("make")
    found["helper"] = Sender.agreed()
    found["helper"].taps_token("2", "asker")
    found["helper"].goes_on_until(None)
    found["private"] = Sender.agreed().goes_on_until("treatments")
    for text in ("Zoloft 50 mg, May 2026", "Methadone 10 mg, May 2026", "Heat packs, May 2026"):
        found["private"].says(text)
        found["private"].goes_on_until("treatments.more")
    found["private"].goes_on_until("include_sensitive")
    found["private"].taps_token("t0", "include_sensitive")
    found["private"].taps_token("done", "include_sensitive")
    found["stay"] = Sender.agreed().goes_on_until("service")
    found["stay"].taps("Other kinds of care")
    found["stay"].taps("Mental health or rehab")
    found["stay"].goes_on_until("safety_signs")
    found["papers"] = Sender.agreed().goes_on_until("documents")
    found["papers"].sheets = [SheetSeen(1000), SheetSeen(1000, legible=False), SheetSeen(1000)]
    for paper in ("denial_letter", "office_notes", SIGNATURE):
        found["papers"].taps_token(f"send-{paper}")
        found["papers"].does(Showed(file="F"))
        found["papers"].taps_token("enough")
    found["taking_again"] = copy.deepcopy(found["papers"])
    found["taking_again"].taps_token("send-therapy_records")
    found["taking_again"].does(Showed(file="F"))
    found["taking_again"].taps_token("retake")
    for block in blocks():
        found[block.key] = Sender.agreed().comes_to_block(block.key)
    found["rough"] = Sender.agreed().goes_on_until("denial_reasons")
    for _ in range(120):
        if found["rough"].at.step is None:
            break
        if found["rough"].at.block:
            found["rough"].taps("One at a time")
        if found["rough"].at.step.question.kind in ("text", "long_text"):
            found["rough"].says(ROUGH)
        else:
            found["rough"].answers_well()
    assert found["rough"].key is None
    return found


class Walk(RuleBasedStateMachine):
    """One person who does anything that a chat allows."""

    def __init__(self) -> None:
        super().__init__()
        self.patient = Sender()
        self.lines_shown: dict[str, str] = {}

    @initialize(name=st.sampled_from(STARTS))
    def starts(self, name: str) -> None:
        self.patient = copy.deepcopy(starting_points()[name])
        self.lines_shown = self.private_lines()

    # ------------------------------------------------------------- what a person does

    @rule(text=TEXTS)
    def says(self, text: str) -> None:
        self.patient.says(text)

    @precondition(lambda self: self.patient.case is not None and self.patient.at.step)
    @rule(times=st.integers(1, 4))
    def answers_well(self, times: int) -> None:
        for _ in range(times):
            if self.patient.at.step is not None:
                self.patient.answers_well()

    @rule(place=st.integers(0, 20))
    def taps(self, place: int) -> None:
        shown = self.patient.keyboards[-1] if self.patient.keyboards else ()
        if shown:
            self.patient.presses(shown[place % len(shown)])

    @rule(token=st.sampled_from(TOKENS))
    def taps_a_screen(self, token: str) -> None:
        self.patient.taps_token(token, SCREEN)

    @precondition(lambda self: self.patient.case is not None and self.patient.at.step)
    @rule(token=st.sampled_from(ANSWER_TOKENS))
    def taps_an_answer(self, token: str) -> None:
        self.patient.taps_token(token, self.patient.at.step.address)

    @precondition(lambda self: self.patient.case is not None and self.patient.keyboards)
    @rule(keyboard=st.integers(0, 200), place=st.integers(0, 20), live=st.booleans())
    def taps_an_old_button(self, keyboard: int, place: int, live: bool) -> None:
        case = self.patient.case
        shown = self.patient.keyboards[keyboard % len(self.patient.keyboards)]
        data = shown[place % len(shown)]
        if data.startswith(f"{case.reference}:{case.screen}:"):
            return

        self.patient.presses(data, live=live)

        assert self.patient.case == case
        press = decode(data)
        assert self.patient.turn.toast is not None or (press is not None and only_shows(press))

    @rule(command=st.sampled_from(COMMANDS))
    def sends(self, command: str) -> None:
        self.patient.sends(command)

    @precondition(lambda self: self.patient.case is not None)
    @rule(key=st.sampled_from(sorted(GOOD)), text=TEXTS)
    def changes_an_answer(self, key: str, text: str) -> None:
        self.patient.taps_token(f"change-{key}")
        self.patient.says(text)

    @precondition(lambda self: self.patient.case is not None)
    @rule(day=st.sampled_from(["July 15, 2026", "May 1, 2026", "January 2, 2025", "July 19"]))
    def changes_the_date_of_the_letter(self, day: str) -> None:
        self.patient.taps_token("change-notice_date")
        self.patient.says(day)

    @rule(event=st.sampled_from([Showed(), Edited(), Other()]))
    def shows_something(self, event: Any) -> None:
        before = self.patient.case
        self.patient.does(event)
        assert self.patient.case == before

    @rule(album=st.sampled_from(["7", "8"]))
    def shows_an_album(self, album: str) -> None:
        before = self.patient.answers
        for _ in range(2):
            turn = self.patient.does(Showed(album))
        assert self.patient.answers == before
        assert self.patient.case is None or turn.replies == ()

    @rule(
        sheets=SHEETS,
        refused=st.one_of(st.none(), st.sampled_from(REFUSED)),
        album=st.sampled_from([None, None, "7", "8"]),
        size=st.sampled_from([0, 3000, 30_000_000]),
        times=st.integers(1, 3),
        found=FOUND,
    )
    def sends_files(
        self,
        sheets: list[SheetSeen],
        refused: str | None,
        album: str | None,
        size: int,
        times: int,
        found: dict[str, Any],
    ) -> None:
        before = self.patient.answers
        self.patient.sheets, self.patient.refused = sheets, refused
        self.patient.found = found
        for place in range(times):
            self.patient.does(Showed(album, f"F{place}", size))
        assert self.patient.answers == before

    @rule(of=st.sampled_from(STARTS), holds=st.sampled_from(["case", "nothing", "no case"]))
    def sends_a_case(self, of: str, holds: str) -> None:
        given = starting_points()[of].case
        case = content(given) if given is not None and holds == "case" else {"answers": {}}
        self.patient.brought = None if holds == "no case" else case
        self.patient.does(Showed(file="C", data=True))

    @precondition(lambda self: self.patient.case is not None)
    @rule(about=st.sampled_from(ABOUT_PAPERS), paper=st.sampled_from(PAPERS))
    def taps_a_paper(self, about: str, paper: str) -> None:
        before = self.patient.answers
        self.patient.taps_token(f"{about}-{paper}")
        assert self.patient.answers == before

    @precondition(lambda self: self.patient.case is not None)
    @rule(token=st.sampled_from(SEVERAL_PAPERS))
    def taps_about_papers(self, token: str) -> None:
        before = self.patient.answers
        self.patient.taps_token(token)
        assert self.patient.answers == before

    @precondition(lambda self: self.patient.case is not None)
    @rule(
        paper=st.sampled_from(PAPERS),
        times=st.lists(SHEETS, min_size=1, max_size=3),
        then=st.sampled_from(["nothing", "retake", "as_it_is", "enough", "replace", "drop"]),
        more=SHEETS,
    )
    def sends_a_paper(
        self, paper: str, times: list[list[SheetSeen]], then: str, more: list[SheetSeen]
    ) -> None:
        self.patient.refused = None
        self.patient.taps_token(f"send-{paper}")
        for sheets in times:
            self.patient.sheets = sheets
            self.patient.does(Showed(file="F"))
        self.patient.taps_token(f"{then}-{paper}")
        self.patient.sheets = more
        self.patient.does(Showed(file="G"))

    @precondition(lambda self: self.patient.case is not None)
    @rule(command=st.sampled_from(TELLING))
    def asks_to_be_told(self, command: str) -> None:
        assert self.patient.case is not None
        # whoever asks something else says nothing of the bot, and leaves what an occasion asks
        before = with_scratch(self.patient.case, feedback=None)
        if command not in KEEPING:
            before = with_scratch(before, after=None)
        self.patient.sends(command)
        assert self.patient.case == before

    @precondition(lambda self: self.patient.case is not None)
    @rule(times=st.integers(1, 4), command=st.booleans())
    def goes_back(self, times: int, command: bool) -> None:
        before = self.patient.answers
        for _ in range(times):
            if command:
                self.patient.sends("back")
            else:
                self.patient.taps_token("back")
        assert self.patient.answers == before

    @precondition(lambda self: self.patient.case is not None)
    @rule(language=st.sampled_from(["en", "es"]))
    def switches_language(self, language: str) -> None:
        before = self.patient.answers
        self.patient.taps_token(f"language-{language}")
        assert self.patient.answers == before
        assert self.patient.case.language == language

    @precondition(lambda self: self.patient.case is not None)
    @rule()
    def starts_again(self) -> None:
        before = self.patient.case
        self.patient.taps_token("restart-yes")
        assert self.patient.turn.erases
        assert self.patient.answers == {}
        assert self.patient.case.reference != before.reference

    @precondition(lambda self: self.patient.case is not None)
    @rule(agrees=st.booleans())
    def erases(self, agrees: bool) -> None:
        self.patient.taps_token("delete-yes")
        assert self.patient.turn.erases
        assert self.patient.case is None
        if agrees:
            self.patient.presses("-:0:wes:agree")
            assert self.patient.answers == {}

    @precondition(lambda self: self.patient.case is not None)
    @rule(days=st.sampled_from([1, 30, 200]))
    def lets_time_pass(self, days: int) -> None:
        self.patient.today += timedelta(days=days)
        self.patient.sends("start")

    # ------------------------------------------------------------- what stays true

    @invariant()
    def every_reply_fits_telegram(self) -> None:
        fits(self.patient.turn.replies, self.patient.case)
        if self.patient.turn.toast:
            assert 0 < len(self.patient.turn.toast.plain()) <= 200

    @invariant()
    def the_screen_can_be_shown_in_every_language(self) -> None:
        if self.patient.case:
            for language in languages():
                case = msgspec.structs.replace(self.patient.case, language=language)
                fits(present(stands(case, today=self.patient.today)), case)

    @invariant()
    def the_case_survives_json(self) -> None:
        if self.patient.case:
            sealed = msgspec.json.encode(self.patient.case)
            assert msgspec.json.decode(sealed, type=Case) == self.patient.case

    @invariant()
    def the_case_counts_the_pages_that_are_kept(self) -> None:
        case = self.patient.case
        counted: list[Place] = []
        if case:
            counted = [(key, each.position) for key, own in case.sheets.items() for each in own]
            counted += [(SIGNATURE, 1)] if case.signature is not None else []
            assert all(case.sheets.values())
        assert len(set(counted)) == len(counted)
        assert set(counted) == self.patient.kept

    @invariant()
    def no_more_pages_are_kept_than_one_packet_holds(self) -> None:
        if self.patient.case:
            kept = [each for own in self.patient.case.sheets.values() for each in own]
            assert len(kept) <= MOST_SHEETS
            assert sum(each.size for each in kept) <= MOST_BYTES

    @invariant()
    def what_is_to_be_taken_again_is_kept_and_what_comes_has_a_free_place(self) -> None:
        case = self.patient.case
        scratch = case.scratch if case else {}
        document = scratch.get("sending")
        here = {place for paper, place in self.patient.kept if paper == document}
        assert set(scratch.get("bad") or ()) <= here
        assert not set(scratch.get("places") or ()) & here
        assert document or not (scratch.get("bad") or scratch.get("places"))

    @invariant()
    def the_question_asked_is_on_the_path(self) -> None:
        if self.patient.case:
            at = self.patient.at
            beside = "after" in self.patient.case.scratch
            assert at.step is None or beside or at.step in at.path.steps

    @invariant()
    def a_block_asks_for_what_is_open_and_begins_with_the_question_asked(self) -> None:
        if self.patient.case and self.patient.at.block:
            at = self.patient.at
            assert at.step == at.path.now and len(at.block.asked) > 1
            assert at.block.asked[0] == at.step.question
            assert not {each.key for each in at.block.asked} & set(self.patient.answers)
            assert not self.patient.case.scratch.get("changing")

    @invariant()
    def the_phase_agrees_with_the_path(self) -> None:
        case, today = self.patient.case, self.patient.today
        if case is None or case.phase in AFTER:
            return
        now = flows.where(case, today=today).now
        stopped = obstacle(flows.counted(case, today=today)) is not None
        wanted = REVIEW if now is None else now.question.section or _section(now.group)
        assert case.phase == (STOPPED if stopped else wanted)

    @invariant()
    def a_letter_that_is_made_is_not_being_changed(self) -> None:
        case = self.patient.case
        if case and case.phase in AFTER:
            assert not case.scratch.get("changing")

    @invariant()
    def the_deadline_can_always_be_counted(self) -> None:
        if self.patient.case:
            facts = flows.facts_of(self.patient.case, today=self.patient.today)
            due = facts.due(today=self.patient.today)
            assert due is None or due.aim_by >= self.patient.today

    @invariant()
    def review_comes_exactly_when_nothing_is_missing(self) -> None:
        case = self.patient.case
        if case is None or case.phase in (*AFTER, STOPPED) or case.scratch.get("changing"):
            return
        if "after" in case.scratch:
            return
        assert (self.patient.at.step is None) == (self.patient.at.path.now is None)
        if not case.scratch.get("pace"):
            left = [s for s in self.patient.at.path.steps if _open(s.address, case.answers)]
            assert (case.phase == REVIEW) == (not left)

    @invariant()
    def what_contradicts_can_be_changed_and_reviewed(self) -> None:
        if self.patient.case:
            at, today = self.patient.at, self.patient.today
            for found in contradictions(flows.counted(self.patient.case, today=today)):
                assert at.path.step(found.address) is not None
            fits((review(at),), self.patient.case)

    @invariant()
    def a_private_line_stays_only_if_it_was_shown(self) -> None:
        lines = self.private_lines()
        if self.patient.case and self.patient.key == "include_sensitive":
            self.lines_shown = lines
        for address in self.patient.answers.get("include_sensitive") or []:
            assert address not in lines or lines[address] == self.lines_shown[address]

    def private_lines(self) -> dict[str, str]:
        case, today = self.patient.case, self.patient.today
        return private_lines(flows.counted(case, today=today)) if case else {}

    @invariant()
    def the_same_answers_give_the_same_path(self) -> None:
        if self.patient.case:
            given = flows.given(self.patient.today)
            answers = self.patient.answers
            turned = dict(reversed(answers.items()))
            questions = interview().questions
            assert path(questions, answers, given) == path(questions, turned, given)
            counted = on_path(questions, answers, given)
            # What was found stands for the answer to an earlier question; both are still given.
            stood_for = {each.stands_for for each in questions} & answers.keys()
            counted |= {key: answers[key] for key in stood_for}
            assert path(questions, counted | _closings(answers), given) == path(
                questions, answers, given
            )

    @invariant()
    def a_letter_is_asked_for_only_where_it_can_be_made(self) -> None:
        if self.patient.turn.writes:
            assert flows.missing_essential(self.patient.case, today=self.patient.today) == []

    def teardown(self) -> None:
        """Every tenth walk that can make its papers makes them; the rest would cost minutes."""
        case, today = self.patient.case, self.patient.today
        if case is None or flows.missing_essential(case, today=today):
            return
        if case.phase == STOPPED or crc32(repr(case.answers).encode("utf-8", "replace")) % 10:
            return
        plan = appeal_plan(flows.facts_of(case, today=today), today=today)
        try:
            made = all_papers(plan, case.language)
        except Undrawable as character:
            assert character.owner
        else:
            assert [paper.kind for paper in made.papers].count("appeal_letter") == 2


def fits(replies: tuple[Reply, ...], case: Case | None) -> None:
    """Whether Telegram would take these replies."""
    buttons = Buttons(case.reference, case.screen) if case else Buttons("-", 0)
    for reply in replies:
        for call in calls(reply, buttons, edit=7):
            text = call.payload.get("caption" if reply.file else "text", "")
            assert length(text) <= (MAX_CAPTION if reply.file else MAX_TEXT)
            assert reply.file or length(text.strip()) > 0
            _is_html(text)
            for row in call.payload.get("reply_markup", {}).get("inline_keyboard", []):
                assert 1 <= len(row) <= 8
                for button in row:
                    assert 0 < len(button["text"]) <= 64
                    assert 0 < len(button["callback_data"].encode()) <= MAX_DATA


def _is_html(text: str) -> None:
    assert re.sub(r"<b>[^<>]*</b>", "", text).count("<") == 0
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#)", text)
    text.encode()


def _section(group: str | None) -> str:
    return interview().question(group or "").section


def _open(address: str, answers: dict[str, Any]) -> bool:
    found = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", address)
    if found:
        return found[3] not in answers[found[1]][int(found[2])]
    return answers.get(address) != "done" if address.endswith(".more") else address not in answers


def _closings(answers: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key.endswith(".more")}


RELAXED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def test_whatever_a_person_does_the_talk_holds() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=200,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=RELAXED,
            print_blob=True,
        ),
    )


@pytest.mark.soak
def test_whatever_a_person_does_for_hours_the_talk_holds() -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=300,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=RELAXED,
            print_blob=True,
        ),
    )
