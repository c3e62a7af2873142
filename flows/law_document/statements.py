"""The law tables as statements: what each says, on what authority, what people are told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.law.coverage import Argument, ContinuationDeadline, Coverage, Rule
from flows.law.filers import Filer
from flows.law.levels import Decision, Filing, Level, Term
from flows.law.sources import SecondSource, Source, Sourced, Verified, citable

# Parts of the tables that set a time or an amount.
TIMES = (
    "filing",
    "decision",
    "initial_decision",
    "expedited",
    "continuation_of_benefits",
    "amounts",
)


@dataclass(frozen=True)
class Statement:
    """One thing the tables say. `place` names it in the file, dotted."""

    place: str
    says: str
    citation: str | None
    verified: Verified
    second: SecondSource | None
    note: str | None
    cited: str | None  # the part of the citation that letters print
    in_letters: str | None = None  # the sentence a letter uses
    held: bool = False  # seen in a secondary text only, so held back until the text is read

    @property
    def is_open(self) -> bool:
        """Whether it still has to be read: a rule that is only remembered, or held back."""
        return self.held or self.verified == "from-knowledge-only"

    @property
    def is_time(self) -> bool:
        """Whether it sets a time: what costs an appeal where it is wrong."""
        return any(f".{part}" in f".{self.place}" for part in TIMES)

    @property
    def told(self) -> str:
        """What people are told of it."""
        if self.verified is None:
            return "our own words; no rule is claimed"
        if self.is_open:
            return "never told: held back" if self.held else "never told: remembered only"
        return f"told, cited as {self.cited}" if self.cited else "told without a citation"


def of_coverage(coverage: Coverage) -> Iterator[tuple[str, Sequence[Statement]]]:
    """The statements of a coverage under their headings, each placed in its file."""
    for title, statements in _parts(coverage):
        yield title, [replace(s, place=f"{coverage.id}.{s.place}") for s in statements]


def _parts(coverage: Coverage) -> Iterator[tuple[str, Sequence[Statement]]]:
    sources = coverage.sources
    first = _decisions("initial_decision", coverage.initial_decision, sources)
    yield "The first decision", list(first)
    for level in coverage.levels:
        yield f"Step {level.n}: {level.name}", list(_of_level(level, sources))
    yield "Amount in dispute", list(_amounts(coverage))
    yield "Who may file", list(_filers("who_may_file", coverage))
    yield "Fast decisions", list(_expedited(coverage))
    yield "Care that goes on", list(_continuation(coverage))
    rights = ((f"rights_to_invoke.{r.id}", r) for r in coverage.rights_to_invoke)
    yield (
        "Rights used in letters",
        [_of(place, r.text, r, sources, r.letter) for place, r in rights],
    )
    yield "Arguments", [_argument(each, sources) for each in coverage.key_arguments]
    yield (
        "Special rules",
        [_rule("special_rules", each, sources) for each in coverage.special_rules],
    )


def _of(
    place: str, says: str, value: Sourced, sources: Iterable[Source], letter: str | None = None
) -> Statement:
    return Statement(
        place=place,
        says=says,
        citation=value.citation,
        verified=value.verified,
        second=value.second_source,
        note=value.note,
        cited=citable(value.citation, sources) if value.may_be_printed else None,
        in_letters=letter,
    )


def _of_level(level: Level, sources: Sequence[Source]) -> Iterator[Statement]:
    place = f"levels.{level.id}"
    yield _of(f"{place}.filing", filing_says(level.filing), level.filing, sources)
    for window in level.filing.other_windows:
        says = f"Where {window.when}: {_term_says(window)}"
        yield _of(f"{place}.filing.{window.id}", says, window, sources)
    yield from _decisions(f"{place}.decision", level.decision, sources)
    if level.decided_by:
        decider = Sourced(citation=level.decided_by_citation, verified=level.decided_by_verified)
        yield _of(f"{place}.decided_by", f"Decided by {level.decided_by}.", decider, sources)
    if level.automatic_forwarding_rule:
        forwarding = Sourced(verified=level.automatic_forwarding_verified)
        yield _of(f"{place}.forwarding", level.automatic_forwarding_rule, forwarding, sources)
    if level.scope:
        scope = Sourced(citation=level.scope_citation, verified=level.scope_verified)
        yield _of(f"{place}.scope", level.scope, scope, sources)
    for form in level.forms:
        need = "required" if form.required else "not required"
        says = f"Form: {' '.join(each for each in (form.number, form.name) if each)} ({need})."
        yield _of(f"{place}.forms", says, Sourced(verified=form.verified, note=form.note), sources)
    yield from _required(f"{place}.required_elements", level, sources)
    for name, asked in (("reserves", level.reserves), ("expedited", level.expedited)):
        if asked:
            says = asked.letter or "There is no fast decision to ask for."
            yield _of(f"{place}.{name}", says, asked, sources, asked.letter)


def _required(place: str, level: Level, sources: Sequence[Source]) -> Iterator[Statement]:
    """What a request must hold: one statement for what stands on the same authority."""
    by_authority: dict[tuple[str | None, Verified], list[str]] = {}
    for each in level.required_elements:
        named = by_authority.setdefault((each.citation, each.verified), [])
        named.append(each.field.replace("_", " "))
    for (citation, verified), named in by_authority.items():
        needed = Sourced(citation=citation, verified=verified, note=level.required_elements_note)
        yield _of(place, f"The request must hold: {'; '.join(named)}.", needed, sources)


def filing_says(filing: Filing) -> str:
    """The filing time in one or two sentences."""
    parts = [_term_says(filing)]
    if filing.last_day_rule:
        parts.append(f"Last day: {filing.last_day_rule}.")
    if filing.federal_maximum_days:
        parts.append(f"A state may allow at most {filing.federal_maximum_days} days: never a date.")
    if filing.safe_default_days_if_letter_unclear:
        days = filing.safe_default_days_if_letter_unclear
        parts.append(f"Where the letter is silent, {days} days are shown as a guess.")
    if filing.state_range:
        parts.append(f"States give {filing.state_range.min} to {filing.state_range.max} days.")
    return " ".join(parts)


def _term_says(term: Term) -> str:
    if term.amount is None or term.unit is None:
        return f"No number; runs from {term.from_event or 'what the letter says'}."
    unit = term.unit.replace("_", " ")
    parts = [f"{term.amount} {unit} from {term.from_event}, {term.filed_by or 'filed'}."]
    if term.receipt_presumption_days:
        parts.append(f"Receipt is presumed {term.receipt_presumption_days} days after the date.")
    days = term.fixed_days_from_notice_date or term.last_day_from_notice_date
    if days:
        parts.append(f"Printed last day: date of the notice + {days}.")
    if term.outer_limit_days_from_notice_date:
        parts.append(f"Not called late before day {term.outer_limit_days_from_notice_date}.")
    if term.month_rule:
        parts.append(f"A month without that day: {term.month_rule.replace('_', ' ')}.")
    if term.weekend_rollover:
        parts.append("In the federal process a weekend or holiday moves it on.")
    return " ".join(parts)


def _decisions(
    place: str, decisions: Iterable[Decision], sources: Sequence[Source]
) -> Iterator[Statement]:
    for each in decisions:
        kind = each.kind.replace("_", " ")
        says = f"Decision, {kind}: no number."
        if each.amount is not None and each.unit:
            unit = each.unit.replace("_", " ")
            says = f"Decision, {kind}: {each.amount} {unit} after {each.from_event}."
        if each.extension_days:
            says += f" It may take {each.extension_days} days more."
        yield _of(f"{place}.{each.kind}", says, each, sources)


def _amounts(coverage: Coverage) -> Iterator[Statement]:
    for each in coverage.amount_in_controversy.amounts:
        year = f"filed in {each.year}" if each.year else "any year"
        says = f"At least ${each.usd} for {each.level}, {year}."
        found = _of(f"amounts.{each.level}.{each.year}", says, each, coverage.sources)
        yield replace(found, held=each.held)


def _filers(place: str, coverage: Coverage) -> Iterator[Statement]:
    everywhere = (("", coverage.who_may_file),)
    of_levels = ((f".{v.id}", v.who_may_file) for v in coverage.levels if v.who_may_file)
    for where, who in (*everywhere, *of_levels):
        for asker in ("patient", "parent", "representative", "clinician"):
            filer: Filer = who.of(asker)
            form = f", on {filer.form}" if filer.form else ""
            says = f"{asker.capitalize()}: {filer.may.replace('_', ' ')}{form}."
            yield _of(f"{place}{where}.{asker}", says, filer, coverage.sources)


def _expedited(coverage: Coverage) -> Iterator[Statement]:
    fast, sources = coverage.expedited, coverage.sources
    if fast.criteria or fast.hours:
        hours = f"{fast.hours} hours. " if fast.hours else ""
        yield _of("expedited", f"{hours}{fast.criteria or ''}".strip(), fast, sources, fast.letter)
    for each in fast.fast_track:
        yield _of(f"expedited.{each.id}", f"{each.when}: {each.ask}", each, sources)


def _continuation(coverage: Coverage) -> Iterator[Statement]:
    going_on, sources = coverage.continuation_of_benefits, coverage.sources
    if going_on.text:
        warning = f" {going_on.warning}" if going_on.warning else ""
        yield _of("continuation_of_benefits", f"{going_on.text}{warning}", going_on, sources)
    for each in going_on.deadlines:
        place = f"continuation_of_benefits.{each.id}.{each.level}"
        yield _of(place, _keeping_says(each), each, sources)


def _keeping_says(each: ContinuationDeadline) -> str:
    if each.before_effective:
        return f"{each.ask}: the day before {each.other_date or 'the date of action'}."
    later = f", or {each.other_date} if later" if each.combine else ""
    unit = (each.unit or "").replace("_", " ")
    return f"{each.ask}: {each.amount} {unit} from {each.from_event}{later}."


def _argument(each: Argument, sources: Sequence[Source]) -> Statement:
    return _of(f"key_arguments.{each.id}", each.text, each, sources)


def _rule(place: str, each: Rule, sources: Sequence[Source]) -> Statement:
    return _of(f"{place}.{each.id}", each.text, each, sources, each.letter)
