"""The terms that two units share, with their places in both texts: glossary concepts, and words where the language is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import Final

from silta.crosswalk.glossary import Glossary, Span, TermMatch, group_by_concept
from silta.crosswalk.stems import words
from silta.crosswalk.units import Unit

Places = Mapping[int, tuple[Span, ...]]

_MOST_TERMS: Final = 12
_SHORTEST_WORD: Final = 4
_COMMON: Final = 0.3
"""A word that more than this share of the units use tells nothing about two of them."""


class UnitTerms:
    """The glossary's concepts in a sequence of units, looked up once: their places in `Unit.text` and in `Unit.heading`."""

    def __init__(self, units: Sequence[Unit], glossary: Glossary) -> None:
        self.units = units
        self.in_text = [group_by_concept(glossary.find(unit.text, unit.language)) for unit in units]
        self.in_heading = [group_by_concept(glossary.find(unit.heading, unit.language)) for unit in units]

    def concepts(self) -> list[list[int]]:
        """For each unit the concepts that its text and heading name, as often as they name them."""
        both = zip(self.in_text, self.in_heading, strict=True)
        return [list(chain(_repeated(text), _repeated(heading))) for text, heading in both]

    def heading_concepts(self) -> list[list[int]]:
        """For each unit the concepts that its heading names."""
        return [list(_repeated(heading)) for heading in self.in_heading]


class SharedWords:
    """Words that two units of one language share, the rarest first; rarity is taken over all units of both sides."""

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> None:
        self._sources = [_word_spans(unit) for unit in sources]
        self._targets = [_word_spans(unit) for unit in targets]
        everywhere = [*self._sources, *self._targets]
        self._used = Counter(stem for spans in everywhere for stem in spans)
        self._limit = max(2.0, _COMMON * len(everywhere))

    def spans(self, source: int, target: int) -> list[tuple[tuple[Span, ...], tuple[Span, ...]]]:
        """For each word shared, its places in the text of the source and of the target."""
        ours, theirs = self._sources[source], self._targets[target]
        shared = [stem for stem in ours if stem in theirs and self._used[stem] <= self._limit]
        shared.sort(key=lambda stem: (self._used[stem], ours[stem][0]))
        return [(ours[stem], theirs[stem]) for stem in shared]


class MatchedTerms:
    """What the texts of two units have in common, with its places in both."""

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit], glossary: Glossary) -> None:
        self.sources = UnitTerms(sources, glossary)
        self.targets = UnitTerms(targets, glossary)
        self.one_language = {unit.language for unit in sources} == {unit.language for unit in targets}

    @cached_property
    def _shared(self) -> SharedWords | None:
        # Not when made: it stems every word of both texts, and only the reasons that somebody looks at need it.
        return SharedWords(self.sources.units, self.targets.units) if self.one_language else None

    def in_texts(self, source: int, target: int) -> tuple[TermMatch, ...]:
        """At most a dozen: glossary terms first, then the rarest words that texts of one language share."""
        a, b = self.sources.units[source].text, self.targets.units[target].text
        found = _concept_matches(a, b, self.sources.in_text[source], self.targets.in_text[target])
        if self._shared:
            known = [span for match in found for span in match.source_spans]
            shared = self._shared.spans(source, target)
            found += [
                _match(None, a, b, ours, theirs) for ours, theirs in shared if not _overlap(ours, known)
            ]
        return tuple(found[:_MOST_TERMS])

    def in_headings(self, source: int, target: int) -> tuple[TermMatch, ...]:
        """The glossary terms that both headings name."""
        a, b = self.sources.units[source].heading, self.targets.units[target].heading
        return tuple(_concept_matches(a, b, self.sources.in_heading[source], self.targets.in_heading[target]))


def _concept_matches(source: str, target: str, ours: Places, theirs: Places) -> list[TermMatch]:
    if ours.keys().isdisjoint(theirs):
        return []
    return [
        _match(concept, source, target, spans, theirs[concept])
        for concept, spans in ours.items()
        if concept in theirs
    ]


def _repeated(places: Places) -> Iterator[int]:
    for concept, spans in places.items():
        yield from repeat(concept, len(spans))


def _match(
    concept: int | None, source: str, target: str, ours: tuple[Span, ...], theirs: tuple[Span, ...]
) -> TermMatch:
    return TermMatch(concept, source[slice(*ours[0])], target[slice(*theirs[0])], ours, theirs)


def _word_spans(unit: Unit) -> dict[str, tuple[Span, ...]]:
    spans: dict[str, tuple[Span, ...]] = {}
    for stem, start, end in words(unit.text, unit.language):
        if end - start >= _SHORTEST_WORD:
            spans[stem] = (*spans.get(stem, ()), (start, end))
    return spans


def _overlap(spans: Sequence[Span], known: Sequence[Span]) -> bool:
    return any(start < b and a < end for start, end in spans for a, b in known)
