"""A paper that must stay one page: what matters least goes first where it would not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from letters.writing import pdf
from letters.writing.blocks import Document, Spacer
from letters.writing.compose import compose
from letters.writing.shelf import Shelf

ROOM = 5  # lines kept free: Word sets a page a little wider than we do


@dataclass(frozen=True)
class OnePage:
    """The document, and how many pages it has after all."""

    document: Document
    pages: int


def one_page(
    template: str,
    context: Mapping[str, Any],
    *,
    spare: Sequence[str],
    shelf: Shelf | None = None,
    **looks: Any,
) -> OnePage:
    """The document, without the last lines of the lists in `spare` as far as it needs them gone.

    `spare` names lists of the context, the one to spare first; what is left after them stands,
    even on a second page. What lies on the `shelf` as one page is not measured again.
    """
    for given in _ever_less(dict(context), spare):
        made = compose(template, given, kind="page", **looks)
        if shelf is not None and shelf.pages(made, "docx") == 1:
            return OnePage(made, 1)
        if pdf.pages(replace(made, blocks=(*made.blocks, Spacer(ROOM)))) == 1:
            return OnePage(made, 1)
    return OnePage(made, pdf.pages(made))


def _ever_less(context: dict[str, Any], spare: Sequence[str]) -> Iterator[dict[str, Any]]:
    yield context
    for name in spare:
        while context[name]:
            context = {**context, name: context[name][:-1]}
            yield context
