"""The empty DOCX letters are written on: our styles and numbering, nothing of python-docx's.

Made once for each look and kept as bytes; opening it is ten times quicker than python-docx's own
template with its ninety table styles.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TypedDict

import docx
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Inches, Length, Pt
from docx.styles.style import ParagraphStyle

from letters.writing import numbering
from letters.writing.blocks import Kind, Spacing
from letters.writing.package import Package, package

SIZES = {"checklist": 12.0, "page": 10.5}  # points, where it is not 11

# The pitch of lines, and the room between paragraphs and above and below a heading in sizes of the
# type; between entries of a list in points. As close as looks.typ sets the same letter.
_CLOSE: dict[Spacing, tuple[float, float, float, float, float]] = {
    "usual": (1.16, 0.38, 0.68, 0.13, 0.5),
    "close": (1.085, 0.31, 0.55, 0.1, 0),
    "closer": (1.015, 0.26, 0.47, 0.08, 0),
}

PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange"
)

_KEPT = {
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Header",
    "Footer",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "List Bullet",
    "List Number",
    "Quote",
    "Table Grid",
}
_SPARE = ("customXml", "stylesWithEffects", "thumbnail")
_BORDER = 'w:val="single" w:sz="{}" w:space="{}" w:color="000000"'


class Look(TypedDict):
    """What sheet a document is written on."""

    kind: Kind
    large: bool
    language: str
    spacing: Spacing
    banner: bool


def paper(kind: Kind, *, large: bool, language: str, spacing: Spacing, banner: bool) -> Paper:
    """A new, empty document of that look, its footer empty, too, and its `banner` if it has one."""
    made = docx.Document(io.BytesIO(_blank(kind, large, language, spacing)))
    (section,) = made.sections
    for margin in (section.header, section.footer)[0 if banner else 1 :]:
        empty = margin.paragraphs[0]._p  # which makes the part
        around = empty.getparent()
        around.remove(empty)
        around.text = "\n"  # so that it is written with an end, before which text can go
    return made


@cache
def empty(kind: Kind, *, large: bool, language: str, spacing: Spacing, banner: bool) -> Package:
    """The same, packed to be filled."""
    made = paper(kind, large=large, language=language, spacing=spacing, banner=banner)
    return package(made)


def border(element: BaseOxmlElement, sides: str, *, size: int, space: int) -> None:
    """Lines on the `sides` of a paragraph: `size` in eighths of a point, `space` in points."""
    line = _BORDER.format(size, space)
    drawn = "".join(f"<w:{side} {line}/>" for side in sides.split())
    _, after = PARAGRAPH_ORDER.split(" pBdr ")
    made = parse_xml(f"<w:pBdr {nsdecls('w')}>{drawn}</w:pBdr>")
    element.insert_element_before(made, *(f"w:{tag}" for tag in after.split()))


@cache
def _blank(kind: Kind, large: bool, language: str, spacing: Spacing) -> bytes:
    made = docx.Document()
    _strip(made)
    size = 16.0 if large else SIZES.get(kind, 11.0)
    _defaults(made, size, language)
    _headings(made, size, kind == "checklist")
    numbering.put(made)
    _set_close(made, size, spacing)
    _own_styles(made, size, Pt(1 if kind == "letter" else 2))
    if kind == "page":
        _tighten(made)
    section = made.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(0.7 if kind == "page" else 1)
    section.footer_distance = Inches(0.4 if kind == "page" else 0.5)
    made.core_properties.author = made.core_properties.comments = ""
    made.core_properties.last_modified_by = made.core_properties.keywords = ""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _strip(made: Paper) -> None:
    for rels in (made.part.rels, made.part.package.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _SPARE]:
            del rels[key]
    for style in list(made.styles):
        if style.name not in _KEPT:
            style.delete()
    for link in made.styles.element.iter(qn("w:link")):
        link.getparent().remove(link)  # to the character styles that are gone
    for setting in made.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word says "Compatibility Mode"


def _defaults(made: Paper, size: float, language: str) -> None:
    spoken = {"en": "en-US", "es": "es-US"}.get(language, language)
    properties = made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    properties.clear()
    fonts = OxmlElement("w:rFonts")
    for script, face in (("ascii", "Arial"), ("hAnsi", "Arial"), ("cs", "Arial")):
        fonts.set(qn(f"w:{script}"), face)
    fonts.set(qn("w:eastAsia"), "Microsoft YaHei")
    properties.append(fonts)
    half_points = str(int(size * 2))
    for tag in ("w:sz", "w:szCs"):
        sized = OxmlElement(tag)
        sized.set(qn("w:val"), half_points)
        properties.append(sized)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), spoken)
    tongue.set(qn("w:eastAsia"), "zh-CN")
    tongue.set(qn("w:bidi"), "ar-SA")
    properties.append(tongue)
    normal = _style(made, "Normal")
    normal.paragraph_format.widow_control = True


def _headings(made: Paper, size: float, checklist: bool) -> None:
    scales = (1.6, 1.2, 1.0) if checklist else (1.1, 1.0, 1.0)
    for level, scale in enumerate(scales, 1):
        style = _style(made, f"Heading {level}")
        style.element.get_or_add_rPr().clear()
        style.font.bold = True
        style.font.italic = level == 3
        style.font.size = Pt(round(size * scale * 2) / 2)
        style.paragraph_format.keep_with_next = True


def _set_close(made: Paper, size: float, spacing: Spacing) -> None:
    pitch, between, above, below, entries = _CLOSE[spacing]
    normal = _style(made, "Normal").paragraph_format
    normal.line_spacing, normal.space_after = pitch, Pt(size * between)
    for level in (1, 2, 3):
        heading = _style(made, f"Heading {level}").paragraph_format
        heading.space_before, heading.space_after = Pt(size * above), Pt(size * below)
    for name in ("List Bullet", "List Number"):
        _style(made, name).paragraph_format.space_after = Pt(entries)


def _own_styles(made: Paper, size: float, in_cells: Length) -> None:
    quote = _style(made, "Quote")
    quote.element.get_or_add_rPr().clear()
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Inches(0.35)
    names = ("Address", "Subject", "Reference", "Note", "Table Text", "Signature Line", "Signature")
    for name in names:
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = _style(made, "Normal")
        _style(made, name).quick_style = True
    for name in ("Address", "Subject", "Reference", "Table Text", "Signature"):
        _style(made, name).paragraph_format.space_after = Pt(0)
    subject = _style(made, "Subject")
    subject.font.bold = True
    subject.paragraph_format.left_indent = Inches(0.5)
    subject.paragraph_format.first_line_indent = Inches(-0.5)
    reference = _style(made, "Reference")
    reference.paragraph_format.left_indent = Inches(2.15)
    reference.paragraph_format.first_line_indent = Inches(-2.15)
    reference.paragraph_format.tab_stops.add_tab_stop(Inches(0.5))
    reference.paragraph_format.tab_stops.add_tab_stop(Inches(2.15))
    note = _style(made, "Note")
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Pt(7)
    border(note.element.get_or_add_pPr(), "top left bottom right", size=8, space=6)
    table = _style(made, "Table Text").paragraph_format
    table.line_spacing, table.space_before, table.space_after = 1.05, in_cells, in_cells
    _style(made, "Signature Line").paragraph_format.space_before = Pt(23)
    _style(made, "Signature Line").paragraph_format.space_after = Pt(2)
    footer = _style(made, "Footer")
    footer.font.size = Pt(max(9, size * 0.75))
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
    border(footer.element.get_or_add_pPr(), "top", size=4, space=4)


def _tighten(made: Paper) -> None:
    for name, before, after in (
        ("Normal", 0, 4),
        ("Heading 1", 0, 6),
        ("Heading 2", 7, 3),
        ("List Bullet", 0, 2),
        ("List Number", 0, 3),
    ):
        spaced = _style(made, name).paragraph_format
        spaced.space_before, spaced.space_after, spaced.line_spacing = Pt(before), Pt(after), 1.08


def _style(made: Paper, name: str) -> ParagraphStyle:
    style = made.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style
