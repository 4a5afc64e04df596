"""Where a long word may break, for what Typst's own hyphenation does not know: Kazakh, and strings that are no words.

Kazakh breaks between syllables: each has one vowel, and of the consonants between two vowels the last goes with the second
(қа-ға-зы, тап-сыр-ма). Invisible signs stay in the text of a PDF, so only words that would not fit a column get them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from silta.reports.layout import Lines
from silta.reports.speaking import Run

SOFT_HYPHEN: Final = "\u00ad"
_ZERO: Final = "\u200b"
_WIDE: Final = 1.2
"""How much wider than the sign that columns are measured in a Kazakh letter is."""
_KAZAKH: Final = re.compile(r"[а-яёәғқңөұүһі]{7,}", re.IGNORECASE)
_KAZAKH_IN_WORD: Final = re.compile(r"[а-яёәғқңөұүһі]{10,}", re.IGNORECASE)
_SYLLABLE: Final = re.compile(
    r"(?<=[а-яёәғқңөұүһі]{3})(?=[бвгғджзйкқлмнңпрстфхһцчшщ][аәеёиоөуұүыіэюя][а-яёәғқңөұүһі])", re.IGNORECASE
)
_HYPHENATED: Final = frozenset({"en", "fi", "ru"})


def in_column(lines: Lines, share: int) -> Lines:
    """The lines of a table's cell, with places to break in words that are longer than its column of `share` signs."""
    return tuple(replace(line, runs=tuple(_narrow(run, share) for run in line.runs)) for line in lines)


def in_word_column(lines: Lines) -> Lines:
    """As `in_column` for Word, which hyphenates other languages by itself and has no rules for Kazakh.

    What it shows instead of IBM Plex Sans, where that is not installed, is wider: shorter words get places to break, too.
    """
    return tuple(replace(line, runs=tuple(map(_syllabled, line.runs))) for line in lines)


def _syllabled(run: Run) -> Run:
    if run.language != "kk":
        return run
    return replace(run, text=_KAZAKH_IN_WORD.sub(lambda word: _SYLLABLE.sub(SOFT_HYPHEN, word[0]), run.text))


def in_line(run: Run) -> str:
    """The text of a run for a full line: only what nobody would call a word gets places to break; codes stay to be copied."""
    return run.text if run.look == "code" else _chopped(run.text, 40)


def _narrow(run: Run, share: int) -> Run:
    if run.language == "kk":
        fits = max(int(share / _WIDE) - 2, 1)
        return replace(run, text=_KAZAKH.sub(lambda word: _broken(word[0], fits), run.text))
    if run.look == "code" or run.language in _HYPHENATED:
        return run
    return replace(run, text=_chopped(run.text, 24))


def _broken(word: str, fits: int) -> str:
    return word if len(word) <= fits else _SYLLABLE.sub(SOFT_HYPHEN, word)


def _chopped(text: str, limit: int) -> str:
    if len(text) < limit:
        return text
    return re.sub(rf"\S{{{limit},}}", lambda word: _ZERO.join(re.findall(r".{1,12}", word[0])), text)
