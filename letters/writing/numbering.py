"""The lists of a DOCX: how each kind is marked."""

from __future__ import annotations

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

BULLETS, NUMBERS, BOXES = 1, 2, 3  # the w:num of each kind of list


def put(made: Paper) -> None:
    """The lists of the document: bullets, numbers, boxes to tick, three deep."""
    numbering = made.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    kinds = (
        ("bullet", "•", "Arial", 22, 340),
        ("decimal", "%{}.", "Arial", 0, 460),  # as wide as "10." and a space
        ("bullet", "☐", "Segoe UI Symbol", 30, 340),
    )
    for key, (form, mark, face, half_points, room) in enumerate(kinds, 1):
        sized = f'<w:sz w:val="{half_points}"/>' if half_points else ""
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{mark.format(level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(room + 80) * (level + 1)}" w:hanging="{room}"/></w:pPr>'
            f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"/>'
            f"{sized}</w:rPr>"
            "</w:lvl>"
            for level in range(3)
        )
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
        )
    for key in (BULLETS, NUMBERS, BOXES):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
            )
        )
    made.styles.add_style("Check Box", WD_STYLE_TYPE.PARAGRAPH)
    for name, key in (("List Bullet", BULLETS), ("List Number", NUMBERS), ("Check Box", BOXES)):
        style = made.styles[name]
        style.base_style = made.styles["Normal"]
        numbered = style.element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_numId().val = key
        style.paragraph_format.space_after = Pt(6)
        for contextual in style.element.iter(qn("w:contextualSpacing")):
            contextual.getparent().remove(contextual)


def counted_anew(number: int, depth: int) -> str:
    """A list of numbers that counts from one, as XML: a w:num of its own, with the same look."""
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>'
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
