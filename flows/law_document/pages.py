"""The law document: Markdown to print and mark up, what is not verified first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from flows.law.coverage import Coverage
from flows.law.edition import edition
from flows.law.sources import Source
from flows.law_document import beyond
from flows.law_document.statements import Statement, of_coverage

WIDTH = 100
HOW_TO_READ = """\
Every line is one statement of the tables. Behind it stand the citation, whether its text was read,
what a second, independent look said, and what people are told of it. A number that is only
remembered is never told to anyone; the person is asked to look in the letter instead. A citation
is printed only where a good copy of that section was read. Mark what is wrong beside its name in
[brackets]: that is its place in the data files."""

Section = tuple[str, Sequence[Statement]]


def law_document(coverages: Iterable[Coverage], *, whole: bool) -> str:
    """The tables of these coverages; `whole`: also counting, services, reasons and states."""
    now = edition()
    lines = [
        "# The law tables of the appeal bot",
        "",
        *wrap(f"Read on {now.read_on}, to read again before {now.read_again_before}. {now.why}"),
        "",
        HOW_TO_READ,
        "",
    ]
    parts = [(each, list(of_coverage(each))) for each in coverages]
    rest = _rest() if whole else []
    groups = [(coverage.name, _all(sections)) for coverage, sections in parts]
    groups += [(title, _all(sections)) for title, sections in rest]
    lines += _first(groups)
    for coverage, sections in parts:
        lines += _coverage(coverage, sections)
    for title, sections in rest:
        lines += [f"# {title}", ""]
        lines += _sections(sections)
    return "\n".join(lines).rstrip()


def _all(sections: Sequence[Section]) -> list[Statement]:
    return [statement for _, statements in sections for statement in statements]


def _rest() -> list[tuple[str, list[Section]]]:
    return [
        ("How days are counted", [("Everywhere", beyond.counting())]),
        ("Services", list(beyond.of_services())),
        ("Care that is checked ahead of time", [("Rules", beyond.prior_approval_rules())]),
        ("First moves", [("Time limits", beyond.of_moves())]),
        ("Reasons for a denial", list(beyond.of_reasons())),
        ("States", list(beyond.of_states())),
    ]


def _first(groups: Sequence[tuple[str, Sequence[Statement]]]) -> list[str]:
    """What to look at first: times that are not verified, a second source against, the rest."""
    every = [statement for _, statements in groups for statement in statements]
    still = [each for each in every if each.is_open]
    against = [each for each in every if each.second and each.second.verdict == "disagrees"]
    alone = [each for each in every if each.verified and not each.is_open and not each.second]
    counts = (
        f"{len(every)} statements. {len(still)} are only remembered or held back, and never told."
        f" {len(against)} have a second source that says otherwise."
        f" {len(alone)} were read, and have no second source."
    )
    lines = ["# To look at first", "", *wrap(counts, WIDTH), ""]
    lines += _boxes("Times and amounts that are only remembered", groups, timed=True)
    lines += _boxes("Other statements that are only remembered", groups, timed=False)
    lines += ["## A second source says otherwise", ""]
    for each in against:
        lines += _wrapped("- [ ] ", f"{each.says} {_second(each)} [{each.place}]")
    return [*lines, ""]


def _boxes(
    title: str, groups: Sequence[tuple[str, Sequence[Statement]]], *, timed: bool
) -> list[str]:
    """Boxes to tick, under the name of each coverage."""
    lines = [f"## {title}", ""]
    for name, statements in groups:
        still = [each for each in statements if each.is_open and each.is_time == timed]
        if still:
            lines += [f"### {name}", ""]
        for each in still:
            lines += _wrapped("- [ ] ", f"{each.says} {each.citation or ''} [{each.place}]")
        if still:
            lines.append("")
    return lines


def _coverage(coverage: Coverage, sections: Sequence[Section]) -> list[str]:
    regulator = coverage.regulator or "none named"
    about = f"Evidence grade {coverage.evidence_grade}. Regulator: {regulator}."
    if not coverage.ready:
        about += " Its letters do not stand yet."
    lines = [f"# {coverage.name} [{coverage.id}]", "", about, ""]
    said = [f"Governing law: {each}" for each in coverage.governing_law]
    said += [f"A letter must not: {each}" for each in coverage.letter_must_not]
    if coverage.never_print:
        said.append(f"Words no letter may hold: {', '.join(coverage.never_print)}")
    if coverage.note:
        said.append(f"Note: {coverage.note}")
    for each in said:
        lines += _wrapped("- ", each)
    lines.append("")
    lines += _sections(sections)
    lines += ["## Sources", ""]
    for source in coverage.sources:
        lines += _wrapped("- ", _source(source))
    return [*lines, ""]


def _sections(sections: Sequence[Section]) -> list[str]:
    lines: list[str] = []
    for title, statements in sections:
        if statements:
            lines += [f"## {title}", ""]
            for each in statements:
                lines += _statement(each)
            lines.append("")
    return lines


def _statement(each: Statement) -> list[str]:
    mark = "NOT VERIFIED " if each.is_open else ""
    lines = _wrapped("- ", f"{mark}{each.says} [{each.place}]")
    if each.verified or each.citation:
        lines += _wrapped("  ", f"Authority: {each.citation or 'none'}. Told: {each.told}.")
    if each.second:
        lines += _wrapped("  ", f"Second source: {_second(each)}")
    if each.in_letters:
        lines += _wrapped("  ", f"Letters say: “{each.in_letters}”")
    if each.note:
        lines += _wrapped("  ", f"Note: {each.note}")
    return lines


def _second(each: Statement) -> str:
    second = each.second
    if second is None:
        return ""
    quote = f" “{second.quote}”" if second.quote else ""
    note = f" {second.note}" if second.note else ""
    return (
        f"{second.verdict} ({second.standing.replace('_', ' ')}), {second.citation}.{quote}{note}"
    )


def _source(each: Source) -> str:
    where = f" <{each.url}>" if each.url else ""
    return f"{each.id}: {each.citation} ({each.quality}). {each.what_was_read}{where}"


def _wrapped(lead: str, text: str) -> list[str]:
    return wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=lead,
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
