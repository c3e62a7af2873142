"""Talks as files to read. `GOLDEN=write make test` writes them anew: read the diff."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "transcripts"


def golden(name: str, text: str) -> str:
    """What tests/transcripts/`name`.txt holds; with GOLDEN=write it holds `text` from now on."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(f"{text}\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").removesuffix("\n")
