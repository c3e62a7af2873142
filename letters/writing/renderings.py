"""How a chosen button reads in a letter, in English.

The shape of `flows/data/interview/renderings.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.loading import DATA, load
from letters.writing.owned import Owned


@cache
def renderings() -> dict[str, dict[str, str]]:
    """The words of each option, by question."""
    return load(DATA / "interview" / "renderings.yaml", dict[str, dict[str, str]])


def paper_names(documents: Sequence[str]) -> tuple[Owned, ...]:
    """The names of papers, each owned by the answer that says where it stands."""
    texts = renderings()["documents"]
    return tuple(Owned(texts[key], f"answer:documents.{key}") for key in documents)
