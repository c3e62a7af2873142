"""What Typst is given of a document: JSON, never Typst source; pictures beside it."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any, TypeGuard

from letters.writing import blocks as b
from letters.writing import fonts, pieces
from letters.writing.exhibit import Sheet
from letters.writing.joined import joined


def of(document: b.Document) -> dict[str, str]:
    """The document as JSON, and each picture in it under a name of its own."""
    sheets: dict[str, str] = {}
    given = json.dumps(_given(document, sheets), ensure_ascii=False)
    return {"document": given, **sheets}


def _given(document: b.Document, sheets: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": document.kind,
        "large": document.large,
        "spacing": document.spacing,
        "together_from": document.together_from,
        "title": document.title,
        "language": document.language,
        "labels": _fields(document.labels),
        "banner": _runs(document.banner),
        "footer": _runs(document.footer),
        "fonts": fonts.FAMILIES,
        "blocks": [_block(block, sheets) for block in document.blocks],
    }
    rooms = pieces.LARGE if document.large else pieces.USUAL
    found: dict[str, Any] = _cut(given, rooms, rooms.usual)
    return found


def _fields(part: Any) -> Any:
    """As `dataclasses.asdict`, which takes five times as long because it copies every value."""
    if isinstance(part, tuple):
        return _runs(part) if _are_runs(part) else [_fields(each) for each in part]
    names = getattr(part, "__dataclass_fields__", None)
    return part if names is None else {name: _fields(getattr(part, name)) for name in names}


def _are_runs(part: tuple[Any, ...]) -> TypeGuard[b.Runs]:
    return bool(part) and isinstance(part[0], b.Run)


def _runs(runs: b.Runs) -> list[dict[str, Any]]:
    return [
        {"text": run.text, "bold": run.bold, "italic": run.italic, "marked": run.marked}
        for run in joined(runs)
    ]


def _block(block: b.Block, sheets: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = _fields(block) | {"is": type(block).__name__.lower()}
    if isinstance(block, b.Picture):
        assert block.sheet is not None  # a template only says where it goes
        fields["sheet"] = _sheet(block.sheet, sheets)
    if isinstance(block, b.Signature) and block.ink:
        fields["ink"] = _sheet(block.ink, sheets)
    if isinstance(block, b.Bullets | b.Numbered | b.Steps):
        for item, drawn in zip(block.items, fields["items"], strict=True):
            drawn["more"] = [_block(more, sheets) for more in item.more]
    return fields


def _sheet(sheet: Sheet, sheets: dict[str, str]) -> dict[str, Any]:
    """Puts the sheet among the inputs as an SVG around its JPEG: an input must be text."""
    size = f'width="{sheet.width}" height="{sheet.height}"'
    jpeg = base64.b64encode(sheet.jpeg).decode()
    name = f"sheet-{len(sheets)}"
    sheets[name] = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<image {size} xlink:href="data:image/jpeg;base64,{jpeg}"/></svg>'
    )
    return {"input": name, "width": sheet.width, "height": sheet.height}


def _cut(part: Any, rooms: pieces.Rooms, room: float) -> Any:
    """The same with all running text in the pieces that are drawn; see `pieces`."""
    if isinstance(part, list):
        if part and isinstance(part[0], dict) and "marked" in part[0]:
            return pieces.cut(part, room)
        return [_cut(inner, rooms, room) for inner in part]
    if not isinstance(part, dict):
        return part
    if part.get("is") == "table":
        return _measured(part, rooms.of_cells(part["widths"]))
    room = rooms.moment if part.get("is") == "timeline" else room
    if part.get("is") == "steps":  # few steps that belong together stand on one page
        told = sum(_length(item["runs"]) for item in part["items"])
        part = part | {"long": told > 1200}
    return {name: _cut(inner, rooms, room) for name, inner in part.items()}


def _measured(table: dict[str, Any], narrow: Sequence[float]) -> dict[str, Any]:
    """The table, and where it may not break: a short one, a row of short cells."""
    made = {
        part: [[_cell(*each) for each in zip(row, narrow, strict=True)] for row in table[part]]
        for part in ("header", "rows")
    }
    whole = sum(cell["length"] for row in made["rows"] for cell in row)
    return table | made | {"short": len(made["rows"]) <= 5 and whole < 800}


def _cell(cell: dict[str, Any], room: float) -> dict[str, Any]:
    return cell | {"runs": pieces.cut(cell["runs"], room), "length": _length(cell["runs"])}


def _length(runs: Sequence[dict[str, Any]]) -> int:
    return sum(len(run["text"]) for run in runs)
