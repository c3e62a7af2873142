"""Who may file an appeal under a coverage, as data.

The shape of `who_may_file` in `data/law/coverage/*.yaml`.
"""

from __future__ import annotations

import re
from typing import Literal

from flows.law.sources import Sourced
from flows.loading import Entry

May = Literal[
    "yes",
    "pre_service",  # for care that is not given yet
    "urgent",  # for an urgent case only
    "with_consent",  # with the patient's written consent, on `form` where one is named
    "no",
]


class Filer(Sourced, frozen=True, kw_only=True):
    """Whether this person may file, and the paper that shows it."""

    may: May
    form: str | None = None

    @property
    def form_number(self) -> str | None:
        """The number of the form, such as CMS-1696, where the rule that names it was read."""
        found = re.match(r"[A-Z]+-\d+", self.form or "")
        return found[0] if found and self.may_be_printed else None

    def now(self, *, given: bool, urgent: bool) -> Literal["yes", "with_consent", "no"]:
        """Whether this person may file in this case; `given`: the care was given already.

        A limit that was only remembered shuts nobody out: then consent is the safe way.
        """
        if self.may in ("yes", "with_consent"):
            return self.may
        if (self.may == "pre_service" and not given) or (self.may == "urgent" and urgent):
            return "yes"
        return "no" if self.may_be_printed else "with_consent"


class WhoMayFile(Entry, frozen=True, kw_only=True):
    """Every voice an appeal can have."""

    patient: Filer
    parent: Filer
    representative: Filer
    clinician: Filer

    def of(self, asker: str) -> Filer:
        """The entry of that voice; of the patient where it is not known."""
        found: Filer = getattr(self, asker, self.patient)
        return found
