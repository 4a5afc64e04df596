"""Tests in a browser wait for what they look at: after a click a browser shows the old page, then half of the new one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
IN_A_BROWSER = sorted(
    path
    for path in TESTS.rglob("*.py")
    if path != Path(__file__)
    and re.search(r"playwright\.sync_api|mark\.browser", path.read_text(encoding="utf-8"))
)
# What answers at once, for better or worse; `expect(...)` asks until it is so.
AT_ONCE = {
    "all_inner_texts",
    "all_text_contents",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
}
ACTS = {"check", "click", "dblclick", "press", "press_sequentially", "tap", "type", "uncheck"}
LOOKS = {"check_colours", "check_no_sideways_scroll", "check_page", "goto", "reload"}


def called(node: ast.AST) -> str:
    """The name of the function or method that a statement calls."""
    call = node.value if isinstance(node, ast.Expr) else node
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        yield from (
            body
            for name in ("body", "orelse", "finalbody")
            if isinstance(body := getattr(node, name, None), list)
        )


def test_what_drives_a_browser_is_where_make_test_browser_looks() -> None:
    assert {path.parent.name for path in IN_A_BROWSER} == {"web", "journeys"}


@pytest.mark.parametrize("path", IN_A_BROWSER, ids=lambda path: path.name)
def test_what_a_page_shows_is_expected_and_not_looked_up_at_once(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asserted = [node for found in ast.walk(tree) if isinstance(found, ast.Assert) for node in ast.walk(found)]
    at_once = [node.lineno for node in asserted if isinstance(node, ast.Attribute) and node.attr in AT_ONCE]
    of_a_page = [
        node.lineno
        for node in asserted
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node) == "page.url" or (node.attr == "count" and ".locator(" in ast.unparse(node)))
    ]
    assert at_once + of_a_page == []


@pytest.mark.parametrize("path", IN_A_BROWSER, ids=lambda path: path.name)
def test_nothing_looks_at_a_page_straight_after_a_click_or_a_key(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [
        then.lineno
        for body in bodies(tree)
        for act, then in pairwise(body)
        if called(act) in ACTS and (isinstance(then, ast.Assert) or called(then) in LOOKS)
    ] == []
