"""The law document holds every statement of the tables, and what is not verified stands first."""

from __future__ import annotations

import pytest

from flows.law.coverage import Coverage, drafts
from flows.law_document import law_document
from flows.law_document.statements import of_coverage
from tests.support.tables import sourced

EACH = pytest.mark.parametrize("key", drafts())
FIRST = "# To look at first"


def document(coverage: Coverage) -> str:
    return " ".join(law_document([coverage], whole=False).split())


@EACH
def test_every_citation_and_second_source_of_a_coverage_is_printed(key: str) -> None:
    text = document(drafts()[key])

    for value in sourced(drafts()[key]):
        if value.verified:
            assert value.citation is None or " ".join(value.citation.split()) in text
        second = value.second_source
        if second and second.quote:
            assert " ".join(second.quote.split()) in text


@EACH
def test_every_number_of_a_filing_time_is_printed(key: str) -> None:
    text = document(drafts()[key])

    for level in drafts()[key].levels:
        for term in (level.filing, *level.filing.other_windows):
            if term.amount and term.unit:
                assert f"{term.amount} {term.unit.replace('_', ' ')} from" in text


@EACH
def test_what_is_only_remembered_stands_first_and_is_marked_where_it_belongs(key: str) -> None:
    text = law_document([drafts()[key]], whole=False)
    first, _, rest = text.partition(f"\n# {drafts()[key].name}")

    still = [s for _, group in of_coverage(drafts()[key]) for s in group if s.is_open]
    assert FIRST in first
    assert first.count("- [ ] ") >= len(still)
    assert rest.count("NOT VERIFIED") == len(still)
    for each in still:
        assert each.told.startswith("never told")


def test_the_whole_document_has_services_reasons_states_and_how_days_are_counted() -> None:
    text = law_document(drafts().values(), whole=True)

    for title in ("How days are counted", "Services", "Reasons for a denial", "States"):
        assert f"\n# {title}\n" in text
    assert "Ohio (OH)" in text and "Kyphoplasty" in text
    assert all(len(line) <= 120 for line in text.splitlines() if "http" not in line)
