"""Printing: tables for people, JSON for tools, refusals in words that name the place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from silta.cli.words import tr, trp
from silta.words.errors import Problem, SiltaError


def print_json(value: Any) -> None:
    """One JSON document on standard output, in the letters of its own language."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Aligned columns; the last one is not cut."""
    lines = [[str(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(heads), *lines]) for n in range(len(heads))]
    widths = [min(width, 60) for width in widths[:-1]] + [0]
    for line in [list(heads), *lines]:
        cut = [cell if n == len(line) - 1 else cell[:60].ljust(widths[n]) for n, cell in enumerate(line)]
        print("  ".join(cut).rstrip())


def printable(name: str) -> str:
    """A stranger's name for a file on one line, without signs that would move the cursor."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name[:200])


def sentence(problem: Problem) -> str:
    """One problem as a sentence, with its place in front."""
    from silta.web.errors import plain_sentence

    return plain_sentence(problem, tr, trp)


def complain(error: SiltaError, *, as_json: bool) -> None:
    """Say on standard error what was refused and where; with --json, the same as data on standard output."""
    if as_json:
        found = [{"code": p.code, "where": p.where, "message": sentence(p)} for p in error.problems]
        print_json({"ok": False, "errors": found})
        return
    for problem in error.problems:
        print(sentence(problem), file=sys.stderr)
