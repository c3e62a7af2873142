"""Templates and owned values into a `Document`, strictly.

Whatever a template prints must be `Owned`; it becomes `<v o="owner">text</v>` and keeps its
owner through macros, loops, includes and table cells. Anything else stops the document.
"""

from __future__ import annotations

import re
import traceback
import unicodedata
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateAssertionError,
    TemplateError,
    Undefined,
    nodes,
)
from markupsafe import Markup

from letters.writing import filters, markup
from letters.writing.blocks import Document, Kind, Labels
from letters.writing.errors import BadTemplate, Undrawable
from letters.writing.filters import Filter, Pieces
from letters.writing.owned import Owned

TEMPLATES = Path(__file__).parent.parent / "templates"

# Language and words of the document being made. Imported macros do not see the context.
_NOW: ContextVar[tuple[str, Mapping[str, str]]] = ContextVar("_NOW")

_WORD = re.compile(r"(\*\*|\{[a-z_]+\})")
# What hides or turns text around without being seen: never in a letter.
_HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def compose(
    template_name: str,
    context: Mapping[str, object],
    *,
    title: Owned | str,
    kind: Kind = "letter",
    language: str = "en",
    words: Mapping[str, str] | None = None,
    large: bool = False,
    dated: date | None = None,
    templates: Path = TEMPLATES,
) -> Document:
    """The document that `template_name` makes of `context`.

    Args:
        context: names to values made by `owned.own`; raw values may be branched on, not printed.
        words: the texts of `say(key, field=...)`; `document.page`, `.of`, `.date` and `.re`
            replace the few words the writers print themselves.
        dated: the day written into the file's properties, so that the bytes are the same again.

    Raises:
        BadTemplate: a template prints what nobody owns, or is not of the XHTML subset.
        Undrawable: a value holds a control character.
    """
    texts = words or {}
    given = dict(context) | {"language": language}
    token = _NOW.set((language, texts))
    try:
        xhtml = _environment(templates).get_template(template_name).render(given)
    except (TemplateError, BadTemplate, TypeError) as fault:
        place = _place(fault, templates) or template_name
        raise BadTemplate(f"{place}: {fault}") from None
    finally:
        _NOW.reset(token)
    try:
        content, footer, banner = markup.read(xhtml)
    except BadTemplate as fault:
        raise BadTemplate(f"{template_name}: {fault}") from None
    own_words = {
        name: texts[f"document.{name}"]
        for name in Labels.__dataclass_fields__
        if f"document.{name}" in texts
    }
    return Document(
        title=str(title.value) if isinstance(title, Owned) else title,
        language=language,
        blocks=content,
        footer=footer,
        banner=banner,
        kind=kind,
        large=large,
        dated=dated,
        labels=Labels(**own_words),
    )


class _StrictEnvironment(Environment):
    """Refuses what would make one value of several, and so lose the owners."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        made = (nodes.Concat, nodes.Add, nodes.Mod, nodes.Mul, nodes.Sub, nodes.FilterBlock)
        for node in tree.find_all(made):
            raise TemplateAssertionError(
                f"{type(node).__name__} would lose the owner", node.lineno, name, filename
            )
        for output in tree.find_all(nodes.Output):
            if any(isinstance(child, nodes.Const) for child in output.nodes):
                raise TemplateAssertionError(
                    "prints a constant nobody owns", output.lineno, name, filename
                )
        return tree


@cache
def _environment(directory: Path) -> Environment:
    environment = _StrictEnvironment(
        loader=FileSystemLoader(directory),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
    )
    environment.globals = {"say": _say}
    environment.filters = {name: _with_language(each) for name, each in filters.ALLOWED.items()}
    environment.tests = {
        "defined": environment.tests["defined"],
        "undefined": environment.tests["undefined"],
        "none": lambda value: value is None or (isinstance(value, Owned) and value.value is None),
    }
    return environment


def _with_language(each: Filter) -> Callable[..., Owned | Pieces]:
    def called(value: Any, *args: Any) -> Owned | Pieces:
        if isinstance(value, Undefined):
            str(value)  # raises, and names it
        if not isinstance(value, Owned | tuple):
            raise BadTemplate(f"{each.__name__} was given a {type(value).__name__} nobody owns")
        return each(value, _NOW.get()[0], *args)

    return called


def _finalize(value: Any) -> Any:
    if isinstance(value, Markup | Undefined):  # of a macro, finalized inside; or about to raise
        return value
    if isinstance(value, Owned):
        return Markup(_printed(value))
    if isinstance(value, Pieces):
        return Markup("".join(map(_piece, value)))
    raise BadTemplate(f"prints a {type(value).__name__} nobody owns")


def _piece(piece: Owned | str) -> str:
    if isinstance(piece, Owned):
        return _printed(piece)
    return "<br/>" if piece == "\n" else escape(piece)


def _printed(owned: Owned) -> str:
    value = owned.value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise BadTemplate(f"{owned.owner} is a {type(value).__name__}: it needs a filter or an if")
    text = unicodedata.normalize("NFC", "\n".join(str(value).splitlines()).strip())
    if not text:
        raise BadTemplate(f"{owned.owner} is empty: print it inside an if")
    for character in () if text.isascii() and text.isprintable() else text:
        hidden = unicodedata.category(character) in {"Cc", "Cs", "Cn"} or character in _HIDDEN
        if hidden and character not in "\n\t":
            raise Undrawable(character, owned.owner)
    return f"<v o={quoteattr(owned.owner)}>{escape(text)}</v>"


def _say(key: str, **fields: Owned | Pieces) -> Markup:
    """The words of `key`: fixed parts owned by `words:<key>`, fields by their owners."""
    texts = _NOW.get()[1]
    if key not in texts:
        raise BadTemplate(f"words have no {key}")
    parts = _WORD.split(texts[key])
    named = {part[1:-1] for part in parts if part.startswith("{") and part.endswith("}")}
    if named != fields.keys():
        wrong = ", ".join(sorted(named ^ fields.keys()))
        raise BadTemplate(f"words {key}: fields do not match: {wrong}")
    if parts.count("**") % 2:
        raise BadTemplate(f"words {key}: ** is not closed")
    printed: list[str] = []
    bold = False
    for part in filter(None, parts):
        if part == "**":
            printed.append("</strong>" if bold else "<strong>")
            bold = not bold
        elif part[1:-1] in fields and part.startswith("{"):
            printed.append(_finalize(fields[part[1:-1]]))
        else:
            printed.append(f"<v o={quoteattr(f'words:{key}')}>{escape(part)}</v>")
    return Markup("".join(printed))


def _place(fault: Exception, templates: Path) -> str | None:
    # Jinja rewrites the traceback so that a template's own frames carry its path and line.
    if isinstance(fault, TemplateAssertionError) or getattr(fault, "lineno", None):
        return f"{getattr(fault, 'name', None)}:{getattr(fault, 'lineno', 0)}"
    root = str(templates)
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename.startswith(root)]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else None
