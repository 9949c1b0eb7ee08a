"""A page never queries by itself, a file fits on a few screens, and no room is called after everything and nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
DOORS = {"views", "forms"}
SAYS_NOTHING = {
    "utils",
    "helpers",
    "common",
    "core",
    "base",
    "services",
    "service",
    "manager",
    "managers",
    "handler",
    "handlers",
    "process",
    "info",
}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path.relative_to(ROOT) for path in found if "migrations" not in path.parts]


OURS = sources("hkin", "network", "signals")
PAGES = [path for path in OURS if DOORS & {path.stem, *(part for part in path.parts)}]


def queries(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield node.lineno


def test_there_are_pages_to_look_at() -> None:
    assert len(PAGES) > 20


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_page_gets_its_rows_from_a_room_below(path: Path) -> None:
    assert list(queries(path)) == []


def test_a_file_is_short() -> None:
    lines = {str(path): len((ROOT / path).read_text().splitlines()) for path in [*OURS, *sources("tests")]}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


def test_a_name_says_what_is_inside() -> None:
    named = [path for path in [*OURS, *sources("tests")] if SAYS_NOTHING & {path.stem, *path.parts}]
    assert named == []
