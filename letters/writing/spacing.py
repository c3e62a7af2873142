"""White space and end marks between runs: no holes, no space before a comma, no two periods.

A template breaks its lines where it reads best; owned words end as the person ended them.
Only fixed words are ever mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from letters.writing.blocks import Run, Runs

BREAK = Run("\n")  # known by identity: a template's own line end is a run of "\n" too

_WHITE = re.compile(r"[ \t\n\r\f\v]+")  # not the no-break space
_BEFORE_MARK = re.compile(r" +(?=[,.;:!?)”])")
_PERIOD = re.compile(r"([\"”\u2019)]?)\.(?!\.)")
_ENDED = re.compile(r"[.!?…][\"”\u2019)]?$")


def tidy(runs: Iterable[Run]) -> Runs:
    """The runs with single spaces, trimmed, and fixed words closed up to what they follow."""
    kept: list[Run] = []
    for run in runs:
        if run is BREAK:
            _trim_end(kept)
            if kept:
                kept.append(BREAK)
            continue
        text = _WHITE.sub(" ", run.text)
        if fixed(run):
            text = _BEFORE_MARK.sub("", text) if text.strip() else text
            text = text.replace("( ", "(").replace("“ ", "“")
        before = kept[-1] if kept else None
        if before is None or before is BREAK or before.text.endswith(" "):
            text = text.lstrip(" ")
        if before is not None and text and fixed(run):
            if text[0] in ",.;:!?)”" and fixed(before) and before is not BREAK:
                _trim_end(kept)
            text = _one_period(kept[-1] if kept else None, text)
        if text:
            kept.append(run if text == run.text else run.saying(text))
    _trim_end(kept)
    while kept and kept[-1] is BREAK:
        kept.pop()
        _trim_end(kept)
    return tuple(_merged(kept))


def lines(runs: Iterable[Run]) -> tuple[Runs, ...]:
    """The lines of an address: broken at `<br/>` and at the line ends of owned values."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if run is BREAK:
            found.append([])
        elif run.owner is None:
            found[-1].append(run)
        else:
            first, *rest = run.text.split("\n")
            found[-1].append(run.saying(first))
            found.extend([run.saying(line)] for line in rest)
    return tuple(line for line in map(tidy, found) if line)


def fixed(run: Run) -> bool:
    """Whether the words are ours: the template's or the words file's."""
    return run.owner is None or run.owner.startswith("words:")


def _trim_end(kept: list[Run]) -> None:
    while kept and kept[-1] is not BREAK:
        text = kept[-1].text.rstrip(" ")
        if text:
            kept[-1] = kept[-1].saying(text) if text != kept[-1].text else kept[-1]
            return
        kept.pop()


def _one_period(before: Run | None, text: str) -> str:
    # "I see Acme Inc." + "." is one period, as is a quotation that ends in its own.
    mark = _PERIOD.match(text)
    if mark and before is not None and not fixed(before) and _ENDED.search(before.text):
        return mark[1] + text[mark.end() :]
    return text


def _look(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.marked


def _merged(runs: Sequence[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        before = merged[-1] if merged else None
        if (
            before is not None
            and run is not BREAK
            and before is not BREAK
            and run.owner is before.owner is None
            and run.because == before.because
            and _look(run) == _look(before)
        ):
            merged[-1] = before.saying(before.text + run.text)
        else:
            merged.append(run)
    return merged
