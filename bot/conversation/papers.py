"""The papers of a case, made and handed over. Some 0.1 s of the processor: run in a thread.

Which: `preview`, page one to look at; `changed`, those that are new; `all`, those that are sent at
once; `large`, the checklist alone; `group-...`, those behind a button.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

import flows
from bot.conversation import groups, keeping, labels, reminding, sheets
from bot.conversation.checklist import checklist, print_way
from bot.conversation.keeping import SIGNATURE
from bot.conversation.replies import SCREEN, Button, Reply, Row, page
from flows.appeal import appeal_plan
from flows.interview.case import Case
from flows.interview.questions import interview
from flows.interview.words import Phrase, Words, words
from flows.plan import AppealPlan
from letters.writing.errors import Undrawable
from letters.writing.exhibit import Exhibit, Sheet
from letters.writing.paper import Paper
from letters.writing.papers import Papers, all_papers, later_papers
from letters.writing.preview import first_page
from letters.writing.supplement import Later


def handed_over(
    case: Case,
    *,
    today: date,
    which: str = "all",
    exhibits: Sequence[Exhibit] = (),
    signature: Sheet | None = None,
    known: Sequence[Paper] = (),
) -> tuple[Reply, ...]:
    """The files, what to do with them, and the checklist; or what keeps the letter from printing.

    `known` are the files as they were sent before: what has not changed is taken from there, and
    what nobody asked for is not drawn.

    Raises:
        DataError: a linter refused the letter: our fault, never the person's.
    """
    plan = appeal_plan(flows.facts_of(case, today=today), today=today)
    said = words(case.language)
    try:
        if which == "preview":
            return (_preview(first_page(plan), said),)
        if which in ("changed", "all") and keeping.has_later(case):
            return _later(case, plan, exhibits, signature, today=today)
        made = all_papers(
            plan,
            case.language,
            large=case.large,
            exhibits=exhibits,
            signature=signature,
            known=known,
            wanted=_wanted(which, known),
        )
    except Undrawable as missing:
        return (_cannot_draw(missing, said),)
    if which.startswith("group-"):
        return _files(groups.of_group(which.removeprefix("group-"), made.papers), said)
    if which == "large":
        return _files([each for each in made.papers if each.kind == "checklist"], said)
    first = groups.of_group(groups.AT_ONCE, made.papers)
    steps = _steps(case, made, said, today=today)
    ready = _ready(case, plan, made, today=today)
    if which == "all" or not known:
        return (*_files(first, said), steps, ready)
    sent = {kind_of(paper): paper.content for paper in known}
    new = [
        paper
        for paper in made.papers
        if (paper in first or kind_of(paper) in sent) and sent.get(kind_of(paper)) != paper.content
    ]
    same = [paper for paper in first if paper not in new]
    told = _told(new, same, said)
    return (told, *_files(new, said), steps, ready) if new else (told, ready)


def _later(
    case: Case,
    plan: AppealPlan,
    exhibits: Sequence[Exhibit],
    signature: Sheet | None,
    *,
    today: date,
) -> tuple[Reply, ...]:
    """The pages that came after the letter was sent, with a short letter: nothing else is new."""
    said, sent_on = words(case.language), case.sent_on or today
    made = later_papers(plan, case.language, Later(sent_on, tuple(exhibits), signature))
    if made.too_big_to_send:
        return (page(said.phrase("papers.no_packet")),)
    rows: list[Row] = [sheets.way(case)]
    if signature is None:
        rows.append((Button(said.button("sign_for_me"), SCREEN, f"send-{SIGNATURE}"),))
    told = said.phrase(
        "papers.later",
        sent_on=said.day(sent_on),
        where=_where(plan, said),
        file=made.papers[0].name,
    )
    return (*_files(made.papers, said), page(told, rows=tuple(rows)))


def _wanted(which: str, known: Sequence[Paper]) -> frozenset[str]:
    """The kinds of papers that may be handed over."""
    if which == "large":
        return frozenset({"checklist"})
    if which.startswith("group-"):
        return groups.kinds_of(which.removeprefix("group-"))
    before = {paper.kind for paper in known} if which == "changed" else set()
    return groups.kinds_of(groups.AT_ONCE) | before


def kind_of(paper: Paper) -> str:
    """What a paper is kept under: its kind and its format."""
    return f"{paper.kind}.{paper.format}"


def _preview(paper: Paper, said: Words) -> Reply:
    rows: tuple[Row, ...] = (
        (Button(said.button("looks_right"), SCREEN, "looks_right"),),
        (Button(said.button("change"), SCREEN, "review"),),
    )
    return Reply((said.phrase("papers.preview"),), rows, file=paper)


def _files(papers: Iterable[Paper], said: Words) -> tuple[Reply, ...]:
    """The files; under the first of a kind stands what it is for."""
    found: list[Reply] = []
    kinds: set[str] = set()
    for paper in papers:
        assert paper.content, paper.kind  # one that is only listed is never handed over
        told = () if paper.kind in kinds else (said.phrase(f"papers.file_{paper.kind}"),)
        found.append(Reply(told, file=paper))
        kinds.add(paper.kind)
    return tuple(found)


def _told(new: Sequence[Paper], same: Sequence[Paper], said: Words) -> Reply:
    """Which files are new and which are as they were; those can be sent once more."""
    rows: tuple[Row, ...] = ((Button(said.button("all_files"), SCREEN, "all_files"),),)
    if not new:
        return page(said.phrase("papers.nothing_new"), rows=rows)
    parts = [said.phrase("papers.new_files", names=said.listed([each.name for each in new]))]
    if not same:
        return page(*parts)
    names = said.listed([each.name for each in same])
    return page(*parts, said.phrase("papers.same_files", names=names), rows=rows)


def _steps(case: Case, made: Papers, said: Words, *, today: date) -> Reply:
    """The checklist, with what else can be had."""
    name = next(paper.name for paper in made.papers if paper.kind == "checklist")
    told = checklist(case, today=today, file=name, sign_page=made.sign_page, packed=made.packed)
    return page(*told, rows=(*groups.buttons(made.papers, said), print_way(case)))


def _ready(case: Case, plan: AppealPlan, made: Papers, *, today: date) -> Reply:
    said = words(case.language)
    last_day = plan.due.last_day if plan.due and not plan.due.late else None
    told: object = ""
    if last_day:
        day = said.day(last_day, weekday=True)
        told = said.phrase("messages.letter_ready_last_day", last_day=day)
    ready = said.phrase(
        "messages.letter_ready",
        sign=_signing(case, made, said),
        copies=_copies(made, said),
        where=_where(plan, said),
        aim_by=said.day(plan.aim_by, weekday=True),
        last_day=told,
    )
    parts = [ready]
    if made.own_words:
        names = said.listed([labels.name(key, said) for key in made.own_words])
        parts.append(said.phrase("messages.letter_own_words", names=names))
    if made.too_big_to_send:
        parts.append(said.phrase("papers.no_packet"))
    rows: list[Row] = [(Button(said.button("sent"), SCREEN, "sent"),), sheets.way(case)]
    if case.signature is None:
        sign = Button(said.button("sign_for_me"), SCREEN, f"send-{SIGNATURE}")
        rows.append((sign,))
    if plan.not_in_hand:
        rows.append((Button(said.button("see_missing"), SCREEN, "missing"),))
    if flows.where(case, today=today).now is not None or case.scratch.get("pace"):
        rows.append((Button(said.button("stronger"), SCREEN, "all_questions"),))
    rows += [*reminding.way(case), (Button(said.button("change"), SCREEN, "review"),)]
    return page(*parts, rows=tuple(rows))


def _signing(case: Case, made: Papers, said: Words) -> Phrase:
    """What to print and where to sign it; where a signature is placed, to look at it."""
    packed = made.packed
    if packed is None and case.signature is None:
        return said.phrase("messages.letter_ready_sign", page=made.sign_page)
    if packed is None:
        return said.phrase("messages.letter_ready_signed")
    if packed.signed:
        return said.phrase("messages.letter_ready_signed_packet", file=packed.file)
    return said.phrase("messages.letter_ready_sign_packet", file=packed.file, page=packed.sign_page)


def _copies(made: Papers, said: Words) -> Phrase:
    """Which papers go along by hand, and where."""
    if made.packed is None:
        return said.phrase("messages.letter_ready_copies")
    if not made.packed.loose:
        return said.phrase("messages.letter_ready_copies_none")
    names = "; ".join(said.documents[key].name for key in made.packed.loose)
    return said.phrase("messages.letter_ready_copies_packet", papers=names)


def _where(plan: AppealPlan, said: Words) -> Phrase:
    answers = plan.facts.answers
    if answers.get("appeals_fax"):
        return said.phrase("messages.where_fax", fax=answers["appeals_fax"])
    known = "address" if answers.get("appeals_address") else "unknown"
    return said.phrase(f"messages.where_{known}")


def _cannot_draw(missing: Undrawable, said: Words) -> Reply:
    """Which character, in which answer; the answer can be changed with one tap."""
    address = (missing.owner or "").removeprefix("answer:")
    key = address.split("[")[0].split(".")[0]
    known = key in {question.key for question in interview().questions}
    character = chr(int(missing.code_point.removeprefix("U+"), 16))
    told = said.phrase(
        "messages.letter_cannot_draw",
        character=f"{character} ({unicodedata.name(character, missing.code_point).lower()})",
        name=labels.name(key, said) if known else key,
    )
    rows: tuple[Row, ...] = ()
    if known:
        rows = ((Button(said.button("change_this"), SCREEN, f"change-{key}"),),)
    return page(told, rows=rows)
