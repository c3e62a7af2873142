"""The fonts letters are drawn in, and what they cannot draw.

Arimo has the measures of Arial, so PDF and DOCX break lines alike; the others stand in for
letters it lacks. Nothing depends on what is installed on the machine.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg  # type: ignore[import-untyped]  # no stubs are published
import noto_cjk_sans_otc  # type: ignore[import-untyped]  # no stubs are published
from fontTools.ttLib import (  # type: ignore[import-untyped]  # no stubs are published
    TTCollection,
    TTFont,
)

from letters.writing.blocks import Document
from letters.writing.errors import Undrawable
from letters.writing.places import places

FAMILIES = ("Arimo", "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans CJK SC")
PACKAGES = (  # that they come in
    *(f"fontpkg-{family.lower().replace(' ', '-')}" for family in FAMILIES[:-1]),
    "noto-cjk-sans-otc",
)


def check(document: Document) -> None:
    """Raises `Undrawable` at the first character that no font of ours has."""
    known, listed = _drawable(), list(places(document))
    every = set(document.title).union(*(run.text for place in listed for run in place.runs))
    if every <= known:
        return
    for place in listed:
        for run in place.runs:
            if missing := set(run.text) - known:
                raise Undrawable(min(missing), run.owner)
    raise Undrawable(min(set(document.title) - known), "title")


@cache
def folders() -> tuple[str, ...]:
    """Where the font files lie."""
    return tuple(sorted({str(path.parent) for path in _files()}))


@cache
def _files() -> tuple[Path, ...]:
    named = [fontpkg.path(family) for family in FAMILIES[:-1]]
    return (*named, Path(str(noto_cjk_sans_otc.FONT_PATH)))


@cache
def _drawable() -> frozenset[str]:
    found = {0x0A, 0x20, 0xA0}
    for path in _files():
        if path.suffix == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                found |= set(collection.fonts[2].getBestCmap())  # the third is SC; all have as many
        else:
            with TTFont(path, lazy=True) as font:
                found |= set(font.getBestCmap())
    return frozenset(map(chr, found))
