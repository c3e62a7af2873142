"""Where each statement of the letter comes from: a paper for the person alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flows.interview.words import Words, words
from flows.law.criteria import criteria
from flows.law.edition import edition
from flows.law.services import services
from flows.law.sources import CITABLE, Source
from flows.plan import AppealPlan
from letters.writing.blocks import Document
from letters.writing.compose import compose
from letters.writing.desk import Desk
from letters.writing.filters import day as day_in_words
from letters.writing.labels import labels
from letters.writing.owned import Owned, own
from letters.writing.paper import Paper
from letters.writing.places import places
from letters.writing.shelf import listed

NAMES = {"en": "Sources.pdf", "es": "Fuentes.pdf"}
ASKED = "documents asked for"  # beside the keys of the questions: no answer has it
LONGEST = 200  # letters of an answer that are shown: enough to find it in the letter


def sources_papers(desk: Desk) -> Iterable[Paper]:
    """The sources of this letter, as a PDF."""
    if not desk.shelf.wants("sources"):
        yield listed("sources", "pdf", NAMES[desk.language])
        return
    page = sources(desk.letter, desk.plan, desk.language, large=desk.large)
    yield desk.shelf.pdf("sources", NAMES[desk.language], page)


def sources(letter: Document, plan: AppealPlan, language: str, *, large: bool = False) -> Document:
    """What stands behind each statement of the letter: an answer, a source, a table of ours."""
    said = words(language)
    texts = {
        key.removeprefix("sources."): text
        for key, text in said.texts.items()
        if key.startswith("sources.")
    }
    answers, law, tables = _sorted(letter, plan)
    return compose(
        "sources.xhtml",
        {
            "patient": own(plan.facts.answers.get("patient_name"), "answer:patient_name"),
            "read_on": own(edition().read_on, "table:edition"),
            "answers": [_answer(key, says, said) for key, says in answers.items()],
            "law": [_law(source, says) for source, says in _named(law, plan)],
            "tables": [_table(key, says, plan, said) for key, says in tables.items()],
        },
        title=texts["title"],
        kind="sources",
        language=language,
        words={**texts, **labels(language)},
        large=large,
        dated=plan.today,
    )


Statements = dict[str, list[str]]


def _sorted(letter: Document, plan: AppealPlan) -> tuple[Statements, Statements, Statements]:
    """The statements of the letter by their answer, their source and their table, in its order.

    Papers that were only asked for stand apart from those in hand.
    """
    asked = {each.document for each in plan.not_in_hand if each.state == "asked"}
    found: tuple[Statements, Statements, Statements] = ({}, {}, {})
    for place in places(letter):
        start = 0
        for run in place.runs:
            kind, _, name = (run.owner or "").partition(":")
            if kind == "answer":
                key = re.split(r"[.\[]", name)[0]
                if name.removeprefix("documents.") in asked:
                    _add(found[0], ASKED, run.text)
                elif key != "documents" or not run.text.isdigit():  # the number of an enclosure
                    _add(found[0], key, run.text)
            elif kind:
                says = _sentence(place.text, start)
                _add(found[1 if kind == "source" else 2], name or kind, says)
            start += len(run.text)
    return found


def _add(found: Statements, key: str, says: str) -> None:
    """A statement that is not part of another one there."""
    text, others = " ".join(says.split()).strip(" .;,"), found.setdefault(key, [])
    if not text or text.casefold() in "; ".join(others).casefold():
        return
    others[:] = [each for each in others if each.casefold() not in text.casefold()]
    others.append(text)


def _sentence(text: str, start: int) -> str:
    """The sentence of `text` that holds the letter at `start`: a number alone tells nothing."""
    ends = [end.start() for end in _END.finditer(text)]
    first = max((end for end in ends if end <= start), default=0)
    return text[first : min((end for end in ends if end > start), default=len(text))]


_END = re.compile(r"(?<=[.?!:])\s+(?=[A-Z“])")


def _answer(key: str, says: Sequence[str], said: Words) -> dict[str, Any]:
    known = said.questions.get(key)
    other = "asked_papers" if key == ASKED else "rounds"
    name = known.name if known else said.phrase(f"sources.{other}").plain()
    return {
        "name": Owned(name, f"words:questions.{key}"),
        "says": _owned(map(_shortened, says), f"answer:{key}"),
    }


def _named(law: Statements, plan: AppealPlan) -> list[tuple[Source, list[str]]]:
    coverage = plan.facts.coverage
    by_id = {source.id: source for source in coverage.sources} if coverage else {}
    return [(by_id[key], says) for key, says in law.items()]


def _law(source: Source, says: Sequence[str]) -> dict[str, Any]:
    owner = f"source:{source.id}"
    return {
        "says": _owned(says, owner),
        "citation": Owned(source.citation, owner),
        "url": own(source.url, owner),
        "read": f"law_{_how_read(source)}",
    }


def _how_read(source: Source) -> str:
    """How far its text was read, by the quality of the copy."""
    if source.quality == "mirror-of-primary":  # the address may be that of the rule itself
        return "copy"
    if source.quality in CITABLE or source.quality == "official-republished":
        return "read"
    if source.quality in ("remembered", "title-only"):
        return "not_read"
    return "older" if "older" in source.quality else "summary"


def _table(key: str, says: Sequence[str], plan: AppealPlan, said: Words) -> dict[str, Any]:
    """A table of ours by what it holds."""
    if key == "today":
        return {"says": _owned(says, key), "where": "table_today", "fields": {}}
    where, named = _which(key, plan, said)
    fields = {name: Owned(value, f"table:{key}") for name, value in named.items()}
    fields["day"] = day_in_words(Owned(edition().read_on, "table:edition"), said.language)
    return {"says": _owned(says, f"table:{key}"), "where": where, "fields": fields}


def _which(key: str, plan: AppealPlan, said: Words) -> tuple[str, dict[str, str]]:
    table, _, rest = key.partition(".")
    if table == "criteria":
        known = criteria().get(rest or plan.facts.answers.get("service") or "")
        return ("table_criteria", {"citation": known.citation}) if known else ("table_other", {})
    if key.endswith(".frequency"):
        rule = services()[rest.split(".")[0]].frequency
        return ("table_frequency", {"citation": rule.citation}) if rule else ("table_other", {})
    if key.endswith(".lcds"):
        return "table_local", {}
    coverage = plan.facts.coverage
    called = said.texts.get(f"kinds.called_{coverage.id}") if coverage else None
    return ("table_coverage", {"kind": called}) if called else ("table_other", {})


def _owned(says: Iterable[str], owner: str) -> tuple[Owned, ...]:
    return tuple(Owned(each, owner) for each in says)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
