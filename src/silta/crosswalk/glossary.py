"""Terms in several languages as evidence: two provisions that speak of the same concepts are likely counterparts.

A row of a glossary gives one concept's wording per language: ``{"en": "licence", "ru": "лицензия", "kk": "лицензия",
"fi": "lupa"}``. A wording may hold alternatives, apart by ``;`` or ``/`` or in brackets: ``"käyttöorganisaatio (laitoksen
haltija)"`` is found by either. Terms are found by the stems of their words, so inflected forms count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.stems import stem, word_places, words

Floats = NDArray[np.float32]
Span = tuple[int, int]

_APART: Final = re.compile(r"[;/()]")
_MOST_WORDS: Final = 6
_COMPOUNDING: Final = frozenset({"da", "de", "fi", "nb", "sv"})
"""Languages that write compounds as one word: "lupaehto" speaks of a licence, though no row has the word."""
_SHORTEST_PART: Final = 4
_WORDS_KEPT: Final = 50_000
_LEAST_RARITY: Final = 0.1


class Found(NamedTuple):
    """A concept met in a text: its row in the glossary, and where (character offsets)."""

    concept: int
    start: int
    end: int


class TermMatch(NamedTuple):
    """What both texts name: a concept of the glossary (its row), or None for a word that the texts of one language share.

    `source` and `target` are the words as each text first has them; the spans are all places in each, for highlighting.
    """

    concept: int | None
    source: str
    target: str
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


class _Term(NamedTuple):
    stems: tuple[str, ...]
    concept: int


class _Terms:
    """The terms of one language, by their first stem."""

    def __init__(self) -> None:
        self._by_stem: dict[str, list[_Term]] = {}
        self._openings: set[str] = set()
        self._parts: dict[str, int] = {}
        # Texts say the same words over and over.
        self._begun_by = lru_cache(maxsize=_WORDS_KEPT)(self._look_up)

    def add(self, term: _Term) -> None:
        known = self._by_stem.setdefault(term.stems[0], [])
        known.append(term)
        known.sort(key=lambda one: -len(one.stems))
        self._openings.add(_opening(term.stems[0]))

    def add_part(self, word: str, concept: int) -> None:
        """A term of one word, as compounds may begin with it."""
        if len(word) >= _SHORTEST_PART:
            self._parts.setdefault(word.casefold(), concept)

    def scan(self, text: str, language: str) -> Iterator[Found]:
        places = word_places(text) if self._by_stem else []
        position = 0
        while position < len(places):
            start, end = places[position]
            terms, concept = self._begun_by(text[start:end], language)
            length = 1
            if terms and (
                term := _first_there(terms, text, places[position : position + _MOST_WORDS], language)
            ):
                concept, length = term.concept, len(term.stems)
            if concept is not None:
                yield Found(concept, start, places[position + length - 1][1])
            position += length

    def _look_up(self, word: str, language: str) -> tuple[Sequence[_Term], int | None]:
        """The terms that a word may begin, the longest first; and the concept of the longest term that begins the word itself."""
        # Most words begin no term, and need no stem to tell: stemming is what takes the time.
        terms = self._by_stem.get(stem(word, language), ()) if _opening(word) in self._openings else ()
        folded = word.casefold() if self._parts else ""
        ends = range(len(folded) - 1, _SHORTEST_PART - 1, -1)
        return terms, next((self._parts[folded[:end]] for end in ends if folded[:end] in self._parts), None)


def _first_there(terms: Sequence[_Term], text: str, places: Sequence[Span], language: str) -> _Term | None:
    """The first of `terms`, all of which begin with the first word at `places`, whose other words stand there too."""
    for term in terms:
        others = zip(term.stems[1:], places[1:], strict=False)
        if len(term.stems) <= len(places) and all(
            stem(text[start:end], language) == one for one, (start, end) in others
        ):
            return term
    return None


class Glossary:
    """Rows of terms, indexed by language and first stem. Of two rows with the same term the earlier one counts."""

    def __init__(self, rows: Iterable[Mapping[str, str]] = ()) -> None:
        self.rows = tuple({tag: wording for tag, wording in row.items() if wording} for row in rows)
        self._terms: dict[str, _Terms] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, text: str, language: str) -> list[Found]:
        """The terms in `text`, in order; of terms that overlap the longer one, so "radioactive waste" is not also "waste"."""
        base = language.partition("-")[0]
        # When a language is first asked for: a comparison reads two, and stemming the terms of all would take longer than itself.
        terms = self._terms.get(base) or self._terms.setdefault(base, self._index(base))
        return list(terms.scan(text, language))

    def _index(self, language: str) -> _Terms:
        terms = _Terms()
        for concept, row in enumerate(self.rows):
            for alternative in _APART.split(row.get(language, "")):
                stems = tuple(word.stem for word in words(alternative, language))
                if 0 < len(stems) <= _MOST_WORDS:
                    terms.add(_Term(stems, concept))
                if len(stems) == 1 and language in _COMPOUNDING:
                    terms.add_part(alternative.strip(), concept)
        return terms


def _opening(word: str) -> str:
    """The first two letters, which no stemmer changes."""
    return word[:2].casefold().replace("ё", "е")


def concept_vectors(units: Sequence[Sequence[int]], concepts: int) -> Floats:
    """How often units name concepts, weighted by rarity: concepts of each unit to float32 (units, concepts), rows of length 1.

    Rarity is taken within these units: "licence" may be common in one law and rare in the other. The product of a row of one
    law with a row of another is their cosine; a unit that names nothing has zeros.
    """
    counts = np.zeros((len(units), concepts), np.float32)
    for row, named in enumerate(units):
        np.add.at(counts[row], np.array(named, np.intp), 1)
    rarity = np.log((1 + len(units)) / (1 + np.count_nonzero(counts, axis=0))) + _LEAST_RARITY
    weighted = np.log1p(counts) * rarity.astype(np.float32)
    return np.asarray(
        weighted / np.maximum(np.linalg.norm(weighted, axis=1, keepdims=True), 1e-9), np.float32
    )


def group_by_concept(found: Iterable[Found]) -> dict[int, tuple[Span, ...]]:
    """The places of each concept, concepts in order of their first place."""
    spans: dict[int, tuple[Span, ...]] = {}
    for concept, start, end in found:
        spans[concept] = (*spans.get(concept, ()), (start, end))
    return spans
