"""A question as a message: its place, its words, its buttons."""

from __future__ import annotations

from collections.abc import Sequence

import flows
from bot.conversation import finding, labels, month, private
from bot.conversation.labels import items_read_back, label, name, plain_value, question_words
from bot.conversation.now import Now
from bot.conversation.progress import progress
from bot.conversation.replies import SCREEN, Button, Reply, Row
from flows.documents import said_not_in_hand
from flows.interview import record
from flows.interview.path import Step
from flows.interview.questions import Question
from flows.interview.words import PageWords, Phrase

SHOWN = 8  # options on one screen; the rest behind More choices
CHECK = "✓ "


def question(at: Now, *notes: Phrase, in_place: bool = False) -> Reply:
    """The question on the screen, with notes above it."""
    step = at.step
    if step is None:
        raise ValueError("no question is left")
    body = _prompt(at, step)
    return Reply((*notes, body), rows=(*_answers(at, step), *ways(at, step)), in_place=in_place)


def how(at: Now) -> str:
    """One sentence that says what is expected now."""
    if at.step is None:
        return ""
    if at.block:
        return at.words.phrase("errors.no_line").plain()
    if not takes_text(at.step.question):
        return at.words.phrase("errors.choose_button").plain()
    named = name(at.step.address, at.words)
    return at.words.phrase("errors.type_it", name=named).plain()


def why(at: Now, step: Step) -> str:
    """Why the question is asked, or the page of options that is open; empty if not told."""
    if at.block:
        return at.words.blocks[at.block.key].why
    own = question_words(step, at.words)
    page = own.pages.get(opened_page(at, step) or "")
    return (page.why if page else "") or own.why


def takes_text(asked: Question) -> bool:
    """Whether the question is answered by typing."""
    return asked.kind not in ("choice", "multi_choice", "documents")


def _prompt(at: Now, step: Step) -> Phrase:
    said = at.words
    asked, hint = _asked(at, step)
    lines = [f"**{asked}**"]
    if at.path.step(step.address):  # what is told after the letter is no part of it
        lines.insert(0, progress(at.case, at.path, step).plain())
    fields: dict[str, object] = {}
    about = labels.item_name(step, at.case.answers)
    if about:
        lines.insert(1, "{about}")
        fields["about"] = said.phrase("messages.about_item", item=about)
    opened = opened_page(at, step)
    if opened and month.is_month(opened):
        lines.append("{month}")
        fields["month"] = at.words.phrase(
            "messages.month", month=labels.upper(at.words.known_date(opened))
        )
    elif hint:
        lines.append(hint)
    read_back = items_read_back(step, at.case.answers, said)
    if read_back:
        lines.append("{so_far}")
        fields["so_far"] = read_back
    if step.question.options_from == "sensitive_answers":
        lines.append("{private}")
        fields["private"] = private.lines(at.offered, flows.counted(at.case, today=at.today), said)
    if step.question.options_from == finding.FOUND:
        lines.insert(1, "{found}")
        fields["found"] = finding.kinds(at.offered, flows.counted(at.case, today=at.today), said)
    if is_changing(at):
        lines.append("{changing}")
        known = record.value(at.case.answers, step.address)
        value = plain_value(step, known, said)
        fields["changing"] = said.phrase("messages.changing", value=value)
    return Phrase("\n".join(lines), fields)


def _asked(at: Now, step: Step) -> tuple[str, str]:
    own = question_words(step, at.words)
    page: PageWords | None = own.pages.get(opened_page(at, step) or "")
    if page:
        return page.ask, page.hint
    if step.question.kind == "more" or (
        step.question.kind == "group" and at.case.answers.get(step.question.key)
    ):
        return own.ask, own.more
    return own.ask, own.hint


def _answers(at: Now, step: Step) -> list[Row]:
    """The buttons that answer."""
    asked, said, own = step.question, at.words, question_words(step, at.words)
    candidates = at.case.scratch.get("candidates")
    if candidates:
        return [
            (Button(said.known_date(day), step.address, f"d{place}"),)
            for place, day in enumerate(candidates)
        ]
    rows: list[Row] = []
    opened = opened_page(at, step)
    if opened and month.is_month(opened):
        rows = month.days(at, step, opened)
    elif asked.kind in ("choice", "day", "known_date"):
        rows = [*_choices(at, step), *month.way(at, step)]
    elif asked.kind in ("multi_choice", "documents"):
        rows = _ticks(at, step)
        if asked.kind == "documents" and opened_page(at, step) is None:
            rows.append((Button(said.button("add_photos"), SCREEN, "mine"),))
        rows.append((Button(said.button("done"), step.address, "done"),))
    elif asked.kind == "group" and not at.case.answers.get(asked.key):
        rows = [(Button(own.none or said.button("none"), step.address, "none"),)]
    elif asked.kind in ("group", "more"):
        rows = [(Button(said.button("no_more"), step.address, "done"),)]
    if asked.unsure:
        rows.append((Button(own.unsure or said.button("not_sure"), step.address, "unsure"),))
    if asked.optional:
        rows.append((Button(own.skip or said.button("skip"), step.address, "skip"),))
    return rows


