"""What our sources mention: strings, f-strings and calls, read from their syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.conversation.groups import groups
from flows.calls import calls as telephone
from flows.contradictions import orders
from flows.interview.questions import interview
from flows.law.coverage import coverages, drafts
from flows.law.finder import finder
from flows.obstacles import pages
from flows.reminders import rules
from flows.situations import situations

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "flows", "letters")
HOLE = "\0"


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of ours, parsed."""
    return {
        path: ast.parse(path.read_text("utf-8"))
        for package in (*PACKAGES, "storage")
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def nodes(kind: type[ast.AST]) -> Iterator[ast.AST]:
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield node


@cache
def literals() -> frozenset[str]:
    """Every string in code but for docstrings, in templates, and what data name by key."""
    parts = {id(part) for node in nodes(ast.JoinedStr) for part in getattr(node, "values", [])}
    found = {
        node.value
        for node in nodes(ast.Constant)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    } - _docstrings()
    for path in (ROOT / "letters" / "templates").rglob("*.xhtml"):
        found |= {hit[1] for hit in re.finditer(r"\"([\w.]+)\"", path.read_text("utf-8"))}
    return frozenset(found | _named_by_data())


@cache
def patterns() -> tuple[str, ...]:
    """Every f-string, its holes as NUL."""
    found = []
    for node in nodes(ast.JoinedStr):
        assert isinstance(node, ast.JoinedStr)
        parts = [
            str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values
        ]
        found.append("".join(parts))
    return tuple(sorted(set(found)))


def mentions(key: str) -> bool:
    """Whether code or data names `key` ("messages.help"), whole, by its last part, or by an
    f-string whose holes are names that code or data mention too."""
    name = key.partition(".")[2]
    if key in literals() or name in literals():
        return True
    return any(_fits(pattern, text) for text in (key, name) for pattern in patterns())


def calls(name: str) -> Iterator[ast.Call]:
    """Every call of a function or class of that name."""
    for node in nodes(ast.Call):
        assert isinstance(node, ast.Call)
        called = node.func
        if getattr(called, "id", getattr(called, "attr", None)) == name:
            yield node


def constant(node: ast.AST) -> str | None:
    """The string that a node is, None where it is none."""
    value = getattr(node, "value", None)
    return value if isinstance(node, ast.Constant) and isinstance(value, str) else None


def template(node: ast.AST) -> str | None:
    """The string or the f-string that a node is, its holes as NUL."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values
        )
    return constant(node)


def _fits(pattern: str, text: str) -> bool:
    """Whether an f-string may give `text`; one that fixes nothing must be filled with a compound
    name, else any two words would do."""
    if HOLE not in pattern:
        return False
    expression = "".join(
        "([a-z0-9_]+)" if part == HOLE else re.escape(part)
        for part in re.split(f"({HOLE})", pattern)
    )
    found = re.fullmatch(expression, text)
    if found is None or not all(part in literals() for part in found.groups()):
        return False
    fixed = pattern.replace(HOLE, "").rpartition(".")[2]
    return bool(re.search(r"[a-z]{3}", fixed)) or any("_" in part for part in found.groups())


@cache
def _docstrings() -> set[str]:
    found = set()
    for kind in (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef):
        for node in nodes(kind):
            body = getattr(node, "body", [])
            if body and isinstance(body[0], ast.Expr) and constant(body[0].value):
                found.add(str(constant(body[0].value)))
    return found


def _named_by_data() -> set[str]:
    """The names that data hand to code: sections, levels, units, pages, keys of questions."""
    found = set(interview().sections)
    for question in interview().questions:
        found |= {question.key, question.emergency or question.key, *question.news.values()}
        found |= {f.not_before for f in (question, *question.fields) if f.not_before}
    found |= {order.code for order in orders()}
    for coverage in coverages().values():
        if coverage.helper:
            found.add(coverage.helper.key)
        if coverage.limited:
            found.add(f"limits_{coverage.id}")
        for level in coverage.levels:
            found |= {level.id, level.filing.unit or level.id}
    found |= {each.page for each in pages()}
    found |= {rule.kind for rule in rules()}
    for group in groups():
        found |= {group.group, *group.kinds, f"group_{group.group}_one"}
    found |= {f"find_out_{ask.key}" for ask in finder().ask}
    found |= {rule.coverage for rule in finder().rules}
    for coverage in drafts().values():
        found.add(coverage.continuation_of_benefits.warning_text or coverage.id)
        found.add(f"limits_{coverage.id}" if coverage.limited else coverage.id)
    for situation in situations():
        found |= {situation.step, f"{situation.step}_how"}
    found |= {each.line for each in telephone().lines}
    emergency = (ROOT / "flows" / "data" / "emergency.yaml").read_text("utf-8")
    return found | set(re.findall(r"^- page: (\w+)", emergency, re.MULTILINE))
