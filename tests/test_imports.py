"""Imports point one way, and modules stay small enough to read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "flows", "letters", "storage")
LONGEST = 250  # lines: a longer module hides a second noun
# Who may import what of ours. Inside flows: appeal -> documents -> facts -> interview, law.
PACKAGES_MAY = {
    "flows": {"flows"},
    "letters": {"flows", "letters"},
    "storage": {"flows", "storage"},
    "bot": {"bot", "flows", "letters", "storage"},
}
BASE = {"flows.errors", "flows.loading"}
INSIDE_FLOWS = {
    "flows.errors": set(),
    "flows.loading": {"flows.errors"},
    "flows.interview": BASE | {"flows.interview"},
    "flows.rounds": {"flows.errors"},
    "flows.facts": BASE | {"flows.interview", "flows.law", "flows.private", "flows.rounds"},
    "flows.law": BASE | {"flows.clauses", "flows.law"},
    "flows.conditions": BASE | {"flows.facts", "flows.interview", "flows.law", "flows.private"},
    "flows.documents": BASE | {"flows.clauses", "flows.facts", "flows.interview", "flows.law"},
    "flows.clauses": set(),
    "flows.contradictions": BASE | {"flows.interview"},
    "flows.private": BASE | {"flows.interview"},
    "flows.obstacles": BASE | {"flows.clauses", "flows.facts", "flows.interview", "flows.law"},
    "flows.plan": BASE
    | {"flows.documents", "flows.facts", "flows.law", "flows.mapped", "flows.private"},
    "flows.rights": BASE | {"flows.facts", "flows.law", "flows.plan"},
    "flows.mapped": BASE | {"flows.facts", "flows.interview", "flows.law", "flows.private"},
    "flows.situations": BASE | {"flows.clauses", "flows.plan"},
    "flows.companions": BASE | {"flows.clauses", "flows.plan"},
    "flows.free_help": BASE | {"flows.facts", "flows.law"},
    "flows.level_steps": BASE | {"flows.law", "flows.plan"},
    "flows.steps": BASE
    | {
        "flows.facts",
        "flows.free_help",
        "flows.law",
        "flows.level_steps",
        "flows.plan",
        "flows.situations",
    },
    "flows.appeal": BASE
    | {f"flows.{room}" for room in ("documents", "facts", "interview", "law", "plan")}
    | {"flows.mapped", "flows.rights", "flows.steps"},
}
# Libraries that know a rim stay in their room.
ROOMS = {
    "telegram": ("bot",),
    "aiohttp": ("bot/sandbox",),
    "pyreqwest": ("bot/transport.py",),
    "starlette": ("bot",),
    "sqlalchemy": ("storage",),
    "alembic": ("storage",),
    "cryptography": ("storage", "bot/settings.py"),
    "jinja2": ("letters/writing",),
    "typst": ("letters/writing",),
    "docx": ("letters/writing",),
    "transitions": ("flows/interview",),
    "dateparser": ("flows/interview",),
    "rapidocr": ("letters/reading",),
    "pebble": ("letters/reading",),
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
EACH = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, by their full names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: our own modules are named in full"
            yield str(node.module)
            yield from (f"{node.module}.{each.name}" for each in node.names)


def ours(path: Path) -> set[str]:
    return {name for name in imported(path) if name.split(".")[0] in PACKAGES}


def room(name: str, rooms: set[str]) -> str | None:
    """The room of flows that a module belongs to."""
    return next((each for each in rooms if name == each or name.startswith(f"{each}.")), None)


@EACH
def test_a_package_imports_only_what_lies_below_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]

    assert {name.split(".")[0] for name in ours(path)} <= PACKAGES_MAY[package]


@EACH
def test_inside_flows_imports_point_from_the_appeal_to_the_wings(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    here = room(name, set(INSIDE_FLOWS))
    if here is None:  # the door of the house, its commands, and everything outside flows
        return

    wanted = {room(each, set(INSIDE_FLOWS)) for each in ours(path)} - {None, here}

    assert wanted <= INSIDE_FLOWS[here]
    assert "flows" not in {each for each in ours(path) if each == "flows"}, "not by the door"


@EACH
def test_a_library_stays_in_its_room(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in {each.split(".")[0] for each in imported(path)} & set(ROOMS):
        assert place.startswith(ROOMS[name]), f"{place} imports {name}"


@EACH
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    length = len(path.read_text("utf-8").splitlines())

    assert length <= LONGEST


def test_the_domain_has_no_clock_no_files_of_its_own_and_no_network() -> None:
    for path in MODULES:
        place = path.relative_to(ROOT).as_posix()
        if place.startswith("flows") and place not in ("flows/__main__.py", "flows/loading.py"):
            tree = ast.parse(path.read_text("utf-8"))
            called = {
                f"{getattr(node.func.value, 'id', '')}.{node.func.attr}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            }
            assert not called & {"date.today", "datetime.now", "datetime.today", "time.time"}, place
            assert not {"socket", "urllib", "logging"} & set(imported(path)), place
