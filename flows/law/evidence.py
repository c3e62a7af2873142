"""What shows that a service is needed or that a reason does not hold, and where each is used.

Part of `data/law/services/*.yaml` and `data/law/reasons/*.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from flows.loading import Entry


class Evidence(Entry, frozen=True, kw_only=True):
    """A line of evidence and one place where it is used; a line may have several entries.

    One of `paper` (a document), `answer` (a question) and `step` (of the checklist) names the
    place. `strength` and `when` (facts with their values, as in `data/law/documents.yaml`) are
    of a paper.
    """

    line: str
    paper: str | None = None
    answer: str | None = None
    step: str | None = None
    strength: Literal["strong", "helps"] = "helps"
    when: Mapping[str, tuple[str, ...]] = {}