def _choices(at: Now, step: Step) -> list[Row]:
    offered, said = at.offered, at.words
    page = opened_page(at, step)
    if page:
        shown: Sequence[str] = step.question.page(page)
    else:
        shown = step.question.page(None) if step.question.options else offered
    rows: list[Row] = []
    if page is None and step.question.key == "coverage":  # what a paper tells, first
        either = [key for key in at.case.scratch.get("either") or () if key in offered]
        shown = [*either, *(key for key in shown if key not in either)]
    for key in shown:
        opens = step.question.opens_page(key)
        token = f"p{key}" if opens else str(offered.index(key))
        rows.append((Button(label(step, key, said), step.address, token),))
    return rows


def _ticks(at: Now, step: Step) -> list[Row]:
    """Options to tick: the suggested and ticked first, the rest behind More choices."""
    ticked = set(ticks(at, step))
    offered = [key for key in at.offered if key in ticked or key not in _known_missing(at, step)]
    shown = list(offered)
    if opened_page(at, step) == "asked":
        have = set(at.case.scratch.get("have") or ())
        shown = [key for key in shown if key not in have]
    elif at.first and not at.case.scratch.get("all"):
        shown = [*at.first, *(key for key in offered if key in ticked - set(at.first))]
    elif len(offered) > SHOWN + 2 and not at.case.scratch.get("all"):
        first = [key for key in (*at.suggested, *offered) if key in ticked or key in at.suggested]
        shown = list(dict.fromkeys([*first, *offered]))[: max(SHOWN - 1, len(ticked))]
        if "none" in offered and "none" not in shown:  # a way out is never out of sight
            shown.append("none")
    rows: list[Row] = [
        (
            Button(
                f"{CHECK if key in ticked else ''}"
                f"{private.label(step, key, at.offered, at.case.answers, at.words)}",
                step.address,
                f"t{at.offered.index(key)}",
            ),
        )
        for key in shown
    ]
    if opened_page(at, step) is None and len(shown) < len(offered):
        rows.append((Button(at.words.button("more"), step.address, "all"),))
    return rows


def _known_missing(at: Now, step: Step) -> set[str]:
    """The papers that the person said before are not in hand: it is not asked again."""
    if step.question.kind != "documents" or opened_page(at, step):
        return set()
    return said_not_in_hand(flows.counted(at.case, today=at.today))


def ticks(at: Now, step: Step) -> list[str]:
    """What is ticked now: as tapped, else as answered before, else as suggested."""
    tapped = at.case.scratch.get("ticked")
    asked = opened_page(at, step) == "asked"
    sent = [] if asked else [key for key in at.case.sheets if key in at.offered]
    if tapped is not None:
        return list(dict.fromkeys([*tapped, *(sent if step.question.kind == "documents" else ())]))
    known = record.value(at.case.answers, step.address)
    if step.question.kind == "documents":
        wanted = "asked" if asked else "have"
        return list(dict.fromkeys([*(k for k, s in (known or {}).items() if s == wanted), *sent]))
    return list(known) if known else list(at.likely)


def ways(at: Now, step: Step) -> list[Row]:
    """The buttons that lead elsewhere: keep what stands, back, and why we ask."""
    said, rows = at.words, list[Row]()
    if is_changing(at):
        rows.append((Button(said.button("keep_answer"), SCREEN, "keep"),))
    row: list[Button] = []
    if (
        opened_page(at, step)
        or "after" in at.case.scratch
        or (at.before(step.address) and not at.case.scratch.get("return"))
    ):
        row.append(Button(said.button("back"), SCREEN, "back"))
    if why(at, step):
        row.append(Button(said.button("why"), SCREEN, "why"))
    return [*rows, tuple(row)] if row else rows


def is_changing(at: Now) -> bool:
    """Whether the question on the screen has an answer that is being changed."""
    step, changing = at.step, at.case.scratch.get("changing")
    return bool(step and changing == step.address) and record.is_answered(
        at.case.answers, str(changing)
    )


def opened_page(at: Now, step: Step) -> str | None:
    """The page of options that is open, None for the first."""
    opened = at.case.scratch.get("page")
    return opened[1] if opened and opened[0] == step.address else None
