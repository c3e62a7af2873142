"""The XHTML a template makes, read into blocks.

Every owned value arrives as `<v o="owner">text</v>`. Unknown elements and attributes, text
outside a block, ragged tables and skipped heading levels are faults of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from letters.writing import blocks as b
from letters.writing.errors import BadTemplate
from letters.writing.running import ELEMENTS, child_runs, no_text, only, runs_of
from letters.writing.spacing import lines, tidy

_ENTITIES = {"nbsp": 160, "sect": 167, "middot": 183, "ndash": 8211, "mdash": 8212} | {
    "lsquo": 8216,
    "rsquo": 8217,
    "ldquo": 8220,
    "rdquo": 8221,
}
_DOCTYPE = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in _ENTITIES.items())
_MARGINS = ("footer", "banner")
_TRANSPARENT = {"section", "div", "thead", "tbody"}
_ATTRIBUTES = {
    "v": {"o"},
    "line": {"name", "because"},
    "table": {"widths", "blank", "write"},
    "spacer": {"lines"},
    "h1": {"part"},
    "moment": {"strong"},
} | {tag: {"because"} for tag in ("p", "s", "li", "step", "td", "th", "note", "blockquote", "date")}


def read(xhtml: str) -> tuple[tuple[b.Block, ...], b.Runs, b.Runs]:
    """The blocks, the footer and the banner of a rendered template.

    Raises:
        BadTemplate: it is no XHTML, or not of the subset. The message never quotes the text.
    """
    try:
        root = ElementTree.fromstring(f"<!DOCTYPE d [{_DOCTYPE}]><d>{xhtml}</d>")
    except ElementTree.ParseError as fault:
        line, _ = fault.position
        raise BadTemplate(f"is not well-formed at line {line} of its output") from None
    for element in root.iter():
        extra = set(element.attrib) - _ATTRIBUTES.get(element.tag, set())
        if extra:
            raise BadTemplate(f"<{element.tag}> has no attribute {', '.join(sorted(extra))}")
    content = tuple(_blocks(root, skip=_MARGINS))
    return tuple(_levelled(content)), _margin(root, "footer"), _margin(root, "banner")


def _margin(root: Element, tag: str) -> b.Runs:
    found = [tidy(runs_of(element)) for element in root if element.tag == tag]
    if len(found) > 1:
        raise BadTemplate(f"has more than one <{tag}>")
    return found[0] if found else ()


def _blocks(parent: Element, skip: tuple[str, ...] = ()) -> Iterator[b.Block]:
    no_text(parent)
    for element in parent:
        if element.tag in _TRANSPARENT:
            yield from _blocks(element)
        elif element.tag not in skip:
            yield from _block(element)


def _block(element: Element) -> Iterator[b.Block]:
    if element.tag not in _READERS:
        raise BadTemplate(f"<{element.tag}> is not an element for this place")
    yield from _READERS[element.tag](element)


def _heading(element: Element) -> Iterator[b.Heading]:
    part = element.get("part") == "yes"
    yield b.Heading(int(element.tag[1]), tidy(runs_of(element)), part)


def _paragraph(element: Element) -> Iterator[b.Paragraph]:
    runs = tidy(runs_of(element))
    if runs:  # an empty paragraph is an {% if %} that did not hold
        yield b.Paragraph(runs, element.get("because"), _STYLES[element.tag])


def _list(element: Element) -> Iterator[b.Block]:
    items = tuple(_items(element, "step" if element.tag == "steps" else "li"))
    if items and element.tag == "ul":
        yield b.Bullets(items)
    elif items:
        yield b.Numbered(items) if element.tag == "ol" else b.Steps(items)


def _address(element: Element) -> Iterator[b.Address]:
    yield b.Address(lines(runs_of(element)))


def _re(element: Element) -> Iterator[b.Re]:
    yield b.Re(
        tuple(
            b.Detail(line.get("name", ""), tidy(runs_of(line)), line.get("because"))
            for line in only(element, {"line"})
        )
    )


def _signature(element: Element) -> Iterator[b.Signature]:
    parts = {part.tag: tidy(runs_of(part)) for part in only(element, {"closing", "name", "role"})}
    yield b.Signature(parts.get("closing", ()), parts.get("name", ()), parts.get("role", ()))


def _sheet(element: Element) -> Iterator[b.Picture]:
    yield b.Picture(tidy(runs_of(element)))


def _spacer(element: Element) -> Iterator[b.Spacer]:
    yield b.Spacer(int(element.get("lines", "1")))


def _pagebreak(element: Element) -> Iterator[b.PageBreak]:
    yield b.PageBreak()


def _items(parent: Element, tag: str) -> Iterator[b.Item]:
    for element in only(parent, {tag}):
        by: b.Runs = ()
        own_runs: list[b.Run] = [b.Run(element.text)] if element.text else []
        more: list[b.Block] = []
        for child in element:
            if child.tag == "by" and tag == "step":
                by = tidy(runs_of(child))
            elif child.tag in ELEMENTS and not more:
                own_runs.extend(child_runs(child))
            else:
                more.extend(_block(child))
            if child.tail and child.tail.strip() and more:
                raise BadTemplate(f"text stands after a block inside <{tag}>")
            own_runs.append(b.Run(child.tail or ""))
        runs, because = tidy(own_runs), element.get("because")
        if not runs and more and isinstance(more[0], b.Paragraph):
            runs, because = more[0].runs, because or more[0].because
            del more[0]
        if runs or more:
            yield b.Item(runs, because, by, tuple(more))


def _table(element: Element) -> Iterator[b.Table]:
    rows = [
        tuple(
            b.Cell(tidy(runs_of(cell)), cell.get("because"), cell.tag == "th")
            for cell in only(row, {"td", "th"})
        )
        for row in _rows(element)
    ]
    columns = {len(row) for row in rows}
    if len(columns) != 1 or columns == {0}:
        raise BadTemplate("<table> has no rows, or rows of different lengths")
    head = next((i for i, row in enumerate(rows) if not all(c.heading for c in row)), len(rows))
    width = columns.pop()
    try:
        widths = tuple(float(share) for share in element.get("widths", "1 " * width).split())
        blank = int(element.get("blank", "0"))
    except ValueError:
        raise BadTemplate("<table> has widths or blank that are not numbers") from None
    if len(widths) != width:
        raise BadTemplate("<table> has not one width for each column")
    yield b.Table(tuple(rows[:head]), tuple(rows[head:]), widths, blank, "write" in element.attrib)


def _timeline(element: Element) -> Iterator[b.Timeline]:
    moments = []
    for each in only(element, {"moment"}):
        parts = {part.tag: tidy(runs_of(part)) for part in only(each, {"name", "by"})}
        moments.append(b.Moment(parts["name"], parts["by"], each.get("strong") == "yes"))
    if moments:
        yield b.Timeline(tuple(moments))


def _rows(element: Element) -> Iterator[Element]:
    for child in only(element, {"thead", "tbody", "tr"}):
        if child.tag == "tr":
            yield child
        else:
            yield from only(child, {"tr"})


def _levelled(content: tuple[b.Block, ...]) -> Iterator[b.Block]:
    # PDF/UA: headings begin at level 1 and skip none. A letter without a title begins with h2.
    levels = [block.level for block in content if isinstance(block, b.Heading)]
    first, before = min(levels, default=1) - 1, 0
    for block in content:
        if isinstance(block, b.Heading):
            level = block.level - first
            if level > before + 1:
                raise BadTemplate(f"<h{block.level}> skips a level of heading")
            before, block = level, replace(block, level=level)
        yield block


_STYLES: dict[str, b.Style] = {
    "p": "plain",
    "date": "date",
    "note": "note",
    "blockquote": "quote",
}
_READERS: dict[str, Callable[[Element], Iterator[b.Block]]] = {
    **dict.fromkeys(("h1", "h2", "h3"), _heading),
    **dict.fromkeys(_STYLES, _paragraph),
    **dict.fromkeys(("ul", "ol", "steps"), _list),
    "table": _table,
    "timeline": _timeline,
    "address": _address,
    "re": _re,
    "signature": _signature,
    "sheet": _sheet,
    "spacer": _spacer,
    "pagebreak": _pagebreak,
}
