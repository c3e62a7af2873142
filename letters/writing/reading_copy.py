"""The letter in Spanish, to be read by whoever signs it: a copy, block for block, never sent.

The letter's own sentences come from a catalogue, what was chosen is told by its Spanish button,
what was typed stands as it was typed. Nothing is translated by a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import singledispatchmethod
from itertools import chain
from typing import Any

from flows.interview.questions import interview
from flows.interview.words import words
from flows.plan import AppealPlan
from letters.writing import blocks as b
from letters.writing.catalogue import catalogue, told
from letters.writing.desk import Desk
from letters.writing.filters import MONTHS, lower_first
from letters.writing.labels import labels
from letters.writing.letter import ROLES
from letters.writing.owned import Owned
from letters.writing.paper import Paper
from letters.writing.renderings import renderings
from letters.writing.statements import stated

LANGUAGE, NAME = "es", "Copia_de_lectura.pdf"
UNITS = {
    "days": "días",
    "working days": "días hábiles",
    "hours": "horas",
    "weeks": "semanas",
    "months": "meses",
    "year": "año",
    "years": "años",
}
_DAY = re.compile(
    rf"(?:\b(on|in) )?\b({MONTHS['en'].replace(' ', '|')}) (?:(\d{{1,2}}), )?(\d{{4}})\b"
)
_SPAN = re.compile(rf"(\d+) ({'|'.join(sorted(UNITS, key=len, reverse=True))})")
_CITED = re.compile(r"\d+ (?:CFR|USC)\b")
_NUMBERED = re.compile(r" \(enclosure (\d+)\)")


def reading_copy_papers(desk: Desk) -> Iterable[Paper]:
    """The copy as a PDF, for whoever reads Spanish."""
    if desk.language == LANGUAGE:
        page = reading_copy(desk.letter, desk.plan, large=desk.large)
        yield desk.shelf.pdf("reading_copy", NAME, page)


def reading_copy(letter: b.Document, plan: AppealPlan, *, large: bool = False) -> b.Document:
    """The copy of `letter` as a document: what is asked, each answer, the facts, the requests."""
    said = words(LANGUAGE)
    heading = b.Run(said.phrase("papers.reading_title").plain(), "words:reading_title", bold=True)
    intro = b.Run(said.phrase("papers.reading_intro").plain(), "words:reading_intro")
    copied = _Copy(plan)
    return replace(
        letter,
        title=heading.text,
        language=LANGUAGE,
        kind="checklist",
        large=large,
        spacing="usual",
        together_from=None,
        labels=b.Labels(
            **{key.removeprefix("document."): text for key, text in labels(LANGUAGE).items()},
            re="Sobre:",
        ),
        banner=(heading,),
        blocks=(
            b.Heading(1, (heading,)),
            b.Paragraph((intro,), style="note"),
            *(each for block in letter.blocks for each in copied.of(block)),
        ),
    )


class _Copy:
    """One letter's copy: what its values say in Spanish."""

    def __init__(self, plan: AppealPlan) -> None:
        self._values = _values(plan)

    @singledispatchmethod
    def of(self, block: b.Block) -> Iterator[b.Block]:
        """The block in Spanish; what is no words is left out."""
        yield from ()

    @of.register
    def _(self, block: b.Paragraph) -> Iterator[b.Block]:
        yield replace(block, runs=self._told(block.runs))

    @of.register
    def _(self, block: b.Heading) -> Iterator[b.Block]:
        yield replace(block, level=max(block.level, 2), runs=self._told(block.runs))

    @of.register
    def _(self, block: b.Numbered) -> Iterator[b.Block]:
        yield replace(block, items=tuple(map(self._item, block.items)))

    @of.register
    def _(self, block: b.Bullets) -> Iterator[b.Block]:
        yield replace(block, items=tuple(map(self._item, block.items)))

    @of.register
    def _(self, block: b.Table) -> Iterator[b.Block]:
        header, rows = (
            tuple(tuple(replace(cell, runs=self._told(cell.runs)) for cell in row) for row in part)
            for part in (block.header, block.rows)
        )
        yield replace(block, header=header, rows=rows)

    @of.register
    def _(self, block: b.Address) -> Iterator[b.Block]:
        yield block

    @of.register
    def _(self, block: b.Re) -> Iterator[b.Block]:
        lines = tuple(
            replace(
                each,
                label=catalogue().get(each.label, each.label),
                runs=self._told(each.runs),
            )
            for each in block.lines
        )
        yield replace(block, lines=lines)

    @of.register
    def _(self, block: b.Signature) -> Iterator[b.Block]:
        yield b.Paragraph(self._told(block.closing))
        role = (b.Run("\n"), *self._told(block.role)) if block.role else ()
        yield b.Paragraph((*block.name, *role))

    def _item(self, item: b.Item) -> b.Item:
        more = tuple(each for block in item.more for each in self.of(block))
        return replace(item, runs=self._told(item.runs), by=self._told(item.by), more=more)

    def _told(self, runs: b.Runs) -> b.Runs:
        return told(runs, self._value)

    def _value(self, run: b.Run) -> str:
        owner, text = run.owner or "", run.text
        kind, _, key = owner.partition(":")
        enclosure = _NUMBERED.search(text)
        if enclosure:
            named = self._value(replace(run, text=text[: enclosure.start()]))
            return f"{named} (anexo {enclosure[1]})"
        known = self._values.get((re.split(r"[.\[]", key)[0], _bare(text)))
        if known is not None:
            return _as(text, known)
        if kind in ("answer", "today", "words"):
            return _SPAN.sub(_span, _DAY.sub(_day, text)) if _is_moment(text) else text
        if kind in ("source", "table") and (found := _law(text)) is not None:
            return found
        return f"“{text}” (en inglés)"


