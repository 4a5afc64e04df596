"""What to look at in a translation before somebody vouches for it. Findings are hints: none of them stops anyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from silta.crosswalk.terminology import TermUse
from silta.words.errors import Problem
from silta.words.figures import compare_figures

SHORT: Final = 150
"""Characters from which on a text of one line is cut in lists and on axes."""
_GROWTH: Final = 2.5
_LONG: Final = 80
_WORDS: Final = 3


def findings(
    source: str,
    source_language: str,
    target: str,
    target_language: str,
    uses: Sequence[TermUse],
    *,
    short: bool,
) -> list[Problem]:
    """What differs between a text and its translation; nothing for a translation that is empty. `short`: a text of one line."""
    if not target.strip():
        return []
    return [
        *_terms(uses),
        *_figures(source, source_language, target, target_language),
        *_lengths(source, target, short=short),
        *_shape(source, target, short=short),
    ]


def _terms(uses: Sequence[TermUse]) -> Iterator[Problem]:
    for use in uses:
        expected = " / ".join(use.expected)
        if use.instead:
            yield _hint("translation.other-term", term=use.term, expected=expected, used=use.instead)
        elif not use.used:
            yield _hint("translation.term-missing", term=use.term, expected=expected)


def _figures(source: str, source_language: str, target: str, target_language: str) -> Iterator[Problem]:
    difference = compare_figures(source, source_language, target, target_language)
    for figure in difference.missing:
        yield _hint("translation.figure-missing", figure=figure.text)
    for figure in difference.extra:
        yield _hint("translation.figure-extra", figure=figure.text)


def _lengths(source: str, target: str, *, short: bool) -> Iterator[Problem]:
    if short and len(target) > SHORT:
        yield _hint("translation.too-long", length=len(target), limit=SHORT)
    elif len(target) > _LONG and len(target) > _GROWTH * len(source):
        yield _hint("translation.much-longer", length=len(target), original=len(source))


def _shape(source: str, target: str, *, short: bool) -> Iterator[Problem]:
    if source.strip() == target.strip() and len(source.split()) >= _WORDS:
        yield _hint("translation.same-words")
    ours, theirs = _paragraphs(source), _paragraphs(target)
    if not short and ours != theirs:
        yield _hint("translation.paragraphs", expected=ours, count=theirs)


def _paragraphs(text: str) -> int:
    return sum(1 for part in text.split("\n\n") if part.strip())


def _hint(code: str, **data: str | int) -> Problem:
    return Problem(code, "", data, "warning")
