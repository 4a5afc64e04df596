"""The house is as ARCHITECTURE.md draws it: every file in its room, nothing too big, no drawer for odds and ends."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("cli", "config", "web", "node", "reports", "crosswalk", "standards", "records", "ledger", "words")
PURE = (
    "words",
    "ledger",
    "records",
    "standards",
    "crosswalk",
    "reports/catalogue",
    "reports/proof",
    "reports/sheets",
)
ROOMS = (
    rf"src/silta/({'|'.join(PACKAGES)})/.+",
    r"src/silta/locale/(kk|ru|fi|en)/LC_MESSAGES/django\.po",
    r"src/silta/(__init__\.py|__main__\.py|py\.typed)",
    rf"tests/({'|'.join(PACKAGES)}|journeys|catalogue|vectors|tools)/.+",
    r"tests/(__init__|conftest|settings)\.py",
    r"benchmarks/.+",
    r"docs/.+\.(md|svg|png)",
    r"tools/[a-z_]+\.(py|sh)",
    r"changes/[a-z0-9+-]+\.(added|changed|fixed|removed)\.md|changes/template\.md",
    r"\.ci/run",
    r"(README|ARCHITECTURE|CHANGELOG|CONTRIBUTING|SECURITY)\.md",
    r"LICENSE|Makefile|pyproject\.toml|requirements(-dev)?\.lock",
    r"\.(gitignore|gitattributes|editorconfig|pre-commit-config\.yaml)",
)
LINES_IN_A_FILE = 400
LINES_IN_A_FUNCTION = 40
# Path → reason. An exception is a debt: it stays empty.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "utilities"}
# Places of one machine, which no reader of this repository has.
ELSEWHERE = re.compile(r"(?<![\w.-])/work/(?:main|shared|\.)|/tmp/brief|shared/(?:design|prototypes|hooks)")


@cache
def files() -> tuple[str, ...]:
    """What git holds, or would hold with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted({name for name in listed if name and (ROOT / name).is_file()}))


@cache
def source_files() -> tuple[str, ...]:
    """The project's own Python, but for what Django writes."""
    return tuple(
        name
        for name in files()
        if name.startswith("src/") and name.endswith(".py") and "/migrations/" not in name
    )


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def functions(name: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(ast.parse(read(name))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}::{node.name}", node


def test_every_file_is_in_a_room_of_the_house() -> None:
    assert [name for name in files() if not any(re.fullmatch(room, name) for room in ROOMS)] == []


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {name: read(name).count("\n") for name in source_files()}
    assert {
        name: length
        for name, length in lengths.items()
        if length > LINES_IN_A_FILE and name not in LONG_FILES
    } == {}


def test_no_function_is_longer_than_40_lines() -> None:
    lengths = {
        where: (node.end_lineno or node.lineno) - node.lineno + 1
        for name in source_files()
        for where, node in functions(name)
    }
    too_long = {where: length for where, length in lengths.items() if length > LINES_IN_A_FUNCTION}
    assert {where: length for where, length in too_long.items() if where not in LONG_FUNCTIONS} == {}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [name for name in source_files() if DRAWERS & set(Path(name).with_suffix("").parts)] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    here = str(Path(__file__).relative_to(ROOT))
    text = [
        name for name in files() if name != here and not name.endswith((".png", ".woff2", ".xlsx", ".pdf"))
    ]
    found = {
        name: match[0]
        for name in text
        if (match := ELSEWHERE.search((ROOT / name).read_bytes().decode("utf-8", "ignore")))
    }
    assert found == {}


# What import-linter cannot see: calls that reach for the clock, chance or files by way of harmless modules.
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
IMPURE_ATTRIBUTES = {
    "now",
    "utcnow",
    "today",
    "uuid1",
    "uuid4",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
}
IMPURE_OWNERS = {"random", "importlib", "resources"}


def impure_calls(name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(read(name))):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=called) if called in IMPURE_CALLS | IMPURE_ATTRIBUTES:
                yield f"{name}:{node.lineno}: {called}()"
            case ast.Attribute(attr=called, value=owner) if called in IMPURE_ATTRIBUTES or IMPURE_OWNERS & {
                getattr(owner, "id", ""),
                getattr(owner, "attr", ""),
            }:
                yield f"{name}:{node.lineno}: {ast.unparse(node.func)}()"


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_asks_no_clock_no_chance_and_no_file(package: str) -> None:
    modules = [name for name in source_files() if name.startswith(f"src/silta/{package}/")]
    assert [call for name in modules for call in impure_calls(name)] == []