def _law(text: str) -> str | None:
    """What the law tables gave: its sentence in Spanish, a length of time, a citation as it is."""
    known = catalogue().get(text) or catalogue().get(f"{text}.")
    if known:
        return _as(text, known)
    if _SPAN.fullmatch(text):
        return _SPAN.sub(_span, text)
    return text if _CITED.search(text) or not re.search(r"[a-z]", text) else None


def _values(plan: AppealPlan) -> dict[tuple[str, str], str]:
    """What was chosen, by its question and its English words, as its Spanish button says it."""
    found: dict[tuple[str, str], str] = {}
    for name, options in renderings().items():
        named = _spanish(name)
        for key, text in options.items():
            if key in named:
                question = key if name == "own_words" else name.partition(".")[0]
                found[question, _bare(text)] = named[key]
    answers = plan.letter_answers
    for line in chain.from_iterable(stated(answers).values()):
        key = line.owner.removeprefix("answer:")
        found[key, _bare(str(line.value))] = _statement(key, answers)
    roles = words(LANGUAGE).questions["asker"].options
    return found | {("asker", role): roles[role] for role in ROLES}


def _spanish(name: str) -> Mapping[str, str]:
    """What stands in Spanish for the renderings of that name."""
    said = words(LANGUAGE)
    if name == "documents":
        return {key: each.name for key, each in said.documents.items()}
    if name == "own_words":
        return {key: _title(each.name) for key, each in said.questions.items()}
    return said.questions[name].options


def _statement(key: str, answers: Mapping[str, Any]) -> str:
    """An answer by the name of its question and the buttons that were chosen."""
    said, question, value = words(LANGUAGE), interview().question(key), answers[key]
    options = said.questions[key].options
    chosen = value if isinstance(value, list) else [value]
    if question.kind == "known_date" and str(value)[:4].isdecimal():
        chosen = [said.known_date(str(value))]
    shown = said.listed(
        [_small(options[each]) if each in options else _plain(each) for each in chosen]
    )
    return f"{_title(said.questions[key].name)}: {shown}"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())


def _bare(text: str) -> str:
    return text.rstrip(". ").casefold()


def _as(text: str, known: str) -> str:
    """The known words with the capital and the end mark that the letter gave them."""
    known = known.rstrip(".") + "." if text.endswith(".") else known.rstrip(".")
    return _title(known) if text[:1].isupper() else known


def _small(label: str) -> str:
    """The label of a button inside a sentence."""
    return str(lower_first(Owned(label, ""), LANGUAGE).value)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_moment(text: str) -> bool:
    """Whether it is a date or a length of time and nothing else: what was typed stays as it is."""
    return bool(_DAY.fullmatch(text) or _SPAN.fullmatch(text))


def _day(found: re.Match[str]) -> str:
    month = MONTHS["es"].split()[MONTHS["en"].split().index(found[2])]
    before = {"on": "el ", "in": "en "}.get(found[1] or "", "")
    return f"{before}{found[3] + ' de ' if found[3] else ''}{month} de {found[4]}"


def _span(found: re.Match[str]) -> str:
    return f"{found[1]} {UNITS[found[2]]}"
