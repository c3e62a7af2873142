"""Running text of a template's XHTML, read into runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from letters.writing import blocks as b
from letters.writing.errors import BadTemplate
from letters.writing.spacing import BREAK

ELEMENTS = {"strong", "em", "mark", "br", "v", "s"}


def runs_of(element: Element) -> list[b.Run]:
    """The runs of an element, each with the owner and the look of what it stands in."""
    runs = [b.Run(element.text)] if element.text else []
    for child in element:
        runs.extend(child_runs(child))
        if child.tail:
            runs.append(b.Run(child.tail))
    return runs


def child_runs(child: Element) -> list[b.Run]:
    """The runs of one element of running text."""
    if child.tag == "br":
        return [BREAK]
    if child.tag not in ELEMENTS:
        raise BadTemplate(f"<{child.tag}> is not an element for running text")
    inner = runs_of(child)
    match child.tag:
        case "v":
            owner = child.get("o")
            return [
                run
                if run is BREAK
                else b.Run(run.text, owner, run.bold, run.italic, run.marked, run.because)
                for run in inner
            ]
        case "s":
            because = child.get("because")
            return [run if run is BREAK else replace(run, because=because) for run in inner]
        case "strong":
            return [run if run is BREAK else replace(run, bold=True) for run in inner]
        case "em":
            return [run if run is BREAK else replace(run, italic=True) for run in inner]
        case _:
            return [run if run is BREAK else replace(run, marked=True) for run in inner]


def only(parent: Element, tags: set[str]) -> Iterator[Element]:
    """The children, which are of these elements alone."""
    no_text(parent)
    for child in parent:
        if child.tag not in tags:
            raise BadTemplate(f"<{child.tag}> is not an element for <{parent.tag}>")
        yield child


def no_text(parent: Element) -> None:
    """Refuses text between the children."""
    if any((text or "").strip() for text in (parent.text, *(child.tail for child in parent))):
        raise BadTemplate(f"text stands in <{parent.tag}> outside a block")
