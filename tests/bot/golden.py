"""Talks as files that a reviewer reads. `GOLDEN=write make test` writes them anew; read the diff."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "transcripts"


def is_golden(name: str, text: str) -> bool:
    """Whether the text is that of tests/transcripts/`name`.txt; with GOLDEN=write it becomes so."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(f"{text}\n", encoding="utf-8")
    return path.read_text(encoding="utf-8") == f"{text}\n"
