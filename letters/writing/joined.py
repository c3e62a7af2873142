"""Neighboring runs of one look as one: what a writer draws, whoever owns the words."""

from __future__ import annotations

from dataclasses import replace

from letters.writing import blocks as b


def joined(runs: b.Runs) -> list[b.Run]:
    """The runs as they are drawn: a line break stays alone, an owner goes where two meet."""
    found: list[b.Run] = []
    last = None
    for run in runs:
        look = None if run.text == "\n" else (run.bold, run.italic, run.marked)
        if look and look == last:
            found[-1] = replace(run, text=found[-1].text + run.text, owner=None)
        else:
            found.append(run)
        last = look
    return found
