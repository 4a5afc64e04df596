"""Terms of the glossary in a text and in its translation: which are expected, which are there, which stand in their place.

A term counts as used in any of its forms: words are compared by their stems and, since the stems of agglutinating languages are a
guess, also by a long common beginning. Of two rows for one term the earlier one counts, so that a node's own terms come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from silta.crosswalk.glossary import Glossary, Span
from silta.crosswalk.stems import Word, words

_APART: Final = re.compile(r"[;/()]")
_LONG_ENOUGH: Final = 4
_COMMON_SHARE: Final = 0.7
"""The share of the shorter of two words that they must have in common from their beginning on."""


class TermUse(NamedTuple):
    """A term that a text names: its first words there, all its places, and what the glossary expects in the translation.

    `used` tells whether the translation has one of the expected terms; `instead` is another row's term for the same, if that
    stands there; `row` is the row of the glossary.
    """

    term: str
    spans: tuple[Span, ...]
    expected: tuple[str, ...]
    used: bool
    instead: str
    row: int


def terms_used(
    glossary: Glossary, source: str, source_language: str, target: str, target_language: str
) -> list[TermUse]:
    """The terms of `source` that the glossary has in both languages, in the order of their first places."""
    spoken = list(words(target, target_language))
    spans: dict[int, list[Span]] = {}
    for found in glossary.find(source, source_language):
        spans.setdefault(found.concept, []).append((found.start, found.end))
    uses: dict[tuple[str, ...], TermUse] = {}
    for concept, places in spans.items():
        expected = alternatives(glossary.rows[concept].get(_base(target_language), ""))
        if not expected:
            continue
        start, end = places[0]
        used = any(_says(spoken, term, target_language) for term in expected)
        instead = "" if used else _instead(glossary, concept, source_language, target, target_language)
        known = uses.get(expected)
        every = tuple(sorted((*(known.spans if known else ()), *places)))
        uses[expected] = TermUse(source[start:end], every, expected, used, instead, concept)
    return list(uses.values())


def alternatives(wording: str) -> tuple[str, ...]:
    """The terms that a cell of a glossary holds."""
    return tuple(dict.fromkeys(part for one in _APART.split(wording) if (part := " ".join(one.split()))))


def _says(spoken: Sequence[Word], term: str, language: str) -> bool:
    """Whether the words of `term` stand in a text one after the other, in any form; within a compound the first may be longer."""
    wanted = list(words(term, language))
    texts = [term[word.start : word.end].casefold() for word in wanted]
    if not wanted:
        return False
    return any(
        all(_same(word, there, text) for word, there, text in zip(wanted, run, texts, strict=True))
        for run in _runs(spoken, len(wanted))
    )


def _runs(spoken: Sequence[Word], length: int) -> Iterator[Sequence[Word]]:
    return (spoken[start : start + length] for start in range(len(spoken) - length + 1))


def _same(wanted: Word, there: Word, text: str) -> bool:
    if wanted.stem == there.stem:
        return True
    common = _common(text, there.stem) if len(there.stem) >= _LONG_ENOUGH else 0
    return common >= _LONG_ENOUGH and common >= _COMMON_SHARE * max(len(wanted.stem), _LONG_ENOUGH)


def _common(one: str, other: str) -> int:
    """How many letters two words have in common from their beginning on."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _instead(
    glossary: Glossary, concept: int, source_language: str, target: str, target_language: str
) -> str:
    """The words of the translation that another row gives for the same term of the source."""
    ours = _keys(glossary.rows[concept].get(_base(source_language), ""), source_language)
    for found in glossary.find(target, target_language):
        row = glossary.rows[found.concept]
        if found.concept != concept and ours & _keys(row.get(_base(source_language), ""), source_language):
            return target[found.start : found.end]
    return ""


def _keys(wording: str, language: str) -> set[tuple[str, ...]]:
    return {tuple(word.stem for word in words(term, language)) for term in alternatives(wording)}


def _base(language: str) -> str:
    return language.partition("-")[0]


def pieces(text: str, uses: Iterable[TermUse]) -> list[tuple[str, TermUse | None]]:
    """`text` in pieces, each with the term that it is, for highlighting."""
    marks = sorted((span, use) for use in uses for span in use.spans)
    found: list[tuple[str, TermUse | None]] = []
    place = 0
    for (start, end), use in marks:
        if start < place:
            continue
        found += [(text[place:start], None)] if start > place else []
        found.append((text[start:end], use))
        place = end
    return [*found, (text[place:], None)] if place < len(text) else found
