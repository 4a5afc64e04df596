"""Every error code that Silta uses has a sentence, every sentence is used, and names only data that the error carries."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from silta.web.errors import MESSAGES, plain_sentence
from silta.words.errors import Problem

SOURCE = Path(__file__).resolve().parents[2] / "src" / "silta"
CODE = re.compile(r"[a-z-]+(\.[a-z0-9-]+)+")
NAMESPACES = {code.partition(".")[0] for code in MESSAGES}
# Words that look like codes of one of our namespaces and are something else.
NOT_CODES = {"document.language"}


@cache
def modules() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if "sentences" not in path.parts and "migrations" not in path.parts
    }


@cache
def nodes() -> tuple[tuple[str, ast.Call | ast.ClassDef | ast.Constant], ...]:
    """All calls, classes and constants, each with its file: the trees are walked once for all tests."""
    return tuple(
        (name, node)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call | ast.ClassDef | ast.Constant)
    )


@cache
def error_classes() -> frozenset[str]:
    """The names of `SiltaError` and of every class below it."""
    found = {"SiltaError"}
    bases = {
        node.name: {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        for _, node in nodes()
        if isinstance(node, ast.ClassDef)
    }
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def raised() -> Iterator[tuple[str, str, ast.Call]]:
    """Each call that makes an error or a problem of a code that stands there: (place, code, call)."""
    for name, node in nodes():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        code = getattr(node.args[0], "value", None)
        if called in error_classes() | {"Problem"} and isinstance(code, str):
            yield f"{name}:{node.lineno}", code, node


def mentioned() -> set[str]:
    """All strings that look like codes of our namespaces: some reach an error through a table or an argument."""
    return {
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
        and node.value.partition(".")[0] in NAMESPACES
    }


def data_of(call: ast.Call) -> set[str] | None:
    """The names of the data that a call gives; None if they can't be read off the source."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    whole = {keyword.arg: keyword.value for keyword in call.keywords}
    given = call.args[2] if len(call.args) > 2 else whole.get("data")
    if given is not None:
        if not isinstance(given, ast.Dict):
            return None
        names |= {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}
    return names


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_code_that_is_raised_has_a_sentence() -> None:
    missing = {f"{place}: {code}" for place, code, _ in raised() if code not in MESSAGES}
    assert missing == set()


def test_every_code_that_is_mentioned_has_a_sentence() -> None:
    # A file's name is no code: log.seed, node.toml.
    ends = ("seed", "toml", "json", "css", "csv", "html", "txt", "py", "typ", "key", "xml", "sqlite3")
    codes = {code for code in mentioned() if not code.endswith(ends)}
    assert codes - MESSAGES.keys() - NOT_CODES == set()


def test_every_sentence_is_used() -> None:
    assert MESSAGES.keys() - mentioned() == set()


def test_a_sentence_names_only_data_that_the_error_carries() -> None:
    found = {}
    for place, code, call in raised():
        data = data_of(call)
        if data is not None and code in MESSAGES:
            unknown = placeholders(MESSAGES[code]) - data - {"where", "code"}
            if unknown:
                found[place] = (code, unknown)
    assert found == {}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_sentence_is_a_sentence(code: str) -> None:
    said = MESSAGES[code]
    assert said[0].isupper() or said[0] in "{“"
    assert said[-1] in ".}"
    assert code not in said
    assert "'" not in said, "typographic apostrophes and quotation marks"
    assert plain_sentence(Problem(code, "somewhere"), str, lambda _, words: words)
