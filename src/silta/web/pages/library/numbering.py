"""Showing how a text is numbered: a number is marked in it or a pattern written, and the tree follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from silta.node.actions import uploads
from silta.node.actions.library import IMPORTERS, ImportPreview, ImportRequest, lines, takes_long, trial
from silta.node.actions.permissions import require
from silta.node.jobs.bring import request_of
from silta.standards.formats.patterns import (
    MAX_PATTERN,
    MAX_PATTERNS,
    READY,
    form_of,
    leading_number,
    rank_of,
)
from silta.standards.provisions import LEVELS, Level
from silta.web.asking import actor_of, answering
from silta.web.pages.library.importing import LEVELS as LEVEL_WORDS
from silta.web.pages.library.importing import Held, held_import, look, remember
from silta.words.errors import Problem, SiltaError

SHOWN_LINES: Final = 300
"""Lines of the text that are offered for marking."""
_LIKELY: Final[tuple[Level, ...]] = ("article", "chapter", "point", "paragraph", "part", "subpoint")
_LIKELY_BELOW: Final[tuple[Level, ...]] = ("point", "subpoint", "paragraph", *_LIKELY)
_BARE: Final = ("{a}", "{i}", "{n}")
"""What is left of a form like ``a)`` or ``(1)`` without its brackets: below a provision that is marked it numbers points."""


@dataclass(frozen=True)
class Row:
    """A pattern as it stands in the form."""

    index: int
    level: str
    form: str

    @property
    def asked(self) -> str:
        """The pattern as the formats take it."""
        return f"{self.level}={self.form}"


@answering
def numbering(request: HttpRequest) -> HttpResponseBase:
    """The text with the numbers that can be marked, the patterns so far, and the tree that they make."""
    require(actor_of(request), *IMPORTERS)
    held = held_import(request)
    rows = _rows(request, held)
    asked = [row.asked for row in rows if row.form]
    seen: ImportPreview | None = None
    problems: Sequence[Problem] = ()
    text: Sequence[tuple[str, str]] = ()
    is_long = False
    try:
        raw = uploads.kept(held["token"])
        if request.method == "POST":
            held["text"] |= {"numbering": asked, "format": ""}
            remember(request, held)
        if asked and "use" in request.POST:
            return look(request, raw)
        wanted, is_long = request_of(held["text"], raw), takes_long(raw)
        text = _marked(wanted)
        seen = trial(wanted) if asked else None
    except SiltaError as error:
        problems = error.problems
    context = {
        "rows": rows,
        "levels": [(level, LEVEL_WORDS[level]) for level in LEVELS],
        "ready": READY,
        "longest": MAX_PATTERN,
        "text": text,
        "cut": SHOWN_LINES if len(text) == SHOWN_LINES else 0,
        "language": held["text"].get("language", ""),
        "is_long": is_long,
        "seen": seen,
        "counts": [(LEVEL_WORDS[level], count) for level, count in seen.seen.counts.items()] if seen else [],
        "problems": problems,
    }
    return render(request, "web/library/numbering.html", context)


def _rows(request: HttpRequest, held: Held) -> list[Row]:
    """The patterns of the form, the outermost first, with the one just marked, and an empty row while more may come."""
    levels, forms = request.POST.getlist("level"), request.POST.getlist("pattern")
    asked = [f"{level}={form}" for level, form in zip(levels, forms, strict=False)] or held["text"].get(
        "numbering", []
    )
    kept = [pair for one in asked[: 2 * MAX_PATTERNS] if (pair := _pair(one))]
    marked = form_of(request.POST.get("mark", ""))
    if marked and marked not in [form for _, form in kept]:
        kept.append((_unused(kept, marked), marked))
    kept = sorted(kept[:MAX_PATTERNS], key=lambda pair: rank_of(pair[0]))
    if len(kept) < MAX_PATTERNS:
        kept.append((_unused(kept), ""))
    return [Row(index, level, form) for index, (level, form) in enumerate(kept, start=1)]


def _pair(asked: str) -> tuple[Level, str] | None:
    """Level and form of a pattern as it was sent; None if it is empty or of no level."""
    name, _, form = asked.partition("=")
    level = next((one for one in LEVELS if one == name), None)
    return (level, form.strip()[:MAX_PATTERN]) if level and form.strip() else None


def _unused(pairs: Sequence[tuple[Level, str]], form: str = "") -> Level:
    """The likeliest level for one more pattern."""
    taken = {level for level, _ in pairs}
    likely = _LIKELY_BELOW if taken and form.strip("().") in _BARE else _LIKELY
    return next((level for level in likely if level not in taken), "subpoint")


def _marked(wanted: ImportRequest) -> list[tuple[str, str]]:
    """Lines of the text as (what looks like a number at its beginning, the rest)."""
    found = []
    for line in lines(wanted, SHOWN_LINES):
        number = leading_number(line.text)
        found.append((number, line.text.removeprefix(number).strip()[:300]))
    return found
