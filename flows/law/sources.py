"""Where a legal value stands, whether that text was read, and what may be printed of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from flows.loading import Entry

Verified = Literal["read-in-stored-text", "from-knowledge-only"] | None
# The qualities of a source that may stand behind a printed citation.
CITABLE = frozenset({"primary-text", "mirror-of-primary", "official-page"})


class SecondSource(Entry, frozen=True, kw_only=True):
    citation: str
    url: str | None
    quote: str | None
    verdict: Literal["agrees", "disagrees", "corrected"]
    standing: str
    note: str | None


class Sourced(Entry, frozen=True, kw_only=True):
    """A legal value: where it stands, and whether that text was read."""

    citation: str | None = None
    verified: Verified = None
    second_source: SecondSource | None = None
    note: str | None = None

    @property
    def may_be_printed(self) -> bool:
        """Whether the number may be told to a person (README of the law tables)."""
        return self.verified == "read-in-stored-text"


class Source(Entry, frozen=True, kw_only=True):
    id: str
    citation: str
    url: str | None
    what_was_read: str
    paraphrase: str
    quality: str


def citable(citation: str | None, sources: Iterable[Source]) -> str | None:
    """What of `citation` may be printed: the parts whose section a good source names, else None.

    A section such as "29 CFR 2560.503-1" must be named by a source of citable quality; the
    paragraphs behind it go with it.
    """
    if not citation:
        return None
    named = {found for s in sources if s.quality in CITABLE for found in sections(s.citation)}
    parts = [part.strip() for part in re.split(r";| / ", citation)]
    kept = [p for p in parts if sections(p) and sections(p) <= named]
    return "; ".join(kept) or None


def sections(citation: str) -> set[str]:
    """The sections a citation names, without their paragraphs: {"29 CFR 2560.503-1"}."""
    return {" ".join(found.split()) for found in _SECTION.findall(citation)}


# "29 CFR 2560.503-1(h)": title, code, section without its paragraphs
_SECTION = re.compile(r"\b\d+ (?:CFR|USC) [0-9]+[0-9a-z.\-]*[0-9a-z]")
