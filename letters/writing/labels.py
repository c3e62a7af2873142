"""What the papers for the person have in common: they are written in the person's language."""

from __future__ import annotations

LABELS = {"es": {"document.page": "Página", "document.of": "de", "document.date": "Fecha"}}


def labels(language: str) -> dict[str, str]:
    """The few words the writers print themselves; theirs are English."""
    return LABELS.get(language, {})
